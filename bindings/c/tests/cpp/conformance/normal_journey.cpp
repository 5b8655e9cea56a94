// Steps, problems, denials, sessions, messages and errors.
#include "normal.hpp"

namespace conformance {
namespace {

namespace denial = doorstep::denial;
namespace problem = doorstep::problem;
namespace step = doorstep::step;

json data(const problem::invalid_credentials &) { return json::object(); }
json data(const problem::invalid_code &it) { return {{"tries_left", it.tries_left}}; }
json data(const problem::code_superseded &it) { return {{"tries_left", it.tries_left}}; }
json data(const problem::code_expired &) { return json::object(); }
json data(const problem::password_rejected &it) { return {{"reason", std::string(name(it.reason))}}; }
json data(const problem::attributes_rejected &it) { return {{"names", it.names}}; }
json data(const problem::target_rejected &) { return json::object(); }
json data(const problem::resend_too_soon &it) { return {{"retry_after_ms", normal(it.retry_after)}}; }
json data(const problem::send_limit_reached &it) { return {{"retry_after_ms", normal(it.retry_after)}}; }
json data(const problem::mail_failed &it) { return {{"retry_after_ms", normal(it.retry_after)}}; }

json data(const denial::blocked_by_policy &it) { return {{"policies", normal(it.policies)}}; }
json data(const denial::no_usable_method &it) { return {{"why", std::string(name(it.why))}}; }
json data(const denial::too_many_attempts &it) { return {{"retry_after_ms", normal(it.retry_after)}}; }
json data(const denial::journey_ended &) { return json::object(); }
json data(const denial::sign_up_not_allowed &) { return json::object(); }
json data(const denial::user_already_exists &) { return json::object(); }
json data(const denial::controls_unmet &it) { return {{"controls", it.controls}}; }

json data(const step::password_required &it) { return {{"token", it.token}, {"problem", normal(it.problem)}}; }
json data(const step::code_required &it) {
  return {{"token", it.token},
          {"purpose", std::string(name(it.purpose))},
          {"channel", std::string(name(it.channel))},
          {"masked_target", it.masked_target},
          {"code_length", it.code_length},
          {"resend_after", normal(it.resend_after)},
          {"expires_at", normal(it.expires_at)},
          {"reference", it.reference},
          {"problem", normal(it.problem)}};
}
json data(const step::method_required &it) {
  return {{"token", it.token}, {"methods", normal(it.methods)}, {"problem", normal(it.problem)}};
}
json data(const step::registration_required &it) {
  return {{"token", it.token}, {"kinds", normal(it.kinds)}, {"problem", normal(it.problem)}};
}
json data(const step::attributes_required &it) {
  return {{"token", it.token}, {"attributes", normal(it.attributes)}, {"problem", normal(it.problem)}};
}
json data(const step::new_password_required &it) {
  return {{"token", it.token},
          {"rules", {{"min_length", it.min_length}, {"max_length", it.max_length}}},
          {"problem", normal(it.problem)}};
}
json data(const step::terms_required &it) {
  return {{"token", it.token}, {"terms", it.terms}, {"problem", normal(it.problem)}};
}
json data(const step::completed &it) { return {{"token", it.token}, {"session", normal(it.session)}}; }
json data(const step::denied &it) { return {{"reason", normal(it.reason)}}; }

/// The data of one of several kinds, and which one it is.
template <class Any>
json named(const char *what, const Any &any) {
  json form = std::visit([](const auto &one) { return data(one); }, any);
  form[what] = std::string(doorstep::name(any));
  return form;
}

}  // namespace

json normal(const doorstep::any_step &step) { return named("step", step); }
json normal(const doorstep::any_problem &problem) { return named("problem", problem); }
json normal(const doorstep::any_denial &denial) { return named("denial", denial); }

json normal(const doorstep::step::method_option &option) {
  return {{"id", option.id}, {"kind", normal(option.kind)}, {"hint", option.hint}};
}

json normal(const doorstep::session &session) {
  return {{"id", session.id},
          {"user_id", session.user_id},
          {"client_id", session.client_id},
          {"created_at", normal(session.created_at)},
          {"auth_time", normal(session.auth_time)},
          {"last_seen_at", normal(session.last_seen_at)},
          {"idle_expires_at", normal(session.idle_expires_at)},
          {"expires_at", normal(session.expires_at)},
          {"amr", session.amr},
          {"mfa", session.mfa},
          {"methods", normal(session.methods)},
          {"policies", normal(session.policies)},
          {"auth_contexts", session.auth_contexts},
          {"controls", normal(session.controls)}};
}

json normal(const doorstep::used_method &method) {
  return {{"kind", method.kind},
          {"channel", method.channel},
          {"detail", normal(method.detail)},
          {"at", normal(method.at)}};
}

json normal(const doorstep::applied_policy &policy) {
  return {{"id", policy.id}, {"display_name", policy.display_name}, {"result", policy.result}};
}

json normal(const doorstep::message &message) {
  const auto code = message.code();
  return {{"to", message.to()},         {"purpose", name(message.purpose())},
          {"locale", message.locale()}, {"sender", message.sender()},
          {"sender_name", message.sender_name()},
          {"code", code ? json(*code) : json(nullptr)}};
}

json normal(const doorstep::error &error) {
  const json details = json::parse(error.details_json());
  json form = {{"code", error.code()}};
  for (const char *key : {"field", "kind", "needs", "path"}) {
    if (details.contains(key)) form[key] = details[key];
  }
  return form;
}

}  // namespace conformance
