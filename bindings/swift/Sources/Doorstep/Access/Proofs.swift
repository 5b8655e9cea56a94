internal import DoorstepNative

/// Whether a claim holds.
public struct Proof: Sendable, Hashable {
    /// Whether it holds for every sign-in that it is about.
    public let holds: Bool
    /// How many classes of sign-ins were told apart. None: the claim is about no sign-in at all, and holds of those.
    public let classesExamined: Int
    /// A sign-in for which it does not hold.
    public let counterexample: Counterexample?
}

/// A sign-in that shows a claim wrong.
public struct Counterexample: Sendable, Hashable {
    /// The sign-in, as JSON in the fields that ``evaluate(_:)`` takes. `(any other user)` stands for anybody whose id no
    /// policy names, and likewise for apps and organizations.
    public let signIn: String
    /// What the policies say of it.
    public let decision: Decision
}

/// Sign-ins that no enforced policy blocks or asks anything of.
public struct Gap: Sendable, Hashable {
    /// Whose, as in `anybody not in group 8f0e…`.
    public let who: String
    /// To which apps, as in `any app but app 4d2c…`.
    public let apps: String
    /// Under which circumstances, all at once; whatever they are where there is none.
    public let conditions: [String]
    /// One of them, as in ``Counterexample/signIn``.
    public let signIn: String
}

extension Proof {
    init(_ native: DoorstepNative.Proof) {
        holds = native.holds
        classesExamined = Int(clamping: native.classesExamined)
        counterexample = native.counterexample.map {
            Counterexample(signIn: $0.signIn, decision: Decision($0.decision))
        }
    }
}

extension Gap {
    init(_ native: DoorstepNative.Gap) {
        self.init(who: native.who, apps: native.apps, conditions: native.conditions, signIn: native.signIn)
    }
}
