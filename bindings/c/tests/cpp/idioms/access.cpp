// Conditional Access: contexts, what-if, countries, documents, and deciding without an engine.
#include "shop.hpp"

using idioms::shop;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

TEST(a_context_comes_back_whole) {
  shop one;
  doorstep::sign_in_context context;
  context.ip = "192.0.2.1";
  context.compliant_network = false;
  context.platform = doorstep::device_platform::macos;
  context.sign_in_risk = doorstep::risk_level::none;
  context.satisfied_controls = {"compliantDevice"};
  context.device = doorstep::device();
  context.device->registered = true;
  context.device->physical_ids = {"[GID]:1", "[GID]:2"};
  context.device->extension_attributes[14] = "last";
  static_cast<void>(one.app.sign_in(idioms::email, idioms::password, context));
  const doorstep::sign_in_context seen = one.tenant.sign_ins().items.at(0).context;
  CHECK(seen.ip == context.ip && !seen.user_agent && seen.compliant_network == false);
  CHECK(name(seen.platform) == "macOS" && seen.sign_in_risk == doorstep::risk_level::none);
  CHECK(seen.user_risk == doorstep::risk_level::unknown && seen.satisfied_controls == context.satisfied_controls);
  CHECK(seen.device->registered == true && !seen.device->is_managed && !seen.device->model);
  CHECK(seen.device->physical_ids == context.device->physical_ids && seen.device->system_labels.empty());
  CHECK(seen.device->extension_attributes == context.device->extension_attributes);
}

TEST(a_nul_in_a_context_is_refused) {
  shop one;
  doorstep::sign_in_context context;
  context.device = doorstep::device();
  context.device->model = std::string("a\0b", 3);
  CHECK_FAILS(one.app.sign_up("new@example.com", context), invalid_argument);
  context.device->model = std::nullopt;
  context.device->extension_attributes[0] = std::string("\0", 1);
  CHECK_FAILS(one.app.refresh("t", context), invalid_argument);
  context.device = std::nullopt;
  context.satisfied_controls = {std::string("\0", 1)};
  CHECK_FAILS(one.app.step_up("t", "c1", context), invalid_argument);
  context.satisfied_controls = {};
  CHECK_FAILS(one.app.step_up("t", "c1\0"sv, context), invalid_argument);
  context.platform = static_cast<doorstep::device_platform>(99);
  CHECK_FAILS(one.app.refresh("t", context), invalid_enum);
}

TEST(a_what_if_tells_what_is_asked_and_of_the_session) {
  shop one;
  const std::string policy = one.tenant.policies().list().at(0).id;
  one.tenant.policies().update(
      policy, R"({"sessionControls": {"signInFrequency": {"isEnabled": true, "frequencyInterval": "timeBased",
                                      "type": "hours", "value": 4},
                                      "persistentBrowser": {"isEnabled": true, "mode": "never"}}})");
  doorstep::what_if sign_in{one.tenant.users().find_by_email(idioms::email)->id, one.client_id};
  const doorstep::decision asked = one.tenant.what_if(sign_in);
  CHECK(asked.outcome == doorstep::outcome::controls_required && asked.required == std::vector<std::string>{"mfa"});
  CHECK(asked.requirements.size() == 1 && asked.requirements[0].policy_id == policy);
  CHECK(!asked.requirements[0].satisfied && asked.requirements[0].missing == asked.required);
  CHECK(std::get<doorstep::frequency::time_based>(*asked.session.sign_in_frequency).every == 4h);
  CHECK(doorstep::name(*asked.session.sign_in_frequency) == "timeBased" && !asked.session.secondary_sign_in_frequency);
  CHECK(asked.session.persistent_browser == doorstep::persistent_browser::never && asked.session.other.empty());
  sign_in.satisfied = {"mfa"};
  CHECK(one.tenant.what_if(sign_in).outcome == doorstep::outcome::allow);
  CHECK_FAILS(one.tenant.what_if({}), invalid_argument);
  sign_in.satisfied = {"magic"};
  CHECK_FAILS(one.tenant.what_if(sign_in), invalid_argument);
}

TEST(an_app_has_groups_and_attributes) {
  shop one;
  doorstep::app_changes changes;
  changes.app_groups = {"Office365"};
  changes.custom_security_attributes = {{"Shop_Kind", {"public", "small"}}};
  one.tenant.apps().update(one.client_id, changes);
  changes = {};
  changes.name = "Shop";
  doorstep::app_registration app = one.tenant.apps().update(one.client_id, changes);
  CHECK(app.name == "Shop" && app.app_groups == std::vector<std::string>{"Office365"});
  CHECK(app.custom_security_attributes.at("Shop_Kind") == (std::vector<std::string>{"public", "small"}));
  changes.app_groups = std::vector<std::string>();
  app = one.tenant.apps().update(one.client_id, changes);
  CHECK(app.app_groups.empty() && app.custom_security_attributes.size() == 1);
}

TEST(a_country_lookup_is_a_function_that_may_throw) {
  int asked = 0;
  std::optional<std::string> answer = "de";
  bool broken = false;
  const auto lookup = doorstep::country_lookup::of([&](std::string_view ip) {
    ++asked;
    CHECK(ip == "192.0.2.1");
    if (broken) throw std::runtime_error("no atlas");
    return answer;
  });
  doorstep::engine_options options;
  options.country_lookup = &lookup;
  options.country_database = "/nowhere.mmdb";
  CHECK_FAILS(doorstep::engine::open(":memory:", idioms::keys(), options), invalid_argument);
  options.country_database = std::nullopt;
  options.policy_limits.locations = 1;
  const auto engine = doorstep::engine::open(":memory:", idioms::keys(), options);
  const auto tenant = engine.create_tenant("contoso");
  const std::string client_id = idioms::set_up(tenant);
  const char *germany = R"({"@odata.type": "#microsoft.graph.countryNamedLocation", "displayName": "Germany",
                            "countriesAndRegions": ["DE"]})";
  const doorstep::location location = tenant.locations().create(germany);
  CHECK_FAILS(tenant.locations().create(germany), invalid_argument);
  tenant.policies().update(tenant.policies().list().at(0).id,
                           R"({"conditions": {"users": {"includeUsers": ["All"]},
                               "applications": {"includeApplications": ["All"]},
                               "locations": {"includeLocations": ["All"], "excludeLocations": [")" +
                               location.id + R"("]}}})");
  doorstep::what_if sign_in{tenant.users().find_by_email(idioms::email)->id, client_id};
  sign_in.context.ip = "192.0.2.1";
  CHECK(tenant.what_if(sign_in).outcome == doorstep::outcome::allow && asked == 1);
  answer = "Atlantis";
  CHECK(tenant.what_if(sign_in).outcome == doorstep::outcome::controls_required && asked == 2);
  answer = std::nullopt;
  CHECK(tenant.what_if(sign_in).outcome == doorstep::outcome::controls_required && asked == 3);
  broken = true;
  CHECK(tenant.what_if(sign_in).outcome == doorstep::outcome::controls_required && asked == 4);
}

TEST(sign_ins_are_explained_and_drafts_held_against_them) {
  shop one;
  static_cast<void>(one.begin());
  const doorstep::explanation why = one.tenant.explain(one.tenant.sign_ins().items.at(0).id);
  CHECK(why.policies.size() == 1 && why.policies[0].applies &&
        why.text.find(why.policies[0].text) != std::string::npos);
  CHECK_FAILS(one.tenant.explain("nothing"), not_found);
  std::string draft = idioms::mfa_for_all;
  draft.replace(draft.find("[\"mfa\"]"), 7, "[\"block\"]");
  const doorstep::replay_page page = one.tenant.policies().replay({{draft}});
  CHECK(page.examined == 1 && page.total == 1 && page.blocked == 1 && !page.next_cursor);
  CHECK(page.days.size() == 1 && page.users.size() == 1 && page.users[0].blocked == 1);
}

TEST(files_of_other_tools_are_taken_in) {
  shop one;
  const doorstep::import_report report =
      one.tenant.import_file("[" + std::string(idioms::mfa_for_all) + "]", {doorstep::policy_state::disabled});
  CHECK(report.stored && report.items.size() == 1 && report.items[0].kind == "policy" && report.items[0].id);
  CHECK(one.tenant.policies().get(*report.items[0].id).state == doorstep::policy_state::disabled);
  CHECK_FAILS(one.tenant.import_file({}), policy_invalid);
  CHECK_FAILS(one.tenant.import_file("a\0b"sv), policy_invalid);
}

TEST(cases_are_judged_without_an_engine) {
  const std::string verdicts = doorstep::evaluate(R"({"policies": [], "signIns": [{"id": "a"}]})");
  CHECK(verdicts.find(R"("decision":"allow")") != std::string::npos);
  CHECK_FAILS(doorstep::evaluate("{\0}"sv), invalid_argument);
}
