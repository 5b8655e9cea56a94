/* Normal forms: what became of imports, what replays found, explanations, proofs and gaps, and templates. */
#include "normal.h"

static json_t *normal_import_item(const doorstep_import_item *item) {
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "kind", words(doorstep_import_item_kind(item)), "place",
                   words(doorstep_import_item_place(item)), "display_name",
                   words(doorstep_import_item_display_name(item)), "id", words(doorstep_import_item_id(item)), "code",
                   words(doorstep_import_item_code(item)), "path", words(doorstep_import_item_path(item)));
}

static NORMAL_LIST(import_item)

json_t *normal_import_report(const doorstep_import_report *report) {
  if (report == NULL) {
    return NULL;
  }
  return json_pack("{s:b, s:o}", "stored", doorstep_import_report_stored(report), "items",
                   normal_import_item_list(doorstep_import_report_items(report)));
}

static json_t *normal_replay_day(const doorstep_replay_day *day) {
  return json_pack("{s:o, s:I, s:I, s:I}", "day", when(doorstep_replay_day_day_ms(day)), "prompted",
                   (json_int_t)doorstep_replay_day_prompted(day), "blocked",
                   (json_int_t)doorstep_replay_day_blocked(day), "freed", (json_int_t)doorstep_replay_day_freed(day));
}

static NORMAL_LIST(replay_day)

static json_t *normal_replay_user(const doorstep_replay_user *user) {
  return json_pack("{s:o, s:I, s:I, s:I}", "user_id", words(doorstep_replay_user_user_id(user)), "prompted",
                   (json_int_t)doorstep_replay_user_prompted(user), "blocked",
                   (json_int_t)doorstep_replay_user_blocked(user), "freed",
                   (json_int_t)doorstep_replay_user_freed(user));
}

static NORMAL_LIST(replay_user)

json_t *normal_replay_page(const doorstep_replay_page *page) {
  if (page == NULL) {
    return NULL;
  }
  return json_pack("{s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:o}", "examined",
                   (json_int_t)doorstep_replay_page_examined(page), "total",
                   (json_int_t)doorstep_replay_page_total(page), "prompted",
                   (json_int_t)doorstep_replay_page_prompted(page), "blocked",
                   (json_int_t)doorstep_replay_page_blocked(page), "freed",
                   (json_int_t)doorstep_replay_page_freed(page), "days",
                   normal_replay_day_list(doorstep_replay_page_days(page)), "users",
                   normal_replay_user_list(doorstep_replay_page_users(page)), "next_cursor",
                   words(doorstep_replay_page_next_cursor(page)));
}

static json_t *normal_policy_explanation(const doorstep_policy_explanation *policy) {
  return json_pack("{s:o, s:o, s:b, s:o, s:o}", "policy_id", words(doorstep_policy_explanation_policy_id(policy)),
                   "display_name", words(doorstep_policy_explanation_display_name(policy)), "applies",
                   doorstep_policy_explanation_applies(policy), "result",
                   words(doorstep_policy_explanation_result(policy)), "text",
                   words(doorstep_policy_explanation_text(policy)));
}

static NORMAL_LIST(policy_explanation)

json_t *normal_explanation(const doorstep_explanation *explanation) {
  if (explanation == NULL) {
    return NULL;
  }
  return json_pack("{s:o, s:o, s:o}", "sign_in_id", words(doorstep_explanation_sign_in_id(explanation)), "text",
                   words(doorstep_explanation_text(explanation)), "policies",
                   normal_policy_explanation_list(doorstep_explanation_policies(explanation)));
}

static json_t *normal_counterexample(const doorstep_counterexample *shown) {
  if (shown == NULL) {
    return json_null();
  }
  return json_pack("{s:o, s:o}", "sign_in", parsed(doorstep_counterexample_sign_in_json(shown)), "decision",
                   normal_decision(doorstep_counterexample_decision(shown)));
}

json_t *normal_proof(const doorstep_proof *proof) {
  if (proof == NULL) {
    return NULL;
  }
  return json_pack("{s:b, s:I, s:o}", "holds", doorstep_proof_holds(proof), "classes_examined",
                   (json_int_t)doorstep_proof_classes_examined(proof), "counterexample",
                   normal_counterexample(doorstep_proof_counterexample(proof)));
}

static json_t *normal_gap(const doorstep_gap *gap) {
  return json_pack("{s:o, s:o, s:o, s:o}", "who", words(doorstep_gap_who(gap)), "apps", words(doorstep_gap_apps(gap)),
                   "conditions", normal_string_list(doorstep_gap_conditions(gap)), "sign_in",
                   parsed(doorstep_gap_sign_in_json(gap)));
}

NORMAL_LIST(gap)

static json_t *normal_policy_template(const doorstep_policy_template *offered) {
  return json_pack("{s:o, s:o, s:o, s:o}", "id", words(doorstep_policy_template_id(offered)), "name",
                   words(doorstep_policy_template_name(offered)), "description",
                   words(doorstep_policy_template_description(offered)), "category",
                   words(doorstep_policy_template_category(offered)));
}

NORMAL_LIST(policy_template)
