internal import DoorstepNative

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
    /// The grant controls it names, as in `mfa` and `termsOfUse:7d5a…`.
    public let grantControls: [String]
    /// `AND` or `OR`; `nil` when it names no grant control.
    public let `operator`: String?
    /// The session controls it names, in Graph's words (`signInFrequency`, …).
    public let sessionControls: [String]
}

/// What an enforced policy that applies asks of a sign-in.
public struct Requirement: Sendable, Hashable {
    /// The policy.
    public let policyID: String
    /// Its place among all policies, from 0.
    public let index: Int
    /// `AND`: every control; `OR`: any of them.
    public let `operator`: String
    /// The controls, in the order of prompting, as in `mfa` and `termsOfUse:7d5a…`.
    public let controls: [String]
    /// Whether they are satisfied.
    public let satisfied: Bool
    /// Those that would still do: all that are missing, or the alternatives. Empty once it is satisfied.
    public let missing: [String]
}

/// What all policies together say of one sign-in.
public struct Decision: Sendable, Hashable {
    /// What happens.
    public let outcome: Outcome
    /// The controls still to be satisfied, in Graph's words (`mfa`), in the order of prompting.
    public let required: [String]
    /// Every policy, in stored order.
    public let policies: [PolicyResult]
    /// What each enforced policy that applies and does not block asks, in stored order.
    public let requirements: [Requirement]
    /// The session controls of every enforced policy that applies, merged: the strictest wins.
    public let session: SessionControls

    private let json: String

    /// The decision in its stable JSON form.
    public func toJSON() -> String {
        json
    }
}

extension PolicyOutcome {
    init(_ native: DoorstepNative.PolicyOutcome) {
        self =
            switch native {
            case .success: .success
            case .failure: .failure
            case .notApplied: .notApplied
            case .notEnabled: .notEnabled
            case .reportOnlySuccess: .reportOnlySuccess
            case .reportOnlyFailure: .reportOnlyFailure
            case .reportOnlyInterrupted: .reportOnlyInterrupted
            case .reportOnlyNotApplied: .reportOnlyNotApplied
            }
    }
}

extension PolicyResult {
    init(_ native: DoorstepNative.PolicyResult) {
        id = native.id
        displayName = native.displayName
        state = PolicyState(native.state)
        applies = native.applies
        result = PolicyOutcome(native.result)
        reasons = native.reasons
        grantControls = native.grantControls
        self.operator = native.operator
        sessionControls = native.sessionControls
    }
}

extension Requirement {
    fileprivate init(_ native: DoorstepNative.Requirement) {
        self.init(
            policyID: native.policyId, index: Int(native.index), operator: native.operator,
            controls: native.controls, satisfied: native.satisfied, missing: native.missing)
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
        requirements = native.requirements.map(Requirement.init)
        session = SessionControls(native.session)
        json = native.json
    }
}
