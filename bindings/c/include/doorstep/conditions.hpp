// Enumerations of what conditions of policies are about.
#ifndef DOORSTEP_CONDITIONS_HPP
#define DOORSTEP_CONDITIONS_HPP

#include <doorstep/error.hpp>

namespace doorstep {

/// What kind of client asks, as far as the host can tell.
enum class client_app_type : std::uint32_t {
  /// It is not known.
  unknown = DOORSTEP_CLIENT_APP_UNKNOWN,
  /// A web browser.
  browser = DOORSTEP_CLIENT_APP_BROWSER,
  /// An app that signs in by modern protocols.
  mobile_apps_and_desktop_clients = DOORSTEP_CLIENT_APP_MOBILE_APPS_AND_DESKTOP_CLIENTS,
  /// A legacy mail client over Exchange ActiveSync.
  exchange_active_sync = DOORSTEP_CLIENT_APP_EXCHANGE_ACTIVE_SYNC,
  /// The same, on a platform that policies can be enforced on.
  eas_supported = DOORSTEP_CLIENT_APP_EAS_SUPPORTED,
  /// Any other legacy client.
  other = DOORSTEP_CLIENT_APP_OTHER,
};

/// What a device runs, as far as the host can tell. A user agent claims it without proof.
enum class device_platform : std::uint32_t {
  /// It is not known.
  unknown = DOORSTEP_PLATFORM_UNKNOWN,
  /// Android.
  android = DOORSTEP_PLATFORM_ANDROID,
  /// iOS and iPadOS.
  ios = DOORSTEP_PLATFORM_IOS,
  /// Windows.
  windows = DOORSTEP_PLATFORM_WINDOWS,
  /// Windows Phone, which nobody makes any more.
  windows_phone = DOORSTEP_PLATFORM_WINDOWS_PHONE,
  /// macOS.
  macos = DOORSTEP_PLATFORM_MACOS,
  /// Linux.
  linux_os = DOORSTEP_PLATFORM_LINUX,
};

/// How likely it is that an account or a sign-in is somebody else's, by the host's own detection.
enum class risk_level : std::uint32_t {
  /// It is not known.
  unknown = DOORSTEP_RISK_UNKNOWN,
  /// Somewhat.
  low = DOORSTEP_RISK_LOW,
  /// Rather.
  medium = DOORSTEP_RISK_MEDIUM,
  /// Very.
  high = DOORSTEP_RISK_HIGH,
  /// There is a level that may not be shown.
  hidden = DOORSTEP_RISK_HIDDEN,
  /// Not at all.
  none = DOORSTEP_RISK_NONE,
};

/// How likely it is that a person inside the organization means harm, by the host's own detection.
enum class insider_risk_level : std::uint32_t {
  /// It is not known.
  unknown = DOORSTEP_INSIDER_RISK_UNKNOWN,
  /// Somewhat.
  minor = DOORSTEP_INSIDER_RISK_MINOR,
  /// Rather.
  moderate = DOORSTEP_INSIDER_RISK_MODERATE,
  /// Very.
  elevated = DOORSTEP_INSIDER_RISK_ELEVATED,
};

/// A flow that moves a sign-in from one device to another.
enum class authentication_flow : std::uint32_t {
  /// There is none, or it is not known.
  unknown = DOORSTEP_AUTHENTICATION_FLOW_UNKNOWN,
  /// A code shown on one device is entered on another (RFC 8628).
  device_code_flow = DOORSTEP_AUTHENTICATION_FLOW_DEVICE_CODE_FLOW,
  /// A signed-in device passes its sign-in on.
  authentication_transfer = DOORSTEP_AUTHENTICATION_FLOW_AUTHENTICATION_TRANSFER,
};

/// How a user belongs to the tenant.
enum class user_type : std::uint32_t {
  /// It is not said: one of its own.
  unknown = DOORSTEP_USER_TYPE_UNKNOWN,
  /// One of its own.
  member = DOORSTEP_USER_TYPE_MEMBER,
  /// A guest with an account of this tenant.
  internal_guest = DOORSTEP_USER_TYPE_INTERNAL_GUEST,
  /// A guest from another organization.
  b2b_collaboration_guest = DOORSTEP_USER_TYPE_B2B_COLLABORATION_GUEST,
  /// A member from another organization.
  b2b_collaboration_member = DOORSTEP_USER_TYPE_B2B_COLLABORATION_MEMBER,
  /// Somebody of another organization, in a shared channel.
  b2b_direct_connect_user = DOORSTEP_USER_TYPE_B2B_DIRECT_CONNECT_USER,
  /// Another external user.
  other_external_user = DOORSTEP_USER_TYPE_OTHER_EXTERNAL_USER,
  /// Somebody who administers the tenant for it.
  service_provider = DOORSTEP_USER_TYPE_SERVICE_PROVIDER,
};

/// Something that is not an app and that policies can be about all the same.
enum class user_action : std::uint32_t {
  /// There is none: somebody signs in to an app.
  unknown = DOORSTEP_USER_ACTION_UNKNOWN,
  /// Registering a method to sign in with.
  register_security_information = DOORSTEP_USER_ACTION_REGISTER_SECURITY_INFORMATION,
  /// Registering or joining a device.
  register_or_join_devices = DOORSTEP_USER_ACTION_REGISTER_OR_JOIN_DEVICES,
  /// Recovering an account.
  recover_account = DOORSTEP_USER_ACTION_RECOVER_ACCOUNT,
};

// `name`: Microsoft Graph's word, such as `iOS`. Empty for a number that is none of its enumeration, and for `unknown`.

inline std::string_view name(client_app_type type) noexcept {
  return detail::view(doorstep_client_app_type_name(static_cast<std::uint32_t>(type)));
}
inline std::string_view name(device_platform platform) noexcept {
  return detail::view(doorstep_device_platform_name(static_cast<std::uint32_t>(platform)));
}
inline std::string_view name(risk_level level) noexcept {
  return detail::view(doorstep_risk_level_name(static_cast<std::uint32_t>(level)));
}
inline std::string_view name(insider_risk_level level) noexcept {
  return detail::view(doorstep_insider_risk_level_name(static_cast<std::uint32_t>(level)));
}
inline std::string_view name(authentication_flow flow) noexcept {
  return detail::view(doorstep_authentication_flow_name(static_cast<std::uint32_t>(flow)));
}
inline std::string_view name(user_type type) noexcept {
  return detail::view(doorstep_user_type_name(static_cast<std::uint32_t>(type)));
}
inline std::string_view name(user_action action) noexcept {
  return detail::view(doorstep_user_action_name(static_cast<std::uint32_t>(action)));
}

}  // namespace doorstep

#endif
