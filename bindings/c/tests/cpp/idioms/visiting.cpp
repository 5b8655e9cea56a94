// Steps, problems and denials are variants.
#include "shop.hpp"

using idioms::shop;
using namespace std::chrono_literals;
namespace step = doorstep::step;
namespace problem = doorstep::problem;
namespace denial = doorstep::denial;

namespace {

/// What a page would show.
std::string page(const doorstep::any_step &next) {
  return std::visit(doorstep::overloaded{
                        [](const step::completed &done) { return "hello " + done.session.amr.back(); },
                        [](const step::denied &over) { return "sorry " + std::string(doorstep::name(over.reason)); },
                        [](const step::code_required &code) { return "code to " + code.masked_target; },
                        [&next](const auto &) { return std::string(doorstep::name(next)); },
                    },
                    next);
}

}  // namespace

TEST(the_main_story) {
  shop one;
  doorstep::any_step next = one.app.sign_in(idioms::email);
  CHECK(page(next) == "password_required" && doorstep::problem_of(next) == nullptr);

  next = one.app.submit_password(doorstep::token(next), "a wrong password");
  CHECK(std::holds_alternative<problem::invalid_credentials>(*doorstep::problem_of(next)));

  const auto before = std::chrono::system_clock::now();
  next = one.app.submit_password(doorstep::token(next), idioms::password);
  CHECK(page(next) == "code to a***a@e***.com");
  const auto &asked = std::get<step::code_required>(next);
  CHECK(asked.purpose == doorstep::code_purpose::second_factor && asked.channel == doorstep::channel::email);
  CHECK(asked.code_length == 8 && asked.reference.size() == 3 && !asked.problem);
  CHECK(asked.expires_at - before > 9min && asked.expires_at - before < 11min);
  CHECK(asked.resend_after - before > 50s && asked.resend_after - before < 70s);

  CHECK(one.engine.deliver_mail().sent == 1 && one.code.size() == 8);
  std::string wrong = one.code;
  wrong[0] = wrong[0] == '9' ? '0' : '9';
  next = one.app.submit_code(asked.token, wrong);
  CHECK(std::get<problem::invalid_code>(*doorstep::problem_of(next)).tries_left == 4);
  CHECK(doorstep::name(*doorstep::problem_of(next)) == "invalid_code");
  next = one.app.resend_code(doorstep::token(next));
  const auto wait = std::get<problem::resend_too_soon>(*doorstep::problem_of(next)).retry_after;
  CHECK(wait > 0ms && wait <= 60s);

  next = one.app.submit_code(doorstep::token(next), one.code);
  CHECK(page(next) == "hello mfa");
  const auto &done = std::get<step::completed>(next);
  CHECK(done.session.mfa && done.session.methods.size() == 2 && done.session.policies.size() == 1);
  CHECK(done.session.methods[1].kind == "email_otp" && done.session.methods[1].detail == "a***a@e***.com");
  CHECK(one.tenant.sessions().validate(done.token)->id == done.session.id);
  one.tenant.sessions().revoke_token(done.token);
  CHECK(!one.tenant.sessions().validate(done.token));

  next = one.app.resume("dsj_rubbish");
  CHECK(page(next) == "sorry journey_ended" && doorstep::token(next).empty());
}

TEST(a_sign_up_collects_attributes) {
  shop one;
  doorstep::user_flow_changes changes;
  changes.attributes = {{"city", "Where \"exactly\"?", doorstep::attribute_kind::choice, true, std::nullopt,
                         {"London", "a\\b \"c\""}},
                        {"age", "Age", doorstep::attribute_kind::integer},
                        {"terms", "Terms", doorstep::attribute_kind::boolean, true}};
  const auto flow = one.tenant.user_flows().update(one.tenant.user_flows().list().at(0).id, changes);
  CHECK(flow.attributes[0].label == "Where \"exactly\"?" && flow.attributes[0].choices[1] == "a\\b \"c\"");

  doorstep::any_step next = one.app.sign_up("new@example.com");
  one.engine.deliver_mail();
  next = one.app.submit_code(doorstep::token(next), one.code);
  next = one.app.submit_password(doorstep::token(next), "another good password 9");
  CHECK(std::get<step::attributes_required>(next).attributes.size() == 3);
  next = one.app.submit_attributes(doorstep::token(next), {{"city", "Rome"}, {"terms", false}, {"age", 7}});
  CHECK(std::get<problem::attributes_rejected>(*doorstep::problem_of(next)).names ==
        (std::vector<std::string>{"city", "terms"}));
  next = one.app.submit_attributes(doorstep::token(next), {{"city", "a\\b \"c\""}, {"terms", true}, {"age", -7}});
  CHECK(std::holds_alternative<step::completed>(next));
  const auto user = one.tenant.users().find_by_email("new@example.com");
  CHECK(user->attributes_json == R"({"age":-7,"city":"a\\b \"c\"","terms":true})");
  CHECK(!one.tenant.users().find_by_email("nobody@example.com"));
}

TEST(denials_say_why) {
  shop one;
  const auto policy = one.tenant.policies().list().at(0);
  one.tenant.policies().update(policy.id, R"({"grantControls": {"operator": "OR", "builtInControls": ["block"]}})");
  const auto over = std::get<step::denied>(one.app.sign_in(idioms::email, idioms::password));
  const auto &blocked = std::get<denial::blocked_by_policy>(over.reason);
  CHECK(blocked.policies.size() == 1 && blocked.policies[0].display_name == "MFA for everyone");
  const auto entry = one.tenant.sign_ins().items.at(0);
  CHECK(entry.result == doorstep::sign_in_result::blocked && entry.error_code == 53003);
}

TEST(words_are_the_same_as_everywhere) {
  CHECK(doorstep::name(doorstep::status::not_found) == "not_found");
  CHECK(doorstep::name(doorstep::policy_state::report_only) == "enabledForReportingButNotEnforced");
  CHECK(doorstep::name(doorstep::password_rejection::contains_identity) == "contains_identity");
  CHECK(doorstep::name(static_cast<doorstep::channel>(77)).empty());
  CHECK(doorstep::version() == DOORSTEP_VERSION && doorstep::abi_version() == DOORSTEP_ABI_VERSION);
  CHECK(doorstep::name(doorstep::any_step(step::denied{denial::journey_ended{}})) == "denied");
  CHECK(doorstep::name(doorstep::any_problem(problem::mail_failed{1ms})) == "mail_failed");
  CHECK(doorstep::name(doorstep::any_denial(denial::controls_unmet{})) == "controls_unmet");
}
