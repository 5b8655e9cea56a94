// The words that Microsoft Graph has for what a sign-in is like. Raw values are those words.

/// What kind of client asks, as far as the host can tell.
public enum ClientAppType: String, Sendable, CaseIterable {
    /// A web browser.
    case browser
    /// An app that signs in by modern protocols.
    case mobileAppsAndDesktopClients
    /// A legacy mail client over Exchange ActiveSync.
    case exchangeActiveSync
    /// The same, on a platform that policies can be enforced on.
    case easSupported
    /// Any other legacy client.
    case other
}

/// What a device runs, as far as the host can tell. A user agent claims it without proof.
public enum DevicePlatform: String, Sendable, CaseIterable {
    /// Android.
    case android
    /// iOS and iPadOS.
    case iOS
    /// Windows.
    case windows
    /// Windows Phone, which nobody makes any more.
    case windowsPhone
    /// macOS.
    case macOS
    /// Linux.
    case linux
}

/// How likely it is that an account or a sign-in is somebody else's, by the host's own detection.
public enum RiskLevel: String, Sendable, CaseIterable {
    /// Somewhat.
    case low
    /// Rather.
    case medium
    /// Very.
    case high
    /// There is a level that may not be shown.
    case hidden
    /// Not at all.
    case noRisk = "none"
}

/// How likely it is that a person inside the organization means harm, by the host's own detection.
public enum InsiderRiskLevel: String, Sendable, CaseIterable {
    /// Somewhat.
    case minor
    /// Rather.
    case moderate
    /// Very.
    case elevated
}

/// A flow that moves a sign-in from one device to another.
public enum AuthenticationFlow: String, Sendable, CaseIterable {
    /// A code shown on one device is entered on another (RFC 8628).
    case deviceCodeFlow
    /// A signed-in device passes its sign-in on.
    case authenticationTransfer
}

/// How a user belongs to the tenant.
public enum UserType: String, Sendable, CaseIterable {
    /// One of its own.
    case member
    /// A guest with an account of this tenant.
    case internalGuest
    /// A guest from another organization.
    case b2bCollaborationGuest
    /// A member from another organization.
    case b2bCollaborationMember
    /// Somebody of another organization, in a shared channel.
    case b2bDirectConnectUser
    /// Another external user.
    case otherExternalUser
    /// Somebody who administers the tenant for it.
    case serviceProvider
}

/// Something that is not an app and that policies can be about all the same.
public enum UserAction: String, Sendable, CaseIterable {
    /// Registering a method to sign in with.
    case registerSecurityInformation = "urn:user:registersecurityinfo"
    /// Registering or joining a device.
    case registerOrJoinDevices = "urn:user:registerdevice"
    /// Recovering an account.
    case recoverAccount = "urn:user:accountrecovery"
}

extension RawRepresentable<String> {
    /// The case for a word of the library, which knows the same ones.
    init?(known word: String?) {
        guard let word else { return nil }
        self.init(rawValue: word)
    }
}
