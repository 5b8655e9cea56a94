import Foundation
internal import DoorstepNative

/// What the program or its environment causes; what a person causes is a ``Step``, never one of these.
///
/// Descriptions are safe to log: they hold no password, code, token or address. Paths in them and in the payloads are
/// spelled as in every language: `context.user_agent`, `attributes[2].pattern`.
public enum DoorstepError: Error, Sendable, Hashable {
    /// An argument, or the path inside it, is not acceptable; the reason says what is expected of it.
    case invalidArgument(field: String, reason: String)
    /// No such thing in this tenant; another tenant's is answered the same. The kind is `user`, `policy`, ….
    case notFound(kind: String)
    /// Something with this name, address or subject exists already.
    case alreadyExists(kind: String)
    /// The acting user holds none of the roles that this call needs, of which one would do.
    case forbidden(needs: [String])
    /// A policy, flow or method document breaks a rule. The path is as in `conditions.users.includeUsers[0]`.
    case policyInvalid(path: String, reason: String)
    /// A policy uses what cannot be evaluated here; it may only be stored disabled.
    case policyUnsupported(path: String)
    /// The file is not a Doorstep database, or a newer version wrote it.
    case incompatibleDatabase(reason: String)
    /// The key could not be read from where it was said to be.
    case keyUnavailable(reason: String)
    /// The database was created with another key.
    case keyMismatch
    /// The storage layer failed, in SQLite's words.
    case storage(kind: String)
    /// The disk is full; nothing was written.
    case storageFull
    /// Storage failed while committing: the change may or may not have been made. Read before trying again.
    case outcomeUnknown
    /// Another writer, or every hashing slot, was taken for longer than the wait allows. Try again.
    case busy
    /// A message could not be composed or handed over.
    case mail(reason: String)
    /// A bug in Doorstep. Please report it.
    case `internal`(reason: String)

    /// The stable code, the same in every language.
    public var code: String { stable.code }

    /// The stable number, the same in every language.
    public var number: Int { stable.number }

    private var stable: (number: Int, code: String) {
        switch self {
        case .invalidArgument: (20, "invalid_argument")
        case .notFound: (21, "not_found")
        case .alreadyExists: (22, "already_exists")
        case .forbidden: (23, "forbidden")
        case .policyInvalid: (30, "policy_invalid")
        case .policyUnsupported: (31, "policy_unsupported")
        case .incompatibleDatabase: (40, "incompatible_database")
        case .keyUnavailable: (41, "key_unavailable")
        case .keyMismatch: (42, "key_mismatch")
        case .storage: (43, "storage")
        case .storageFull: (44, "storage_full")
        case .outcomeUnknown: (45, "outcome_unknown")
        case .busy: (46, "busy")
        case .mail: (50, "mail")
        case .internal: (90, "internal")
        }
    }
}

extension DoorstepError: LocalizedError, CustomStringConvertible {
    /// All of it in words, safe to log.
    public var description: String {
        switch self {
        case .invalidArgument(let field, let reason): "\(field): \(reason)"
        case .notFound(let kind): "no such \(kind)"
        case .alreadyExists(let kind): "this \(kind) exists already"
        case .forbidden(let needs): "needs one of the roles: \(needs.joined(separator: ", "))"
        case .policyInvalid(let path, let reason): "\(path): \(reason)"
        case .policyUnsupported(let path): "\(path): cannot be evaluated here; store the policy disabled or remove it"
        case .incompatibleDatabase(let reason): "incompatible database: \(reason)"
        case .keyUnavailable(let reason): "key unavailable: \(reason)"
        case .keyMismatch: "the database was created with another key"
        case .storage(let kind): "storage failed: \(kind)"
        case .storageFull: "the disk is full; nothing was written"
        case .outcomeUnknown: "storage failed while committing; the change may or may not have been made"
        case .busy: "busy: try again"
        case .mail(let reason): "mail: \(reason)"
        case .internal(let reason): "internal error (please report it): \(reason)"
        }
    }

    /// The same as ``description``.
    public var errorDescription: String? { description }
}

/// A call on an engine that was closed, or on what came from it: a mistake of the program's.
public struct EngineClosed: Error, LocalizedError, Sendable, Hashable, CustomStringConvertible {
    public var description: String { "the engine is closed" }

    /// The same as ``description``.
    public var errorDescription: String? { description }
}

extension DoorstepError {
    init(_ error: DoorstepNative.DoorstepError) {
        self =
            switch error {
            case .InvalidArgument(let field, let reason, _): .invalidArgument(field: field, reason: reason)
            case .NotFound(let kind, _): .notFound(kind: kind)
            case .AlreadyExists(let kind, _): .alreadyExists(kind: kind)
            case .Forbidden(let needs, _): .forbidden(needs: needs)
            case .PolicyInvalid(let path, let reason, _): .policyInvalid(path: path, reason: reason)
            case .PolicyUnsupported(let path, _): .policyUnsupported(path: path)
            case .IncompatibleDatabase(let reason, _): .incompatibleDatabase(reason: reason)
            case .KeyUnavailable(let reason, _): .keyUnavailable(reason: reason)
            case .KeyMismatch: .keyMismatch
            case .Storage(let kind, _): .storage(kind: kind)
            case .StorageFull: .storageFull
            case .OutcomeUnknown: .outcomeUnknown
            case .Busy: .busy
            case .Mail(let reason, _): .mail(reason: reason)
            case .Internal(let reason, _): .internal(reason: reason)
            }
    }
}
