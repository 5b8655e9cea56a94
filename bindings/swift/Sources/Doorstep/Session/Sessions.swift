internal import DoorstepNative

/// The sessions of a tenant.
public final class Sessions: Sendable {
    private let handle: Handle<DoorstepNative.Sessions>

    init(_ native: DoorstepNative.Sessions, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// The live session of a token, or `nil`: unknown, expired, ended, or its user disabled. Call it on each request;
    /// it takes tens of microseconds, so that the blocking twin does no harm even on the cooperative pool.
    public func validate(token: String) async throws -> Session? {
        try await offload { try self.validate(token: token) }
    }

    /// The same on the calling thread.
    public func validate(token: String) throws -> Session? {
        try handle.call { try $0.validate(token: token).map(Session.init) }
    }

    /// A user's live sessions, oldest first.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is no such user.
    public func list(userID: String) async throws -> [Session] {
        try await offload { try self.list(userID: userID) }
    }

    /// The same on the calling thread.
    public func list(userID: String) throws -> [Session] {
        try handle.call { try $0.list(userId: userID).map(Session.init) }
    }

    /// Ends a session by its id.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func revoke(sessionID: String) async throws {
        try await offload { try self.revoke(sessionID: sessionID) }
    }

    /// The same on the calling thread.
    public func revoke(sessionID: String) throws {
        try handle.call { try $0.revoke(sessionId: sessionID) }
    }

    /// Signs out: ends the session of this token, if there is one.
    public func revoke(token: String) async throws {
        try await offload { try self.revoke(token: token) }
    }

    /// The same on the calling thread.
    public func revoke(token: String) throws {
        try handle.call { try $0.revokeToken(token: token) }
    }

    /// Ends all sessions and journeys of a user and says how many sessions there were.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is no such user.
    @discardableResult
    public func revokeAll(userID: String) async throws -> Int {
        try await offload { try self.revokeAll(userID: userID) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func revokeAll(userID: String) throws -> Int {
        try handle.call { try Int($0.revokeAll(userId: userID)) }
    }
}
