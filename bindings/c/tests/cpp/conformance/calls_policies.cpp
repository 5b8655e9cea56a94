// Methods, policies and what they refer to.
#include "calls.hpp"

namespace conformance {
namespace {

/// The calls of a collection of documents.
template <class Of>
tenant_table documents(const char *id, Of of) {
  return {
      {"create", [=](auto &tenant, auto &args) { return normal(of(tenant).create(args.document("document"))); }},
      {"list", [=](auto &tenant, auto &) { return normal(of(tenant).list()); }},
      {"get", [=](auto &tenant, auto &args) { return normal(of(tenant).get(args.text(id))); }},
      {"update",
       [=](auto &tenant, auto &args) {
         const std::string which = args.text(id);
         return normal(of(tenant).update(which, args.document("changes")));
       }},
      {"delete",
       [=](auto &tenant, auto &args) {
         of(tenant).remove(args.text(id));
         return json();
       }},
  };
}

doorstep::replay replay(arguments &args) {
  doorstep::replay replay;
  const json drafts = args.take("drafts");
  if (!drafts.is_null() && !drafts.is_array()) throw mismatch("drafts is no list");
  for (const json &draft : drafts) replay.drafts.push_back(draft.dump());
  replay.only_drafts = args.maybe_flag("only_drafts").value_or(false);
  replay.since = args.maybe_time("since");
  replay.until = args.maybe_time("until");
  replay.limit = static_cast<std::uint32_t>(args.maybe_number("limit").value_or(replay.limit));
  replay.cursor = args.maybe_text("cursor");
  return replay;
}

json make(arguments &args) {
  const std::string id = args.text("id");
  const auto ids = [&args](const char *name) { return args.maybe_texts(name).value_or(std::vector<std::string>()); };
  doorstep::policy_template_inputs inputs;
  inputs.break_glass_user_ids = ids("break_glass_user_ids");
  inputs.break_glass_group_ids = ids("break_glass_group_ids");
  inputs.app_ids = ids("app_ids");
  inputs.allowed_location_ids = ids("allowed_location_ids");
  inputs.trusted_location_ids = ids("trusted_location_ids");
  inputs.authentication_context = args.maybe_text("authentication_context");
  return json::parse(doorstep::policy_from_template(id, inputs));
}

}  // namespace

json call_templates(const std::string &name, arguments &args) {
  if (name == "templates.list") return normal(doorstep::policy_templates());
  if (name == "templates.make") return make(args);
  throw mismatch("there is no call " + name);
}

const tenant_table method_calls = {
    {"get", [](auto &tenant, auto &args) { return normal(tenant.methods().get(args.method())); }},
    {"list", [](auto &tenant, auto &) { return normal(tenant.methods().list()); }},
    {"enable",
     [](auto &tenant, auto &args) {
       const doorstep::method_kind kind = args.method();
       const auto include = args.maybe_targets("include");
       const auto exclude = args.maybe_targets("exclude").value_or(std::vector<doorstep::target>());
       if (!include && exclude.empty()) return normal(tenant.methods().enable(kind));
       return normal(
           tenant.methods().enable(kind, include.value_or(std::vector{doorstep::target::all_users()}), exclude));
     }},
    {"disable", [](auto &tenant, auto &args) { return normal(tenant.methods().disable(args.method())); }},
    {"to_graph", [](auto &tenant, auto &args) { return json::parse(tenant.methods().to_graph(args.method())); }},
    {"update_from_graph",
     [](auto &tenant, auto &args) {
       const doorstep::method_kind kind = args.method();
       return normal(tenant.methods().update_from_graph(kind, args.document("document")));
     }},
};

const tenant_table policy_calls = {
    {"create", [](auto &tenant, auto &args) { return normal(tenant.policies().create(args.document("document"))); }},
    {"list", [](auto &tenant, auto &) { return normal(tenant.policies().list()); }},
    {"get", [](auto &tenant, auto &args) { return normal(tenant.policies().get(args.text("policy_id"))); }},
    {"update",
     [](auto &tenant, auto &args) {
       const std::string id = args.text("policy_id");
       return normal(tenant.policies().update(id, args.document("changes")));
     }},
    {"delete",
     [](auto &tenant, auto &args) {
       tenant.policies().remove(args.text("policy_id"));
       return json();
     }},
    {"replay", [](auto &tenant, auto &args) { return normal(tenant.policies().replay(replay(args))); }},
    {"lint", [](auto &tenant, auto &) { return normal(tenant.policies().lint()); }},
    {"prove", [](auto &tenant, auto &args) { return normal(tenant.policies().prove(args.text("claim"))); }},
    {"gaps", [](auto &tenant, auto &) { return normal(tenant.policies().gaps()); }},
};

const tenant_table location_calls =
    documents("location_id", [](const doorstep::tenant &tenant) { return tenant.locations(); });

const tenant_table strength_calls =
    documents("strength_id", [](const doorstep::tenant &tenant) { return tenant.authentication_strengths(); });

const tenant_table context_calls =
    documents("context_id", [](const doorstep::tenant &tenant) { return tenant.authentication_contexts(); });

}  // namespace conformance
