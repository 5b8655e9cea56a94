import Doorstep

/// The whole program: sets the shop up and lets whoever is at the terminal sign in; with `walking`, Ada does.
public func run(walking: Bool, at terminal: any Terminal) async throws {
    let (mails, inbox) = AsyncStream.makeStream(of: Message.self)
    // Gone with the process, like the database. Real programs keep both, in different places.
    let keys = try KeyRing(bytes: (0..<32).map { _ in UInt8.random(in: .min ... .max) })
    let engine = try await Engine.open(
        .inMemory, keys: keys,
        mailer: { mail in
            if walking { inbox.yield(mail) } else { terminal.say("(mail to \(mail.to): \(mail.code ?? ""))") }
        })
    defer { engine.close() }
    let shop = try await SetUp(engine, at: terminal)
    if walking { return try await walk(shop, mails: mails, at: terminal) }
    let visit = Visit(to: shop, at: terminal)
    while true {
        guard let token = try await visit.signIn() else { continue }
        try await visit.greet(token)
        if try await terminal.ask("Sign out with Enter, leave with q") == "q" { return }
        try await visit.signOut(token)
    }
}
