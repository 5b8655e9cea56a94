#include "arguments.hpp"

#include <limits>

namespace conformance {

arguments::arguments(json values) : values_(std::move(values)) {
  if (!values_.is_object()) throw mismatch("args is an object");
}

json arguments::take(const std::string &name) {
  const auto found = values_.find(name);
  if (found == values_.end()) return nullptr;
  json value = *found;
  values_.erase(found);
  return value;
}

void arguments::done() const {
  if (!values_.empty()) throw mismatch("there is no argument " + values_.begin().key());
}

std::optional<std::string> arguments::maybe_text(const std::string &name) {
  const json value = take(name);
  if (value.is_null()) return std::nullopt;
  return as_text(value, "the argument " + name);
}

std::string arguments::text(const std::string &name) {
  std::optional<std::string> value = maybe_text(name);
  if (!value) throw mismatch("the argument " + name + " is missing");
  return *value;
}

std::optional<std::int64_t> arguments::maybe_number(const std::string &name) {
  const json value = take(name);
  if (value.is_null()) return std::nullopt;
  return as_integer(value, "the argument " + name);
}

std::optional<bool> arguments::maybe_flag(const std::string &name) {
  const json value = take(name);
  if (value.is_null()) return std::nullopt;
  if (!value.is_boolean()) throw mismatch("the argument " + name + " is no boolean");
  return value.get<bool>();
}

std::optional<std::vector<std::string>> arguments::maybe_texts(const std::string &name) {
  const json value = take(name);
  if (value.is_null()) return std::nullopt;
  if (!value.is_array()) throw mismatch("the argument " + name + " is no list");
  std::vector<std::string> texts;
  for (const json &item : value) texts.push_back(as_text(item, "an item of " + name));
  return texts;
}

std::optional<doorstep::time_point> arguments::maybe_time(const std::string &name) {
  const std::optional<std::int64_t> at = maybe_number(name);
  if (!at) return std::nullopt;
  return start + std::chrono::milliseconds(*at);
}

std::uint32_t arguments::limit() {
  const std::int64_t limit = maybe_number("limit").value_or(50);
  if (limit < 0 || limit > std::numeric_limits<std::uint32_t>::max()) throw mismatch("limit is out of range");
  return static_cast<std::uint32_t>(limit);
}

std::string arguments::document(const std::string &name) {
  const json value = take(name);
  if (value.is_null()) throw mismatch("the argument " + name + " is missing");
  return value.dump();
}

std::optional<doorstep::attribute_values> arguments::maybe_attributes() {
  const json given = take("attributes");
  if (given.is_null()) return std::nullopt;
  if (!given.is_object()) throw mismatch("attributes is no object");
  doorstep::attribute_values values;
  for (const auto &[name, value] : given.items()) {
    if (value.is_boolean()) {
      values.emplace(name, value.get<bool>());
    } else if (value.is_number_integer()) {
      values.emplace(name, value.get<std::int64_t>());
    } else {
      values.emplace(name, as_text(value, "the attribute " + name));
    }
  }
  return values;
}

std::optional<std::vector<doorstep::flow_attribute>> arguments::maybe_flow_attributes() {
  const json given = take("attributes");
  if (given.is_null()) return std::nullopt;
  if (!given.is_array()) throw mismatch("attributes is no list");
  std::vector<doorstep::flow_attribute> attributes;
  for (const json &item : given) {
    arguments one(item);
    doorstep::flow_attribute made{one.text("name"), one.text("label")};
    if (const auto type = one.maybe_text("type")) made.kind = from_word<doorstep::attribute_kind>(*type);
    made.required = one.maybe_flag("required").value_or(false);
    made.pattern = one.maybe_text("pattern");
    made.choices = one.maybe_texts("choices").value_or(std::vector<std::string>());
    one.done();
    attributes.push_back(std::move(made));
  }
  return attributes;
}

std::optional<std::vector<doorstep::target>> arguments::maybe_targets(const std::string &name) {
  const json given = take(name);
  if (given.is_null()) return std::nullopt;
  if (!given.is_array()) throw mismatch(name + " is no list");
  std::vector<doorstep::target> targets;
  for (const json &item : given) {
    arguments one(item);
    doorstep::target made{from_word<doorstep::target_kind>(one.text("kind"))};
    if (made.kind != doorstep::target_kind::all_users) made.id = one.text("id");
    one.done();
    targets.push_back(std::move(made));
  }
  return targets;
}

std::optional<std::map<std::string, std::vector<std::string>>> arguments::maybe_lists(const std::string &name) {
  const json given = take(name);
  if (given.is_null()) return std::nullopt;
  arguments lists(given);
  std::map<std::string, std::vector<std::string>> found;
  for (const auto &[key, value] : given.items()) {
    const auto texts = lists.maybe_texts(key);
    if (!texts) throw mismatch("an item of " + name + " is missing");
    found.emplace(key, *texts);
  }
  return found;
}

doorstep::method_kind arguments::method() { return from_word<doorstep::method_kind>(text("kind")); }

std::optional<doorstep::identity_provider> arguments::maybe_provider() {
  const std::optional<std::string> word = maybe_text("identity_provider");
  if (!word) return std::nullopt;
  return from_word<doorstep::identity_provider>(*word);
}

}  // namespace conformance
