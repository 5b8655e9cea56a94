import Foundation
internal import DoorstepNative

/// One entry of the audit log: one administrative change, or its refusal.
public struct AuditEntry: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// When.
    public let at: Date
    /// `host`, or a user's id.
    public let actor: String
    /// `policies.create`, `users.disable`, ….
    public let action: String
    /// What kind of thing was changed.
    public let targetKind: String
    /// Its id, where it has one.
    public let targetID: String?
    /// `success` or `refused`.
    public let result: String
    /// Its JSON before; `nil` where there was nothing.
    public let before: String?
    /// Its JSON after; `nil` where there is nothing now.
    public let after: String?
}

/// Which entries of the audit log to read.
public struct AuditQuery: Sendable, Hashable {
    /// By this actor: `host`, or a user's id.
    public var actor: String?
    /// Of this action.
    public var action: String?
    /// Of this thing.
    public var targetID: String?
    /// At or after.
    public var since: Date?
    /// Before.
    public var until: Date?
    /// Entries a page: 1 to 1000.
    public var limit: Int
    /// The page after this one.
    public var cursor: String?

    public init(
        actor: String? = nil, action: String? = nil, targetID: String? = nil, since: Date? = nil, until: Date? = nil,
        limit: Int = 50, cursor: String? = nil
    ) {
        self.actor = actor
        self.action = action
        self.targetID = targetID
        self.since = since
        self.until = until
        self.limit = limit
        self.cursor = cursor
    }

    var native: DoorstepNative.AuditQuery {
        DoorstepNative.AuditQuery(
            actor: actor, action: action, targetId: targetID, since: since?.milliseconds, until: until?.milliseconds,
            limit: limit.counted, cursor: cursor)
    }
}

extension AuditEntry {
    init(_ native: DoorstepNative.AuditEntry) {
        self.init(
            id: native.id, at: Date(milliseconds: native.at), actor: native.actor, action: native.action,
            targetKind: native.targetKind, targetID: native.targetId, result: native.result, before: native.before,
            after: native.after)
    }
}
