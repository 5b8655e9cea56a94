internal import DoorstepNative

/// The Conditional Access policies of a tenant, in Microsoft Graph's `conditionalAccessPolicy` form. Documents are JSON
/// text: from a file, from Graph, or from a ``PolicyDraft``.
public final class Policies: Sendable {
    private let handle: Handle<DoorstepNative.Policies>

    init(_ native: DoorstepNative.Policies, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Creates a policy.
    ///
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` naming the path, also for more than 250 applications,
    ///   ``DoorstepError/policyUnsupported(path:)`` naming what cannot be evaluated here, unless the policy is
    ///   disabled, ``DoorstepError/invalidArgument(field:reason:)`` beyond 240 policies (both by default).
    @discardableResult
    public func create(document: String) async throws -> Policy {
        try await offload { try self.create(document: document) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(document: String) throws -> Policy {
        try handle.call { try Policy($0.create(document: document)) }
    }

    /// Every policy, oldest first.
    public func list() async throws -> [Policy] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [Policy] {
        try handle.call { try $0.list().map(Policy.init) }
    }

    /// One policy.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func get(policyID: String) async throws -> Policy {
        try await offload { try self.get(policyID: policyID) }
    }

    /// The same on the calling thread.
    public func get(policyID: String) throws -> Policy {
        try handle.call { try Policy($0.get(policyId: policyID)) }
    }

    /// Replaces the top-level fields that the changes name, as Graph's PATCH does: `{"state": "disabled"}`.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is no such policy,
    ///   ``DoorstepError/policyInvalid(path:reason:)`` and ``DoorstepError/policyUnsupported(path:)`` naming the path.
    @discardableResult
    public func update(policyID: String, changes: String) async throws -> Policy {
        try await offload { try self.update(policyID: policyID, changes: changes) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func update(policyID: String, changes: String) throws -> Policy {
        try handle.call { try Policy($0.update(policyId: policyID, changes: changes)) }
    }

    /// Deletes a policy.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func delete(policyID: String) async throws {
        try await offload { try self.delete(policyID: policyID) }
    }

    /// The same on the calling thread.
    public func delete(policyID: String) throws {
        try handle.call { try $0.delete(policyId: policyID) }
    }

    /// Decides again over recorded sign-ins, as things are and with drafts, and counts what differs. Each sign-in is taken
    /// as it was recorded, after its first factor, and one that went on from a session with what that had shown; groups,
    /// roles and locations are those of today. Attempts at which nobody was recognized are passed over.
    ///
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` and ``DoorstepError/policyUnsupported(path:)`` naming the
    ///   path (`drafts[0].…`), ``DoorstepError/invalidArgument(field:reason:)`` for ``Replay/limit``.
    public func replay(_ replay: Replay) async throws -> ReplayPage {
        try await offload { try self.replay(replay) }
    }

    /// The same on the calling thread.
    public func replay(_ replay: Replay) throws -> ReplayPage {
        try handle.call { try ReplayPage($0.replay(replay: replay.native)) }
    }

    /// Proves a claim about every sign-in under the enforced policies, or shows one for which it does not hold. Nothing is
    /// sampled: users (of any of the groups and roles there are), the registered apps and all conditions are gone through in
    /// the classes that the policies tell apart.
    ///
    /// ```
    /// every sign-in of a customer to app "Shop" requires mfa
    /// every sign-in of group "Staff" or role "Global Administrator" to any app except app "Status" is blocked
    /// no sign-in outside trusted locations is allowed without mfa or compliantDevice
    /// ```
    ///
    /// Users are named by id or email address; groups, roles, apps and locations by id or name. A sign-in that is blocked
    /// requires everything: it does not go through without it.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for `claim`, saying what was not understood or is not
    ///   there; for `policies` that tell too much apart to go through it all.
    public func prove(_ claim: String) async throws -> Proof {
        try await offload { try self.prove(claim) }
    }

    /// The same on the calling thread.
    public func prove(_ claim: String) throws -> Proof {
        try handle.call { try Proof($0.prove(claim: claim)) }
    }

    /// Every sign-in to an app that goes through though no enforced policy asks anything of it, as sets of sign-ins, the
    /// widest first. The sets may overlap; together they are exactly those sign-ins. Empty: every sign-in is covered.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for `policies` that tell too much apart to go through
    ///   it all.
    public func gaps() async throws -> [Gap] {
        try await offload { try self.gaps() }
    }

    /// The same on the calling thread.
    public func gaps() throws -> [Gap] {
        try handle.call { try $0.gaps().map(Gap.init) }
    }

    /// What the lint says of all policies together.
    public func lint() async throws -> [Warning] {
        try await offload { try self.lint() }
    }

    /// The same on the calling thread.
    public func lint() throws -> [Warning] {
        try handle.call { try $0.lint().map(Warning.init) }
    }
}
