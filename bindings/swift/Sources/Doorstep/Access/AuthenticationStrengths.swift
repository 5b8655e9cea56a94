import Foundation
internal import DoorstepNative

/// The authentication strengths of a tenant: which combinations of methods are good enough, built in and its own.
/// Policies ask for them by id. Documents are JSON text: from a file, or from Graph.
public final class AuthenticationStrengths: Sendable {
    private let handle: Handle<DoorstepNative.AuthenticationStrengths>

    init(_ native: DoorstepNative.AuthenticationStrengths, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Creates a strength from Microsoft Graph's `authenticationStrengthPolicy` JSON.
    ///
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` naming the path,
    ///   ``DoorstepError/policyUnsupported(path:)`` for restrictions on a method, which cannot be evaluated here,
    ///   ``DoorstepError/invalidArgument(field:reason:)`` beyond the limit: see
    ///   ``PolicyLimits/authenticationStrengths``.
    @discardableResult
    public func create(document: String) async throws -> StrengthRecord {
        try await offload { try self.create(document: document) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(document: String) throws -> StrengthRecord {
        try handle.call { try StrengthRecord($0.create(document: document)) }
    }

    /// The built-in strengths, and then the tenant's own, oldest first.
    public func list() async throws -> [StrengthRecord] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [StrengthRecord] {
        try handle.call { try $0.list().map(StrengthRecord.init) }
    }

    /// One strength.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func get(strengthID: String) async throws -> StrengthRecord {
        try await offload { try self.get(strengthID: strengthID) }
    }

    /// The same on the calling thread.
    public func get(strengthID: String) throws -> StrengthRecord {
        try handle.call { try StrengthRecord($0.get(strengthId: strengthID)) }
    }

    /// Replaces the top-level fields that the changes name, as Graph's PATCH does.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for one that is built in,
    ///   ``DoorstepError/notFound(kind:)`` when there is none, ``DoorstepError/policyInvalid(path:reason:)`` naming the
    ///   path, ``DoorstepError/policyUnsupported(path:)`` naming the path.
    @discardableResult
    public func update(strengthID: String, changes: String) async throws -> StrengthRecord {
        try await offload { try self.update(strengthID: strengthID, changes: changes) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func update(strengthID: String, changes: String) throws -> StrengthRecord {
        try handle.call { try StrengthRecord($0.update(strengthId: strengthID, changes: changes)) }
    }

    /// Deletes a strength.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for one that is built in, and while a policy asks for
    ///   it, in whatever state, ``DoorstepError/notFound(kind:)`` when there is none.
    public func delete(strengthID: String) async throws {
        try await offload { try self.delete(strengthID: strengthID) }
    }

    /// The same on the calling thread.
    public func delete(strengthID: String) throws {
        try handle.call { try $0.delete(strengthId: strengthID) }
    }
}

/// A built-in or stored strength.
public struct StrengthRecord: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Its name.
    public let displayName: String
    /// Whether every tenant has it, and nobody can change it.
    public let builtIn: Bool
    /// Microsoft Graph's `authenticationStrengthPolicy` JSON.
    public let document: String
    /// When it was created; `nil` when it is built in.
    public let createdAt: Date?
    /// When it was last changed.
    public let modifiedAt: Date?
}

extension StrengthRecord {
    fileprivate init(_ native: DoorstepNative.StrengthRecord) {
        id = native.id
        displayName = native.displayName
        builtIn = native.builtIn
        document = native.document
        createdAt = native.createdAt.map { Date(milliseconds: $0) }
        modifiedAt = native.modifiedAt.map { Date(milliseconds: $0) }
    }
}
