internal import DoorstepNative

/// Why a sign-in went as it did, in words that are the same in every language.
public struct Explanation: Sendable, Hashable {
    /// The entry of the log.
    public let signInID: String
    /// All of it, one sentence a line: what happened, and then every policy.
    public let text: String
    /// The policies, those that applied first.
    public let policies: [PolicyExplanation]
}

/// What one policy had to do with it.
public struct PolicyExplanation: Sendable, Hashable {
    /// The policy.
    public let policyID: String
    /// Its name at the time.
    public let displayName: String
    /// Whether all of its conditions held.
    public let applies: Bool
    /// What it made of the sign-in.
    public let result: PolicyOutcome
    /// One sentence, as in: Asked for multi-factor authentication because policy "X" covers all users of Shop.
    public let text: String
}

extension Explanation {
    init(_ native: DoorstepNative.Explanation) {
        self.init(
            signInID: native.signInId, text: native.text,
            policies: native.policies.map {
                PolicyExplanation(
                    policyID: $0.policyId, displayName: $0.displayName, applies: $0.applies,
                    result: PolicyOutcome($0.result), text: $0.text)
            })
    }
}
