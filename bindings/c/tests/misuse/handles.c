/* Handles used after their end, of another type, or freed twice are refused. */
#include <string.h>

#include "checks.h"
#include "tests.h"
#include "world.h"

void what_was_freed_is_refused(void) {
  doorstep_tenant *again = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  doorstep_engine_free(w.engine);
  doorstep_engine_free(w.engine);
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_engine_tenant(w.engine, "contoso", &again, &error));
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_engine_close(w.engine, &error));
  CHECK(again == NULL);
  /* What came from it goes on. */
  OK(doorstep_tenant_acting_as(w.tenant, "somebody", &again, &error));
  CHECK(strcmp(doorstep_tenant_actor(again), "somebody") == 0);
  doorstep_tenant_free(again);
  CHECK(doorstep_tenant_name(again) == NULL);
  /* The slot is used again, but not the handle. */
  doorstep_tenant *other = NULL;
  OK(doorstep_tenant_acting_as(w.tenant, "another", &other, &error));
  CHECK(other != again && doorstep_tenant_actor(again) == NULL);
  doorstep_tenant_free(other);
  unmake(&w);
}

void the_wrong_type_is_refused(void) {
  doorstep_step *step = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_app_resume((doorstep_app *)(void *)w.tenant, "t", &step, &error));
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_engine_close((doorstep_engine *)(void *)&w, &error));
  doorstep_app_free((doorstep_app *)(void *)w.tenant);
  doorstep_string_free((char *)(void *)w.tenant);
  doorstep_string_free(w.client_id);
  CHECK(strcmp(doorstep_tenant_name(w.tenant), "contoso") == 0);
  unmake(&w);
}

void what_is_borrowed_is_not_freed_and_ends_with_its_owner(void) {
  doorstep_user_list *users = NULL;
  const doorstep_user *user;
  world w;
  make(&w, ":memory:", NULL, 0);
  size_t before = doorstep_live_handles();
  OK(doorstep_users_list(w.tenant, 50, NULL, &users, &error));
  user = doorstep_user_list_at(users, 0);
  CHECK(user != NULL && user == doorstep_user_list_at(users, 0));
  CHECK(doorstep_user_list_at(users, 1) == NULL && doorstep_user_list_at(users, SIZE_MAX) == NULL);
  CHECK(doorstep_live_handles() == before + 2);
  doorstep_user_free((doorstep_user *)(void *)user);
  CHECK(strcmp(doorstep_user_email(user), "ada@example.com") == 0);
  doorstep_user_list_free(users);
  CHECK(doorstep_user_email(user) == NULL && doorstep_user_list_count(users) == 0);
  CHECK(doorstep_live_handles() == before);
  unmake(&w);
}

void texts_that_were_given_are_freed_once(void) {
  char *document = NULL;
  size_t before;
  doorstep_method_configuration *method = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  before = doorstep_live_handles();
  OK(doorstep_methods_to_graph(w.tenant, DOORSTEP_METHOD_EMAIL_OTP, &document, &error));
  CHECK(strstr(document, "emailAuthenticationMethodConfiguration") != NULL);
  OK(doorstep_methods_update_from_graph(w.tenant, DOORSTEP_METHOD_EMAIL_OTP, document, &method, &error));
  doorstep_method_configuration_free(method);
  CHECK(doorstep_live_handles() == before + 1);
  doorstep_string_free(document);
  doorstep_string_free(document);
  doorstep_string_free(NULL);
  CHECK(doorstep_live_handles() == before);
  unmake(&w);
}

void settings_go_round(void) {
  doorstep_tenant_settings *settings = NULL;
  doorstep_tenant_settings_values values = DOORSTEP_TENANT_SETTINGS_VALUES_INIT;
  doorstep_target target = { 0, NULL };
  doorstep_target users[1] = { { DOORSTEP_TARGET_ALL_USERS, NULL } };
  doorstep_method_configuration *method = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_tenant_update_settings(w.tenant, &values, &error));
  OK(doorstep_tenant_get_settings(w.tenant, &settings, &error));
  OK(doorstep_tenant_settings_read(settings, &values, &error));
  CHECK(values.size == sizeof values && values.code_length == 8 && values.display_name == NULL);
  values.display_name = "Contoso";
  values.code_length = 300;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_tenant_update_settings(w.tenant, &values, &error));
  values.code_length = 6;
  OK(doorstep_tenant_update_settings(w.tenant, &values, &error));
  doorstep_tenant_settings_free(settings);
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_tenant_settings_read(settings, &values, &error));
  CHECK(values.size == sizeof values && values.code_length == 0);
  OK(doorstep_tenant_get_settings(w.tenant, &settings, &error));
  OK(doorstep_tenant_settings_read(settings, &values, &error));
  CHECK(values.code_length == 6 && strcmp(values.display_name, "Contoso") == 0);
  doorstep_tenant_settings_free(settings);
  OK(doorstep_methods_enable(w.tenant, DOORSTEP_METHOD_EMAIL_OTP, users, 1, users, 1, &method, &error));
  CHECK(doorstep_method_configuration_exclude_count(method) == 1);
  CHECK(doorstep_method_configuration_exclude_at(method, 0, &target));
  CHECK(target.kind == DOORSTEP_TARGET_ALL_USERS && target.id == NULL);
  CHECK(!doorstep_method_configuration_exclude_at(method, 1, &target) && target.kind == 0);
  doorstep_method_configuration_free(method);
  unmake(&w);
}
