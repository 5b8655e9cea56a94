import Doorstep
import Foundation

let password = "correct horse battery"
let newYear = Date(timeIntervalSince1970: 1_767_225_600)

func keys() throws -> KeyRing {
    try KeyRing(bytes: Array(0..<32))
}

/// A tenant with an app, a flow and Email OTP on, in memory; time stands still until moved.
final class Contoso: Sendable {
    let mails = Mails()
    let engine: Engine
    let tenant: Tenant
    let app: App

    init(
        _ provider: IdentityProvider = .emailPassword, database: Database = .inMemory, mailer: (any Mailer)? = nil,
        clock: any EngineClock = ManualClock(newYear), deliverInBackground: Bool = false
    ) throws {
        engine = try Engine.open(
            database, keys: keys(), mailer: mailer ?? mails, clock: clock, deliverInBackground: deliverInBackground)
        tenant = try engine.createTenant(named: "contoso")
        let shop = try tenant.apps.register(name: "Contoso Shop")
        try tenant.userFlows.create(
            NewUserFlow(displayName: "Sign up and sign in", identityProvider: provider, clientIDs: [shop.clientID]))
        try tenant.methods.enable(.emailOTP)
        app = try tenant.app(clientID: shop.clientID)
    }

    deinit {
        engine.close()
    }

    @discardableResult
    func user(_ email: String = "ada@example.com", password: String? = password) throws -> User {
        try tenant.users.create(NewUser(email: email), password: password)
    }

    func requireMFA() throws {
        try tenant.policies.create(Policy.requireMFA(named: "CA01 - All apps: Require MFA").allUsers().allApps())
    }

    func code() throws -> String {
        try engine.deliverMail()
        guard let code = mails.all.last?.code else { throw Missing() }
        return code
    }
}

/// The error that a call fails with.
func failure(_ work: () throws -> Any?) -> DoorstepError? {
    do {
        _ = try work()
        return nil
    } catch {
        return error as? DoorstepError
    }
}

/// Something that a test counts on is not there.
struct Missing: Error {}

/// A mailer that collects, on whatever thread.
final class Mails: Mailer, @unchecked Sendable {
    private let lock = NSLock()
    private var mails: [Message] = []

    var all: [Message] {
        lock.withLock { mails }
    }

    func send(_ message: Message) {
        lock.withLock { mails.append(message) }
    }
}

/// A value that several threads use.
final class Shared<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var held: Value

    init(_ value: Value) {
        held = value
    }

    var value: Value {
        lock.withLock { held }
    }

    @discardableResult
    func change<Result>(_ work: (inout Value) -> Result) -> Result {
        lock.withLock { work(&held) }
    }
}

/// A folder that is deleted when nobody holds it.
final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "doorstep-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String {
        url.appending(path: name).path
    }
}

/// Whether something becomes true while other threads go on, a bounded number of times.
func eventually(_ condition: () -> Bool) -> Bool {
    for _ in 0..<1_000_000 {
        if condition() { return true }
        sched_yield()
    }
    return condition()
}
