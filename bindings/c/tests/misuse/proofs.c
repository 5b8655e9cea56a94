/* Proofs, gaps, and policies made of templates. */
#include <doorstep.h>

#include <string.h>

#include "checks.h"
#include "tests.h"
#include "world.h"

void claims_and_gaps_are_checked(void) {
  doorstep_proof *proof = NULL;
  doorstep_gap_list *gaps = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policies_prove(w.tenant, NULL, &proof, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policies_prove(w.tenant, "every sign-in requires mfa", NULL, &error));
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_policies_prove(w.tenant, "\xff", &proof, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_policies_prove(w.tenant, "all is well", &proof, &error));
  ANSWERS(DOORSTEP_INVALID_HANDLE,
          doorstep_policies_prove((doorstep_tenant *)(void *)w.engine, "every sign-in requires mfa", &proof, &error));
  CHECK(proof == NULL);
  OK(doorstep_policies_prove(w.tenant, "every sign-in requires mfa", &proof, &error));
  CHECK(!doorstep_proof_holds(proof) && doorstep_proof_classes_examined(proof) > 0);
  const doorstep_counterexample *shown = doorstep_proof_counterexample(proof);
  CHECK(strstr(doorstep_counterexample_sign_in_json(shown), w.client_id) != NULL);
  const doorstep_decision *decision = doorstep_counterexample_decision(shown);
  CHECK(doorstep_decision_outcome(decision) == DOORSTEP_OUTCOME_ALLOW);
  doorstep_decision_free((doorstep_decision *)(uintptr_t)decision);
  CHECK(doorstep_decision_outcome(decision) == DOORSTEP_OUTCOME_ALLOW);
  doorstep_proof_free(proof);
  CHECK(doorstep_counterexample_sign_in_json(shown) == NULL && doorstep_decision_to_json(decision) == NULL);
  CHECK(!doorstep_proof_holds(proof) && doorstep_proof_counterexample(proof) == NULL);
  OK(doorstep_policies_prove(w.tenant, "every sign-in is allowed", &proof, &error));
  CHECK(doorstep_proof_holds(proof) && doorstep_proof_counterexample(proof) == NULL);
  CHECK(doorstep_counterexample_decision(NULL) == NULL);
  doorstep_proof_free(proof);

  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policies_gaps(NULL, &gaps, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policies_gaps(w.tenant, NULL, &error));
  OK(doorstep_policies_gaps(w.tenant, &gaps, &error));
  CHECK(doorstep_gap_list_count(gaps) > 0 && doorstep_gap_list_at(gaps, doorstep_gap_list_count(gaps)) == NULL);
  const doorstep_gap *gap = doorstep_gap_list_at(gaps, 0);
  CHECK(doorstep_gap_who(gap) != NULL && doorstep_gap_apps(gap) != NULL && doorstep_gap_sign_in_json(gap) != NULL);
  CHECK(doorstep_gap_conditions(gap) != NULL && doorstep_gap_conditions(NULL) == NULL);
  doorstep_gap_list_free(gaps);
  CHECK(doorstep_gap_who(gap) == NULL);
  unmake(&w);
}

void templates_are_made(void) {
  const char *groups[] = { "g-1", NULL };
  doorstep_policy_template_inputs inputs = DOORSTEP_POLICY_TEMPLATE_INPUTS_INIT;
  doorstep_policy_template_list *templates = NULL;
  char *document = NULL;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policy_templates(NULL, &error));
  OK(doorstep_policy_templates(&templates, &error));
  const size_t count = doorstep_policy_template_list_count(templates);
  const doorstep_policy_template *first = doorstep_policy_template_list_at(templates, 0);
  CHECK(count == 20 && doorstep_policy_template_list_at(templates, count) == NULL);
  CHECK(doorstep_policy_template_name(first) != NULL && doorstep_policy_template_description(first) != NULL);
  CHECK(strcmp(doorstep_policy_template_category(first), "foundation") == 0);
  OK(doorstep_policy_template_make(doorstep_policy_template_id(first), NULL, &document, &error));
  CHECK(strstr(document, "enabledForReportingButNotEnforced") != NULL);
  doorstep_string_free(document);
  inputs.break_glass_group_ids = groups;
  inputs.break_glass_group_id_count = 1;
  OK(doorstep_policy_template_make(doorstep_policy_template_id(first), &inputs, &document, &error));
  CHECK(strstr(document, "\"g-1\"") != NULL);
  doorstep_string_free(document);
  inputs.break_glass_group_id_count = 2;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policy_template_make("require-mfa-guests", &inputs, &document, &error));
  inputs.break_glass_group_id_count = 0;
  inputs.app_id_count = 1;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policy_template_make("require-mfa-guests", &inputs, &document, &error));
  inputs.app_id_count = 0;
  inputs.size = 1;
  ANSWERS(DOORSTEP_INVALID_SIZE, doorstep_policy_template_make("require-mfa-guests", &inputs, &document, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policy_template_make(NULL, NULL, &document, &error));
  ANSWERS(DOORSTEP_NOT_FOUND, doorstep_policy_template_make("require-luck", NULL, &document, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT,
          doorstep_policy_template_make("block-outside-allowed-countries", NULL, &document, &error));
  CHECK(document == NULL);
  doorstep_policy_template_list_free(templates);
  CHECK(doorstep_policy_template_id(first) == NULL);
  CHECK(strcmp(doorstep_severity_name(DOORSTEP_SEVERITY_ERROR), "error") == 0 && doorstep_severity_name(4) == NULL);
}
