// Users, groups, roles and sessions.
#include "calls.hpp"

namespace conformance {
namespace {

doorstep::new_user new_user(arguments &args) {
  doorstep::new_user user;
  user.email = args.maybe_text("email");
  user.password = args.maybe_text("password");
  user.external_subject = args.maybe_text("external_subject");
  user.display_name = args.maybe_text("display_name");
  user.attributes = args.maybe_attributes().value_or(doorstep::attribute_values());
  user.locale = args.maybe_text("locale");
  return user;
}

doorstep::user_changes changes(arguments &args) {
  doorstep::user_changes user;
  user.email = args.maybe_text("email");
  user.external_subject = args.maybe_text("external_subject");
  user.display_name = args.maybe_text("display_name");
  user.attributes = args.maybe_attributes();
  user.locale = args.maybe_text("locale");
  return user;
}

/// A call with two texts that gives nothing.
template <class Method>
auto two(Method method, const char *first, const char *second) {
  return [=](const doorstep::tenant &tenant, arguments &args) {
    const std::string one = args.text(first);
    method(tenant, one, args.text(second));
    return json();
  };
}

std::string user_id(arguments &args) { return args.text("user_id"); }
std::string group_id(arguments &args) { return args.text("group_id"); }

}  // namespace

const tenant_table user_calls = {
    {"create", [](auto &tenant, auto &args) { return normal(tenant.users().create(new_user(args))); }},
    {"get", [](auto &tenant, auto &args) { return normal(tenant.users().get(user_id(args))); }},
    {"find_by_email", [](auto &tenant, auto &args) { return normal(tenant.users().find_by_email(args.text("email"))); }},
    {"find_by_subject",
     [](auto &tenant, auto &args) { return normal(tenant.users().find_by_subject(args.text("external_subject"))); }},
    {"list",
     [](auto &tenant, auto &args) {
       const std::uint32_t limit = args.limit();
       const std::optional<std::string> cursor = args.maybe_text("cursor");
       return normal(tenant.users().list(limit, cursor));
     }},
    {"update",
     [](auto &tenant, auto &args) {
       const std::string id = user_id(args);
       return normal(tenant.users().update(id, changes(args)));
     }},
    {"set_password",
     two([](auto &tenant, auto &id, auto &&password) { tenant.users().set_password(id, password); }, "user_id",
         "password")},
    {"disable", [](auto &tenant, auto &args) { return normal(tenant.users().disable(user_id(args))); }},
    {"enable", [](auto &tenant, auto &args) { return normal(tenant.users().enable(user_id(args))); }},
    {"unlock",
     [](auto &tenant, auto &args) {
       tenant.users().unlock(user_id(args));
       return json();
     }},
    {"delete",
     [](auto &tenant, auto &args) {
       tenant.users().remove(user_id(args));
       return json();
     }},
    {"email_methods", [](auto &tenant, auto &args) { return normal(tenant.users().email_methods(user_id(args))); }},
    {"add_email_method",
     [](auto &tenant, auto &args) {
       const std::string id = user_id(args);
       return normal(tenant.users().add_email_method(id, args.text("address")));
     }},
    {"remove_email_method",
     two([](auto &tenant, auto &id, auto &&method) { tenant.users().remove_email_method(id, method); }, "user_id",
         "method_id")},
    {"groups", [](auto &tenant, auto &args) { return normal(tenant.users().groups(user_id(args))); }},
};

const tenant_table group_calls = {
    {"create", [](auto &tenant, auto &args) { return normal(tenant.groups().create(args.text("name"))); }},
    {"list", [](auto &tenant, auto &) { return normal(tenant.groups().list()); }},
    {"get", [](auto &tenant, auto &args) { return normal(tenant.groups().get(group_id(args))); }},
    {"rename",
     [](auto &tenant, auto &args) {
       const std::string id = group_id(args);
       return normal(tenant.groups().rename(id, args.text("new_name")));
     }},
    {"delete",
     [](auto &tenant, auto &args) {
       tenant.groups().remove(group_id(args));
       return json();
     }},
    {"members", [](auto &tenant, auto &args) { return normal(tenant.groups().members(group_id(args))); }},
    {"add_user",
     two([](auto &tenant, auto &id, auto &&user) { tenant.groups().add_user(id, user); }, "group_id", "user_id")},
    {"remove_user",
     two([](auto &tenant, auto &id, auto &&user) { tenant.groups().remove_user(id, user); }, "group_id", "user_id")},
    {"add_group",
     two([](auto &tenant, auto &id, auto &&group) { tenant.groups().add_group(id, group); }, "group_id",
         "member_group_id")},
    {"remove_group",
     two([](auto &tenant, auto &id, auto &&group) { tenant.groups().remove_group(id, group); }, "group_id",
         "member_group_id")},
};

const tenant_table role_calls = {
    {"list", [](auto &tenant, auto &) { return normal(tenant.roles().list()); }},
    {"assign", two([](auto &tenant, auto &id, auto &&role) { tenant.roles().assign(id, role); }, "user_id", "role")},
    {"unassign",
     two([](auto &tenant, auto &id, auto &&role) { tenant.roles().unassign(id, role); }, "user_id", "role")},
    {"of_user", [](auto &tenant, auto &args) { return normal(tenant.roles().of_user(user_id(args))); }},
    {"members", [](auto &tenant, auto &args) { return normal(tenant.roles().members(args.text("role"))); }},
};

const tenant_table session_calls = {
    {"validate", [](auto &tenant, auto &args) { return normal(tenant.sessions().validate(args.text("token"))); }},
    {"list", [](auto &tenant, auto &args) { return normal(tenant.sessions().list(user_id(args))); }},
    {"revoke",
     [](auto &tenant, auto &args) {
       tenant.sessions().revoke(args.text("session_id"));
       return json();
     }},
    {"revoke_token",
     [](auto &tenant, auto &args) {
       tenant.sessions().revoke_token(args.text("token"));
       return json();
     }},
    {"revoke_all", [](auto &tenant, auto &args) { return normal(tenant.sessions().revoke_all(user_id(args))); }},
};

}  // namespace conformance
