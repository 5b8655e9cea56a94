internal import DoorstepNative

/// Why a journey ended without a session. Safe to show.
public enum Denial: Sendable, Hashable {
    /// These policies block this sign-in; none when the account of a host-checked user is disabled.
    case blockedByPolicy(policies: [AppliedPolicy])
    /// A second factor is required and there is none that this user could use.
    case noUsableMethod(why: NoMethodReason)
    /// Too many wrong answers. It may be tried again after a while.
    case tooManyAttempts(retryAfter: Duration)
    /// The journey expired, was canceled, or its token was used twice.
    case journeyEnded
    /// The flow does not let people sign up.
    case signUpNotAllowed
    /// There is an account with this address. Only of flows that opt in to saying so.
    case userAlreadyExists
    /// Controls, in Graph's words, that no prompt can satisfy.
    case controlsUnmet(controls: [String])
}

/// Why no method can serve as the second factor. Raw values are the stable words, the same in every language.
public enum NoMethodReason: String, Sendable, CaseIterable {
    /// The first factor was a code by email, which cannot be the second one too.
    case emailOTPWasFirstFactor = "email_otp_was_first_factor"
    /// No method is enabled for this user.
    case noMethodEnabled = "no_method_enabled"
    /// The engine has no mailer.
    case noMailer = "no_mailer"
    /// A policy asks for an authentication strength that no method of this user can meet.
    case strengthNotMet = "strength_not_met"
}

extension Denial {
    init(_ native: DoorstepNative.Denial) {
        self =
            switch native {
            case .blockedByPolicy(let policies): .blockedByPolicy(policies: policies.map(AppliedPolicy.init))
            case .noUsableMethod(.emailOtpWasFirstFactor): .noUsableMethod(why: .emailOTPWasFirstFactor)
            case .noUsableMethod(.noMethodEnabled): .noUsableMethod(why: .noMethodEnabled)
            case .noUsableMethod(.noMailer): .noUsableMethod(why: .noMailer)
            case .noUsableMethod(.strengthNotMet): .noUsableMethod(why: .strengthNotMet)
            case .tooManyAttempts(let wait): .tooManyAttempts(retryAfter: .milliseconds(wait))
            case .journeyEnded: .journeyEnded
            case .signUpNotAllowed: .signUpNotAllowed
            case .userAlreadyExists: .userAlreadyExists
            case .controlsUnmet(let controls): .controlsUnmet(controls: controls)
            }
    }
}
