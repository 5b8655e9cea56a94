#include "world.hpp"

#include "calls.hpp"
#include "matching.hpp"
#include "operands.hpp"

#include <arpa/inet.h>

namespace conformance {
namespace {

constexpr const char *tenant_name = "contoso";

doorstep::limits limits(const json &given) {
  doorstep::limits limits;
  arguments args(given);
  const auto small = [&args](const char *name) {
    return static_cast<std::uint32_t>(args.maybe_number(name).value_or(0));
  };
  limits.code_lifetime = doorstep::milliseconds(args.maybe_number("code_lifetime_ms").value_or(0));
  limits.resend_after = doorstep::milliseconds(args.maybe_number("resend_after_ms").value_or(0));
  limits.tries_per_code = small("tries_per_code");
  limits.sends_per_journey = small("sends_per_journey");
  limits.sends_per_hour = small("sends_per_hour");
  limits.sends_per_day = small("sends_per_day");
  limits.wrong_codes_before_lock = small("wrong_codes_before_lock");
  limits.wrong_codes_per_day = small("wrong_codes_per_day");
  limits.wrong_passwords_before_lock = small("wrong_passwords_before_lock");
  args.done();
  return limits;
}

doorstep::policy_limits policy_limits(const json &given) {
  doorstep::policy_limits limits;
  arguments args(given);
  const auto small = [&args](const char *name) {
    return static_cast<std::uint32_t>(args.maybe_number(name).value_or(0));
  };
  limits.policies = small("policies");
  limits.locations = small("locations");
  limits.authentication_strengths = small("authentication_strengths");
  limits.location_ranges = small("location_ranges");
  limits.mfa_trusted_ips = small("mfa_trusted_ips");
  limits.policy_applications = small("policy_applications");
  args.done();
  return limits;
}

std::map<std::string, std::string> countries(const json &given) {
  if (!given.is_object()) throw mismatch("countries is no object");
  std::map<std::string, std::string> known;
  for (const auto &[ip, country] : given.items()) {
    unsigned char address[16];
    if (inet_pton(AF_INET, ip.c_str(), address) != 1 && inet_pton(AF_INET6, ip.c_str(), address) != 1) {
      throw mismatch(ip + " is no address");
    }
    known.emplace(ip, as_text(country, "the country of " + ip));
  }
  return known;
}

doorstep::engine open(const json &choice, const doorstep::clock &clock, std::vector<json> &mails) {
  only(choice, {"mailer", "limits", "policy_limits", "countries"});
  std::array<std::uint8_t, 32> key{};
  for (std::size_t at = 0; at < key.size(); ++at) key[at] = static_cast<std::uint8_t>(at);
  const auto mailer = doorstep::mailer::of([&mails](const doorstep::message &mail) { mails.push_back(normal(mail)); });
  doorstep::engine_options options;
  if (choice.value("mailer", true)) options.mailer = &mailer;
  options.clock = &clock;
  options.limits = limits(choice.value("limits", json::object()));
  options.policy_limits = policy_limits(choice.value("policy_limits", json::object()));
  options.deliver_in_background = false;
  const auto known = countries(choice.value("countries", json::object()));
  const auto lookup = doorstep::country_lookup::of([known](std::string_view ip) -> std::optional<std::string> {
    const auto found = known.find(std::string(ip));
    if (found == known.end()) return std::nullopt;
    return found->second;
  });
  if (choice.contains("countries")) options.country_lookup = &lookup;
  try {
    return doorstep::engine::open(":memory:", doorstep::key_ring::from_bytes(key), options);
  } catch (const doorstep::error &why) {
    throw mismatch(std::string("the engine does not open: ") + why.what());
  }
}

}  // namespace

world::world(const json &choice) : clock_(doorstep::clock::manual(start)), engine_(open(choice, clock_, mails_)) {
  saved_ = {{"tenant", normal(engine_.create_tenant(tenant_name))}};
}

void world::step(const json &step) {
  if (!step.is_object()) throw mismatch("a step is an object");
  json noted = step;
  noted.erase("note");
  std::string kind;
  for (const char *one : {"call", "advance_ms", "deliver", "mail", "repeat", "same"}) {
    if (!noted.contains(one)) continue;
    if (!kind.empty()) throw mismatch("a step is of exactly one kind");
    kind = one;
  }
  if (kind == "call") return call(noted);
  if (kind == "deliver") return deliver(noted);
  if (kind == "mail") return mail(noted);
  if (kind == "repeat") return repeat(noted);
  if (kind == "same") return same(noted);
  if (kind != "advance_ms") throw mismatch("a step is of one of six kinds");
  only(noted, {"advance_ms"});
  clock_.advance(doorstep::milliseconds(as_integer(noted["advance_ms"], "advance_ms")));
}

void world::call(const json &step) {
  only(step, {"call", "args", "tenant", "as", "app", "save", "expect", "error"});
  if (step.contains("expect") && step.contains("error")) throw mismatch("a call expects a value or an error");
  arguments args(resolve(step.value("args", json::object()), saved_));
  json value;
  try {
    value = dispatch(as_text(step["call"], "call"), args, step);
  } catch (const doorstep::error &error) {
    args.done();
    const json found = normal(error);
    if (!step.contains("error")) throw mismatch("gave the error " + found.dump() + ": " + error.what());
    if (!step["error"].contains("code")) throw mismatch("an expected error has a code");
    return check(resolve(step["error"], saved_), found, "error");
  }
  args.done();
  if (step.contains("error")) throw mismatch("gave " + value.dump() + " instead of an error");
  if (step.contains("expect")) check(resolve(step["expect"], saved_), value, "result");
  if (step.contains("save")) save(step["save"], value);
}

json world::dispatch(const std::string &name, arguments &args, const json &step) const {
  if (name.rfind("engine.", 0) == 0) return call_engine(engine_, name, args);
  if (name.rfind("templates.", 0) == 0) return call_templates(name, args);
  const doorstep::tenant tenant = engine_.tenant(text(step, "tenant").value_or(tenant_name));
  if (name.rfind("app.", 0) == 0) {
    if (step.contains("as")) throw mismatch("people's calls have no actor");
    const std::optional<std::string> client_id = text(step, "app");
    const std::string usual = client_id ? *client_id : as_text(lookup(saved_, "app.client_id"), "the client id");
    return call_app(tenant.app(usual), name, args);
  }
  if (const auto user_id = text(step, "as")) return call_tenant(tenant.acting_as(*user_id), name, args);
  return call_tenant(tenant, name, args);
}

std::optional<std::string> world::text(const json &step, const char *key) const {
  if (!step.contains(key)) return std::nullopt;
  return as_text(resolve(step[key], saved_), key);
}

void world::save(const json &names, const json &value) {
  if (names.is_string()) {
    saved_[names.get<std::string>()] = value;
    return;
  }
  if (!names.is_object()) throw mismatch("save is a name, or names with paths");
  for (const auto &[name, path] : names.items()) saved_[name] = lookup(value, as_text(path, "a path"));
}

void world::deliver(const json &step) {
  only(step, {"deliver", "expect"});
  if (step["deliver"] != json(true)) throw mismatch("deliver is true");
  json report;
  try {
    report = normal(engine_.deliver_mail());
  } catch (const doorstep::error &error) {
    throw mismatch(std::string("delivery failed: ") + error.what());
  }
  if (step.contains("expect")) check(step["expect"], report, "report");
}

void world::mail(const json &step) {
  only(step, {"mail"});
  const json wanted = resolve(step["mail"], saved_);
  only(wanted, {"to", "count", "save_code", "purpose", "code", "locale", "sender", "sender_name"});
  if (!wanted.contains("to") || wanted.size() < 2) throw mismatch("mail names its address and expects something");
  std::vector<json> there;
  for (const json &mail : mails_) {
    if (mail["to"] == wanted["to"]) there.push_back(mail);
  }
  for (const auto &[key, expected] : wanted.items()) {
    if (key == "to") continue;
    if (key == "count") {
      check(expected, there.size(), key);
      continue;
    }
    if (there.empty()) throw mismatch("there is no mail to " + wanted["to"].dump());
    if (key != "save_code") {
      check(expected, there.back()[key], key);
    } else {
      as_text(there.back()["code"], "the code of the mail");
      saved_[as_text(expected, "save_code")] = there.back()["code"];
    }
  }
}

void world::repeat(const json &step) {
  only(step, {"repeat", "steps"});
  const std::int64_t times = as_integer(step["repeat"], "repeat");
  if (!step.contains("steps") || !step["steps"].is_array()) throw mismatch("repeat has steps");
  for (std::int64_t round = 1; round <= times; ++round) {
    saved_["n"] = round;
    for (const json &inner : step["steps"]) {
      try {
        this->step(inner);
      } catch (const mismatch &why) {
        throw mismatch("round " + std::to_string(round) + ": " + why.what());
      }
    }
  }
}

void world::same(const json &step) const {
  only(step, {"same", "except"});
  const json both = resolve(step["same"], saved_);
  if (!both.is_array() || both.size() != 2 || !both[0].is_object() || !both[1].is_object()) {
    throw mismatch("same compares two objects");
  }
  const json &left = both[0], &right = both[1], except = step.value("except", json::array());
  if (left.size() != right.size()) throw mismatch(left.dump() + " and " + right.dump() + " have different keys");
  for (const auto &[key, value] : left.items()) {
    if (!right.contains(key)) throw mismatch(key + " is missing from " + right.dump());
    const bool free = std::find(except.begin(), except.end(), json(key)) != except.end();
    if (!same_type(value, right[key]) || (!free && value != right[key])) {
      throw mismatch(key + " differs: " + value.dump() + " and " + right[key].dump());
    }
  }
}

}  // namespace conformance
