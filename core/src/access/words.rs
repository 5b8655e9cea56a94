//! The words that Microsoft Graph has for what a sign-in is like: platforms, client types, risks, kinds of users.

use serde::{Deserialize, Serialize};

/// An enum of Graph's, with its words in the order of Graph's own numbers.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$what])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one of them, in Graph's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Graph's word.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }

            /// Its place among all.
            #[allow(dead_code, reason = "not every one of them is a condition")]
            pub(in crate::access) fn place(self) -> usize {
                self as usize
            }

            /// Reads Graph's word, in any case.
            pub fn from_word(word: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|known| known.as_str().eq_ignore_ascii_case(word))
            }
        }
    };
}

words! {
    /// What kind of client asks, as far as the host can tell.
    ClientAppType {
        /// A web browser.
        Browser = "browser",
        /// An app that signs in by modern protocols.
        MobileAppsAndDesktopClients = "mobileAppsAndDesktopClients",
        /// A legacy mail client over Exchange ActiveSync.
        ExchangeActiveSync = "exchangeActiveSync",
        /// The same, on a platform that policies can be enforced on.
        EasSupported = "easSupported",
        /// Any other legacy client.
        Other = "other",
    }
}

words! {
    /// What a device runs, as far as the host can tell. A user agent claims it without proof.
    DevicePlatform {
        /// Android.
        Android = "android",
        /// iOS and iPadOS.
        Ios = "iOS",
        /// Windows.
        Windows = "windows",
        /// Windows Phone, which nobody makes any more.
        WindowsPhone = "windowsPhone",
        /// macOS.
        MacOs = "macOS",
        /// Linux.
        Linux = "linux",
    }
}

words! {
    /// How likely it is that an account or a sign-in is somebody else's, by the host's own detection.
    RiskLevel {
        /// Somewhat.
        Low = "low",
        /// Rather.
        Medium = "medium",
        /// Very.
        High = "high",
        /// There is a level that may not be shown.
        Hidden = "hidden",
        /// Not at all.
        None = "none",
    }
}

words! {
    /// How likely it is that a person inside the organization means harm, by the host's own detection.
    InsiderRiskLevel {
        /// Somewhat.
        Minor = "minor",
        /// Rather.
        Moderate = "moderate",
        /// Very.
        Elevated = "elevated",
    }
}

words! {
    /// A flow that moves a sign-in from one device to another.
    AuthenticationFlow {
        /// A code shown on one device is entered on another (RFC 8628).
        DeviceCodeFlow = "deviceCodeFlow",
        /// A signed-in device passes its sign-in on.
        AuthenticationTransfer = "authenticationTransfer",
    }
}

words! {
    /// How a user belongs to the tenant.
    UserType {
        /// One of its own.
        Member = "member",
        /// A guest with an account of this tenant.
        InternalGuest = "internalGuest",
        /// A guest from another organization.
        B2bCollaborationGuest = "b2bCollaborationGuest",
        /// A member from another organization.
        B2bCollaborationMember = "b2bCollaborationMember",
        /// Somebody of another organization, in a shared channel.
        B2bDirectConnectUser = "b2bDirectConnectUser",
        /// Another external user.
        OtherExternalUser = "otherExternalUser",
        /// Somebody who administers the tenant for it.
        ServiceProvider = "serviceProvider",
    }
}

words! {
    /// Something that is not an app and that policies can be about all the same.
    UserAction {
        /// Registering a method to sign in with.
        RegisterSecurityInformation = "urn:user:registersecurityinfo",
        /// Registering or joining a device.
        RegisterOrJoinDevices = "urn:user:registerdevice",
        /// Recovering an account.
        RecoverAccount = "urn:user:accountrecovery",
    }
}

impl UserType {
    /// Whether policies for guests or external users can be about somebody of this type.
    pub fn is_external(self) -> bool {
        self != UserType::Member
    }
}
