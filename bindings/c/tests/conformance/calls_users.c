/* The calls of apps and users. */
#include "calls.h"

static json_t *register_app(const doorstep_tenant *tenant, Call *call) {
  const char *name = text(call, "name");
  GIVES(app_registration, doorstep_apps_register, tenant, name);
}

static json_t *list_apps(const doorstep_tenant *tenant, Call *call) {
  GIVES(app_registration_list, doorstep_apps_list, tenant);
}

static json_t *get_app(const doorstep_tenant *tenant, Call *call) {
  const char *client_id = text(call, "client_id");
  GIVES(app_registration, doorstep_apps_get, tenant, client_id);
}

static json_t *rename_app(const doorstep_tenant *tenant, Call *call) {
  const char *client_id = text(call, "client_id"), *new_name = text(call, "new_name");
  GIVES(app_registration, doorstep_apps_rename, tenant, client_id, new_name);
}

static json_t *update_app(const doorstep_tenant *tenant, Call *call) {
  const char *client_id = text(call, "client_id");
  doorstep_app_changes changes = DOORSTEP_APP_CHANGES_INIT;
  Texts groups = maybe_texts(call, "app_groups");
  changes.name = maybe_text(call, "name");
  changes.app_groups = groups.given ? groups.items : NULL;
  changes.app_group_count = groups.count;
  changes.custom_security_attributes_json = maybe_document(call, "custom_security_attributes");
  GIVES(app_registration, doorstep_apps_update, tenant, client_id, &changes);
}

static json_t *delete_app(const doorstep_tenant *tenant, Call *call) {
  const char *client_id = text(call, "client_id");
  GIVES_NOTHING(doorstep_apps_delete, tenant, client_id);
}

static json_t *create(const doorstep_tenant *tenant, Call *call) {
  doorstep_new_user user = DOORSTEP_NEW_USER_INIT;
  user.email = maybe_text(call, "email");
  user.password = maybe_text(call, "password");
  user.external_subject = maybe_text(call, "external_subject");
  user.display_name = maybe_text(call, "display_name");
  user.attributes_json = maybe_document(call, "attributes");
  user.locale = maybe_text(call, "locale");
  GIVES(user, doorstep_users_create, tenant, &user);
}

static json_t *get(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES(user, doorstep_users_get, tenant, user_id);
}

static json_t *find_by_email(const doorstep_tenant *tenant, Call *call) {
  const char *email = text(call, "email");
  GIVES_MAYBE(user, doorstep_users_find_by_email, tenant, email);
}

static json_t *find_by_subject(const doorstep_tenant *tenant, Call *call) {
  const char *subject = text(call, "external_subject");
  GIVES_MAYBE(user, doorstep_users_find_by_subject, tenant, subject);
}

static json_t *list(const doorstep_tenant *tenant, Call *call) {
  uint32_t limit = small(call, "limit", 50);
  const char *cursor = maybe_text(call, "cursor");
  GIVES_AS(user_list, normal_user_page, doorstep_users_list, tenant, limit, cursor);
}

static json_t *update(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  doorstep_user_changes changes = DOORSTEP_USER_CHANGES_INIT;
  changes.email = maybe_text(call, "email");
  changes.external_subject = maybe_text(call, "external_subject");
  changes.display_name = maybe_text(call, "display_name");
  changes.attributes_json = maybe_document(call, "attributes");
  changes.locale = maybe_text(call, "locale");
  GIVES(user, doorstep_users_update, tenant, user_id, &changes);
}

static json_t *set_password(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id"), *password = text(call, "password");
  GIVES_NOTHING(doorstep_users_set_password, tenant, user_id, password);
}

static json_t *disable(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES(user, doorstep_users_disable, tenant, user_id);
}

static json_t *enable(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES(user, doorstep_users_enable, tenant, user_id);
}

static json_t *unlock(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES_NOTHING(doorstep_users_unlock, tenant, user_id);
}

static json_t *delete_user(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES_NOTHING(doorstep_users_delete, tenant, user_id);
}

static json_t *email_methods(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES(email_method_list, doorstep_users_email_methods, tenant, user_id);
}

static json_t *add_email_method(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id"), *address = text(call, "address");
  GIVES(email_method, doorstep_users_add_email_method, tenant, user_id, address);
}

static json_t *remove_email_method(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id"), *method_id = text(call, "method_id");
  GIVES_NOTHING(doorstep_users_remove_email_method, tenant, user_id, method_id);
}

static json_t *groups(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES(group_list, doorstep_users_groups, tenant, user_id);
}

const TenantCall APPS_CALLS[] = {
  { "apps.register", register_app },
  { "apps.list", list_apps },
  { "apps.get", get_app },
  { "apps.rename", rename_app },
  { "apps.update", update_app },
  { "apps.delete", delete_app },
  { NULL, NULL },
};

const TenantCall USERS_CALLS[] = {
  { "users.create", create },
  { "users.get", get },
  { "users.find_by_email", find_by_email },
  { "users.find_by_subject", find_by_subject },
  { "users.list", list },
  { "users.update", update },
  { "users.set_password", set_password },
  { "users.disable", disable },
  { "users.enable", enable },
  { "users.unlock", unlock },
  { "users.delete", delete_user },
  { "users.email_methods", email_methods },
  { "users.add_email_method", add_email_method },
  { "users.remove_email_method", remove_email_method },
  { "users.groups", groups },
  { NULL, NULL },
};
