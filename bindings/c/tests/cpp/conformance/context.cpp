// The request behind a sign-in: from scenarios to the API, and back to the normal form.
#include "normal.hpp"

namespace conformance {
namespace {

std::vector<std::string> texts(arguments &args, const char *name) {
  return args.maybe_texts(name).value_or(std::vector<std::string>());
}

doorstep::device device(const json &given) {
  arguments args(given);
  doorstep::device device;
  device.registered = args.maybe_flag("registered");
  device.is_managed = args.maybe_flag("is_managed");
  device.is_compliant = args.maybe_flag("is_compliant");
  device.device_id = args.maybe_text("device_id");
  device.display_name = args.maybe_text("display_name");
  device.device_ownership = args.maybe_text("device_ownership");
  device.enrollment_profile_name = args.maybe_text("enrollment_profile_name");
  device.manufacturer = args.maybe_text("manufacturer");
  device.mdm_app_id = args.maybe_text("mdm_app_id");
  device.model = args.maybe_text("model");
  device.operating_system = args.maybe_text("operating_system");
  device.operating_system_version = args.maybe_text("operating_system_version");
  device.profile_type = args.maybe_text("profile_type");
  device.trust_type = args.maybe_text("trust_type");
  device.physical_ids = texts(args, "physical_ids");
  device.system_labels = texts(args, "system_labels");
  const json extensions = args.take("extension_attributes");
  if (!extensions.is_null()) {
    arguments numbered(extensions);
    for (std::size_t index = 0; index < device.extension_attributes.size(); ++index) {
      device.extension_attributes[index] = numbered.maybe_text(std::to_string(index + 1));
    }
    numbered.done();
  }
  args.done();
  return device;
}

/// The word of a value that may not be known.
template <class Enum>
json word(Enum value) {
  return value == Enum::unknown ? json(nullptr) : json(std::string(name(value)));
}

json flag(const std::optional<bool> &maybe) { return maybe ? json(*maybe) : json(nullptr); }

json normal_device(const doorstep::device &device) {
  json extensions = json::object();
  for (std::size_t index = 0; index < device.extension_attributes.size(); ++index) {
    if (const auto &text = device.extension_attributes[index]) extensions[std::to_string(index + 1)] = *text;
  }
  return {{"registered", flag(device.registered)},
          {"is_managed", flag(device.is_managed)},
          {"is_compliant", flag(device.is_compliant)},
          {"device_id", normal(device.device_id)},
          {"display_name", normal(device.display_name)},
          {"device_ownership", normal(device.device_ownership)},
          {"enrollment_profile_name", normal(device.enrollment_profile_name)},
          {"manufacturer", normal(device.manufacturer)},
          {"mdm_app_id", normal(device.mdm_app_id)},
          {"model", normal(device.model)},
          {"operating_system", normal(device.operating_system)},
          {"operating_system_version", normal(device.operating_system_version)},
          {"profile_type", normal(device.profile_type)},
          {"trust_type", normal(device.trust_type)},
          {"physical_ids", device.physical_ids},
          {"system_labels", device.system_labels},
          {"extension_attributes", extensions}};
}

}  // namespace

doorstep::sign_in_context arguments::context() {
  const json given = take("context");
  if (given.is_null()) return {};
  arguments args(given);
  doorstep::sign_in_context context;
  context.ip = args.maybe_text("ip");
  context.user_agent = args.maybe_text("user_agent");
  context.locale = args.maybe_text("locale");
  context.country = args.maybe_text("country");
  context.gps_country = args.maybe_text("gps_country");
  context.compliant_network = args.maybe_flag("compliant_network");
  context.client_app_type = args.word_or_none<doorstep::client_app_type>("client_app_type");
  context.platform = args.word_or_none<doorstep::device_platform>("platform");
  context.user_risk = args.word_or_none<doorstep::risk_level>("user_risk");
  context.sign_in_risk = args.word_or_none<doorstep::risk_level>("sign_in_risk");
  context.insider_risk = args.word_or_none<doorstep::insider_risk_level>("insider_risk");
  context.authentication_flow = args.word_or_none<doorstep::authentication_flow>("authentication_flow");
  context.user_type = args.word_or_none<doorstep::user_type>("user_type");
  context.home_tenant_id = args.maybe_text("home_tenant_id");
  context.satisfied_controls = texts(args, "satisfied_controls");
  const json of_device = args.take("device");
  if (!of_device.is_null()) context.device = device(of_device);
  args.done();
  return context;
}

json normal(const doorstep::sign_in_context &context) {
  return {{"ip", normal(context.ip)},
          {"user_agent", normal(context.user_agent)},
          {"locale", normal(context.locale)},
          {"country", normal(context.country)},
          {"gps_country", normal(context.gps_country)},
          {"compliant_network", flag(context.compliant_network)},
          {"client_app_type", word(context.client_app_type)},
          {"platform", word(context.platform)},
          {"device", context.device ? normal_device(*context.device) : json(nullptr)},
          {"user_risk", word(context.user_risk)},
          {"sign_in_risk", word(context.sign_in_risk)},
          {"insider_risk", word(context.insider_risk)},
          {"authentication_flow", word(context.authentication_flow)},
          {"user_type", word(context.user_type)},
          {"home_tenant_id", normal(context.home_tenant_id)},
          {"satisfied_controls", context.satisfied_controls}};
}

}  // namespace conformance
