internal import DoorstepNative

/// The authentication methods policy of a tenant: which methods are enabled for whom.
public final class Methods: Sendable {
    private let handle: Handle<DoorstepNative.Methods>

    init(_ native: DoorstepNative.Methods, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// How a method is set.
    public func get(_ kind: MethodKind) async throws -> MethodConfiguration {
        try await offload { try self.get(kind) }
    }

    /// The same on the calling thread.
    public func get(_ kind: MethodKind) throws -> MethodConfiguration {
        try handle.call { try MethodConfiguration($0.get(kind: kind.native)) }
    }

    /// How every method is set.
    public func list() async throws -> [MethodConfiguration] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [MethodConfiguration] {
        try handle.call { try $0.list().map(MethodConfiguration.init) }
    }

    /// Enables a method for those included, never for those excluded.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` for a group or user that does not exist.
    @discardableResult
    public func enable(
        _ kind: MethodKind, include: [Target] = [.allUsers], exclude: [Target] = []
    ) async throws -> MethodConfiguration {
        try await offload { try self.enable(kind, include: include, exclude: exclude) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func enable(
        _ kind: MethodKind, include: [Target] = [.allUsers], exclude: [Target] = []
    ) throws -> MethodConfiguration {
        try handle.call {
            try MethodConfiguration(
                $0.enable(kind: kind.native, include: include.map(\.native), exclude: exclude.map(\.native)))
        }
    }

    /// Disables a method for everybody; its targets are kept.
    @discardableResult
    public func disable(_ kind: MethodKind) async throws -> MethodConfiguration {
        try await offload { try self.disable(kind) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func disable(_ kind: MethodKind) throws -> MethodConfiguration {
        try handle.call { try MethodConfiguration($0.disable(kind: kind.native)) }
    }

    /// The setting as Microsoft Graph's JSON (`emailAuthenticationMethodConfiguration`).
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for a method that Graph has no document for.
    public func document(_ kind: MethodKind) async throws -> String {
        try await offload { try self.document(kind) }
    }

    /// The same on the calling thread.
    public func document(_ kind: MethodKind) throws -> String {
        try handle.call { try $0.toGraph(kind: kind.native) }
    }

    /// Changes what a Microsoft Graph document names, as PATCH does.
    ///
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` and ``DoorstepError/policyUnsupported(path:)`` naming
    ///   the path.
    @discardableResult
    public func update(_ kind: MethodKind, document: String) async throws -> MethodConfiguration {
        try await offload { try self.update(kind, document: document) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func update(_ kind: MethodKind, document: String) throws -> MethodConfiguration {
        try handle.call { try MethodConfiguration($0.updateFromGraph(kind: kind.native, document: document)) }
    }
}
