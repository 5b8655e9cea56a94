// Why a sign-in of the log went as it did, in plain words.
#ifndef DOORSTEP_EXPLANATION_HPP
#define DOORSTEP_EXPLANATION_HPP

#include <doorstep/call.hpp>

namespace doorstep {

/// What one policy had to do with a sign-in.
struct policy_explanation {
  std::string policy_id;
  /// The policy's name at the time.
  std::string display_name;
  /// Whether all of its conditions held.
  bool applies;
  /// Microsoft Graph's word for what it made of the sign-in, such as `success`.
  std::string result;
  /// One sentence, as in: Asked for multi-factor authentication because policy "X" covers all users of Shop.
  std::string text;
};

/// Why a sign-in went as it did, in words that are the same in every language.
struct explanation {
  /// The entry of the sign-in log.
  std::string sign_in_id;
  /// All of it, one sentence a line: what happened, and then every policy.
  std::string text;
  /// What every policy had to do with it: those that applied first.
  std::vector<policy_explanation> policies;
};

namespace detail {

inline policy_explanation read_policy_explanation(const doorstep_policy_explanation *raw) {
  return {to_string(doorstep_policy_explanation_policy_id(raw)),
          to_string(doorstep_policy_explanation_display_name(raw)), doorstep_policy_explanation_applies(raw),
          to_string(doorstep_policy_explanation_result(raw)), to_string(doorstep_policy_explanation_text(raw))};
}

inline explanation read_explanation(const doorstep_explanation *raw) {
  return {
      to_string(doorstep_explanation_sign_in_id(raw)), to_string(doorstep_explanation_text(raw)),
      read_list<doorstep_policy_explanation_list_count, doorstep_policy_explanation_list_at, read_policy_explanation>(
          doorstep_explanation_policies(raw))};
}

template <>
struct out<explanation> : record_out<explanation, doorstep_explanation, read_explanation, doorstep_explanation_free> {};

}  // namespace detail
}  // namespace doorstep

#endif
