import Foundation
internal import DoorstepNative

/// The named locations of a tenant: networks, which may be trusted, and countries. Policies name them by id. Documents
/// are JSON text: from a file, or from Graph.
public final class Locations: Sendable {
    private let handle: Handle<DoorstepNative.Locations>

    init(_ native: DoorstepNative.Locations, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Creates a location from Microsoft Graph's `ipNamedLocation` or `countryNamedLocation` JSON.
    ///
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` naming the path; more than 2000 ranges, and one as wide
    ///   as a /8, are among it, ``DoorstepError/invalidArgument(field:reason:)`` beyond the limit: see
    ///   ``PolicyLimits/locations``.
    @discardableResult
    public func create(document: String) async throws -> LocationRecord {
        try await offload { try self.create(document: document) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(document: String) throws -> LocationRecord {
        try handle.call { try LocationRecord($0.create(document: document)) }
    }

    /// Every location, oldest first.
    public func list() async throws -> [LocationRecord] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [LocationRecord] {
        try handle.call { try $0.list().map(LocationRecord.init) }
    }

    /// One location.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func get(locationID: String) async throws -> LocationRecord {
        try await offload { try self.get(locationID: locationID) }
    }

    /// The same on the calling thread.
    public func get(locationID: String) throws -> LocationRecord {
        try handle.call { try LocationRecord($0.get(locationId: locationID)) }
    }

    /// Replaces the top-level fields that the changes name, as Graph's PATCH does.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none, ``DoorstepError/policyInvalid(path:reason:)``
    ///   naming the path.
    @discardableResult
    public func update(locationID: String, changes: String) async throws -> LocationRecord {
        try await offload { try self.update(locationID: locationID, changes: changes) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func update(locationID: String, changes: String) throws -> LocationRecord {
        try handle.call { try LocationRecord($0.update(locationId: locationID, changes: changes)) }
    }

    /// Deletes a location.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` while it is trusted, and while a policy names it, in
    ///   whatever state, ``DoorstepError/notFound(kind:)`` when there is none.
    public func delete(locationID: String) async throws {
        try await offload { try self.delete(locationID: locationID) }
    }

    /// The same on the calling thread.
    public func delete(locationID: String) throws {
        try handle.call { try $0.delete(locationId: locationID) }
    }
}

/// A stored location.
public struct LocationRecord: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Its name.
    public let displayName: String
    /// Whether it counts among all trusted locations. A country never does.
    public let isTrusted: Bool
    /// Microsoft Graph's `namedLocation` JSON.
    public let document: String
    /// When it was created.
    public let createdAt: Date
    /// When it was last changed.
    public let modifiedAt: Date?
}

extension LocationRecord {
    fileprivate init(_ native: DoorstepNative.LocationRecord) {
        id = native.id
        displayName = native.displayName
        isTrusted = native.isTrusted
        document = native.document
        createdAt = Date(milliseconds: native.createdAt)
        modifiedAt = native.modifiedAt.map { Date(milliseconds: $0) }
    }
}
