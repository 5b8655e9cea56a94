/* What Conditional Access looks at: contexts, devices, what-if, countries, documents, and deciding without an engine. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "tests.h"
#include "world.h"

/* A policy that needs a second factor of everybody outside Germany. */
static void ask_for_countries(doorstep_tenant *tenant, char policy_id[64]) {
  doorstep_location *germany = NULL;
  doorstep_policy *policy = NULL;
  char document[1024];
  OK(doorstep_locations_create(tenant,
                               "{\"@odata.type\": \"#microsoft.graph.countryNamedLocation\", \"displayName\": "
                               "\"Germany\", \"countriesAndRegions\": [\"DE\"]}",
                               &germany, &error));
  CHECK(strcmp(doorstep_location_display_name(germany), "Germany") == 0 && !doorstep_location_is_trusted(germany));
  CHECK(doorstep_location_modified_at_ms(germany) == DOORSTEP_NO_TIME);
  snprintf(document, sizeof document,
           "{\"displayName\": \"Abroad\", \"state\": \"enabled\", \"conditions\": {\"users\": {\"includeUsers\": "
           "[\"All\"]}, \"applications\": {\"includeApplications\": [\"All\"]}, \"locations\": {\"includeLocations\": "
           "[\"All\"], \"excludeLocations\": [\"%s\"]}}, \"grantControls\": {\"operator\": \"OR\", "
           "\"builtInControls\": [\"block\"]}, \"sessionControls\": {\"signInFrequency\": {\"isEnabled\": true, "
           "\"frequencyInterval\": \"timeBased\", \"type\": \"hours\", \"value\": 4}}}",
           doorstep_location_id(germany));
  OK(doorstep_policies_create(tenant, document, &policy, &error));
  if (policy_id != NULL) {
    snprintf(policy_id, 64, "%s", doorstep_policy_id(policy));
  }
  doorstep_policy_free(policy);
  doorstep_location_free(germany);
  doorstep_location_free(germany);
}

void a_context_comes_back_whole(void) {
  const char *ids[] = { "[USER-HWID]:1", "[GID]:2" }, *controls[] = { "compliantDevice" };
  doorstep_device device = DOORSTEP_DEVICE_INIT;
  doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT, found = DOORSTEP_SIGN_IN_CONTEXT_INIT;
  doorstep_sign_in_query query = DOORSTEP_SIGN_IN_QUERY_INIT;
  doorstep_sign_in_list *entries = NULL;
  doorstep_step *step = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  device.registered = DOORSTEP_YES;
  device.is_compliant = DOORSTEP_NO;
  device.model = "Laptop";
  device.physical_ids = ids;
  device.physical_id_count = 2;
  device.extension_attributes[14] = "last";
  context.ip = "192.0.2.1";
  context.gps_country = "FR";
  context.compliant_network = DOORSTEP_NO;
  context.platform = DOORSTEP_PLATFORM_MACOS;
  context.sign_in_risk = DOORSTEP_RISK_NONE;
  context.user_type = DOORSTEP_USER_TYPE_INTERNAL_GUEST;
  context.device = &device;
  context.satisfied_controls = controls;
  context.satisfied_control_count = 1;
  OK(doorstep_app_sign_in(w.app, "ada@example.com", NULL, &context, &step, &error));
  doorstep_step_free(step);
  OK(doorstep_tenant_sign_ins(w.tenant, &query, &entries, &error));
  const doorstep_sign_in *entry = doorstep_sign_in_list_at(entries, 0);
  OK(doorstep_sign_in_read_context(entry, &found, &error));
  CHECK(found.size == sizeof found && strcmp(found.ip, "192.0.2.1") == 0 && found.user_agent == NULL);
  CHECK(strcmp(found.gps_country, "FR") == 0 && found.country == NULL && found.compliant_network == DOORSTEP_NO);
  CHECK(found.platform == DOORSTEP_PLATFORM_MACOS && found.sign_in_risk == DOORSTEP_RISK_NONE);
  CHECK(found.user_risk == DOORSTEP_RISK_UNKNOWN && found.user_type == DOORSTEP_USER_TYPE_INTERNAL_GUEST);
  CHECK(found.satisfied_control_count == 1 && strcmp(found.satisfied_controls[0], "compliantDevice") == 0);
  CHECK(found.device->size == sizeof device && found.device->registered == DOORSTEP_YES);
  CHECK(found.device->is_managed == DOORSTEP_LEAVE && found.device->is_compliant == DOORSTEP_NO);
  CHECK(strcmp(found.device->model, "Laptop") == 0 && found.device->manufacturer == NULL);
  CHECK(found.device->physical_id_count == 2 && strcmp(found.device->physical_ids[1], "[GID]:2") == 0);
  CHECK(found.device->system_labels == NULL && found.device->system_label_count == 0);
  CHECK(found.device->extension_attributes[0] == NULL && strcmp(found.device->extension_attributes[14], "last") == 0);
  /* What was read can be given, as long as the entry is there. */
  OK(doorstep_app_sign_in(w.app, "ada@example.com", NULL, &found, &step, &error));
  doorstep_step_free(step);
  found.size = 8;
  ANSWERS(DOORSTEP_INVALID_SIZE, doorstep_sign_in_read_context(entry, &found, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_sign_in_read_context(entry, NULL, &error));
  doorstep_sign_in_list_free(entries);
  found.size = sizeof found;
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_sign_in_read_context(entry, &found, &error));
  CHECK(found.device == NULL); /* cleared */
  unmake(&w);
}

void numbers_in_a_context_are_checked(void) {
  static const size_t fields[] = {
    offsetof(doorstep_sign_in_context, compliant_network), offsetof(doorstep_sign_in_context, client_app_type),
    offsetof(doorstep_sign_in_context, platform),          offsetof(doorstep_sign_in_context, user_risk),
    offsetof(doorstep_sign_in_context, sign_in_risk),      offsetof(doorstep_sign_in_context, insider_risk),
    offsetof(doorstep_sign_in_context, authentication_flow), offsetof(doorstep_sign_in_context, user_type),
  };
  static const size_t flags[] = { offsetof(doorstep_device, registered), offsetof(doorstep_device, is_managed),
                                  offsetof(doorstep_device, is_compliant) };
  static const uint32_t wrong = 8;
  doorstep_step *step = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  for (size_t at = 0; at < sizeof fields / sizeof *fields; at++) {
    doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT;
    memcpy((char *)&context + fields[at], &wrong, sizeof wrong);
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_app_sign_up(w.app, "x@example.com", &context, &step, &error));
  }
  doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT;
  doorstep_device device = DOORSTEP_DEVICE_INIT;
  context.device = &device;
  for (size_t at = 0; at < sizeof flags / sizeof *flags; at++) {
    doorstep_device flawed = DOORSTEP_DEVICE_INIT;
    memcpy((char *)&flawed + flags[at], &wrong, sizeof wrong);
    context.device = &flawed;
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_app_refresh(w.app, "t", &context, &step, &error));
  }
  context.device = &device;
  device.reserved = 1;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_app_refresh(w.app, "t", &context, &step, &error));
  device.reserved = 0;
  device.physical_id_count = 1;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_app_refresh(w.app, "t", &context, &step, &error));
  device.physical_id_count = 0;
  device.extension_attributes[3] = "\xff";
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_app_step_up(w.app, "t", "c1", &context, &step, &error));
  device.size = 1;
  ANSWERS(DOORSTEP_INVALID_SIZE, doorstep_app_step_up(w.app, "t", "c1", &context, &step, &error));
  context.device = NULL;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_app_step_up(w.app, "t", NULL, &context, &step, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_app_step_up(w.app, "t", "c100", &context, &step, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_app_accept_terms(w.app, NULL, &step, &error));
  OK(doorstep_app_accept_terms(w.app, "t", &step, &error));
  CHECK(doorstep_step_kind(step) == DOORSTEP_STEP_DENIED && doorstep_step_terms(step) == NULL);
  doorstep_step_free(step);
  CHECK(doorstep_device_platform_name(0) == NULL && doorstep_device_platform_name(7) == NULL);
  CHECK(strcmp(doorstep_risk_level_name(DOORSTEP_RISK_NONE), "none") == 0);
  unmake(&w);
}

void a_what_if_is_checked(void) {
  const char *satisfied[] = { "mfa", "magic" };
  doorstep_what_if sign_in = DOORSTEP_WHAT_IF_INIT;
  doorstep_decision *decision = NULL;
  char policy_id[64];
  world w;
  make(&w, ":memory:", NULL, 0);
  ask_for_countries(w.tenant, policy_id);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_tenant_what_if(w.tenant, NULL, &decision, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_tenant_what_if(w.tenant, &sign_in, &decision, &error));
  sign_in.service_principal_id = "a machine";
  sign_in.service_principal_risk = 6;
  ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_tenant_what_if(w.tenant, &sign_in, &decision, &error));
  sign_in.service_principal_risk = DOORSTEP_RISK_LOW;
  sign_in.user_action = 4;
  ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_tenant_what_if(w.tenant, &sign_in, &decision, &error));
  sign_in.user_action = DOORSTEP_USER_ACTION_UNKNOWN;
  sign_in.satisfied = satisfied;
  sign_in.satisfied_count = 2;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_tenant_what_if(w.tenant, &sign_in, &decision, &error));
  sign_in.satisfied_count = 1;
  sign_in.completed_combination_count = 1;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_tenant_what_if(w.tenant, &sign_in, &decision, &error));
  sign_in.completed_combination_count = 0;
  OK(doorstep_tenant_what_if(w.tenant, &sign_in, &decision, &error));
  CHECK(doorstep_decision_outcome(decision) == DOORSTEP_OUTCOME_ALLOW);
  CHECK(doorstep_requirement_list_count(doorstep_decision_requirements(decision)) == 0);
  const doorstep_session_controls *controls = doorstep_decision_session(decision);
  CHECK(doorstep_session_controls_sign_in_frequency(controls) == DOORSTEP_SIGN_IN_FREQUENCY_NONE);
  CHECK(doorstep_session_controls_other_json(controls, "anything") == NULL);
  CHECK(doorstep_session_controls_other_json(controls, NULL) == NULL);
  doorstep_decision_free(decision);
  CHECK(doorstep_session_controls_other_names(controls) == NULL);
  unmake(&w);
}

void documents_are_read_and_refused(void) {
  doorstep_location *location = NULL;
  doorstep_authentication_strength *strength = NULL;
  doorstep_authentication_strength_list *strengths = NULL;
  doorstep_authentication_context *context = NULL;
  doorstep_app_registration *app = NULL;
  doorstep_app_changes changes = DOORSTEP_APP_CHANGES_INIT;
  const char *groups[] = { "Office365", NULL };
  world w;
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_locations_create(w.tenant, NULL, &location, &error));
  ANSWERS(DOORSTEP_POLICY_INVALID, doorstep_locations_create(w.tenant, "no JSON", &location, &error));
  ANSWERS(DOORSTEP_NOT_FOUND, doorstep_locations_get(w.tenant, "nowhere", &location, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_locations_update(w.tenant, "nowhere", NULL, &location, &error));
  ANSWERS(DOORSTEP_NOT_FOUND, doorstep_locations_delete(w.tenant, "nowhere", &error));
  ANSWERS(DOORSTEP_POLICY_INVALID, doorstep_authentication_strengths_create(w.tenant, "{}", &strength, &error));
  OK(doorstep_authentication_strengths_list(w.tenant, &strengths, &error));
  CHECK(doorstep_authentication_strength_list_count(strengths) >= 3);
  const doorstep_authentication_strength *first = doorstep_authentication_strength_list_at(strengths, 0);
  CHECK(doorstep_authentication_strength_built_in(first));
  CHECK(doorstep_authentication_strength_created_at_ms(first) == DOORSTEP_NO_TIME);
  doorstep_authentication_strength_free((doorstep_authentication_strength *)(uintptr_t)first);
  ANSWERS(DOORSTEP_INVALID_ARGUMENT,
          doorstep_authentication_strengths_delete(w.tenant, doorstep_authentication_strength_id(first), &error));
  doorstep_authentication_strength_list_free(strengths);
  CHECK(doorstep_authentication_strength_id(first) == NULL);
  OK(doorstep_authentication_contexts_create(
      w.tenant, "{\"id\": \"c7\", \"displayName\": \"Payments\", \"isAvailable\": true}", &context, &error));
  CHECK(strcmp(doorstep_authentication_context_id(context), "c7") == 0);
  CHECK(doorstep_authentication_context_is_available(context));
  doorstep_authentication_context_free(context);
  ANSWERS(DOORSTEP_ALREADY_EXISTS, doorstep_authentication_contexts_create(
                                       w.tenant, "{\"id\": \"c7\", \"displayName\": \"x\"}", &context, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_authentication_contexts_delete(w.tenant, "c7", &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_apps_update(w.tenant, w.client_id, NULL, &app, &error));
  changes.app_group_count = 1;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_apps_update(w.tenant, w.client_id, &changes, &app, &error));
  changes.app_groups = groups;
  changes.custom_security_attributes_json = "{\"Shop_Kind\": \"public\"}";
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_apps_update(w.tenant, w.client_id, &changes, &app, &error));
  changes.custom_security_attributes_json = "{\"Shop_Kind\": [\"public\", \"small\"]}";
  OK(doorstep_apps_update(w.tenant, w.client_id, &changes, &app, &error));
  CHECK(strcmp(doorstep_string_list_at(doorstep_app_registration_app_groups(app), 0), "Office365") == 0);
  const doorstep_string_list *values = doorstep_app_registration_custom_security_attribute(app, "Shop_Kind");
  CHECK(doorstep_string_list_count(values) == 2 && strcmp(doorstep_string_list_at(values, 1), "small") == 0);
  CHECK(doorstep_app_registration_custom_security_attribute(app, "Shop_Size") == NULL);
  CHECK(doorstep_app_registration_custom_security_attribute(app, NULL) == NULL);
  doorstep_app_registration_free(app);
  CHECK(doorstep_string_list_count(values) == 0);
  /* NULL leaves the groups, a count of 0 takes them away. */
  changes.app_groups = NULL;
  changes.app_group_count = 0;
  OK(doorstep_apps_update(w.tenant, w.client_id, &changes, &app, &error));
  CHECK(doorstep_string_list_count(doorstep_app_registration_app_groups(app)) == 1);
  doorstep_app_registration_free(app);
  changes.app_groups = groups;
  OK(doorstep_apps_update(w.tenant, w.client_id, &changes, &app, &error));
  CHECK(doorstep_string_list_count(doorstep_app_registration_app_groups(app)) == 0);
  doorstep_app_registration_free(app);
  unmake(&w);
}

typedef struct atlas {
  int asked, released;
  const char *answer;
} atlas;

static uint32_t look_up(void *context, const char *ip, char *country) {
  atlas *known = context;
  known->asked++;
  CHECK(strcmp(ip, "192.0.2.1") == 0 && country[0] == '\0' && country[7] == '\0');
  if (known->answer == NULL) {
    return 0;
  }
  memcpy(country, known->answer, strlen(known->answer));
  return 1;
}

static void close_atlas(void *context) {
  ((atlas *)context)->released++;
}

static doorstep_outcome_t outcome_of(doorstep_tenant *tenant, const char *ip, const char *country) {
  doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT;
  doorstep_what_if sign_in = DOORSTEP_WHAT_IF_INIT;
  doorstep_decision *decision = NULL;
  doorstep_user *user = NULL;
  OK(doorstep_users_find_by_email(tenant, "ada@example.com", &user, &error));
  context.ip = ip;
  context.country = country;
  sign_in.user_id = doorstep_user_id(user);
  sign_in.context = &context;
  OK(doorstep_tenant_what_if(tenant, &sign_in, &decision, &error));
  doorstep_outcome_t outcome = doorstep_decision_outcome(decision);
  const doorstep_session_controls *session = doorstep_decision_session(decision);
  CHECK((doorstep_session_controls_sign_in_frequency_hours(session) == 4) == (outcome == DOORSTEP_OUTCOME_BLOCK));
  doorstep_decision_free(decision);
  doorstep_user_free(user);
  return outcome;
}

void countries_are_looked_up(void) {
  atlas known = { 0, 0, "de" };
  doorstep_country_lookup_callback callback = { &known, NULL, close_atlas };
  doorstep_country_lookup *lookup = NULL;
  doorstep_engine_options options = DOORSTEP_ENGINE_OPTIONS_INIT;
  doorstep_policy_limits limits = DOORSTEP_POLICY_LIMITS_INIT;
  doorstep_engine *engine = NULL;
  doorstep_tenant *tenant = NULL;
  doorstep_user *user = NULL;
  doorstep_new_user new_user = DOORSTEP_NEW_USER_INIT;
  doorstep_key_ring *keys = key_ring();
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_country_lookup_new(callback, &lookup, &error));
  CHECK(known.released == 1);
  callback.country = look_up;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_country_lookup_new(callback, NULL, &error));
  CHECK(known.released == 2);
  OK(doorstep_country_lookup_new(callback, &lookup, &error));
  options.database = ":memory:";
  options.keys = keys;
  options.country_lookup = lookup;
  options.country_database = "/nowhere/at/all.mmdb";
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_engine_open(&options, &engine, &error));
  options.country_lookup = NULL;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_engine_open(&options, &engine, &error));
  options.country_lookup = lookup;
  options.country_database = NULL;
  limits.policies = 10001;
  options.policy_limits = &limits;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_engine_open(&options, &engine, &error));
  limits.policies = 1;
  limits.policy_applications = 10001;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_engine_open(&options, &engine, &error));
  limits.policy_applications = 0;
  OK(doorstep_engine_open(&options, &engine, &error));
  doorstep_country_lookup_free(lookup);
  doorstep_key_ring_free(keys);
  OK(doorstep_engine_create_tenant(engine, "contoso", &tenant, &error));
  new_user.email = "ada@example.com";
  OK(doorstep_users_create(tenant, &new_user, &user, &error));
  doorstep_user_free(user);
  CHECK(outcome_of(tenant, "192.0.2.1", NULL) == DOORSTEP_OUTCOME_ALLOW && known.asked == 0);
  ask_for_countries(tenant, NULL);
  CHECK(outcome_of(tenant, "::ffff:192.0.2.1", NULL) == DOORSTEP_OUTCOME_ALLOW && known.asked == 1);
  known.answer = "Atlantis"; /* as long as there is room */
  CHECK(outcome_of(tenant, "192.0.2.1", NULL) == DOORSTEP_OUTCOME_BLOCK && known.asked == 2);
  known.answer = NULL;
  CHECK(outcome_of(tenant, "192.0.2.1", NULL) == DOORSTEP_OUTCOME_BLOCK && known.asked == 3);
  CHECK(outcome_of(tenant, "192.0.2.1", "DE") == DOORSTEP_OUTCOME_ALLOW && known.asked == 3);
  /* A second policy is beyond the limit. The tenant outlives its engine, the lookup both. */
  doorstep_engine_free(engine);
  doorstep_policy *policy = NULL;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT,
          doorstep_policies_create(tenant,
                                   "{\"displayName\": \"x\", \"state\": \"disabled\", \"conditions\": {\"users\": "
                                   "{\"includeUsers\": [\"All\"]}, \"applications\": {\"includeApplications\": "
                                   "[\"All\"]}}, \"grantControls\": {\"operator\": \"OR\", \"builtInControls\": "
                                   "[\"mfa\"]}}",
                                   &policy, &error));
  CHECK(known.released == 2);
  doorstep_tenant_free(tenant);
  CHECK(known.released == 3);
}

void cases_are_judged_without_an_engine(void) {
  const size_t longest = (size_t)64 << 20;
  char *verdicts = NULL;
  char *long_text = malloc(longest + 2);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_evaluate(NULL, &verdicts, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_evaluate("{}", NULL, &error));
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_evaluate("\xff", &verdicts, &error));
  memset(long_text, ' ', longest + 1);
  long_text[longest + 1] = '\0';
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_evaluate(long_text, &verdicts, &error));
  CHECK(verdicts == NULL);
  long_text[longest] = '\0';
  OK(doorstep_evaluate(long_text, &verdicts, &error));
  CHECK(strncmp(verdicts, "{\"error\":", 9) == 0);
  doorstep_string_free(verdicts);
  free(long_text);
  OK(doorstep_evaluate("{\"policies\": [], \"signIns\": [{\"id\": \"a\"}]}", &verdicts, &error));
  CHECK(strstr(verdicts, "\"decision\":\"allow\"") != NULL);
  doorstep_string_free(verdicts);
}

void imports_and_replays_are_checked(void) {
  const uint8_t file[] = "[]";
  const char *drafts[] = { "{}", NULL };
  doorstep_import_options options = DOORSTEP_IMPORT_OPTIONS_INIT;
  doorstep_replay replay = DOORSTEP_REPLAY_INIT;
  doorstep_import_report *report = NULL;
  doorstep_replay_page *page = NULL;
  doorstep_explanation *explanation = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_tenant_import(w.tenant, NULL, 0, NULL, &report, &error));
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_tenant_import(w.tenant, file, SIZE_MAX, NULL, &report, &error));
  ANSWERS(DOORSTEP_POLICY_INVALID, doorstep_tenant_import(w.tenant, file, 2, NULL, &report, &error));
  options.state = 4;
  ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_tenant_import(w.tenant, file, 2, &options, &report, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policies_replay(w.tenant, NULL, &page, &error));
  replay.limit = 0;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_policies_replay(w.tenant, &replay, &page, &error));
  replay.limit = 10;
  replay.drafts = drafts;
  replay.draft_count = 2;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_policies_replay(w.tenant, &replay, &page, &error));
  replay.draft_count = 1;
  ANSWERS(DOORSTEP_POLICY_INVALID, doorstep_policies_replay(w.tenant, &replay, &page, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_tenant_explain(w.tenant, NULL, &explanation, &error));
  ANSWERS(DOORSTEP_NOT_FOUND, doorstep_tenant_explain(w.tenant, "nothing", &explanation, &error));
  replay.draft_count = 0;
  OK(doorstep_policies_replay(w.tenant, &replay, &page, &error));
  CHECK(doorstep_replay_page_total(page) == 0 && doorstep_replay_page_next_cursor(page) == NULL);
  const doorstep_replay_day_list *days = doorstep_replay_page_days(page);
  CHECK(doorstep_replay_day_list_count(days) == 0 && doorstep_replay_day_list_at(days, 0) == NULL);
  doorstep_replay_page_free(page);
  unmake(&w);
}
