// A tenant with an app and a user who needs a second factor, and the mails that were sent.
#pragma once

#include "check.hpp"

#include <doorstep.hpp>

#include <functional>

namespace idioms {

constexpr const char *email = "ada@example.com";
constexpr const char *password = "correct horse battery staple";

inline doorstep::key_ring keys() {
  std::array<std::uint8_t, 32> key{};
  for (std::size_t at = 0; at < key.size(); ++at) key[at] = static_cast<std::uint8_t>(at * 7 + 1);
  return doorstep::key_ring::from_bytes(key);
}

/// What the tests ask a mailer to do.
using sender = std::function<doorstep::delivery(const doorstep::message &)>;

inline doorstep::engine open(sender send) {
  const auto mailer = doorstep::mailer::of(std::move(send));
  doorstep::engine_options options;
  options.mailer = &mailer;
  options.deliver_in_background = false;
  return doorstep::engine::open(":memory:", keys(), options);
}

inline constexpr const char *mfa_for_all =
    R"({"displayName": "MFA for everyone", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}})";

/// Sets everything up, and gives the app's client id.
inline std::string set_up(const doorstep::tenant &tenant) {
  const doorstep::app_registration app = tenant.apps().register_app("Contoso Shop");
  doorstep::new_user_flow flow;
  flow.display_name = "Sign up and in";
  flow.identity_provider = doorstep::identity_provider::email_password;
  flow.client_ids = {app.client_id};
  tenant.user_flows().create(flow);
  tenant.methods().enable(doorstep::method_kind::email_otp);
  tenant.policies().create(mfa_for_all);
  doorstep::new_user user;
  user.email = email;
  user.password = password;
  user.attributes = {{"city", "London"}, {"terms", true}, {"orders", 7}};
  tenant.users().create(user);
  return app.client_id;
}

struct shop {
  explicit shop(sender send = {})
      : engine(open([this, send](const doorstep::message &mail) {
          code = mail.code().value_or("");
          return send ? send(mail) : doorstep::delivery();
        })),
        tenant(engine.create_tenant("contoso")),
        client_id(set_up(tenant)),
        app(tenant.app(client_id)) {}
  shop(const shop &) = delete;
  shop &operator=(const shop &) = delete;

  /// As far as the page that asks for the code.
  [[nodiscard]] doorstep::step::code_required begin() const {
    return std::get<doorstep::step::code_required>(app.sign_in(email, password));
  }

  std::string code;
  doorstep::engine engine;
  doorstep::tenant tenant;
  std::string client_id;
  doorstep::app app;
};

}  // namespace idioms
