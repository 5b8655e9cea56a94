import Doorstep

/// Ada at a terminal: what she answers, with a wrong password and a wrong code first.
actor Ada: Terminal {
    private let screen: any Terminal
    private let mails: AsyncStream<Message>
    private var passwords = ["something else", "correct horse battery"]
    private(set) var code: String?

    init(at screen: any Terminal, mails: AsyncStream<Message>) {
        self.screen = screen
        self.mails = mails
    }

    nonisolated func say(_ line: String) {
        // The reference is another one in each run.
        screen.say(line.replacing(#/Reference: \w+/#, with: "Reference: …"))
    }

    func ask(_ question: String, hidden: Bool) async throws -> String {
        let answer = try await answer(to: question)
        // Codes are new in each run, and nobody sees a password.
        screen.say("\(question): \(hidden || question == "Code" ? "…" : answer)")
        return answer
    }

    private func answer(to question: String) async throws -> String {
        switch question {
        case "Email": return "ada@example.com"
        case "Password": return passwords.removeFirst()
        default:
            if let code { return code }
            for await mail in mails {
                guard let sent = mail.code, let digit = sent.first?.wholeNumberValue else { continue }
                code = sent
                return "\((digit + 1) % 10)\(sent.dropFirst())"
            }
            throw Left()
        }
    }
}

/// Ada signs in, signs out, and tries the same code once more.
public func walk(_ shop: SetUp, mails: AsyncStream<Message>, at screen: any Terminal) async throws {
    let ada = Ada(at: screen, mails: mails)
    let visit = Visit(to: shop, at: ada)
    guard let token = try await visit.signIn() else { return }
    try await visit.greet(token)
    try await visit.signOut(token)
    try await visit.greet(token)
    _ = try await visit.submitAgain(await ada.code ?? "")
    for entry in try await shop.tenant.signIns().items.reversed() {
        screen.say("log: \(entry.userEmail ?? "?") \(entry.result.rawValue) \(entry.requirement)")
        for detail in entry.details {
            screen.say("log: - \(detail.method): \(detail.result)")
        }
    }
}
