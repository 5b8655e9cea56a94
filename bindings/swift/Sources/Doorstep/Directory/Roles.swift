internal import DoorstepNative

/// Directory roles and who holds them. A role is named by its id or its display name; one that does not exist is
/// ``DoorstepError/notFound(kind:)``.
public final class Roles: Sendable {
    private let handle: Handle<DoorstepNative.Roles>

    init(_ native: DoorstepNative.Roles, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Every role there is.
    public func list() async throws -> [DirectoryRole] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [DirectoryRole] {
        try handle.call { try $0.list().map(DirectoryRole.init) }
    }

    /// Gives a user a role.
    public func assign(role: String, userID: String) async throws {
        try await offload { try self.assign(role: role, userID: userID) }
    }

    /// The same on the calling thread.
    public func assign(role: String, userID: String) throws {
        try handle.call { try $0.assign(userId: userID, role: role) }
    }

    /// Takes a role away.
    public func unassign(role: String, userID: String) async throws {
        try await offload { try self.unassign(role: role, userID: userID) }
    }

    /// The same on the calling thread.
    public func unassign(role: String, userID: String) throws {
        try handle.call { try $0.unassign(userId: userID, role: role) }
    }

    /// The roles of a user.
    public func of(userID: String) async throws -> [DirectoryRole] {
        try await offload { try self.of(userID: userID) }
    }

    /// The same on the calling thread.
    public func of(userID: String) throws -> [DirectoryRole] {
        try handle.call { try $0.ofUser(userId: userID).map(DirectoryRole.init) }
    }

    /// The ids of the users who hold a role.
    public func members(role: String) async throws -> [String] {
        try await offload { try self.members(role: role) }
    }

    /// The same on the calling thread.
    public func members(role: String) throws -> [String] {
        try handle.call { try $0.members(role: role) }
    }
}

/// A directory role.
public struct DirectoryRole: Sendable, Hashable {
    /// Microsoft's role template id.
    public let id: String
    /// The name in the Microsoft Entra admin center.
    public let displayName: String
}

extension DirectoryRole {
    fileprivate init(_ native: DoorstepNative.DirectoryRole) {
        self.init(id: native.id, displayName: native.displayName)
    }
}
