import Foundation
internal import DoorstepNative

/// What people sign up and sign in with first. Raw values are the stable words, the same in every language.
public enum IdentityProvider: String, Sendable, CaseIterable {
    /// An email address and a password.
    case emailPassword = "email_password"
    /// An email address and a one-time passcode sent to it.
    case emailOTP = "email_otp"
}

/// How people sign up and in, and to which apps.
public struct UserFlow: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Its name, unique in the tenant.
    public let displayName: String
    /// The first factor.
    public let identityProvider: IdentityProvider
    /// Whether newcomers may sign up; otherwise people can only sign in.
    public let signUpAllowed: Bool
    /// What a sign-up asks for, in the order of the page.
    public let attributes: [FlowAttribute]
    /// The apps that use it; an app is in at most one flow.
    public let clientIDs: [String]
    /// Whether a sign-up with a known address says so at once, as Entra does.
    public let revealExistingAccounts: Bool
    /// When it was created.
    public let createdAt: Date
}

/// A user flow to be created.
public struct NewUserFlow: Sendable, Hashable {
    /// Its name: 1 to 100 characters on one line.
    public var displayName: String
    /// The first factor.
    public var identityProvider: IdentityProvider
    /// Whether newcomers may sign up.
    public var signUpAllowed: Bool
    /// What a sign-up asks for: at most 100.
    public var attributes: [FlowAttribute]
    /// The apps that use it.
    public var clientIDs: [String]
    /// Whether a sign-up with a known address says so at once. Off, the answer is the same for every address, and a
    /// known one gets a different mail.
    public var revealExistingAccounts: Bool

    public init(
        displayName: String, identityProvider: IdentityProvider, signUpAllowed: Bool = true,
        attributes: [FlowAttribute] = [], clientIDs: [String] = [], revealExistingAccounts: Bool = false
    ) {
        self.displayName = displayName
        self.identityProvider = identityProvider
        self.signUpAllowed = signUpAllowed
        self.attributes = attributes
        self.clientIDs = clientIDs
        self.revealExistingAccounts = revealExistingAccounts
    }

    var native: DoorstepNative.NewUserFlow {
        DoorstepNative.NewUserFlow(
            displayName: displayName, identityProvider: identityProvider.native, signUpAllowed: signUpAllowed,
            attributes: attributes.map(\.native), clientIds: clientIDs, revealExistingAccounts: revealExistingAccounts)
    }
}

/// What to change of a flow; `nil` leaves a field as it is.
public struct UserFlowChanges: Sendable, Hashable {
    /// A new name.
    public var displayName: String?
    /// Another first factor.
    public var identityProvider: IdentityProvider?
    /// Whether people may sign up.
    public var signUpAllowed: Bool?
    /// Other attributes.
    public var attributes: [FlowAttribute]?
    /// Whether sign-up says that an address has an account.
    public var revealExistingAccounts: Bool?

    public init(
        displayName: String? = nil, identityProvider: IdentityProvider? = nil, signUpAllowed: Bool? = nil,
        attributes: [FlowAttribute]? = nil, revealExistingAccounts: Bool? = nil
    ) {
        self.displayName = displayName
        self.identityProvider = identityProvider
        self.signUpAllowed = signUpAllowed
        self.attributes = attributes
        self.revealExistingAccounts = revealExistingAccounts
    }

    var native: DoorstepNative.UserFlowChanges {
        DoorstepNative.UserFlowChanges(
            displayName: displayName, identityProvider: identityProvider?.native, signUpAllowed: signUpAllowed,
            attributes: attributes?.map(\.native), revealExistingAccounts: revealExistingAccounts)
    }
}

extension IdentityProvider {
    fileprivate var native: DoorstepNative.IdentityProvider {
        switch self {
        case .emailPassword: .emailPassword
        case .emailOTP: .emailOtp
        }
    }
}

extension UserFlow {
    init(_ native: DoorstepNative.UserFlow) {
        id = native.id
        displayName = native.displayName
        identityProvider =
            switch native.identityProvider {
            case .emailPassword: .emailPassword
            case .emailOtp: .emailOTP
            }
        signUpAllowed = native.signUpAllowed
        attributes = native.attributes.map(FlowAttribute.init)
        clientIDs = native.clientIds
        revealExistingAccounts = native.revealExistingAccounts
        createdAt = Date(milliseconds: native.createdAt)
    }
}
