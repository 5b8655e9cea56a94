import Foundation
internal import DoorstepNative

/// The authentication contexts of a tenant: names, `c1` to `c99`, for what an app asks more for than a sign-in.
/// Policies name them by id; `App.stepUp` asks for one. Documents are JSON text: from a file, or from Graph.
public final class AuthenticationContexts: Sendable {
    private let handle: Handle<DoorstepNative.AuthenticationContexts>

    init(_ native: DoorstepNative.AuthenticationContexts, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Creates a context from Microsoft Graph's `authenticationContextClassReference` JSON.
    ///
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` naming the path: its `id` is one of `c1` to `c99`,
    ///   ``DoorstepError/alreadyExists(kind:)`` when there is one of this id.
    @discardableResult
    public func create(document: String) async throws -> AuthenticationContextRecord {
        try await offload { try self.create(document: document) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(document: String) throws -> AuthenticationContextRecord {
        try handle.call { try AuthenticationContextRecord($0.create(document: document)) }
    }

    /// Every context, oldest first.
    public func list() async throws -> [AuthenticationContextRecord] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [AuthenticationContextRecord] {
        try handle.call { try $0.list().map(AuthenticationContextRecord.init) }
    }

    /// One context.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func get(contextID: String) async throws -> AuthenticationContextRecord {
        try await offload { try self.get(contextID: contextID) }
    }

    /// The same on the calling thread.
    public func get(contextID: String) throws -> AuthenticationContextRecord {
        try handle.call { try AuthenticationContextRecord($0.get(contextId: contextID)) }
    }

    /// Replaces the top-level fields that the changes name, as Graph's PATCH does. The id stays.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none, ``DoorstepError/policyInvalid(path:reason:)``
    ///   naming the path.
    @discardableResult
    public func update(contextID: String, changes: String) async throws -> AuthenticationContextRecord {
        try await offload { try self.update(contextID: contextID, changes: changes) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func update(contextID: String, changes: String) throws -> AuthenticationContextRecord {
        try handle.call { try AuthenticationContextRecord($0.update(contextId: contextID, changes: changes)) }
    }

    /// Deletes a context.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` while it is available, and while a policy names it,
    ///   in whatever state, ``DoorstepError/notFound(kind:)`` when there is none.
    public func delete(contextID: String) async throws {
        try await offload { try self.delete(contextID: contextID) }
    }

    /// The same on the calling thread.
    public func delete(contextID: String) throws {
        try handle.call { try $0.delete(contextId: contextID) }
    }
}

/// A stored authentication context.
public struct AuthenticationContextRecord: Sendable, Hashable {
    /// `c1` to `c99`.
    public let id: String
    /// Its name.
    public let displayName: String
    /// Whether it is published: apps may ask for it.
    public let isAvailable: Bool
    /// Microsoft Graph's `authenticationContextClassReference` JSON.
    public let document: String
    /// When it was created.
    public let createdAt: Date
    /// When it was last changed.
    public let modifiedAt: Date?
}

extension AuthenticationContextRecord {
    fileprivate init(_ native: DoorstepNative.AuthenticationContextRecord) {
        id = native.id
        displayName = native.displayName
        isAvailable = native.isAvailable
        document = native.document
        createdAt = Date(milliseconds: native.createdAt)
        modifiedAt = native.modifiedAt.map { Date(milliseconds: $0) }
    }
}
