/* The calls of groups and directory roles. */
#include "calls.h"

static json_t *create(const doorstep_tenant *tenant, Call *call) {
  const char *name = text(call, "name");
  GIVES(group, doorstep_groups_create, tenant, name);
}

static json_t *list(const doorstep_tenant *tenant, Call *call) {
  GIVES(group_list, doorstep_groups_list, tenant);
}

static json_t *get(const doorstep_tenant *tenant, Call *call) {
  const char *group_id = text(call, "group_id");
  GIVES(group, doorstep_groups_get, tenant, group_id);
}

static json_t *rename_group(const doorstep_tenant *tenant, Call *call) {
  const char *group_id = text(call, "group_id"), *new_name = text(call, "new_name");
  GIVES(group, doorstep_groups_rename, tenant, group_id, new_name);
}

static json_t *delete_group(const doorstep_tenant *tenant, Call *call) {
  const char *group_id = text(call, "group_id");
  GIVES_NOTHING(doorstep_groups_delete, tenant, group_id);
}

static json_t *members(const doorstep_tenant *tenant, Call *call) {
  const char *group_id = text(call, "group_id");
  GIVES(member_list, doorstep_groups_members, tenant, group_id);
}

static json_t *add_user(const doorstep_tenant *tenant, Call *call) {
  const char *group_id = text(call, "group_id"), *user_id = text(call, "user_id");
  GIVES_NOTHING(doorstep_groups_add_user, tenant, group_id, user_id);
}

static json_t *remove_user(const doorstep_tenant *tenant, Call *call) {
  const char *group_id = text(call, "group_id"), *user_id = text(call, "user_id");
  GIVES_NOTHING(doorstep_groups_remove_user, tenant, group_id, user_id);
}

static json_t *add_group(const doorstep_tenant *tenant, Call *call) {
  const char *group_id = text(call, "group_id"), *member_group_id = text(call, "member_group_id");
  GIVES_NOTHING(doorstep_groups_add_group, tenant, group_id, member_group_id);
}

static json_t *remove_group(const doorstep_tenant *tenant, Call *call) {
  const char *group_id = text(call, "group_id"), *member_group_id = text(call, "member_group_id");
  GIVES_NOTHING(doorstep_groups_remove_group, tenant, group_id, member_group_id);
}

static json_t *list_roles(const doorstep_tenant *tenant, Call *call) {
  GIVES(directory_role_list, doorstep_roles_list, tenant);
}

static json_t *assign(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id"), *role = text(call, "role");
  GIVES_NOTHING(doorstep_roles_assign, tenant, user_id, role);
}

static json_t *unassign(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id"), *role = text(call, "role");
  GIVES_NOTHING(doorstep_roles_unassign, tenant, user_id, role);
}

static json_t *of_user(const doorstep_tenant *tenant, Call *call) {
  const char *user_id = text(call, "user_id");
  GIVES(directory_role_list, doorstep_roles_of_user, tenant, user_id);
}

static json_t *role_members(const doorstep_tenant *tenant, Call *call) {
  const char *role = text(call, "role");
  GIVES(string_list, doorstep_roles_members, tenant, role);
}

const TenantCall GROUPS_CALLS[] = {
  { "groups.create", create },
  { "groups.list", list },
  { "groups.get", get },
  { "groups.rename", rename_group },
  { "groups.delete", delete_group },
  { "groups.members", members },
  { "groups.add_user", add_user },
  { "groups.remove_user", remove_user },
  { "groups.add_group", add_group },
  { "groups.remove_group", remove_group },
  { NULL, NULL },
};

const TenantCall ROLES_CALLS[] = {
  { "roles.list", list_roles },
  { "roles.assign", assign },
  { "roles.unassign", unassign },
  { "roles.of_user", of_user },
  { "roles.members", role_members },
  { NULL, NULL },
};
