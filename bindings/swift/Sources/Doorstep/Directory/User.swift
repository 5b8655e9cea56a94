import Foundation
internal import DoorstepNative

/// Whether an account may sign in. Raw values are the stable words, the same in every language.
public enum UserState: String, Sendable, CaseIterable {
    /// May sign in.
    case active
    /// May not; answered like an unknown account, its sessions and journeys ended.
    case disabled
}

/// A user of one tenant.
public struct User: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// The address it signs in with; `nil` for users that only a host knows, by subject.
    public let email: String?
    /// The host's own name for the user.
    public let externalSubject: String?
    /// A name for people.
    public let displayName: String?
    /// Whether it may sign in.
    public let state: UserState
    /// Whether a password is set.
    public let hasPassword: Bool
    /// What sign-up collected, by attribute name.
    public let attributes: [String: AttributeValue]
    /// The language of its mails (BCP 47), when known.
    public let locale: String?
    /// When it was created.
    public let createdAt: Date
}

/// What a new user starts with. At least one of ``email`` and ``externalSubject`` is needed.
public struct NewUser: Sendable, Hashable {
    /// The address to sign in with.
    public var email: String?
    /// The host's own name for the user: 1 to 256 characters on one line.
    public var externalSubject: String?
    /// A name for people.
    public var displayName: String?
    /// Values of attributes.
    public var attributes: [String: AttributeValue]
    /// The language of mails (BCP 47).
    public var locale: String?

    public init(
        email: String? = nil, externalSubject: String? = nil, displayName: String? = nil,
        attributes: [String: AttributeValue] = [:], locale: String? = nil
    ) {
        self.email = email
        self.externalSubject = externalSubject
        self.displayName = displayName
        self.attributes = attributes
        self.locale = locale
    }

    var native: DoorstepNative.NewUser {
        DoorstepNative.NewUser(
            email: email, externalSubject: externalSubject, displayName: displayName,
            attributes: attributes.mapValues(\.native), locale: locale)
    }
}

/// What to change of a user; `nil` leaves a field as it is.
public struct UserChanges: Sendable, Hashable {
    /// A new address to sign in with, which ends the user's sessions.
    public var email: String?
    /// The host's own name for the user.
    public var externalSubject: String?
    /// A name for people.
    public var displayName: String?
    /// Replaces all attribute values.
    public var attributes: [String: AttributeValue]?
    /// The language of mails (BCP 47).
    public var locale: String?

    public init(
        email: String? = nil, externalSubject: String? = nil, displayName: String? = nil,
        attributes: [String: AttributeValue]? = nil, locale: String? = nil
    ) {
        self.email = email
        self.externalSubject = externalSubject
        self.displayName = displayName
        self.attributes = attributes
        self.locale = locale
    }

    var native: DoorstepNative.UserChanges {
        DoorstepNative.UserChanges(
            email: email, externalSubject: externalSubject, displayName: displayName,
            attributes: attributes?.mapValues(\.native), locale: locale)
    }
}

/// An address that codes for a second factor can go to.
public struct EmailMethod: Sendable, Hashable {
    /// Its id, unique in the user.
    public let id: String
    /// The address, in full: for administrators only.
    public let address: String
    /// Whether it is the address that the account signs in with.
    public let isAccountEmail: Bool
    /// Whether a code sent to it was ever entered.
    public let verified: Bool
}

extension User {
    init(_ native: DoorstepNative.User) {
        id = native.id
        email = native.email
        externalSubject = native.externalSubject
        displayName = native.displayName
        state =
            switch native.state {
            case .active: .active
            case .disabled: .disabled
            }
        hasPassword = native.hasPassword
        attributes = native.attributes.mapValues(AttributeValue.init)
        locale = native.locale
        createdAt = Date(milliseconds: native.createdAt)
    }
}

extension EmailMethod {
    init(_ native: DoorstepNative.EmailMethod) {
        self.init(
            id: native.id, address: native.address, isAccountEmail: native.isAccountEmail, verified: native.verified)
    }
}
