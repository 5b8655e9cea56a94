internal import DoorstepNative

/// What the host knows of the request behind a sign-in. Everything is optional; what is not given is unknown.
public struct SignInContext: Sendable, Hashable {
    /// The client's public address, IPv4 or IPv6, which is taken on the host's word.
    public var ip: String?
    /// The `User-Agent` header: at most 512 bytes.
    public var userAgent: String?
    /// The user's language, as in `en-US`.
    public var locale: String?

    public init(ip: String? = nil, userAgent: String? = nil, locale: String? = nil) {
        self.ip = ip
        self.userAgent = userAgent
        self.locale = locale
    }

    var native: DoorstepNative.SignInContext {
        DoorstepNative.SignInContext(ip: ip, userAgent: userAgent, locale: locale)
    }
}

/// What happens to a sign-in. Raw values are the stable words, the same in every language.
public enum Outcome: String, Sendable, CaseIterable {
    /// It may complete.
    case allow
    /// It ends, before any prompt.
    case block
    /// It may complete once the required controls are satisfied.
    case controlsRequired = "controls_required"
}

/// What one policy made of a sign-in. Raw values are Graph's words.
public enum PolicyOutcome: String, Sendable, CaseIterable {
    /// It applies and is satisfied.
    case success
    /// It applies and blocks, or is not satisfied yet.
    case failure
    /// It does not apply.
    case notApplied
    /// It is disabled.
    case notEnabled
    /// Report-only: it would have been satisfied.
    case reportOnlySuccess
    /// Report-only: it would have blocked.
    case reportOnlyFailure
    /// Report-only: it would have prompted the user.
    case reportOnlyInterrupted
    /// Report-only: it does not apply.
    case reportOnlyNotApplied
}

/// What one policy made of a sign-in.
public struct PolicyResult: Sendable, Hashable {
    /// The policy.
    public let id: String
    /// Its name at the time.
    public let displayName: String
    /// Its state at the time.
    public let state: PolicyState
    /// Whether all of its conditions hold.
    public let applies: Bool
    /// What it made of the sign-in.
    public let result: PolicyOutcome
    /// Every condition that does not hold, in Graph's words (`users`, `application`, …).
    public let reasons: [String]
    /// The grant controls it names.
    public let grantControls: [String]
    /// `AND` or `OR`; `nil` when it names no grant control.
    public let `operator`: String?
}

/// What all policies together say of one sign-in.
public struct Decision: Sendable, Hashable {
    /// What happens.
    public let outcome: Outcome
    /// The controls still to be satisfied, in Graph's words (`mfa`), in the order of prompting.
    public let required: [String]
    /// Every policy, in stored order.
    public let policies: [PolicyResult]
    /// The whole in its stable JSON form.
    public let json: String
}

extension PolicyResult {
    init(_ native: DoorstepNative.PolicyResult) {
        id = native.id
        displayName = native.displayName
        state = PolicyState(native.state)
        applies = native.applies
        result =
            switch native.result {
            case .success: .success
            case .failure: .failure
            case .notApplied: .notApplied
            case .notEnabled: .notEnabled
            case .reportOnlySuccess: .reportOnlySuccess
            case .reportOnlyFailure: .reportOnlyFailure
            case .reportOnlyInterrupted: .reportOnlyInterrupted
            case .reportOnlyNotApplied: .reportOnlyNotApplied
            }
        reasons = native.reasons
        grantControls = native.grantControls
        self.operator = native.operator
    }
}

extension Decision {
    init(_ native: DoorstepNative.Decision) {
        outcome =
            switch native.outcome {
            case .allow: .allow
            case .block: .block
            case .controlsRequired: .controlsRequired
            }
        required = native.required
        policies = native.policies.map(PolicyResult.init)
        json = native.json
    }
}
