import Foundation
internal import DoorstepNative

/// The apps registered in a tenant.
public final class Apps: Sendable {
    private let handle: Handle<DoorstepNative.Apps>

    init(_ native: DoorstepNative.Apps, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Registers an app and gives it a client id.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` unless the name is 1 to 64 characters on one line.
    @discardableResult
    public func register(name: String) async throws -> AppRegistration {
        try await offload { try self.register(name: name) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func register(name: String) throws -> AppRegistration {
        try handle.call { try AppRegistration($0.register(name: name)) }
    }

    /// Every app, oldest first.
    public func list() async throws -> [AppRegistration] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [AppRegistration] {
        try handle.call { try $0.list().map(AppRegistration.init) }
    }

    /// One app.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func get(clientID: String) async throws -> AppRegistration {
        try await offload { try self.get(clientID: clientID) }
    }

    /// The same on the calling thread.
    public func get(clientID: String) throws -> AppRegistration {
        try handle.call { try AppRegistration($0.get(clientId: clientID)) }
    }

    /// Changes an app's name.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    @discardableResult
    public func rename(clientID: String, to newName: String) async throws -> AppRegistration {
        try await offload { try self.rename(clientID: clientID, to: newName) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func rename(clientID: String, to newName: String) throws -> AppRegistration {
        try handle.call { try AppRegistration($0.rename(clientId: clientID, newName: newName)) }
    }

    /// Deletes an app with its sessions and running journeys.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func delete(clientID: String) async throws {
        try await offload { try self.delete(clientID: clientID) }
    }

    /// The same on the calling thread.
    public func delete(clientID: String) throws {
        try handle.call { try $0.delete(clientId: clientID) }
    }
}

/// An app that people sign in to.
public struct AppRegistration: Sendable, Hashable {
    /// Its public identifier (Graph's `appId`).
    public let clientID: String
    /// Its name, shown in mails and logs.
    public let name: String
    /// When it was registered.
    public let createdAt: Date
}

extension AppRegistration {
    init(_ native: DoorstepNative.AppRegistration) {
        self.init(clientID: native.clientId, name: native.name, createdAt: Date(milliseconds: native.createdAt))
    }
}
