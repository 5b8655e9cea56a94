/*
 * The main story, from an empty file to a session: an administrator requires multi-factor authentication for everyone,
 * and a user signs in with a password and a code from the mail. Prints its steps and ends with 0 if all went well.
 */
#include <doorstep.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the mailer was last handed. It outlives the engine's use of it: see `released`. */
typedef struct mailbox {
  char code[16];
  int messages;
  int released;
} mailbox;

static uint32_t keep(void *context, const doorstep_message *message) {
  mailbox *box = context;
  const char *code = doorstep_message_code(message);
  box->messages++;
  if (code == NULL || strlen(code) >= sizeof box->code) {
    doorstep_message_set_failure(message, "no code, or one that is too long", NULL);
    return DOORSTEP_MAIL_RESULT_GIVE_UP;
  }
  strcpy(box->code, code);
  return DOORSTEP_MAIL_RESULT_SENT;
}

static void release(void *context) {
  ((mailbox *)context)->released++;
}

/* Ends the program when a call failed. */
static void must(doorstep_status status, doorstep_error *error, int line) {
  if (status != DOORSTEP_OK) {
    fprintf(stderr, "line %d: %s (%s)\n", line, doorstep_error_message(error), doorstep_status_name(status));
    doorstep_error_free(error);
    exit(1);
  }
}

static void check(int holds, const char *what, int line) {
  if (!holds) {
    fprintf(stderr, "line %d: %s\n", line, what);
    exit(1);
  }
}

#define MUST(call) must((call), error, __LINE__)
#define CHECK(condition) check((condition), #condition, __LINE__)

int main(void) {
  doorstep_error *error = NULL;
  mailbox box = { "", 0, 0 };

  CHECK(doorstep_abi_version() == DOORSTEP_ABI_VERSION);
  CHECK(strcmp(doorstep_version(), DOORSTEP_VERSION) == 0);

  /* The engine: a database, a key, a mailer. */
  uint8_t key[32];
  for (size_t at = 0; at < sizeof key; at++) {
    key[at] = (uint8_t)(at * 7 + 1); /* of a real program: from a secret manager, or doorstep_key_ring_create_file */
  }
  doorstep_key_ring *keys = NULL;
  MUST(doorstep_key_ring_from_bytes(key, sizeof key, &keys, &error));

  doorstep_mailer_callback callback = { &box, keep, release };
  doorstep_mailer *mailer = NULL;
  MUST(doorstep_mailer_new(callback, &mailer, &error));

  doorstep_engine_options options = DOORSTEP_ENGINE_OPTIONS_INIT;
  options.database = ":memory:";
  options.keys = keys;
  options.mailer = mailer;
  options.deliver_in_background = 0;
  doorstep_engine *engine = NULL;
  MUST(doorstep_engine_open(&options, &engine, &error));
  doorstep_key_ring_free(keys);
  doorstep_mailer_free(mailer);

  /* The administrator's half: a tenant with an app, a user flow, email codes for all, and a policy. */
  doorstep_tenant *tenant = NULL;
  MUST(doorstep_engine_create_tenant(engine, "contoso", &tenant, &error));

  doorstep_app_registration *registration = NULL;
  MUST(doorstep_apps_register(tenant, "Contoso Shop", &registration, &error));
  const char *client_id = doorstep_app_registration_client_id(registration);

  doorstep_new_user_flow new_flow = DOORSTEP_NEW_USER_FLOW_INIT;
  new_flow.display_name = "Sign up and in";
  new_flow.identity_provider = DOORSTEP_EMAIL_PASSWORD;
  new_flow.client_ids = &client_id;
  new_flow.client_id_count = 1;
  doorstep_user_flow *flow = NULL;
  MUST(doorstep_user_flows_create(tenant, &new_flow, &flow, &error));
  CHECK(doorstep_user_flow_identity_provider(flow) == DOORSTEP_EMAIL_PASSWORD);
  CHECK(doorstep_string_list_count(doorstep_user_flow_client_ids(flow)) == 1);
  doorstep_user_flow_free(flow);

  doorstep_method_configuration *method = NULL;
  MUST(doorstep_methods_enable(tenant, DOORSTEP_METHOD_EMAIL_OTP, NULL, 0, NULL, 0, &method, &error));
  doorstep_method_configuration_free(method);

  doorstep_policy *policy = NULL;
  MUST(doorstep_policies_create(tenant,
                                "{\"displayName\":\"MFA for everyone\",\"state\":\"enabled\","
                                "\"conditions\":{\"users\":{\"includeUsers\":[\"All\"]},"
                                "\"applications\":{\"includeApplications\":[\"All\"]}},"
                                "\"grantControls\":{\"operator\":\"OR\",\"builtInControls\":[\"mfa\"]}}",
                                &policy, &error));
  printf("policy  %s (%s)\n", doorstep_policy_display_name(policy),
         doorstep_policy_state_name(doorstep_policy_state(policy)));
  doorstep_policy_free(policy);

  doorstep_new_user new_user = DOORSTEP_NEW_USER_INIT;
  new_user.email = "ada@example.com";
  new_user.password = "correct horse battery staple";
  new_user.attributes_json = "{\"city\":\"London\"}";
  doorstep_user *user = NULL;
  MUST(doorstep_users_create(tenant, &new_user, &user, &error));
  CHECK(strcmp(doorstep_user_attributes_json(user), "{\"city\":\"London\"}") == 0);

  /* The user's half. A wrong password is a step with a problem, not an error. */
  doorstep_app *app = NULL;
  MUST(doorstep_tenant_app(tenant, client_id, &app, &error));
  doorstep_app_registration_free(registration);

  doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT;
  context.ip = "192.0.2.7";
  context.locale = "en";
  doorstep_step *step = NULL;
  MUST(doorstep_app_sign_in(app, "ada@example.com", "a wrong password", &context, &step, &error));
  CHECK(doorstep_step_kind(step) == DOORSTEP_STEP_PASSWORD_REQUIRED);
  CHECK(doorstep_problem_kind(doorstep_step_problem(step)) == DOORSTEP_PROBLEM_INVALID_CREDENTIALS);

  doorstep_step *next = NULL;
  MUST(doorstep_app_submit_password(app, doorstep_step_token(step), new_user.password, &next, &error));
  doorstep_step_free(step);
  step = next;
  CHECK(doorstep_step_kind(step) == DOORSTEP_STEP_CODE_REQUIRED);
  CHECK(doorstep_step_code_purpose(step) == DOORSTEP_CODE_SECOND_FACTOR);
  printf("code    %u digits to %s, reference %s\n", (unsigned)doorstep_step_code_length(step),
         doorstep_step_masked_target(step), doorstep_step_reference(step));

  doorstep_mail_report report = DOORSTEP_MAIL_REPORT_INIT;
  MUST(doorstep_engine_deliver_mail(engine, &report, &error));
  CHECK(report.sent == 1 && box.messages == 1);
  CHECK(strlen(box.code) == doorstep_step_code_length(step));

  MUST(doorstep_app_submit_code(app, doorstep_step_token(step), box.code, &next, &error));
  doorstep_step_free(step);
  step = next;
  CHECK(doorstep_step_kind(step) == DOORSTEP_STEP_COMPLETED);

  /* Each request of the user afterwards: is there a live session? */
  doorstep_session *session = NULL;
  MUST(doorstep_sessions_validate(tenant, doorstep_step_token(step), &session, &error));
  CHECK(session != NULL && doorstep_session_mfa(session));
  CHECK(strcmp(doorstep_session_user_id(session), doorstep_user_id(user)) == 0);
  CHECK(strcmp(doorstep_session_id(session), doorstep_session_id(doorstep_step_session(step))) == 0);
  const doorstep_used_method_list *methods = doorstep_session_methods(session);
  for (size_t at = 0; at < doorstep_used_method_list_count(methods); at++) {
    const doorstep_used_method *used = doorstep_used_method_list_at(methods, at);
    printf("shown   %s over %s\n", doorstep_used_method_kind(used), doorstep_used_method_channel(used));
  }
  doorstep_session_free(session);

  MUST(doorstep_sessions_revoke_token(tenant, doorstep_step_token(step), &error));
  MUST(doorstep_sessions_validate(tenant, doorstep_step_token(step), &session, &error));
  CHECK(session == NULL);
  doorstep_step_free(step);

  /* What was recorded. */
  doorstep_sign_in_list *entries = NULL;
  MUST(doorstep_tenant_sign_ins(tenant, NULL, &entries, &error));
  CHECK(doorstep_sign_in_list_count(entries) == 1);
  const doorstep_sign_in *entry = doorstep_sign_in_list_at(entries, 0);
  CHECK(doorstep_sign_in_result(entry) == DOORSTEP_SIGN_IN_SUCCESS);
  printf("log     %s, %s\n", doorstep_sign_in_result_name(doorstep_sign_in_result(entry)),
         doorstep_sign_in_requirement(entry));
  doorstep_sign_in_list_free(entries);

  /* An error tells what it is about. */
  doorstep_user *nobody = NULL;
  CHECK(doorstep_users_get(tenant, "nobody", &nobody, &error) == DOORSTEP_NOT_FOUND && nobody == NULL);
  printf("error   %s %s\n", doorstep_error_code(error), doorstep_error_details_json(error));
  doorstep_error_free(error);

  doorstep_user_free(user);
  doorstep_app_free(app);
  doorstep_tenant_free(tenant);
  doorstep_engine_free(engine);
  CHECK(box.released == 1);
  CHECK(doorstep_live_handles() == 0);
  return 0;
}
