// Proofs, gaps, what the lint finds, and policies made of templates.
#include "shop.hpp"

using idioms::shop;
using namespace std::string_view_literals;

TEST(a_claim_is_proved_or_shown_wrong) {
  shop one;
  const doorstep::admin::policies policies = one.tenant.policies();
  const doorstep::proof held = policies.prove("every sign-in of a customer to app \"Contoso Shop\" requires mfa");
  CHECK(held.holds && held.classes_examined > 0 && !held.counterexample);
  const doorstep::proof wrong = policies.prove("every sign-in is blocked");
  CHECK(!wrong.holds && wrong.counterexample);
  CHECK(wrong.counterexample->decision.outcome != doorstep::outcome::block);
  CHECK(wrong.counterexample->sign_in_json.find(one.client_id) != std::string::npos);
  CHECK_FAILS(policies.prove("all is well"), invalid_argument);
  CHECK_FAILS(policies.prove("every sign-in\0requires mfa"sv), invalid_argument);
}

TEST(gaps_are_what_no_policy_covers) {
  shop one;
  const doorstep::admin::policies policies = one.tenant.policies();
  CHECK(policies.gaps().empty());
  policies.update(policies.list().at(0).id, R"({"state": "disabled"})");
  const std::vector<doorstep::gap> gaps = policies.gaps();
  CHECK(gaps.size() == 1 && !gaps[0].who.empty() && !gaps[0].apps.empty() && gaps[0].conditions.empty());
  CHECK(gaps[0].sign_in_json.find(one.client_id) != std::string::npos);
}

TEST(a_template_becomes_a_policy_that_reports) {
  shop one;
  const std::vector<doorstep::policy_template> templates = doorstep::policy_templates();
  CHECK(templates.size() == 20 && templates[0].id == "require-mfa-all-users" && templates[0].category == "foundation");
  doorstep::policy_template_inputs inputs;
  inputs.break_glass_group_ids = {one.tenant.groups().create("Break-glass accounts").id};
  const std::string document = doorstep::policy_from_template(templates[0].id, inputs);
  CHECK(document.find(inputs.break_glass_group_ids[0]) != std::string::npos);
  const doorstep::policy policy = one.tenant.policies().create(document);
  CHECK(policy.state == doorstep::policy_state::report_only && policy.display_name == templates[0].name);
  CHECK_FAILS(doorstep::policy_from_template("require-luck"), not_found);
  CHECK_FAILS(doorstep::policy_from_template("block-outside-allowed-countries"), invalid_argument);
  inputs.app_ids = {std::string("a\0b", 3)};
  CHECK_FAILS(doorstep::policy_from_template(templates[0].id, inputs), invalid_argument);
}

TEST(a_finding_says_how_bad_it_is) {
  shop one;
  one.tenant.policies().create(
      R"({"displayName": "Nobody comes in", "state": "enabled",
          "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
          "grantControls": {"operator": "OR", "builtInControls": ["block"]}})");
  bool found = false;
  for (const doorstep::warning &warning : one.tenant.policies().lint()) {
    CHECK(!name(warning.severity).empty());
    found = found || warning.severity == doorstep::severity::error;
  }
  CHECK(found && name(doorstep::severity::info) == "info");
}
