import Doorstep
import Foundation

private let password = "correct horse battery staple"

/// The calls that are measured, each on the caller's thread.
final class Figures {
    private let users: Int
    private let codes = Codes()
    private let clock: ManualClock
    private let engine: Engine
    private let tenant: Tenant
    private let app: App
    private var session = ""

    init(path: String, users: Int, start: Int64) throws {
        self.users = users
        clock = ManualClock(Date(timeIntervalSince1970: Double(start) / 1000))
        let codes = codes
        engine = try Engine.open(
            .file(path), keys: KeyRing(bytes: Array(0..<32)), mailer: { codes.keep($0) }, clock: clock,
            deliverInBackground: false)
        tenant = try engine.tenant("contoso")
        app = try tenant.app(clientID: tenant.apps.list()[0].clientID)
    }

    private func user(_ n: Int) -> Int {
        n * 7_368_787 % users
    }

    private func context(_ user: Int) -> SignInContext {
        SignInContext(ip: "10.\(user >> 16 & 255).\(user >> 8 & 255).\(user & 255)")
    }

    func signIn(_ n: Int) throws -> Int64 {
        let user = user(n)
        let email = "user\(padded(String(user), to: 8))@example.com"
        let context = context(user)
        let (half, step) = try timed { try app.signIn(email: email, password: password, context: context) }
        try engine.deliverMail()
        let code = codes.take(email)
        guard case .codeRequired(let asked) = step else { fatalError("\(step)") }
        let (rest, last) = try timed { try app.submitCode(code, token: asked.token) }
        guard case .completed(let done) = last else { fatalError("\(last)") }
        session = done.token
        clock.advance(by: .seconds(1))
        return half + rest
    }

    func validate(_ n: Int) throws -> Int64 {
        let (time, found) = try timed { try tenant.sessions.validate(token: session) }
        precondition(found != nil)
        return time
    }

    func whatIf(_ n: Int) throws -> Int64 {
        let user = user(n)
        let id = "01900000-0000-7000-8000-\(padded(String(user, radix: 16), to: 12))"
        let context = context(user)
        return try timed { try tenant.whatIf(userID: id, clientID: app.clientID, context: context) }.0
    }
}

private func timed<Value>(_ work: () throws -> Value) rethrows -> (Int64, Value) {
    let began = DispatchTime.now().uptimeNanoseconds
    let value = try work()
    return (Int64(DispatchTime.now().uptimeNanoseconds - began), value)
}

private func padded(_ text: String, to length: Int) -> String {
    String(repeating: "0", count: length - text.count) + text
}

/// The newest code of each address. Mails may come on whatever thread.
private final class Codes: @unchecked Sendable {
    private let lock = NSLock()
    private var codes: [String: String] = [:]

    func keep(_ mail: Message) {
        lock.withLock { codes[mail.to] = mail.code }
    }

    func take(_ address: String) -> String {
        lock.withLock { codes.removeValue(forKey: address) ?? "" }
    }
}
