// Compiled with -fno-exceptions -fno-rtti: every call returns a result.
#include "without.hpp"

#include <doorstep.hpp>

#ifdef __cpp_exceptions
#error "this file is for -fno-exceptions"
#endif

#define CHECK(condition) \
  if (!(condition)) return __LINE__

namespace {

std::array<std::uint8_t, 32> key() {
  std::array<std::uint8_t, 32> bytes{};
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(at + 1);
  return bytes;
}

}  // namespace

int story_without_exceptions() {
  std::string code;
  doorstep::result<doorstep::mailer> mailer = doorstep::mailer::of([&code](const doorstep::message &mail) {
    code = mail.code().value_or("");
    return doorstep::mail_result::sent;
  });
  const auto keys = doorstep::key_ring::from_bytes(key());
  CHECK(mailer && keys);
  doorstep::engine_options options;
  options.mailer = &*mailer;
  options.deliver_in_background = false;
  const doorstep::result<doorstep::engine> engine = doorstep::engine::open(":memory:", *keys, options);
  CHECK(engine.has_value());

  const auto missing = engine->tenant("nobody");
  CHECK(!missing && missing.error().status() == doorstep::status::not_found);
  CHECK(missing.error().details_json() == R"({"kind":"tenant"})");
  const auto cut = engine->create_tenant(std::string_view("a\0b", 3));
  CHECK(!cut && cut.error().code() == "invalid_argument");

  const auto tenant = engine->create_tenant("contoso");
  CHECK(tenant.has_value());
  const auto app = tenant->apps().register_app("Shop");
  CHECK(app.has_value());
  doorstep::new_user_flow flow;
  flow.display_name = "Sign in";
  flow.identity_provider = doorstep::identity_provider::email_otp;
  flow.client_ids = {app->client_id};
  CHECK(tenant->user_flows().create(flow));
  doorstep::new_user user;
  user.email = "ada@example.com";
  CHECK(tenant->users().create(user));
  const doorstep::result<void> refused = tenant->users().remove("nobody");
  CHECK(!refused && refused.error().status() == doorstep::status::not_found);

  const auto shop = tenant->app(app->client_id);
  CHECK(shop.has_value());
  auto step = shop->sign_in("ada@example.com");
  CHECK(step && std::get_if<doorstep::step::code_required>(&*step) != nullptr);
  CHECK(engine->deliver_mail().value().sent == 1);
  step = shop->submit_code(doorstep::token(*step), code);
  CHECK(step && std::get_if<doorstep::step::completed>(&*step) != nullptr);
  const auto session = tenant->sessions().validate(doorstep::token(*step));
  CHECK(session && *session && (*session)->amr == std::vector<std::string>{"otp"});
  CHECK(tenant->sessions().validate("rubbish").value_or(std::nullopt) == std::nullopt);

  auto moved = std::move(*mailer);
  options.mailer = &*mailer;
  CHECK(moved.get() != nullptr && mailer->get() == nullptr);
  return 0;
}
