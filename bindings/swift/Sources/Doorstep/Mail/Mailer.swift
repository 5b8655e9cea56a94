import Foundation
internal import DoorstepNative

/// Hands messages over to whatever delivers them.
///
/// Called from a thread of the engine, or from `Engine.deliverMail()`, with nothing held: it may call the engine. Every
/// message is handed over at least once while its code lives, and not again after a return, unless the process ends
/// first or the call takes more than a minute.
///
/// An engine holds its mailer. One that holds the engine back keeps both until the engine is closed.
public protocol Mailer: Sendable {
    /// Hands over one message. A return means that somebody else is responsible for it now; any error means that it is
    /// tried again while its code lives, unless it is ``MailerError/permanent(reason:)``. Of other errors only the name
    /// of the type is kept.
    func send(_ message: Message) throws
}

/// A mailer that awaits: for clients that do. A thread of the engine waits for it.
///
/// In a task, close the engine with `await`, and deliver so when it does not deliver in the background: the blocking
/// twins would hold a thread that the mailer may need.
public struct AsyncMailer: Mailer {
    private let work: @Sendable (Message) async throws -> Void

    /// A mailer that hands each message to a closure.
    public init(_ send: @escaping @Sendable (Message) async throws -> Void) {
        work = send
    }

    public func send(_ message: Message) throws {
        let (done, outcome) = (DispatchSemaphore(value: 0), Outcome())
        Task.detached { [work] in
            do {
                try await work(message)
            } catch {
                outcome.error = error
            }
            done.signal()
        }
        done.wait()
        if let error = outcome.error { throw error }
    }

    /// Written before the signal, read after it.
    private final class Outcome: @unchecked Sendable {
        var error: (any Error)?
    }
}

/// Why a message could not be handed over. The reason is logged, so it must hold no address and no code.
public enum MailerError: Error, Sendable, Hashable {
    /// It may work later.
    case transient(reason: String)
    /// It will never work for this message, which is given up.
    case permanent(reason: String)
}

/// A closure as a mailer.
struct ClosureMailer: Mailer {
    let work: @Sendable (Message) throws -> Void

    func send(_ message: Message) throws {
        try work(message)
    }
}

/// The host's mailer, as the library calls it.
final class HostMailer: DoorstepNative.Mailer {
    private let mailer: any Mailer

    init(_ mailer: any Mailer) {
        self.mailer = mailer
    }

    func send(message: DoorstepNative.Message) throws {
        do {
            try mailer.send(Message(message))
        } catch MailerError.transient(let reason) {
            throw DoorstepNative.MailerError.Transient(reason: reason)
        } catch MailerError.permanent(let reason) {
            throw DoorstepNative.MailerError.Permanent(reason: reason)
        } catch {
            // The type alone: the text could hold an address or a code.
            throw DoorstepNative.MailerError.Transient(reason: "the mailer threw \(type(of: error))")
        }
    }
}

/// What one round of delivery did.
public struct MailReport: Sendable, Hashable {
    /// Messages handed over.
    public let sent: Int
    /// Messages that will be tried again.
    public let failed: Int
    /// Messages that expired, or were refused for good.
    public let dropped: Int
    /// Messages still in the outbox.
    public let waiting: Int
}

extension MailReport {
    init(_ native: DoorstepNative.MailReport) {
        sent = Int(clamping: native.sent)
        failed = Int(clamping: native.failed)
        dropped = Int(clamping: native.dropped)
        waiting = Int(clamping: native.waiting)
    }
}
