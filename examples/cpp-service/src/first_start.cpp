#include "first_start.hpp"

#include "service.hpp"

#include <cstdio>
#include <fcntl.h>
#include <sys/random.h>
#include <system_error>
#include <unistd.h>

namespace {

constexpr const char *email = "ada@example.com";

/// Everybody needs a second factor, except the accounts that get an administrator in when mail is down.
std::string policy_for(const std::string &break_glass_group) {
  return R"({"displayName": "CA01 - All apps: Require MFA for all users", "state": "enabled",
             "conditions": {"users": {"includeUsers": ["All"], "excludeGroups": [")" +
         break_glass_group + R"("]}, "applications": {"includeApplications": ["All"]}},
             "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}})";
}

[[noreturn]] void fail(const std::string &what) { throw std::system_error(errno, std::generic_category(), what); }

/// A random password, which only its owner can read in its file.
std::string make_password(const std::string &path) {
  static constexpr char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
  unsigned char random[24];
  if (getrandom(random, sizeof random, 0) != static_cast<ssize_t>(sizeof random)) fail("getrandom");
  std::string password;
  for (const unsigned char byte : random) password += letters[byte % 32];

  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const std::string line = password + "\n";
  const bool good = file >= 0 && write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  if (file >= 0) close(file);
  if (!good) fail(path);
  return password;
}

void set_up(const doorstep::tenant &tenant, const std::string &data) {
  const doorstep::app_registration app = tenant.apps().register_app("Contoso Shop");

  doorstep::new_user_flow flow;
  flow.display_name = "Sign in";
  flow.identity_provider = doorstep::identity_provider::email_password;
  flow.sign_up_allowed = false;  // this service has no pages for newcomers
  flow.client_ids = {app.client_id};
  tenant.user_flows().create(flow);

  tenant.methods().enable(doorstep::method_kind::email_otp);
  const doorstep::group break_glass = tenant.groups().create("Break-glass accounts");
  tenant.policies().create(policy_for(break_glass.id));

  doorstep::new_user user;
  user.email = email;
  user.password = make_password(data + "/password");
  user.display_name = "Ada";
  tenant.users().create(user);
}

}  // namespace

doorstep::tenant first_start(const doorstep::engine &engine, const std::string &data) {
  doorstep::tenant tenant = engine.create_tenant(tenant_name);
  try {
    set_up(tenant, data);
  } catch (...) {
    engine.delete_tenant(tenant_name);  // half a tenant would be taken for a whole one the next time
    throw;
  }
  std::printf("set up: sign in as %s with the password in %s/password\n", email, data.c_str());
  return tenant;
}
