#include "matching.hpp"

#include <algorithm>

namespace conformance {
namespace {

bool fits(const json &expected, const json &actual) {
  try {
    check(expected, actual, "it");
    return true;
  } catch (const mismatch &) {
    return false;
  }
}

bool is_matcher(const json &expected) {
  if (!expected.is_object() || expected.size() != 1) return false;
  const std::string &word = expected.begin().key();
  return word == "any" || word == "length" || word == "contains" || word == "not";
}

void check_matcher(const std::string &word, const json &operand, const json &actual, const std::string &at) {
  bool good = false;
  if (word == "any" && operand == json(true)) {
    good = !actual.is_null();
  } else if (word == "length" && operand.is_number_integer()) {
    good = actual.is_array() && json(actual.size()) == operand;
  } else if (word == "contains" && operand.is_array()) {
    good = actual.is_array() && std::all_of(operand.begin(), operand.end(), [&](const json &wanted) {
             return std::any_of(actual.begin(), actual.end(), [&](const json &item) { return fits(wanted, item); });
           });
  } else if (word == "not") {
    good = !fits(operand, actual);
  } else {
    throw mismatch(at + ": the matcher " + word + " does not take " + operand.dump());
  }
  if (!good) throw mismatch(at + " is " + actual.dump() + ", not " + word + " " + operand.dump());
}

}  // namespace

void check(const json &expected, const json &actual, const std::string &at) {
  if (is_matcher(expected)) {
    check_matcher(expected.begin().key(), expected.front(), actual, at);
  } else if (expected.is_object() && actual.is_object()) {
    for (const auto &[key, value] : expected.items()) {
      const auto found = actual.find(key);
      if (found == actual.end()) throw mismatch(at + "." + key + " is missing from " + actual.dump());
      check(value, *found, at + "." + key);
    }
  } else if (expected.is_array() && actual.is_array()) {
    if (expected.size() != actual.size()) {
      throw mismatch(at + " has " + std::to_string(actual.size()) + " items, not " + std::to_string(expected.size()) +
                     ": " + actual.dump());
    }
    for (std::size_t index = 0; index < expected.size(); ++index) {
      check(expected[index], actual[index], at + "[" + std::to_string(index) + "]");
    }
  } else if (!same_type(expected, actual) || expected != actual) {
    throw mismatch(at + " is " + actual.dump() + ", not " + expected.dump());
  }
}

}  // namespace conformance
