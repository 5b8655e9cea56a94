internal import DoorstepNative

/// How often something has to be shown again.
public enum SignInFrequency: Sendable, Hashable {
    /// Whenever the session is looked at again, but for five minutes after it was shown.
    case everyTime
    /// Once in a time, in whole hours.
    case timeBased(every: Duration)
}

/// Whether a browser session outlives the browser. Raw values are Graph's words.
public enum PersistentBrowser: String, Sendable, CaseIterable {
    /// It ends with the browser.
    case never
    /// It is kept.
    case always
}

/// The session controls of all policies that apply, of which the strictest wins. Doorstep itself enforces the sign-in
/// frequency, at a refresh or step-up; the rest is for the host.
public struct SessionControls: Sendable, Hashable {
    /// How often every factor has to be shown again.
    public let signInFrequency: SignInFrequency?
    /// How often the second factor has to be shown again, where that is oftener.
    public let secondarySignInFrequency: SignInFrequency?
    /// Whether a browser keeps the session.
    public let persistentBrowser: PersistentBrowser?
    /// Whether the app is to enforce its own restrictions.
    public let applicationEnforcedRestrictions: Bool
    /// How an app-control service is to watch the session, in Graph's words; all are listed.
    public let cloudAppSecurity: [String]
    /// How continuous access evaluation is to work, in Graph's words; all are listed.
    public let continuousAccessEvaluation: [String]
    /// Whether a session may not go on when the service that evaluates policies is out of reach.
    public let disableResilienceDefaults: Bool
    /// Whether tokens are to be bound to the device.
    public let secureSignInSession: Bool
    /// Session controls that this library does not know, as their policies have them: JSON text by name, several of a
    /// name in a list.
    public let other: [String: String]
}

extension SessionControls {
    init(_ native: DoorstepNative.SessionControls) {
        signInFrequency = native.signInFrequency.map(SignInFrequency.init)
        secondarySignInFrequency = native.secondarySignInFrequency.map(SignInFrequency.init)
        persistentBrowser = native.persistentBrowser.map {
            switch $0 {
            case .never: .never
            case .always: .always
            }
        }
        applicationEnforcedRestrictions = native.applicationEnforcedRestrictions
        cloudAppSecurity = native.cloudAppSecurity
        continuousAccessEvaluation = native.continuousAccessEvaluation
        disableResilienceDefaults = native.disableResilienceDefaults
        secureSignInSession = native.secureSignInSession
        other = native.other
    }
}

extension SignInFrequency {
    fileprivate init(_ native: DoorstepNative.SignInFrequency) {
        self =
            switch native {
            case .everyTime: .everyTime
            case .timeBased(let hours): .timeBased(every: .seconds(3600 * Int64(hours)))
            }
    }
}
