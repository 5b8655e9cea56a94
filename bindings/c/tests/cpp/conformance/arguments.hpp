// The named arguments of a call. What a call does not ask for is an error, never ignored.
#pragma once

#include "json.hpp"

#include <doorstep.hpp>

#include <map>
#include <optional>
#include <vector>

namespace conformance {

/// 2026-01-01T00:00:00Z, where every scenario begins.
constexpr std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds> start{
    std::chrono::milliseconds(1767225600000)};

class arguments {
 public:
  explicit arguments(json values);

  std::string text(const std::string &name);
  std::optional<std::string> maybe_text(const std::string &name);
  std::optional<std::int64_t> maybe_number(const std::string &name);
  std::optional<bool> maybe_flag(const std::string &name);
  std::optional<std::vector<std::string>> maybe_texts(const std::string &name);
  std::optional<doorstep::time_point> maybe_time(const std::string &name);
  std::uint32_t limit();

  /// JSON as text, for Graph documents.
  std::string document(const std::string &name);
  std::optional<doorstep::attribute_values> maybe_attributes();
  std::optional<std::vector<doorstep::flow_attribute>> maybe_flow_attributes();
  std::optional<std::vector<doorstep::target>> maybe_targets(const std::string &name);
  doorstep::sign_in_context context();
  std::optional<std::map<std::string, std::vector<std::string>>> maybe_lists(const std::string &name);
  /// The value of an enumeration by its word; the one numbered 0 when there is none.
  template <class Enum>
  Enum word_or_none(const std::string &name);
  doorstep::method_kind method();
  std::optional<doorstep::identity_provider> maybe_provider();

  /// Fails when an argument is left over.
  void done() const;

  /// What is given under a name, which is not asked for again; null when there is nothing.
  json take(const std::string &name);

 private:
  json values_;
};

/// The value of an enumeration whose stable word is `word`.
template <class Enum>
Enum from_word(const std::string &word) {
  for (std::uint32_t number = 1; number < 100; ++number) {
    if (doorstep::name(static_cast<Enum>(number)) == word) return static_cast<Enum>(number);
  }
  throw mismatch("there is no " + word + " here");
}

template <class Enum>
Enum arguments::word_or_none(const std::string &name) {
  const std::optional<std::string> word = maybe_text(name);
  return word ? from_word<Enum>(*word) : static_cast<Enum>(0);
}

}  // namespace conformance
