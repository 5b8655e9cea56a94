// Nothing leaks when memory runs out, and no text is cut at a NUL.
#include "allocation.hpp"
#include "shop.hpp"

#include <cstring>
#include <new>

using idioms::shop;
using namespace std::string_view_literals;

namespace {

/// Runs something with less and less memory missing, until it has enough, and gives how often it had not.
template <class F>
int until_it_works(F work) {
  for (int given = 0; given < 10'000; ++given) {
    const std::size_t before = doorstep::live_handles();
    bool worked = false;
    idioms::allocations_left = given;
    try {
      work();
      worked = true;
    } catch (const std::bad_alloc &) {
      worked = false;
    }
    idioms::allocations_left = -1;
    CHECK(doorstep::live_handles() == before);
    if (worked) return given;
  }
  CHECK(!"it never works");
  return 0;
}

}  // namespace

TEST(running_out_of_memory_leaks_no_handle) {
  shop one;
  CHECK(until_it_works([&] { static_cast<void>(one.tenant.users().list()); }) > 2);
  CHECK(until_it_works([&] { static_cast<void>(one.tenant.policies().list()); }) > 2);
  CHECK(until_it_works([&] { static_cast<void>(one.tenant.user_flows().list()); }) > 2);
  CHECK(until_it_works([&] { static_cast<void>(one.tenant.audit_log()); }) > 5);
  CHECK(until_it_works([&] { static_cast<void>(one.tenant.settings()); }) > 0);
  CHECK(until_it_works([&] { static_cast<void>(one.app.resume("dsj_a token that is longer than a short one")); }) > 0);
  CHECK(until_it_works([&] {
          try {
            static_cast<void>(one.tenant.users().get("nobody, whose id is longer than a short text"));
          } catch (const doorstep::error &error) {
            CHECK(error.status() == doorstep::status::not_found);
          }
        }) > 2);
  CHECK(until_it_works([&] { static_cast<void>(doorstep::mailer::of([](const doorstep::message &) {})); }) > 0);
}

TEST(a_mailer_that_runs_out_of_memory_fails) {
  shop one([](const doorstep::message &) -> doorstep::delivery { throw std::bad_alloc(); });
  static_cast<void>(one.begin());
  CHECK(one.engine.deliver_mail().failed == 1);
}

TEST(a_nul_is_refused) {
  shop one;
  CHECK_FAILS(one.tenant.apps().register_app("Shop\0 of somebody else"sv), invalid_argument);
  CHECK_FAILS(one.app.sign_in("ada@example.com\0"sv), invalid_argument);
  CHECK_FAILS(one.tenant.users().get("\0"sv), invalid_argument);
  CHECK_FAILS(one.tenant.users().set_password("x", "correct horse\0battery"sv), invalid_argument);
  CHECK_FAILS(doorstep::engine::open("a\0b"sv, idioms::keys()), invalid_argument);
  doorstep::new_user user;
  user.email = std::string("ada@example.com\0x", 17);
  CHECK_FAILS(one.tenant.users().create(user), invalid_argument);
  doorstep::new_user_flow flow;
  flow.display_name = "Flow";
  flow.identity_provider = doorstep::identity_provider::email_otp;
  flow.client_ids = {std::string("\0", 1)};
  CHECK_FAILS(one.tenant.user_flows().create(flow), invalid_argument);
  CHECK_FAILS(one.tenant.methods().enable(doorstep::method_kind::email_otp, {doorstep::target::group("\0"sv)}),
              invalid_argument);
  try {
    static_cast<void>(one.app.sign_in("ada@example.com", std::nullopt, {std::string("192.0.2.7\0", 10)}));
    CHECK(!"refused");
  } catch (const doorstep::error &error) {
    CHECK(error.code() == "invalid_argument");
    CHECK(error.details_json() == R"({"field":"context.ip","reason":"must not hold a NUL character"})");
    CHECK(std::strcmp(error.what(), "context.ip: must not hold a NUL character") == 0);
  }
}

TEST(what_people_type_is_just_wrong) {
  shop one;
  const auto wrong = one.app.sign_in(idioms::email, std::string(idioms::password) + std::string("\0", 1));
  CHECK(std::holds_alternative<doorstep::problem::invalid_credentials>(*doorstep::problem_of(wrong)));
  CHECK(!one.tenant.sessions().validate("dss_\0"sv));
  const auto ended = std::get<doorstep::step::denied>(one.app.submit_code("\0"sv, "12345678"));
  CHECK(std::holds_alternative<doorstep::denial::journey_ended>(ended.reason));
  auto next = one.app.sign_up("new@example.com");
  one.engine.deliver_mail();
  next = one.app.submit_code(doorstep::token(next), one.code);
  next = one.app.submit_password(doorstep::token(next), "another good\0password"sv);
  const auto &rejected = std::get<doorstep::problem::password_rejected>(*doorstep::problem_of(next));
  CHECK(rejected.reason == doorstep::password_rejection::invalid_characters);
}

TEST(an_error_has_its_data) {
  shop one;
  try {
    one.tenant.users().create({idioms::email});
    CHECK(!"refused");
  } catch (const std::runtime_error &caught) {
    const auto copy = dynamic_cast<const doorstep::error &>(caught);
    CHECK(copy.status() == doorstep::status::already_exists && copy.code() == "already_exists");
    CHECK(copy.details_json() == R"({"kind":"user"})" && std::strlen(copy.what()) > 0);
  }
  CHECK_FAILS(one.tenant.acting_as("nobody").users().list(), forbidden);
  CHECK_FAILS(one.app.sign_in("\xff\xfe@example.com"), invalid_utf8);
}

TEST(times_that_the_clock_cannot_hold_are_its_farthest) {
  const auto clock = doorstep::clock::manual(std::chrono::time_point<std::chrono::system_clock, doorstep::milliseconds>(
      doorstep::milliseconds(INT64_MAX / 2)));
  CHECK(clock.now() == doorstep::time_point::max());
}
