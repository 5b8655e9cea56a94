// Attribute values, and JSON text for what the library takes as such.
#ifndef DOORSTEP_JSON_HPP
#define DOORSTEP_JSON_HPP

#include <doorstep/words.hpp>

#include <initializer_list>
#include <map>
#include <optional>
#include <type_traits>
#include <vector>

namespace doorstep {

/// The value of an attribute: a text, a yes or no, or a whole number.
class attribute_value {
 public:
  attribute_value(const char *text) : value_(std::string(text)) {}
  attribute_value(std::string_view text) : value_(std::string(text)) {}
  attribute_value(std::string text) : value_(std::move(text)) {}
  template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
  attribute_value(T number) : value_(from(number)) {}

  /// The value: `std::visit` it, or use `std::get_if`.
  [[nodiscard]] const std::variant<std::string, bool, std::int64_t> &get() const noexcept { return value_; }

 private:
  template <class T>
  static std::variant<std::string, bool, std::int64_t> from(T number) {
    if constexpr (std::is_same_v<T, bool>) {
      return number;
    } else {
      return static_cast<std::int64_t>(number);
    }
  }

  std::variant<std::string, bool, std::int64_t> value_;
};

/// Values by attribute name, such as `{{"city", "London"}, {"terms", true}}`.
using attribute_values = std::map<std::string, attribute_value>;

/// One attribute that a sign-up asks for.
struct flow_attribute {
  /// Its name, for `app::submit_attributes`.
  std::string name;
  /// What the page shows.
  std::string label;
  /// What kind of value it holds.
  attribute_kind kind = attribute_kind::string;
  /// Whether the sign-up needs it. A required boolean must be true.
  bool required = false;
  /// A regular expression that the whole value, written as text, must match.
  std::optional<std::string> pattern = std::nullopt;
  /// The texts to choose from, for `attribute_kind::choice` only.
  std::vector<std::string> choices = {};
};

namespace detail {

inline std::string in_quotes(std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string json = "\"";
  for (const char character : text) {
    const auto code = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\') {
      json += '\\';
      json += character;
    } else if (code < 0x20) {
      json += "\\u00";
      json += hex[code >> 4];
      json += hex[code & 15];
    } else {
      json += character;
    }
  }
  return json += '"';
}

inline std::string to_json(const attribute_value &value) {
  if (const auto *text = std::get_if<std::string>(&value.get())) return in_quotes(*text);
  if (const auto *yes = std::get_if<bool>(&value.get())) return *yes ? "true" : "false";
  return std::to_string(*std::get_if<std::int64_t>(&value.get()));
}

inline std::string to_json(const attribute_values &values) {
  std::string json = "{";
  for (const auto &[name, value] : values) {
    if (json.size() > 1) json += ',';
    json += in_quotes(name) + ':' + to_json(value);
  }
  return json += '}';
}

inline std::string to_json(const std::vector<std::string> &texts) {
  std::string json = "[";
  for (const std::string &text : texts) {
    if (json.size() > 1) json += ',';
    json += in_quotes(text);
  }
  return json += ']';
}

inline std::string to_json(const std::map<std::string, std::vector<std::string>> &lists) {
  std::string json = "{";
  for (const auto &[name, texts] : lists) {
    if (json.size() > 1) json += ',';
    json += in_quotes(name) + ':' + to_json(texts);
  }
  return json += '}';
}

inline std::string to_json(const flow_attribute &attribute) {
  std::string json = "{\"name\":" + in_quotes(attribute.name) + ",\"label\":" + in_quotes(attribute.label) +
                     ",\"type\":" + in_quotes(name(attribute.kind)) +
                     ",\"required\":" + (attribute.required ? "true" : "false");
  if (attribute.pattern) json += ",\"pattern\":" + in_quotes(*attribute.pattern);
  return json += ",\"choices\":" + to_json(attribute.choices) + '}';
}

inline std::string to_json(const std::vector<flow_attribute> &attributes) {
  std::string json = "[";
  for (const flow_attribute &attribute : attributes) {
    if (json.size() > 1) json += ',';
    json += to_json(attribute);
  }
  return json += ']';
}

/// JSON of what is there.
template <class T>
std::optional<std::string> to_optional_json(const std::optional<T> &given) {
  if (!given) return std::nullopt;
  return to_json(*given);
}

}  // namespace detail
}  // namespace doorstep

#endif
