// Deciding without an engine.
#ifndef DOORSTEP_EVALUATE_HPP
#define DOORSTEP_EVALUATE_HPP

#include <doorstep/call.hpp>

namespace doorstep {
inline namespace DOORSTEP_CALLS {

/// Judges sign-ins by policies, with no engine and no database; a JSON object of policies, what they refer to and sign-ins
/// in, a JSON array of verdicts out. `doorstep_evaluate` in `doorstep.h` tells both forms. The same text in always gives
/// the same text out, in every language. What is wrong with a case is said in the answer.
/// Errors: `too_long` beyond 64 MiB.
inline answer<std::string> evaluate(std::string_view case_json) {
  return calling::call<std::string>(doorstep_evaluate, detail::text("case_json", case_json));
}

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
