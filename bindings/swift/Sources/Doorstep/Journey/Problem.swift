internal import DoorstepNative

/// Why the last answer did not advance a journey.
public enum Problem: Sendable, Hashable {
    /// The password is wrong, or the account is unknown, disabled, locked or has none: never said which.
    case invalidCredentials
    /// The code is wrong; so many tries are left for it. At 0, another must be asked for.
    case invalidCode(triesLeft: Int)
    /// The code was right once, but a newer one was sent, for which so many tries are left.
    case codeSuperseded(triesLeft: Int)
    /// The code ran out; another must be asked for.
    case codeExpired
    /// The new password breaks a rule.
    case passwordRejected(reason: PasswordRejection)
    /// These attributes are missing or not acceptable.
    case attributesRejected(names: [String])
    /// What was given to be registered is no address.
    case targetRejected
    /// Another code was asked for too soon; it can be after a while.
    case resendTooSoon(retryAfter: Duration)
    /// No more codes can be sent: to this address for a while, or, when `nil`, in this journey at all.
    case sendLimitReached(retryAfter: Duration?)
    /// The message could not be delivered; it is tried again after a while.
    case mailFailed(retryAfter: Duration)
}

/// Why a new password was not taken. Raw values are the stable words, the same in every language.
public enum PasswordRejection: String, Sendable, CaseIterable {
    /// Fewer characters than the rules ask for.
    case tooShort = "too_short"
    /// More characters than the rules allow.
    case tooLong = "too_long"
    /// Among the passwords that are tried first.
    case common
    /// The user's own address or name, or the tenant's or app's, perhaps with digits behind it.
    case containsIdentity = "contains_identity"
    /// Control characters.
    case invalidCharacters = "invalid_characters"
    /// The password that the user has already, where a policy asks for a new one.
    case sameAsCurrent = "same_as_current"
}

extension Problem {
    init(_ native: DoorstepNative.Problem) {
        self =
            switch native {
            case .invalidCredentials: .invalidCredentials
            case .invalidCode(let triesLeft): .invalidCode(triesLeft: Int(triesLeft))
            case .codeSuperseded(let triesLeft): .codeSuperseded(triesLeft: Int(triesLeft))
            case .codeExpired: .codeExpired
            case .passwordRejected(let reason): .passwordRejected(reason: PasswordRejection(reason))
            case .attributesRejected(let names): .attributesRejected(names: names)
            case .targetRejected: .targetRejected
            case .resendTooSoon(let wait): .resendTooSoon(retryAfter: .milliseconds(wait))
            case .sendLimitReached(let wait): .sendLimitReached(retryAfter: wait.map { .milliseconds($0) })
            case .mailFailed(let wait): .mailFailed(retryAfter: .milliseconds(wait))
            }
    }
}

extension PasswordRejection {
    fileprivate init(_ native: DoorstepNative.PasswordRejection) {
        self =
            switch native {
            case .tooShort: .tooShort
            case .tooLong: .tooLong
            case .common: .common
            case .containsIdentity: .containsIdentity
            case .invalidCharacters: .invalidCharacters
            case .sameAsCurrent: .sameAsCurrent
            }
    }
}
