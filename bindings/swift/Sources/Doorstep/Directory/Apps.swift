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

    /// Changes an app's name, and what policies for groups of apps and filters for applications look at.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` naming the field (`app_groups[1]`,
    ///   `custom_security_attributes.Sets_Kind`), ``DoorstepError/notFound(kind:)`` when there is none.
    @discardableResult
    public func update(clientID: String, _ changes: AppChanges) async throws -> AppRegistration {
        try await offload { try self.update(clientID: clientID, changes) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func update(clientID: String, _ changes: AppChanges) throws -> AppRegistration {
        try handle.call { try AppRegistration($0.update(clientId: clientID, changes: changes.native)) }
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
    /// The groups of apps that it is in, as policies name them: `Office365`, `MicrosoftAdminPortals`.
    public let appGroups: [String]
    /// What filters for applications ask about: values by `Set_Attribute`, the name that a rule has after
    /// `CustomSecurityAttribute.`
    public let customSecurityAttributes: [String: [String]]
    /// When it was registered.
    public let createdAt: Date
}

/// What to change of an app; `nil` leaves a field as it is.
public struct AppChanges: Sendable, Hashable {
    /// Another name: 1 to 64 characters on one line.
    public var name: String?
    /// Replaces all groups: at most 20, of 1 to 64 characters each.
    public var appGroups: [String]?
    /// Replaces all attributes: at most 50, each with 1 to 50 values of 1 to 64 characters. A name is a set and an
    /// attribute with an underscore between them, both of up to 32 letters and digits.
    public var customSecurityAttributes: [String: [String]]?

    public init(
        name: String? = nil, appGroups: [String]? = nil, customSecurityAttributes: [String: [String]]? = nil
    ) {
        self.name = name
        self.appGroups = appGroups
        self.customSecurityAttributes = customSecurityAttributes
    }

    var native: DoorstepNative.AppChanges {
        DoorstepNative.AppChanges(
            name: name, appGroups: appGroups, customSecurityAttributes: customSecurityAttributes)
    }
}

extension AppRegistration {
    init(_ native: DoorstepNative.AppRegistration) {
        self.init(
            clientID: native.clientId, name: native.name, appGroups: native.appGroups,
            customSecurityAttributes: native.customSecurityAttributes, createdAt: Date(milliseconds: native.createdAt))
    }
}
