// What became of imports, what replays found, explanations, proofs and gaps, and templates.
#include "normal.hpp"

namespace conformance {

json normal(const doorstep::policy_explanation &policy) {
  return {{"policy_id", policy.policy_id},
          {"display_name", policy.display_name},
          {"applies", policy.applies},
          {"result", policy.result},
          {"text", policy.text}};
}

json normal(const doorstep::explanation &explanation) {
  return {
      {"sign_in_id", explanation.sign_in_id}, {"text", explanation.text}, {"policies", normal(explanation.policies)}};
}

json normal(const doorstep::import_item &item) {
  return {{"kind", item.kind},     {"place", item.place},       {"display_name", item.display_name},
          {"id", normal(item.id)}, {"code", normal(item.code)}, {"path", normal(item.path)}};
}

json normal(const doorstep::import_report &report) {
  return {{"stored", report.stored}, {"items", normal(report.items)}};
}

json normal(const doorstep::replay_day &day) {
  return {{"day", normal(day.day)}, {"prompted", day.prompted}, {"blocked", day.blocked}, {"freed", day.freed}};
}

json normal(const doorstep::replay_user &user) {
  return {{"user_id", user.user_id}, {"prompted", user.prompted}, {"blocked", user.blocked}, {"freed", user.freed}};
}

json normal(const doorstep::replay_page &page) {
  return {{"examined", page.examined},   {"total", page.total},
          {"prompted", page.prompted},   {"blocked", page.blocked},
          {"freed", page.freed},         {"days", normal(page.days)},
          {"users", normal(page.users)}, {"next_cursor", normal(page.next_cursor)}};
}

json normal(const doorstep::counterexample &shown) {
  return {{"sign_in", json::parse(shown.sign_in_json)}, {"decision", normal(shown.decision)}};
}

json normal(const doorstep::proof &proof) {
  return {{"holds", proof.holds},
          {"classes_examined", proof.classes_examined},
          {"counterexample", normal(proof.counterexample)}};
}

json normal(const doorstep::gap &gap) {
  return {{"who", gap.who},
          {"apps", gap.apps},
          {"conditions", gap.conditions},
          {"sign_in", json::parse(gap.sign_in_json)}};
}

json normal(const doorstep::policy_template &offered) {
  return {{"id", offered.id},
          {"name", offered.name},
          {"description", offered.description},
          {"category", offered.category}};
}

}  // namespace conformance
