import Foundation
internal import DoorstepNative

/// Drafts of policies to hold against the sign-ins of the log.
public struct Replay: Sendable, Hashable {
    /// Microsoft Graph's documents as JSON text. One with the id of a stored policy stands in for it; the others come on
    /// top. What only reports is taken as enforced, what is disabled as not there.
    public var drafts: [String]
    /// Whether the drafts are all that counts, instead of what is stored.
    public var onlyDrafts: Bool
    /// Sign-ins begun at or after.
    public var since: Date?
    /// Sign-ins begun before.
    public var until: Date?
    /// Sign-ins a call: 1 to 100,000. The rest follows from the cursor, so that a long replay can show how far it is and
    /// be stopped.
    public var limit: Int
    /// Where the call before stopped.
    public var cursor: String?

    public init(
        drafts: [String] = [], onlyDrafts: Bool = false, since: Date? = nil, until: Date? = nil, limit: Int = 10_000,
        cursor: String? = nil
    ) {
        self.drafts = drafts
        self.onlyDrafts = onlyDrafts
        self.since = since
        self.until = until
        self.limit = limit
        self.cursor = cursor
    }

    var native: DoorstepNative.Replay {
        DoorstepNative.Replay(
            drafts: drafts, onlyDrafts: onlyDrafts, since: since?.milliseconds, until: until?.milliseconds,
            limit: limit.counted, cursor: cursor)
    }
}

/// What the drafts would have changed, of the sign-ins of one call.
public struct ReplayPage: Sendable, Hashable {
    /// Sign-ins looked at.
    public let examined: Int
    /// Sign-ins of the whole time, once, in the first call; 0 in the others.
    public let total: Int
    /// Asked with the drafts for a control that nothing asks for as things are.
    public let prompted: Int
    /// Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
    public let blocked: Int
    /// Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
    public let freed: Int
    /// By day, in order: only those on which something would have changed.
    public let days: [ReplayDay]
    /// By user: only those for whom something would have changed.
    public let users: [ReplayUser]
    /// For the next call; `nil` when all is done.
    public let nextCursor: String?
}

/// What would have changed on one day.
public struct ReplayDay: Sendable, Hashable {
    /// When the day begins, in UTC.
    public let day: Date
    /// As in ``ReplayPage/prompted``.
    public let prompted: Int
    /// As in ``ReplayPage/blocked``.
    public let blocked: Int
    /// As in ``ReplayPage/freed``.
    public let freed: Int
}

/// What would have changed for one user.
public struct ReplayUser: Sendable, Hashable {
    /// The user's id.
    public let userID: String
    /// As in ``ReplayPage/prompted``.
    public let prompted: Int
    /// As in ``ReplayPage/blocked``.
    public let blocked: Int
    /// As in ``ReplayPage/freed``.
    public let freed: Int
}

extension ReplayPage {
    init(_ native: DoorstepNative.ReplayPage) {
        examined = Int(clamping: native.examined)
        total = Int(clamping: native.total)
        prompted = Int(clamping: native.prompted)
        blocked = Int(clamping: native.blocked)
        freed = Int(clamping: native.freed)
        days = native.days.map {
            ReplayDay(
                day: Date(milliseconds: $0.day), prompted: Int(clamping: $0.prompted),
                blocked: Int(clamping: $0.blocked), freed: Int(clamping: $0.freed))
        }
        users = native.users.map {
            ReplayUser(
                userID: $0.userId, prompted: Int(clamping: $0.prompted), blocked: Int(clamping: $0.blocked),
                freed: Int(clamping: $0.freed))
        }
        nextCursor = native.nextCursor
    }
}
