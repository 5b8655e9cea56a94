import Foundation
internal import DoorstepNative

/// The users of a tenant, as administrators see them. Ids that do not exist are ``DoorstepError/notFound(kind:)``.
public final class Users: Sendable {
    private let handle: Handle<DoorstepNative.Users>

    init(_ native: DoorstepNative.Users, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Creates a user. Its address counts as unproven until a code sent there is entered.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` naming the field; a password must keep the rules for
    ///   new ones. ``DoorstepError/alreadyExists(kind:)`` when the address or the subject is taken.
    @discardableResult
    public func create(_ user: NewUser, password: String? = nil) async throws -> User {
        try await offload { try self.create(user, password: password) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(_ user: NewUser, password: String? = nil) throws -> User {
        try handle.call { try User($0.create(new: user.native, password: password.map { Data($0.utf8) })) }
    }

    /// One user.
    public func get(userID: String) async throws -> User {
        try await offload { try self.get(userID: userID) }
    }

    /// The same on the calling thread.
    public func get(userID: String) throws -> User {
        try handle.call { try User($0.get(userId: userID)) }
    }

    /// The user who signs in with an address, in any spelling of it.
    public func find(email: String) async throws -> User? {
        try await offload { try self.find(email: email) }
    }

    /// The same on the calling thread.
    public func find(email: String) throws -> User? {
        try handle.call { try $0.findByEmail(email: email).map(User.init) }
    }

    /// The user whom a host knows by this subject.
    public func find(subject: String) async throws -> User? {
        try await offload { try self.find(subject: subject) }
    }

    /// The same on the calling thread.
    public func find(subject: String) throws -> User? {
        try handle.call { try $0.findBySubject(externalSubject: subject).map(User.init) }
    }

    /// Users from the oldest on, so many (1 to 1000) a page.
    public func list(limit: Int = 50, cursor: String? = nil) async throws -> Page<User> {
        try await offload { try self.list(limit: limit, cursor: cursor) }
    }

    /// The same on the calling thread.
    public func list(limit: Int = 50, cursor: String? = nil) throws -> Page<User> {
        try handle.call {
            let page = try $0.list(limit: limit.counted, cursor: cursor)
            return Page(items: page.items.map(User.init), nextCursor: page.nextCursor)
        }
    }

    /// Changes what is given and leaves the rest.
    ///
    /// - Throws: ``DoorstepError/alreadyExists(kind:)`` when the address or the subject is taken.
    @discardableResult
    public func update(userID: String, _ changes: UserChanges) async throws -> User {
        try await offload { try self.update(userID: userID, changes) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func update(userID: String, _ changes: UserChanges) throws -> User {
        try handle.call { try User($0.update(userId: userID, changes: changes.native)) }
    }

    /// Sets a user's password and ends their sessions and journeys.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` when it breaks a rule for new passwords.
    public func setPassword(userID: String, _ password: String) async throws {
        try await offload { try self.setPassword(userID: userID, password) }
    }

    /// The same on the calling thread.
    public func setPassword(userID: String, _ password: String) throws {
        try handle.call { try $0.setPassword(userId: userID, password: Data(password.utf8)) }
    }

    /// Stops a user from signing in; sessions, journeys and codes end at once.
    @discardableResult
    public func disable(userID: String) async throws -> User {
        try await offload { try self.disable(userID: userID) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func disable(userID: String) throws -> User {
        try handle.call { try User($0.disable(userId: userID)) }
    }

    /// Lets a user sign in again.
    @discardableResult
    public func enable(userID: String) async throws -> User {
        try await offload { try self.enable(userID: userID) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func enable(userID: String) throws -> User {
        try handle.call { try User($0.enable(userId: userID)) }
    }

    /// Lifts every lock that wrong passwords and codes have brought on.
    public func unlock(userID: String) async throws {
        try await offload { try self.unlock(userID: userID) }
    }

    /// The same on the calling thread.
    public func unlock(userID: String) throws {
        try handle.call { try $0.unlock(userId: userID) }
    }

    /// Deletes a user with all that is theirs. The sign-in log keeps its entries.
    public func delete(userID: String) async throws {
        try await offload { try self.delete(userID: userID) }
    }

    /// The same on the calling thread.
    public func delete(userID: String) throws {
        try handle.call { try $0.delete(userId: userID) }
    }

    /// Where codes for a user can go.
    public func emailMethods(userID: String) async throws -> [EmailMethod] {
        try await offload { try self.emailMethods(userID: userID) }
    }

    /// The same on the calling thread.
    public func emailMethods(userID: String) throws -> [EmailMethod] {
        try handle.call { try $0.emailMethods(userId: userID).map(EmailMethod.init) }
    }

    /// Registers a further address for codes.
    @discardableResult
    public func addEmailMethod(userID: String, address: String) async throws -> EmailMethod {
        try await offload { try self.addEmailMethod(userID: userID, address: address) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func addEmailMethod(userID: String, address: String) throws -> EmailMethod {
        try handle.call { try EmailMethod($0.addEmailMethod(userId: userID, address: address)) }
    }

    /// Removes a registered address; the account's own stays.
    public func removeEmailMethod(userID: String, methodID: String) async throws {
        try await offload { try self.removeEmailMethod(userID: userID, methodID: methodID) }
    }

    /// The same on the calling thread.
    public func removeEmailMethod(userID: String, methodID: String) throws {
        try handle.call { try $0.removeEmailMethod(userId: userID, methodId: methodID) }
    }

    /// Every group the user is in, through nested groups too.
    public func groups(userID: String) async throws -> [Group] {
        try await offload { try self.groups(userID: userID) }
    }

    /// The same on the calling thread.
    public func groups(userID: String) throws -> [Group] {
        try handle.call { try $0.groups(userId: userID).map(Group.init) }
    }
}
