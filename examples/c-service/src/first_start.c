#include "first_start.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define EMAIL "ada@example.com"

/* Everybody needs a second factor, except the accounts that get an administrator in when mail is down. */
static const char POLICY[] =
    "{\"displayName\":\"CA01 - All apps: Require MFA for all users\",\"state\":\"enabled\","
    "\"conditions\":{\"users\":{\"includeUsers\":[\"All\"],\"excludeGroups\":[\"%s\"]},"
    "\"applications\":{\"includeApplications\":[\"All\"]}},"
    "\"grantControls\":{\"operator\":\"OR\",\"builtInControls\":[\"mfa\"]}}";

static bool create_app(const doorstep_tenant *tenant) {
  doorstep_error *error = NULL;
  doorstep_app_registration *app = NULL;
  if (!succeeded(doorstep_apps_register(tenant, "Contoso Shop", &app, &error), &error, "the app")) {
    return false;
  }
  const char *client_id = doorstep_app_registration_client_id(app);
  doorstep_new_user_flow flow = DOORSTEP_NEW_USER_FLOW_INIT;
  flow.display_name = "Sign in";
  flow.identity_provider = DOORSTEP_EMAIL_PASSWORD;
  flow.sign_up_allowed = 0; /* this service has no pages for newcomers */
  flow.client_ids = &client_id;
  flow.client_id_count = 1;
  doorstep_user_flow *made = NULL;
  bool good = succeeded(doorstep_user_flows_create(tenant, &flow, &made, &error), &error, "the user flow");
  doorstep_user_flow_free(made);
  doorstep_app_registration_free(app);
  return good;
}

static bool enable_email_codes(const doorstep_tenant *tenant) {
  doorstep_error *error = NULL;
  doorstep_method_configuration *method = NULL;
  doorstep_status status =
      doorstep_methods_enable(tenant, DOORSTEP_METHOD_EMAIL_OTP, NULL, 0, NULL, 0, &method, &error);
  doorstep_method_configuration_free(method);
  return succeeded(status, &error, "codes by email");
}

static bool require_mfa(const doorstep_tenant *tenant) {
  doorstep_error *error = NULL;
  doorstep_group *group = NULL;
  if (!succeeded(doorstep_groups_create(tenant, "Break-glass accounts", &group, &error), &error, "the group")) {
    return false;
  }
  char document[1024];
  snprintf(document, sizeof document, POLICY, doorstep_group_id(group));
  doorstep_policy *policy = NULL;
  bool good = succeeded(doorstep_policies_create(tenant, document, &policy, &error), &error, "the policy");
  doorstep_policy_free(policy);
  doorstep_group_free(group);
  return good;
}

static bool make_password(const char *data, char password[25]) {
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
  unsigned char random[24];
  if (getrandom(random, sizeof random, 0) != sizeof random) {
    return false;
  }
  for (size_t at = 0; at < sizeof random; at++) {
    password[at] = letters[random[at] % 32];
  }
  password[24] = '\0';
  char path[1024];
  snprintf(path, sizeof path, "%s/password", data);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  bool good = file >= 0 && write(file, password, 24) == 24 && write(file, "\n", 1) == 1;
  if (file >= 0) {
    close(file);
  }
  return good;
}

static bool create_user(const doorstep_tenant *tenant, const char *data) {
  char password[25];
  if (!make_password(data, password)) {
    perror(data);
    return false;
  }
  doorstep_error *error = NULL;
  doorstep_new_user new_user = DOORSTEP_NEW_USER_INIT;
  new_user.email = EMAIL;
  new_user.password = password;
  new_user.display_name = "Ada";
  doorstep_user *user = NULL;
  bool good = succeeded(doorstep_users_create(tenant, &new_user, &user, &error), &error, "the user");
  explicit_bzero(password, sizeof password);
  doorstep_user_free(user);
  return good;
}

bool first_start(Service *service, const char *data) {
  doorstep_error *error = NULL;
  if (!succeeded(doorstep_engine_create_tenant(service->engine, TENANT, &service->tenant, &error), &error, TENANT)) {
    return false;
  }
  if (create_app(service->tenant) && enable_email_codes(service->tenant) && require_mfa(service->tenant) &&
      create_user(service->tenant, data)) {
    printf("set up: sign in as %s with the password in %s/password\n", EMAIL, data);
    return true;
  }
  /* Half a tenant would be taken for a whole one the next time. */
  succeeded(doorstep_engine_delete_tenant(service->engine, TENANT, &error), &error, TENANT);
  return false;
}
