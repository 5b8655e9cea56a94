import Foundation
import Testing

@testable import Doorstep

/// The host's code that the library calls: mailers and clocks.
@Suite struct MailerTests {
    @Test func aMailerMayCallTheEngineFromTheEnginesOwnThread() async throws {
        let held = Shared<Engine?>(nil)
        let (codes, inbox) = AsyncStream.makeStream(of: String.self)
        let engine = try await Engine.open(
            .inMemory, keys: keys(),
            mailer: { mail in
                guard let tenant = try held.value?.tenant("contoso") else { throw Missing() }
                inbox.yield("\(tenant.name) \(mail.code ?? "")")
            })
        held.change { $0 = engine }
        let app = try otp(engine)
        let step = try await app.signIn(email: "ada@example.com")
        var arrived = codes.makeAsyncIterator()
        let words = await arrived.next()?.split(separator: " ") ?? []
        #expect(words.first == "contoso")
        let last = try await app.submitCode(String(words[1]), token: step.token ?? "")
        guard case .completed = last else { throw Missing() }
        await engine.close()
        held.change { $0 = nil }
    }

    @Test func aMailerMayCloseTheEngine() async throws {
        let held = Shared<Engine?>(nil)
        let (closings, inbox) = AsyncStream.makeStream(of: Void.self)
        let engine = try await Engine.open(
            .inMemory, keys: keys(),
            mailer: { _ in
                held.value?.close()
                inbox.yield()
            })
        held.change { $0 = engine }
        let app = try otp(engine)
        _ = try await app.signIn(email: "ada@example.com")
        var closed = closings.makeAsyncIterator()
        await closed.next()
        await #expect(throws: EngineClosed()) { try await engine.tenants() }
        held.change { $0 = nil }
    }

    @Test func theLastOneToHoldAnEngineMayBeItsMailer() async throws {
        let held = Shared<Engine?>(nil)
        let (goings, inbox) = AsyncStream.makeStream(of: Void.self)
        weak var gone: Engine?
        do {
            let engine = try await Engine.open(
                .inMemory, keys: keys(),
                mailer: { _ in
                    held.change { $0 = nil }
                    inbox.yield()
                })
            gone = engine
            held.change { $0 = engine }
            let app = try otp(engine)
            _ = try await app.signIn(email: "ada@example.com")
        }
        var went = goings.makeAsyncIterator()
        await went.next()
        #expect(eventually { gone == nil })
    }

    @Test func aFailingMailerLosesNothing() throws {
        struct Down: Error, CustomStringConvertible {
            let description = "no route to ada@example.com"
        }
        let failures = Shared<[any Error]>([Down(), MailerError.transient(reason: "down"), CancellationError()])
        let sent = Mails()
        let clock = ManualClock(newYear)
        let world = try Contoso(
            .emailOTP,
            mailer: ClosureMailer { mail in
                if let failure = failures.change({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
                sent.send(mail)
            },
            clock: clock)
        try world.user(password: nil)
        let step = try world.app.signIn(email: "ada@example.com")
        for _ in 0..<3 {
            #expect(try world.engine.deliverMail() == MailReport(sent: 0, failed: 1, dropped: 0, waiting: 1))
            clock.advance(by: .seconds(60))
        }
        #expect(try world.engine.deliverMail().sent == 1)
        let last = try world.app.submitCode(sent.all.last?.code ?? "", token: step.token ?? "")
        guard case .completed = last else { throw Missing() }
        failures.change { $0.append(MailerError.permanent(reason: "no such mailbox")) }
        _ = try world.app.signIn(email: "ada@example.com")
        #expect(try world.engine.deliverMail() == MailReport(sent: 0, failed: 0, dropped: 1, waiting: 0))
    }

    @Test func ofAnyOtherErrorOnlyTheTypeIsKept() throws {
        struct Down: Error {
            let to = "ada@example.com"
        }
        let mailer = HostMailer(ClosureMailer { _ in throw Down() })
        do {
            try mailer.send(message: message())
            throw Missing()
        } catch {
            #expect("\(error)".contains("the mailer threw Down") && !"\(error)".contains("ada@"))
        }
    }

    @Test func anAwaitingMailerSaysWhatWentWrong() async throws {
        let mailer = AsyncMailer { _ in
            await Task.yield()
            throw MailerError.permanent(reason: "no such mailbox")
        }
        let world = try Contoso(.emailOTP, mailer: mailer)
        try world.user(password: nil)
        _ = try await world.app.signIn(email: "ada@example.com")
        #expect(try await world.engine.deliverMail().dropped == 1)
    }

    @Test func thereIsOneMailer() throws {
        let smtp = try SMTPMailer(SMTPOptions(host: "localhost", port: 25, security: .none))
        #expect(throws: DoorstepError.invalidArgument(field: "smtp", reason: "there is a mailer already")) {
            try Engine.open(.inMemory, keys: keys(), mailer: Mails(), smtp: smtp)
        }
        #expect(throws: DoorstepError.self) {
            try Engine.open(.inMemory, keys: keys(), deliverInBackground: false).deliverMail()
        }
        // Nobody listens there.
        let nobody = try SMTPMailer(SMTPOptions(host: "localhost", port: 1, security: .none))
        let engine = try Engine.open(.inMemory, keys: keys(), smtp: nobody, deliverInBackground: false)
        _ = try otp(engine).signIn(email: "ada@example.com")
        #expect(try engine.deliverMail().failed == 1)
    }

    @Test func anyClockWillDo() throws {
        struct Later: EngineClock {
            func now() -> Date { newYear.addingTimeInterval(0.125) }
        }
        #expect(try Contoso(clock: Later()).user().createdAt == Later().now())
        let manual = ManualClock(newYear)
        manual.advance(by: .milliseconds(1500))
        #expect(manual.now() == newYear.addingTimeInterval(1.5))
        manual.advance(by: .seconds(-1))
        #expect(manual.now() == newYear.addingTimeInterval(0.5))
        manual.set(newYear)
        #expect(manual.now() == newYear)
        #expect("\(manual)" == "ManualClock(\(newYear))")
    }
}

/// An app that people sign in to with a code, and a user.
private func otp(_ engine: Engine) throws -> App {
    let tenant = try engine.createTenant(named: "contoso")
    let shop = try tenant.apps.register(name: "Shop")
    try tenant.userFlows.create(
        NewUserFlow(displayName: "Flow", identityProvider: .emailOTP, clientIDs: [shop.clientID]))
    try tenant.users.create(NewUser(email: "ada@example.com"))
    return try tenant.app(clientID: shop.clientID)
}
