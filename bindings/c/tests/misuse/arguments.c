/* Bad text, bytes, numbers, structs and arrays are refused by name. */
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "tests.h"
#include "world.h"

void bad_text_is_refused(void) {
  world w;
  doorstep_user *user = NULL;
  doorstep_app_registration *app = (doorstep_app_registration *)(void *)&w;
  char *long_text = malloc((1u << 20) + 2);
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_apps_register(w.tenant, "\xff\xfe", &app, &error));
  CHECK(app == NULL); /* cleared, although it held something */
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_apps_register(w.tenant, "half a character \xc3", &app, &error));
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_apps_register(w.tenant, "a surrogate \xed\xa0\x80", &app, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_apps_register(w.tenant, NULL, &app, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_apps_register(w.tenant, "", &app, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_apps_register(w.tenant, "Shop", NULL, &error));
  memset(long_text, 'x', (1u << 20) + 1);
  long_text[(1u << 20) + 1] = 0;
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_users_find_by_email(w.tenant, long_text, &user, &error));
  long_text[1u << 20] = 0;
  OK(doorstep_users_find_by_email(w.tenant, long_text, &user, &error));
  CHECK(user == NULL);
  free(long_text);
  unmake(&w);
}

void an_error_names_the_argument(void) {
  doorstep_key_ring *keys = NULL;
  doorstep_error *error = NULL;
  CHECK(doorstep_key_ring_from_file(NULL, &keys, &error) == DOORSTEP_NULL_ARGUMENT);
  CHECK(strcmp(doorstep_error_code(error), "null_argument") == 0);
  CHECK(strcmp(doorstep_error_message(error), "path: must not be NULL") == 0);
  CHECK(strcmp(doorstep_error_details_json(error), "{\"argument\":\"path\"}") == 0);
  doorstep_error_free(error);
  doorstep_error_free(error);
  CHECK(doorstep_error_message(error) == NULL);
  CHECK(doorstep_key_ring_from_file("/nowhere/at/all", &keys, NULL) == DOORSTEP_KEY_UNAVAILABLE);
}

void bytes_have_a_length(void) {
  doorstep_key_ring *keys = NULL;
  uint8_t key[64];
  memset(key, 7, sizeof key);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_key_ring_from_bytes(NULL, 32, &keys, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_key_ring_from_bytes(key, 0, &keys, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_key_ring_from_bytes(key, 31, &keys, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_key_ring_from_bytes(key, 32, &keys, &error)); /* all equal */
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_key_ring_from_bytes(key, 64, &keys, &error));
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_key_ring_from_bytes(key, SIZE_MAX, &keys, &error));
}

void numbers_outside_an_enumeration_are_refused(void) {
  static const uint32_t wrong[] = { 0, 3, 1000, UINT32_MAX };
  world w;
  make(&w, ":memory:", NULL, 0);
  for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++) {
    doorstep_method_configuration *method = NULL;
    doorstep_step *step = NULL;
    doorstep_user_flow *flow = NULL;
    doorstep_sign_in_list *entries = NULL;
    doorstep_new_user_flow new_flow = DOORSTEP_NEW_USER_FLOW_INIT;
    doorstep_user_flow_changes changes = DOORSTEP_USER_FLOW_CHANGES_INIT;
    doorstep_sign_in_query query = DOORSTEP_SIGN_IN_QUERY_INIT;
    doorstep_target target = { 0, "x" };
    target.kind = wrong[at] == 3 ? 4 : wrong[at];
    new_flow.display_name = "x";
    new_flow.identity_provider = wrong[at];
    changes.sign_up_allowed = wrong[at] == 0 ? 4 : wrong[at];
    query.result = wrong[at] < 5 ? 5 : wrong[at];
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_methods_get(w.tenant, wrong[at], &method, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_app_register_method(w.app, "t", wrong[at], "x", &step, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_user_flows_update(w.tenant, "x", &changes, &flow, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_tenant_sign_ins(w.tenant, &query, &entries, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM,
            doorstep_methods_enable(w.tenant, DOORSTEP_METHOD_EMAIL_OTP, &target, 1, NULL, 0, &method, &error));
  }
  CHECK(doorstep_status_name(1000) == NULL);
  CHECK(doorstep_status_name(DOORSTEP_OK) != NULL);
  CHECK(doorstep_step_kind_name(0) == NULL && doorstep_step_kind_name(UINT32_MAX) == NULL);
  unmake(&w);
}

void a_struct_says_its_size(void) {
  struct {
    doorstep_sign_in_context known;
    char later[32];
  } newer = { DOORSTEP_SIGN_IN_CONTEXT_INIT, { 0 } };
  doorstep_engine_options reserved = DOORSTEP_ENGINE_OPTIONS_INIT;
  static const size_t wrong[] = { 0, 1, sizeof(doorstep_sign_in_context) - 1, 1u << 20, SIZE_MAX };
  doorstep_step *step = NULL;
  doorstep_engine *engine = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++) {
    doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT;
    context.size = wrong[at];
    ANSWERS(DOORSTEP_INVALID_SIZE, doorstep_app_sign_up(w.app, "x@example.com", &context, &step, &error));
  }
  /* A program made for a later release: fine, as long as it uses none of what is not known here. */
  newer.known.size = sizeof newer;
  OK(doorstep_app_sign_in(w.app, "x@example.com", NULL, &newer.known, &step, &error));
  doorstep_step_free(step);
  newer.later[31] = 1;
  ANSWERS(DOORSTEP_INVALID_SIZE, doorstep_app_sign_in(w.app, "x@example.com", NULL, &newer.known, &step, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_engine_open(NULL, &engine, &error));
  reserved.reserved = 1;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_engine_open(&reserved, &engine, &error));
  unmake(&w);
}

void arrays_say_their_length(void) {
  const char *apps[2] = { NULL, NULL };
  doorstep_new_user_flow new_flow = DOORSTEP_NEW_USER_FLOW_INIT;
  doorstep_user_flow *flow = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  new_flow.display_name = "x";
  new_flow.identity_provider = DOORSTEP_EMAIL_OTP;
  new_flow.client_id_count = 1;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.client_ids = apps;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.client_id_count = SIZE_MAX;
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.client_id_count = SIZE_MAX / sizeof(char *) + 2;
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.client_id_count = 0;
  new_flow.attributes_json = "[{\"name\": 1}]";
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.attributes_json = "[{\"name\":\"city\",\"label\":\"City\",\"type\":\"string\"}]";
  OK(doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  CHECK(doorstep_flow_attribute_list_count(doorstep_user_flow_attributes(flow)) == 1);
  doorstep_user_flow_free(flow);
  unmake(&w);
}
