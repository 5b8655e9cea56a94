// The request behind a sign-in, and the device it comes from.
#ifndef DOORSTEP_CONTEXT_HPP
#define DOORSTEP_CONTEXT_HPP

#include <array>
#include <deque>
#include <doorstep/call.hpp>
#include <doorstep/conditions.hpp>

namespace doorstep {

/// A device, as the host knows it: what filters for devices ask about. What is not given is unknown, as everything is of a
/// device that is not registered. Texts have at most 1024 bytes.
struct device {
  /// Whether it is registered. Of one that is not, nothing else counts.
  std::optional<bool> registered = std::nullopt;
  /// Whether it is managed, which extension attributes are only known of. When not given: it has an `mdm_app_id`, is
  /// compliant, or its trust type is `ServerAD`.
  std::optional<bool> is_managed = std::nullopt;
  /// Whether it complies with the organization's rules.
  std::optional<bool> is_compliant = std::nullopt;
  /// Its id in the directory.
  std::optional<std::string> device_id = std::nullopt;
  /// Its name.
  std::optional<std::string> display_name = std::nullopt;
  /// `Personal` or `Company`.
  std::optional<std::string> device_ownership = std::nullopt;
  /// The profile it was enrolled with.
  std::optional<std::string> enrollment_profile_name = std::nullopt;
  /// Who made it.
  std::optional<std::string> manufacturer = std::nullopt;
  /// The app that manages it.
  std::optional<std::string> mdm_app_id = std::nullopt;
  /// Its model.
  std::optional<std::string> model = std::nullopt;
  /// What it runs.
  std::optional<std::string> operating_system = std::nullopt;
  /// Which version of it.
  std::optional<std::string> operating_system_version = std::nullopt;
  /// `RegisteredDevice`, `SecureVM`, `Printer`, `Shared` or `IoT`.
  std::optional<std::string> profile_type = std::nullopt;
  /// `AzureAD` (joined), `ServerAD` (hybrid joined) or `Workplace` (registered).
  std::optional<std::string> trust_type = std::nullopt;
  /// Its hardware's ids: at most 100.
  std::vector<std::string> physical_ids = {};
  /// Labels that the system gave it: at most 100.
  std::vector<std::string> system_labels = {};
  /// `extensionAttribute1`, at index 0, to `extensionAttribute15`.
  std::array<std::optional<std::string>, 15> extension_attributes = {};
};

/// The request behind a sign-in, as the host saw it: what conditions of policies are about. What is not given is unknown,
/// and an unknown value comes only under policies that ask for none in particular.
struct sign_in_context {
  /// The client's public address, IPv4 or IPv6. Behind a proxy, the host decides which header it trusts.
  std::optional<std::string> ip = std::nullopt;
  /// The `User-Agent` header: at most 512 bytes.
  std::optional<std::string> user_agent = std::nullopt;
  /// The user's language, as in `en-US`.
  std::optional<std::string> locale = std::nullopt;
  /// The country of the address (ISO 3166-1, two letters), where the host knows it better than the engine's country
  /// lookup.
  std::optional<std::string> country = std::nullopt;
  /// The country by the device's own positioning (ISO 3166-1, two letters).
  std::optional<std::string> gps_country = std::nullopt;
  /// Whether the request came through the organization's compliant network.
  std::optional<bool> compliant_network = std::nullopt;
  /// What kind of client asks.
  doorstep::client_app_type client_app_type = doorstep::client_app_type::unknown;
  /// What the device runs.
  device_platform platform = device_platform::unknown;
  /// What is known of the device.
  std::optional<doorstep::device> device = std::nullopt;
  /// How likely the account is somebody else's.
  risk_level user_risk = risk_level::unknown;
  /// How likely the sign-in is somebody else's.
  risk_level sign_in_risk = risk_level::unknown;
  /// How likely the person means harm.
  insider_risk_level insider_risk = insider_risk_level::unknown;
  /// The flow by which the sign-in comes from another device.
  doorstep::authentication_flow authentication_flow = doorstep::authentication_flow::unknown;
  /// How the user belongs to the tenant.
  doorstep::user_type user_type = doorstep::user_type::unknown;
  /// The organization that an external user comes from: 1 to 256 bytes.
  std::optional<std::string> home_tenant_id = std::nullopt;
  /// Grant controls that the host knows to be satisfied, in Microsoft Graph's words: `compliantDevice`,
  /// `domainJoinedDevice`, `approvedApplication`, `compliantApplication`, `riskRemediation`, or the id of a custom
  /// control; at most 100. What Doorstep sees for itself (`mfa`, strengths, `passwordChange`, terms of use) is not taken
  /// from here.
  std::vector<std::string> satisfied_controls = {};
};

namespace detail {

/// A yes or no that may be left out, as C numbers it.
inline std::uint32_t change(const std::optional<bool> &to) noexcept {
  return !to ? DOORSTEP_LEAVE : *to ? DOORSTEP_YES : DOORSTEP_NO;
}

inline std::optional<bool> to_optional_flag(std::uint32_t change) noexcept {
  if (change == DOORSTEP_LEAVE) return std::nullopt;
  return change == DOORSTEP_YES;
}

inline std::vector<std::string> to_strings(const char *const *texts, std::size_t count) {
  std::vector<std::string> copies;
  copies.reserve(count);
  for (std::size_t index = 0; index < count; ++index) copies.push_back(to_string(texts[index]));
  return copies;
}

struct device_argument : argument {
  explicit device_argument(const device &from)
      : device_id("context.device.device_id", from.device_id),
        display_name("context.device.display_name", from.display_name),
        device_ownership("context.device.device_ownership", from.device_ownership),
        enrollment_profile_name("context.device.enrollment_profile_name", from.enrollment_profile_name),
        manufacturer("context.device.manufacturer", from.manufacturer),
        mdm_app_id("context.device.mdm_app_id", from.mdm_app_id),
        model("context.device.model", from.model),
        operating_system("context.device.operating_system", from.operating_system),
        operating_system_version("context.device.operating_system_version", from.operating_system_version),
        profile_type("context.device.profile_type", from.profile_type),
        trust_type("context.device.trust_type", from.trust_type),
        physical_ids("context.device.physical_ids", from.physical_ids),
        system_labels("context.device.system_labels", from.system_labels) {
    raw.registered = change(from.registered);
    raw.is_managed = change(from.is_managed);
    raw.is_compliant = change(from.is_compliant);
    raw.device_id = device_id.pass();
    raw.display_name = display_name.pass();
    raw.device_ownership = device_ownership.pass();
    raw.enrollment_profile_name = enrollment_profile_name.pass();
    raw.manufacturer = manufacturer.pass();
    raw.mdm_app_id = mdm_app_id.pass();
    raw.model = model.pass();
    raw.operating_system = operating_system.pass();
    raw.operating_system_version = operating_system_version.pass();
    raw.profile_type = profile_type.pass();
    raw.trust_type = trust_type.pass();
    raw.physical_ids = physical_ids.pass();
    raw.physical_id_count = physical_ids.size();
    raw.system_labels = system_labels.pass();
    raw.system_label_count = system_labels.size();
    for (std::size_t index = 0; index < from.extension_attributes.size(); ++index) {
      extensions.emplace_back("context.device.extension_attributes", from.extension_attributes[index]);
      raw.extension_attributes[index] = extensions.back().pass();
    }
  }

  [[nodiscard]] const doorstep_device *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    for (const text &extension : extensions) {
      if (const char *field = extension.refused()) return field;
    }
    return detail::refused(device_id, display_name, device_ownership, enrollment_profile_name, manufacturer, mdm_app_id,
                           model, operating_system, operating_system_version, profile_type, trust_type, physical_ids,
                           system_labels);
  }

  text device_id, display_name, device_ownership, enrollment_profile_name, manufacturer, mdm_app_id, model,
      operating_system, operating_system_version, profile_type, trust_type;
  texts physical_ids, system_labels;
  std::deque<text> extensions;
  doorstep_device raw = DOORSTEP_DEVICE_INIT;
};

struct context_argument : argument {
  explicit context_argument(const sign_in_context &from)
      : ip("context.ip", from.ip),
        user_agent("context.user_agent", from.user_agent),
        locale("context.locale", from.locale),
        country("context.country", from.country),
        gps_country("context.gps_country", from.gps_country),
        home_tenant_id("context.home_tenant_id", from.home_tenant_id),
        satisfied_controls("context.satisfied_controls", from.satisfied_controls) {
    raw.ip = ip.pass();
    raw.user_agent = user_agent.pass();
    raw.locale = locale.pass();
    raw.country = country.pass();
    raw.gps_country = gps_country.pass();
    raw.compliant_network = change(from.compliant_network);
    raw.client_app_type = detail::pass(from.client_app_type);
    raw.platform = detail::pass(from.platform);
    raw.user_risk = detail::pass(from.user_risk);
    raw.sign_in_risk = detail::pass(from.sign_in_risk);
    raw.insider_risk = detail::pass(from.insider_risk);
    raw.authentication_flow = detail::pass(from.authentication_flow);
    raw.user_type = detail::pass(from.user_type);
    if (from.device) raw.device = device.emplace(*from.device).pass();
    raw.home_tenant_id = home_tenant_id.pass();
    raw.satisfied_controls = satisfied_controls.pass();
    raw.satisfied_control_count = satisfied_controls.size();
  }
  // C gets the address of the device inside.
  context_argument(const context_argument &) = delete;
  context_argument &operator=(const context_argument &) = delete;

  [[nodiscard]] const doorstep_sign_in_context *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    if (const char *field = device ? device->refused() : nullptr) return field;
    return detail::refused(ip, user_agent, locale, country, gps_country, home_tenant_id, satisfied_controls);
  }

  text ip, user_agent, locale, country, gps_country, home_tenant_id;
  texts satisfied_controls;
  std::optional<device_argument> device;
  doorstep_sign_in_context raw = DOORSTEP_SIGN_IN_CONTEXT_INIT;
};

inline device read_device(const doorstep_device &raw) {
  device read{to_optional_flag(raw.registered),
              to_optional_flag(raw.is_managed),
              to_optional_flag(raw.is_compliant),
              to_optional(raw.device_id),
              to_optional(raw.display_name),
              to_optional(raw.device_ownership),
              to_optional(raw.enrollment_profile_name),
              to_optional(raw.manufacturer),
              to_optional(raw.mdm_app_id),
              to_optional(raw.model),
              to_optional(raw.operating_system),
              to_optional(raw.operating_system_version),
              to_optional(raw.profile_type),
              to_optional(raw.trust_type),
              to_strings(raw.physical_ids, raw.physical_id_count),
              to_strings(raw.system_labels, raw.system_label_count),
              {}};
  for (std::size_t index = 0; index < read.extension_attributes.size(); ++index) {
    read.extension_attributes[index] = to_optional(raw.extension_attributes[index]);
  }
  return read;
}

inline sign_in_context read_context(const doorstep_sign_in *entry) {
  doorstep_sign_in_context raw = DOORSTEP_SIGN_IN_CONTEXT_INIT;
  if (doorstep_sign_in_read_context(entry, &raw, nullptr) != DOORSTEP_OK) return {};
  sign_in_context read{to_optional(raw.ip),
                       to_optional(raw.user_agent),
                       to_optional(raw.locale),
                       to_optional(raw.country),
                       to_optional(raw.gps_country),
                       to_optional_flag(raw.compliant_network),
                       static_cast<client_app_type>(raw.client_app_type),
                       static_cast<device_platform>(raw.platform),
                       std::nullopt,
                       static_cast<risk_level>(raw.user_risk),
                       static_cast<risk_level>(raw.sign_in_risk),
                       static_cast<insider_risk_level>(raw.insider_risk),
                       static_cast<authentication_flow>(raw.authentication_flow),
                       static_cast<user_type>(raw.user_type),
                       to_optional(raw.home_tenant_id),
                       to_strings(raw.satisfied_controls, raw.satisfied_control_count)};
  if (raw.device != nullptr) read.device = read_device(*raw.device);
  return read;
}

}  // namespace detail
}  // namespace doorstep

#endif
