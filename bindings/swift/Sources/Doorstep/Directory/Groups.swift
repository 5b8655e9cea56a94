import Foundation
internal import DoorstepNative

/// The groups of a tenant: of users, and of groups. Ids that do not exist are ``DoorstepError/notFound(kind:)``.
public final class Groups: Sendable {
    private let handle: Handle<DoorstepNative.Groups>

    init(_ native: DoorstepNative.Groups, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Creates a group.
    ///
    /// - Throws: ``DoorstepError/alreadyExists(kind:)`` when there is one of this name.
    @discardableResult
    public func create(name: String) async throws -> Group {
        try await offload { try self.create(name: name) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(name: String) throws -> Group {
        try handle.call { try Group($0.create(name: name)) }
    }

    /// Every group, by name.
    public func list() async throws -> [Group] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [Group] {
        try handle.call { try $0.list().map(Group.init) }
    }

    /// One group.
    public func get(groupID: String) async throws -> Group {
        try await offload { try self.get(groupID: groupID) }
    }

    /// The same on the calling thread.
    public func get(groupID: String) throws -> Group {
        try handle.call { try Group($0.get(groupId: groupID)) }
    }

    /// Changes a group's name.
    @discardableResult
    public func rename(groupID: String, to newName: String) async throws -> Group {
        try await offload { try self.rename(groupID: groupID, to: newName) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func rename(groupID: String, to newName: String) throws -> Group {
        try handle.call { try Group($0.rename(groupId: groupID, newName: newName)) }
    }

    /// Deletes a group; its members stay.
    public func delete(groupID: String) async throws {
        try await offload { try self.delete(groupID: groupID) }
    }

    /// The same on the calling thread.
    public func delete(groupID: String) throws {
        try handle.call { try $0.delete(groupId: groupID) }
    }

    /// The direct members of a group: users, then groups.
    public func members(groupID: String) async throws -> [Member] {
        try await offload { try self.members(groupID: groupID) }
    }

    /// The same on the calling thread.
    public func members(groupID: String) throws -> [Member] {
        try handle.call { try $0.members(groupId: groupID).map(Member.init) }
    }

    /// Adds a user; adding one twice changes nothing.
    public func addUser(_ userID: String, to groupID: String) async throws {
        try await offload { try self.addUser(userID, to: groupID) }
    }

    /// The same on the calling thread.
    public func addUser(_ userID: String, to groupID: String) throws {
        try handle.call { try $0.addUser(groupId: groupID, userId: userID) }
    }

    /// Removes a user.
    public func removeUser(_ userID: String, from groupID: String) async throws {
        try await offload { try self.removeUser(userID, from: groupID) }
    }

    /// The same on the calling thread.
    public func removeUser(_ userID: String, from groupID: String) throws {
        try handle.call { try $0.removeUser(groupId: groupID, userId: userID) }
    }

    /// Adds a group, whose members become members too.
    public func addGroup(_ memberGroupID: String, to groupID: String) async throws {
        try await offload { try self.addGroup(memberGroupID, to: groupID) }
    }

    /// The same on the calling thread.
    public func addGroup(_ memberGroupID: String, to groupID: String) throws {
        try handle.call { try $0.addGroup(groupId: groupID, memberGroupId: memberGroupID) }
    }

    /// Removes a group.
    public func removeGroup(_ memberGroupID: String, from groupID: String) async throws {
        try await offload { try self.removeGroup(memberGroupID, from: groupID) }
    }

    /// The same on the calling thread.
    public func removeGroup(_ memberGroupID: String, from groupID: String) throws {
        try handle.call { try $0.removeGroup(groupId: groupID, memberGroupId: memberGroupID) }
    }
}

/// A group of users and groups.
public struct Group: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Its name, unique in the tenant.
    public let name: String
    /// When it was created.
    public let createdAt: Date
}

/// A direct member of a group.
public enum Member: Sendable, Hashable {
    /// A user.
    case user(id: String)
    /// A group, whose members are members too.
    case group(id: String)
}

extension Group {
    init(_ native: DoorstepNative.Group) {
        self.init(id: native.id, name: native.name, createdAt: Date(milliseconds: native.createdAt))
    }
}

extension Member {
    fileprivate init(_ native: DoorstepNative.Member) {
        self =
            switch native {
            case .user(let id): .user(id: id)
            case .group(let id): .group(id: id)
            }
    }
}
