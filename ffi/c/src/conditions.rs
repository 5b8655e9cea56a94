//! Enumerations of what conditions of policies are about: words that Microsoft Graph has, numbers in its order.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::plain;
use crate::words::words;

/// What kind of client asks, as far as the host can tell.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_client_app_type_t {
    /// It is not known.
    DOORSTEP_CLIENT_APP_UNKNOWN = 0,
    /// A web browser.
    DOORSTEP_CLIENT_APP_BROWSER = 1,
    /// An app that signs in by modern protocols.
    DOORSTEP_CLIENT_APP_MOBILE_APPS_AND_DESKTOP_CLIENTS = 2,
    /// A legacy mail client over Exchange ActiveSync.
    DOORSTEP_CLIENT_APP_EXCHANGE_ACTIVE_SYNC = 3,
    /// The same, on a platform that policies can be enforced on.
    DOORSTEP_CLIENT_APP_EAS_SUPPORTED = 4,
    /// Any other legacy client.
    DOORSTEP_CLIENT_APP_OTHER = 5,
}

words!(doorstep_client_app_type_t = DOORSTEP_CLIENT_APP_UNKNOWN; open core::ClientAppType {
    Browser = DOORSTEP_CLIENT_APP_BROWSER c"browser",
    MobileAppsAndDesktopClients = DOORSTEP_CLIENT_APP_MOBILE_APPS_AND_DESKTOP_CLIENTS c"mobileAppsAndDesktopClients",
    ExchangeActiveSync = DOORSTEP_CLIENT_APP_EXCHANGE_ACTIVE_SYNC c"exchangeActiveSync",
    EasSupported = DOORSTEP_CLIENT_APP_EAS_SUPPORTED c"easSupported",
    Other = DOORSTEP_CLIENT_APP_OTHER c"other",
});

/// What a device runs, as far as the host can tell. A user agent claims it without proof.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_device_platform_t {
    /// It is not known.
    DOORSTEP_PLATFORM_UNKNOWN = 0,
    /// Android.
    DOORSTEP_PLATFORM_ANDROID = 1,
    /// iOS and iPadOS.
    DOORSTEP_PLATFORM_IOS = 2,
    /// Windows.
    DOORSTEP_PLATFORM_WINDOWS = 3,
    /// Windows Phone, which nobody makes any more.
    DOORSTEP_PLATFORM_WINDOWS_PHONE = 4,
    /// macOS.
    DOORSTEP_PLATFORM_MACOS = 5,
    /// Linux.
    DOORSTEP_PLATFORM_LINUX = 6,
}

words!(doorstep_device_platform_t = DOORSTEP_PLATFORM_UNKNOWN; open core::DevicePlatform {
    Android = DOORSTEP_PLATFORM_ANDROID c"android",
    Ios = DOORSTEP_PLATFORM_IOS c"iOS",
    Windows = DOORSTEP_PLATFORM_WINDOWS c"windows",
    WindowsPhone = DOORSTEP_PLATFORM_WINDOWS_PHONE c"windowsPhone",
    MacOs = DOORSTEP_PLATFORM_MACOS c"macOS",
    Linux = DOORSTEP_PLATFORM_LINUX c"linux",
});

/// How likely it is that an account or a sign-in is somebody else's, by the host's own detection.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_risk_level_t {
    /// It is not known.
    DOORSTEP_RISK_UNKNOWN = 0,
    /// Somewhat.
    DOORSTEP_RISK_LOW = 1,
    /// Rather.
    DOORSTEP_RISK_MEDIUM = 2,
    /// Very.
    DOORSTEP_RISK_HIGH = 3,
    /// There is a level that may not be shown.
    DOORSTEP_RISK_HIDDEN = 4,
    /// Not at all.
    DOORSTEP_RISK_NONE = 5,
}

words!(doorstep_risk_level_t = DOORSTEP_RISK_UNKNOWN; open core::RiskLevel {
    Low = DOORSTEP_RISK_LOW c"low",
    Medium = DOORSTEP_RISK_MEDIUM c"medium",
    High = DOORSTEP_RISK_HIGH c"high",
    Hidden = DOORSTEP_RISK_HIDDEN c"hidden",
    None = DOORSTEP_RISK_NONE c"none",
});

/// How likely it is that a person inside the organization means harm, by the host's own detection.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_insider_risk_level_t {
    /// It is not known.
    DOORSTEP_INSIDER_RISK_UNKNOWN = 0,
    /// Somewhat.
    DOORSTEP_INSIDER_RISK_MINOR = 1,
    /// Rather.
    DOORSTEP_INSIDER_RISK_MODERATE = 2,
    /// Very.
    DOORSTEP_INSIDER_RISK_ELEVATED = 3,
}

words!(doorstep_insider_risk_level_t = DOORSTEP_INSIDER_RISK_UNKNOWN; open core::InsiderRiskLevel {
    Minor = DOORSTEP_INSIDER_RISK_MINOR c"minor",
    Moderate = DOORSTEP_INSIDER_RISK_MODERATE c"moderate",
    Elevated = DOORSTEP_INSIDER_RISK_ELEVATED c"elevated",
});

/// A flow that moves a sign-in from one device to another.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_authentication_flow_t {
    /// There is none, or it is not known.
    DOORSTEP_AUTHENTICATION_FLOW_UNKNOWN = 0,
    /// A code shown on one device is entered on another (RFC 8628).
    DOORSTEP_AUTHENTICATION_FLOW_DEVICE_CODE_FLOW = 1,
    /// A signed-in device passes its sign-in on.
    DOORSTEP_AUTHENTICATION_FLOW_AUTHENTICATION_TRANSFER = 2,
}

words!(doorstep_authentication_flow_t = DOORSTEP_AUTHENTICATION_FLOW_UNKNOWN; open core::AuthenticationFlow {
    DeviceCodeFlow = DOORSTEP_AUTHENTICATION_FLOW_DEVICE_CODE_FLOW c"deviceCodeFlow",
    AuthenticationTransfer = DOORSTEP_AUTHENTICATION_FLOW_AUTHENTICATION_TRANSFER c"authenticationTransfer",
});

/// How a user belongs to the tenant.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_user_type_t {
    /// It is not said: one of its own.
    DOORSTEP_USER_TYPE_UNKNOWN = 0,
    /// One of its own.
    DOORSTEP_USER_TYPE_MEMBER = 1,
    /// A guest with an account of this tenant.
    DOORSTEP_USER_TYPE_INTERNAL_GUEST = 2,
    /// A guest from another organization.
    DOORSTEP_USER_TYPE_B2B_COLLABORATION_GUEST = 3,
    /// A member from another organization.
    DOORSTEP_USER_TYPE_B2B_COLLABORATION_MEMBER = 4,
    /// Somebody of another organization, in a shared channel.
    DOORSTEP_USER_TYPE_B2B_DIRECT_CONNECT_USER = 5,
    /// Another external user.
    DOORSTEP_USER_TYPE_OTHER_EXTERNAL_USER = 6,
    /// Somebody who administers the tenant for it.
    DOORSTEP_USER_TYPE_SERVICE_PROVIDER = 7,
}

words!(doorstep_user_type_t = DOORSTEP_USER_TYPE_UNKNOWN; open core::UserType {
    Member = DOORSTEP_USER_TYPE_MEMBER c"member",
    InternalGuest = DOORSTEP_USER_TYPE_INTERNAL_GUEST c"internalGuest",
    B2bCollaborationGuest = DOORSTEP_USER_TYPE_B2B_COLLABORATION_GUEST c"b2bCollaborationGuest",
    B2bCollaborationMember = DOORSTEP_USER_TYPE_B2B_COLLABORATION_MEMBER c"b2bCollaborationMember",
    B2bDirectConnectUser = DOORSTEP_USER_TYPE_B2B_DIRECT_CONNECT_USER c"b2bDirectConnectUser",
    OtherExternalUser = DOORSTEP_USER_TYPE_OTHER_EXTERNAL_USER c"otherExternalUser",
    ServiceProvider = DOORSTEP_USER_TYPE_SERVICE_PROVIDER c"serviceProvider",
});

/// Something that is not an app and that policies can be about all the same.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_user_action_t {
    /// There is none: somebody signs in to an app.
    DOORSTEP_USER_ACTION_UNKNOWN = 0,
    /// Registering a method to sign in with.
    DOORSTEP_USER_ACTION_REGISTER_SECURITY_INFORMATION = 1,
    /// Registering or joining a device.
    DOORSTEP_USER_ACTION_REGISTER_OR_JOIN_DEVICES = 2,
    /// Recovering an account.
    DOORSTEP_USER_ACTION_RECOVER_ACCOUNT = 3,
}

words!(doorstep_user_action_t = DOORSTEP_USER_ACTION_UNKNOWN; open core::UserAction {
    RegisterSecurityInformation = DOORSTEP_USER_ACTION_REGISTER_SECURITY_INFORMATION c"urn:user:registersecurityinfo",
    RegisterOrJoinDevices = DOORSTEP_USER_ACTION_REGISTER_OR_JOIN_DEVICES c"urn:user:registerdevice",
    RecoverAccount = DOORSTEP_USER_ACTION_RECOVER_ACCOUNT c"urn:user:accountrecovery",
});

/// Microsoft Graph's word for a kind of client, such as `browser`.
///
/// @param client_app_type A `doorstep_client_app_type_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_client_app_type_name(client_app_type: u32) -> *const c_char {
    plain(|| doorstep_client_app_type_t::name(client_app_type))
}

/// Microsoft Graph's word for a platform, such as `iOS`.
///
/// @param platform A `doorstep_device_platform_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_device_platform_name(platform: u32) -> *const c_char {
    plain(|| doorstep_device_platform_t::name(platform))
}

/// Microsoft Graph's word for a risk level, such as `medium`.
///
/// @param level A `doorstep_risk_level_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_risk_level_name(level: u32) -> *const c_char {
    plain(|| doorstep_risk_level_t::name(level))
}

/// Microsoft Graph's word for a level of insider risk, such as `moderate`.
///
/// @param level A `doorstep_insider_risk_level_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_insider_risk_level_name(level: u32) -> *const c_char {
    plain(|| doorstep_insider_risk_level_t::name(level))
}

/// Microsoft Graph's word for an authentication flow, such as `deviceCodeFlow`.
///
/// @param flow A `doorstep_authentication_flow_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_flow_name(flow: u32) -> *const c_char {
    plain(|| doorstep_authentication_flow_t::name(flow))
}

/// Microsoft Graph's word for a type of user, such as `internalGuest`.
///
/// @param user_type A `doorstep_user_type_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_type_name(user_type: u32) -> *const c_char {
    plain(|| doorstep_user_type_t::name(user_type))
}

/// Microsoft Graph's word for a user action, such as `urn:user:registerdevice`.
///
/// @param action A `doorstep_user_action_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_action_name(action: u32) -> *const c_char {
    plain(|| doorstep_user_action_t::name(action))
}
