import Doorstep
import Foundation

/// Notes every secret, and how everything that comes back shows itself.
final class Canary: World {
    private let notes: Notes

    init(_ choice: JSON) throws {
        let notes = Notes()
        self.notes = notes
        try super.init(choice) { message in
            notes.show(message)
            if let code = message.code { notes.keep(code) }
        }
    }

    override func dispatch(_ step: JSON, _ given: JSON) async throws -> Any? {
        for (name, value) in given.object ?? [:] {
            switch name {
            case "password", "token", "session_token": notes.keep(value.text ?? value.description)
            case "code": break
            default: notes.publish(value.description)
            }
        }
        let result: Any?
        do {
            result = try await super.dispatch(step, given)
        } catch let error as DoorstepError {
            notes.show(error)
            notes.show(error.localizedDescription)
            throw error
        }
        if let result { notes.show(result) }
        if let step = result as? Step, let token = step.token { notes.keep(token) }
        if case .completed(let done)? = result as? Step { notes.keep(done.token) }
        return result
    }

    /// Secrets that are shown.
    var found: [String] { notes.found }
}

/// What is secret, what is given openly, and what was shown. The mailer notes on whatever thread.
final class Notes: @unchecked Sendable {
    private let lock = NSLock()
    private var secrets: Set<String> = []
    private var open = ""
    private var shown = ""

    func keep(_ secret: String) {
        lock.withLock { _ = secrets.insert(secret) }
    }

    func publish(_ value: String) {
        lock.withLock { open += value + "\n" }
    }

    /// Notes every way in which a value shows itself.
    func show(_ given: Any) {
        var dumped = ""
        dump(given, to: &dumped)
        lock.withLock { shown += "\(given)\n\(String(reflecting: given))\n\(dumped)\n" }
    }

    /// The secrets that are shown, in any of a few spellings; not those that are given openly too.
    var found: [String] {
        lock.withLock {
            secrets.filter { secret in
                secret.utf8.count >= 6 && !open.contains(secret) && spellings(secret).contains { shown.contains($0) }
            }
        }
    }
}

/// A secret as text, hex, base64 and a list of bytes.
func spellings(_ secret: String) -> [String] {
    let raw = Data(secret.utf8)
    let hex = raw.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    var encoded = raw.base64EncodedString()
    while encoded.last == "=" { encoded.removeLast() }
    encoded.removeLast()
    let url = encoded.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
    return [secret, hex, hex.uppercased(), encoded, url, raw.map(String.init).joined(separator: ", ")]
}
