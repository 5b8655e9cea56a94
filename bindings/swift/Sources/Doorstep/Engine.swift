import Foundation
internal import DoorstepNative

/// Where an engine keeps its data.
public enum Database: Sendable, Hashable {
    /// A file on a local disk, by its path. A new one gets mode 0600.
    case file(String)
    /// One that does not outlive its engine: for tests.
    case inMemory
}

/// One opened database with its keys, mailer and clock. Everything starts here.
///
/// ```swift
/// let keys = try KeyRing(file: "/etc/shop/doorstep.key")
/// let smtp = try SMTPMailer(SMTPOptions(host: "mail.example.com", port: 587))
/// let engine = try await Engine.open(.file("/var/lib/shop/doorstep.db"), keys: keys, smtp: smtp)
/// let app = try await engine.tenant("contoso").app(clientID: clientID)
/// let step = try await app.signIn(email: "ada@example.com", password: password)
/// ```
///
/// Every call may be made from any thread. Those that touch the database exist twice under one name: with `await`, the
/// work is done on threads of the package's own, never on the cooperative pool; without, on the calling thread. A task
/// that is canceled before its call begins, also while it waits for a thread, makes none and throws
/// `CancellationError`; a call that has begun is finished, and its result is given.
///
/// Closing the engine ends every ``Tenant``, ``App`` and collection that came from it; calls on them then throw
/// ``EngineClosed``. Without it, background work and native memory end when nobody holds any of them.
///
/// No other copy of SQLite in this process may open the file.
public final class Engine: Sendable {
    private let handle: Handle<DoorstepNative.Engine>

    private init(_ native: DoorstepNative.Engine) throws {
        handle = try Handle(native, Lifetime())
    }

    /// How many native handles of the engine live: for tests.
    var handles: Int { handle.lifetime.count }

    /// Opens a database, creating or migrating it.
    ///
    /// - Parameters:
    ///   - database: A file or memory.
    ///   - keys: The master key.
    ///   - mailer: Who sends the mails; without one and without `smtp`, policies that require a code deny.
    ///   - smtp: A mail server to send the mails through, instead of `mailer`.
    ///   - clock: Where the time comes from; the system by default.
    ///   - countries: Where it learns the country of an address, where the host does not give it with a sign-in; without
    ///     it, it is unknown to policies that name countries.
    ///   - limits: Limits tighter than the built-in ones.
    ///   - policyLimits: How many policies, and what they refer to, a tenant may have.
    ///   - deliverInBackground: Whether a thread of the engine delivers mail as soon as it is written; otherwise call
    ///     `deliverMail()`.
    /// - Throws: ``DoorstepError/incompatibleDatabase(reason:)`` when the file is another program's or newer than this
    ///   library, ``DoorstepError/keyMismatch`` when it was made with another key,
    ///   ``DoorstepError/invalidArgument(field:reason:)`` for a limit looser than the built-in one, a policy limit out
    ///   of its range, a database of countries that cannot be read (`country_database`), and for two mailers.
    public static func open(
        _ database: Database, keys: KeyRing, mailer: (any Mailer)? = nil, smtp: SMTPMailer? = nil,
        clock: (any EngineClock)? = nil, countries: CountrySource? = nil, limits: Limits = Limits(),
        policyLimits: PolicyLimits = PolicyLimits(), deliverInBackground: Bool = true
    ) async throws -> Engine {
        try await offload {
            try open(
                database, keys: keys, mailer: mailer, smtp: smtp, clock: clock, countries: countries, limits: limits,
                policyLimits: policyLimits, deliverInBackground: deliverInBackground)
        }
    }

    /// The same on the calling thread.
    public static func open(
        _ database: Database, keys: KeyRing, mailer: (any Mailer)? = nil, smtp: SMTPMailer? = nil,
        clock: (any EngineClock)? = nil, countries: CountrySource? = nil, limits: Limits = Limits(),
        policyLimits: PolicyLimits = PolicyLimits(), deliverInBackground: Bool = true
    ) throws -> Engine {
        if mailer != nil, smtp != nil {
            throw DoorstepError.invalidArgument(field: "smtp", reason: "there is a mailer already")
        }
        let path =
            switch database {
            case .file(let path): path
            case .inMemory: ":memory:"
            }
        let route = mailer.map { MailRoute.host(mailer: HostMailer($0)) } ?? smtp.map { .smtp(mailer: $0.native) }
        return try translated {
            try Engine(
                DoorstepNative.Engine.open(
                    database: path, keys: keys.native, mail: route, time: clock.map(ManualClock.source),
                    countrySource: countries?.native, limits: limits.native, policyLimits: policyLimits.native,
                    deliverInBackground: deliverInBackground))
        }
    }

    /// Opens a database whose mails go to a closure, otherwise as
    /// ``open(_:keys:mailer:smtp:clock:countries:limits:policyLimits:deliverInBackground:)``.
    public static func open(
        _ database: Database, keys: KeyRing, mailer: (@Sendable (Message) throws -> Void)?,
        clock: (any EngineClock)? = nil, countries: CountrySource? = nil, limits: Limits = Limits(),
        policyLimits: PolicyLimits = PolicyLimits(), deliverInBackground: Bool = true
    ) async throws -> Engine {
        try await open(
            database, keys: keys, mailer: mailer.map(ClosureMailer.init), smtp: nil, clock: clock,
            countries: countries, limits: limits, policyLimits: policyLimits,
            deliverInBackground: deliverInBackground)
    }

    /// The same on the calling thread.
    public static func open(
        _ database: Database, keys: KeyRing, mailer: (@Sendable (Message) throws -> Void)?,
        clock: (any EngineClock)? = nil, countries: CountrySource? = nil, limits: Limits = Limits(),
        policyLimits: PolicyLimits = PolicyLimits(), deliverInBackground: Bool = true
    ) throws -> Engine {
        try open(
            database, keys: keys, mailer: mailer.map(ClosureMailer.init), smtp: nil, clock: clock,
            countries: countries, limits: limits, policyLimits: policyLimits,
            deliverInBackground: deliverInBackground)
    }

    /// Creates a tenant.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` unless the name is 1 to 64 characters on one line,
    ///   ``DoorstepError/alreadyExists(kind:)`` when there is one of this name.
    @discardableResult
    public func createTenant(named name: String) async throws -> Tenant {
        try await offload { try self.createTenant(named: name) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func createTenant(named name: String) throws -> Tenant {
        try handle.call { try Tenant($0.createTenant(name: name), handle.lifetime) }
    }

    /// Every tenant of the file, by name.
    public func tenants() async throws -> [TenantRecord] {
        try await offload { try self.tenants() }
    }

    /// The same on the calling thread.
    public func tenants() throws -> [TenantRecord] {
        try handle.call { try $0.tenants().map(TenantRecord.init) }
    }

    /// Opens a tenant by name or id.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func tenant(_ nameOrID: String) async throws -> Tenant {
        try await offload { try self.tenant(nameOrID) }
    }

    /// The same on the calling thread.
    public func tenant(_ nameOrID: String) throws -> Tenant {
        try handle.call { try Tenant($0.tenant(nameOrId: nameOrID), handle.lifetime) }
    }

    /// Renames a tenant.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none,
    ///   ``DoorstepError/alreadyExists(kind:)`` when another has the new name.
    public func renameTenant(_ nameOrID: String, to newName: String) async throws {
        try await offload { try self.renameTenant(nameOrID, to: newName) }
    }

    /// The same on the calling thread.
    public func renameTenant(_ nameOrID: String, to newName: String) throws {
        try handle.call { try $0.renameTenant(nameOrId: nameOrID, newName: newName) }
    }

    /// Deletes a tenant with everything in it.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func deleteTenant(_ nameOrID: String) async throws {
        try await offload { try self.deleteTenant(nameOrID) }
    }

    /// The same on the calling thread.
    public func deleteTenant(_ nameOrID: String) throws {
        try handle.call { try $0.deleteTenant(nameOrId: nameOrID) }
    }

    /// Delivers what waits in the outbox and is due. Only needed when the engine does not deliver in the background.
    ///
    /// - Throws: ``DoorstepError/mail(reason:)`` when the engine has no mailer.
    @discardableResult
    public func deliverMail() async throws -> MailReport {
        try await offload { try self.deliverMail() }
    }

    /// The same on the calling thread.
    @discardableResult
    public func deliverMail() throws -> MailReport {
        try handle.call { try MailReport($0.deliverMail()) }
    }

    /// Deletes what has expired: journeys, sessions, messages and counted events.
    @discardableResult
    public func purge() async throws -> PurgeReport {
        try await offload { try self.purge() }
    }

    /// The same on the calling thread.
    @discardableResult
    public func purge() throws -> PurgeReport {
        try handle.call { try PurgeReport($0.purge()) }
    }

    /// Stops background work, waiting for a mail that is being handed over, and closes the database as soon as the
    /// calls that run on other threads have ended. Closing twice is fine. A canceled task closes too. Whatever fails
    /// on the way, which takes a bug in the library, the engine is closed afterwards and nothing is thrown.
    public func close() async {
        await withCheckedContinuation { done in
            Workers.shared.run {
                self.close()
                done.resume()
            }
        }
    }

    /// The same on the calling thread. A `defer` takes this one.
    public func close() {
        // It fails when it is closed already, and on a bug in the library: with the handles, all of it ends anyway.
        try? handle.call { try $0.stop() }
        handle.lifetime.close()
    }
}

/// How much a purge deleted.
public struct PurgeReport: Sendable, Hashable {
    /// Journeys that ran out.
    public let journeys: Int
    /// Sessions that ran out.
    public let sessions: Int
    /// Messages that were not delivered in time.
    public let messages: Int
    /// Counted events outside every window.
    public let counters: Int

    init(_ native: DoorstepNative.PurgeReport) {
        journeys = Int(clamping: native.journeys)
        sessions = Int(clamping: native.sessions)
        messages = Int(clamping: native.messages)
        counters = Int(clamping: native.counters)
    }
}
