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
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` naming the path,
    ///   ``DoorstepError/policyUnsupported(path:)`` naming what cannot be evaluated here, unless the policy is
    ///   disabled, ``DoorstepError/invalidArgument(field:reason:)`` beyond 240 policies.
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
    /// as it was recorded, after its first factor; groups, roles and locations are those of today. Attempts at which
    /// nobody was recognized are passed over.
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

    /// What the lint says of all policies together.
    public func lint() async throws -> [Warning] {
        try await offload { try self.lint() }
    }

    /// The same on the calling thread.
    public func lint() throws -> [Warning] {
        try handle.call { try $0.lint().map(Warning.init) }
    }
}
