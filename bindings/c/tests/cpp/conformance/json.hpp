// What every part of the runner knows: JSON, and how a scenario fails.
#pragma once

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

namespace conformance {

using json = nlohmann::json;

/// A step did not do what it should, or the scenario breaks the format.
struct mismatch : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Fails on a key that is not known.
inline void only(const json &object, std::initializer_list<std::string_view> known) {
  if (!object.is_object()) throw mismatch(object.dump() + " is no object");
  for (const auto &[key, value] : object.items()) {
    bool found = false;
    for (const std::string_view one : known) found = found || one == key;
    if (!found) throw mismatch("there is no key " + key + " here");
  }
}

inline std::string as_text(const json &value, const std::string &what) {
  if (!value.is_string()) throw mismatch(what + " is no text: " + value.dump());
  return value.get<std::string>();
}

inline std::int64_t as_integer(const json &value, const std::string &what) {
  if (!value.is_number_integer()) throw mismatch(what + " is no whole number: " + value.dump());
  return value.get<std::int64_t>();
}

/// Whether two values are of one type of JSON; whole numbers and others are two.
inline bool same_type(const json &left, const json &right) {
  if (left.is_number_integer() && right.is_number_integer()) return true;
  return left.type() == right.type();
}

}  // namespace conformance
