internal import DoorstepNative

/// A way to authenticate. Raw values are the stable words, the same in every language.
public enum MethodKind: String, Sendable, CaseIterable {
    /// A password.
    case password
    /// A one-time passcode sent by email.
    case emailOTP = "email_otp"
}

/// Whom a method is meant for, or kept from.
public enum Target: Sendable, Hashable {
    /// Every user of the tenant.
    case allUsers
    /// The members of a group, nested ones too.
    case group(id: String)
    /// One user.
    case user(id: String)
}

/// How a method is set, and what the policy lint says of it now.
public struct MethodConfiguration: Sendable, Hashable {
    /// Which method.
    public let kind: MethodKind
    /// Whether anyone may use it.
    public let enabled: Bool
    /// Who may.
    public let include: [Target]
    /// Who may not, although included.
    public let exclude: [Target]
    /// What would keep people from signing in.
    public let warnings: [Warning]
}

extension MethodKind {
    init(_ native: DoorstepNative.MethodKind) {
        self =
            switch native {
            case .password: .password
            case .emailOtp: .emailOTP
            }
    }

    var native: DoorstepNative.MethodKind {
        switch self {
        case .password: .password
        case .emailOTP: .emailOtp
        }
    }
}

extension Target {
    fileprivate init(_ native: DoorstepNative.Target) {
        self =
            switch native {
            case .allUsers: .allUsers
            case .group(let id): .group(id: id)
            case .user(let id): .user(id: id)
            }
    }

    var native: DoorstepNative.Target {
        switch self {
        case .allUsers: .allUsers
        case .group(let id): .group(id: id)
        case .user(let id): .user(id: id)
        }
    }
}

extension MethodConfiguration {
    init(_ native: DoorstepNative.MethodSettings) {
        kind = MethodKind(native.configuration.kind)
        enabled = native.configuration.enabled
        include = native.configuration.include.map(Target.init)
        exclude = native.configuration.exclude.map(Target.init)
        warnings = native.warnings.map(Warning.init)
    }
}
