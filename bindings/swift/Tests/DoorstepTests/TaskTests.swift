import Foundation
import Testing

@testable import Doorstep

/// Awaited calls: off the cooperative pool, many at a time, and canceled without surprises.
@Suite struct TaskTests {
    @Test func sixtyFourTasksSignInAtOnce() async throws {
        let folder = try Folder()
        let codes = Codes()
        let mailer = AsyncMailer { message in
            await Task.yield()
            await codes.put(message.code ?? "", for: message.to)
        }
        let engine = try await Engine.open(.file(folder.path("doorstep.db")), keys: keys(), mailer: mailer)
        let tenant = try await engine.createTenant(named: "contoso")
        let shop = try await tenant.apps.register(name: "Shop")
        try await tenant.userFlows.create(
            NewUserFlow(displayName: "Flow", identityProvider: .emailOTP, clientIDs: [shop.clientID]))
        let app = try await tenant.app(clientID: shop.clientID)
        let sessions = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let name = "user\(number)@example.com"
                    try await tenant.users.create(NewUser(email: name))
                    // A network each: one alone would use up its tries.
                    let context = SignInContext(ip: "198.51.100.\(number)")
                    let step = try await app.signIn(email: name, context: context)
                    let code = await codes.take(name)
                    let last = try await app.submitCode(code, token: step.token ?? "")
                    guard case .completed(let done) = last else { return nil }
                    return done.session.id
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(sessions.count == 64 && !sessions.contains(nil))
        await engine.close()
    }

    @Test func theCooperativePoolIsFreeWhileCallsWait() async throws {
        // More than there are cores, all of them waiting at the same time.
        let count = ProcessInfo.processInfo.activeProcessorCount * 2 + 1
        let (inside, arrivals) = AsyncStream.makeStream(of: Void.self)
        let goOn = DispatchSemaphore(value: 0)
        let worlds = try (0..<count).map { _ in
            let world = try Contoso(
                .emailOTP,
                mailer: ClosureMailer { _ in
                    arrivals.yield()
                    goOn.wait()
                })
            try world.user(password: nil)
            _ = try world.app.signIn(email: "ada@example.com")
            return world
        }
        let deliveries = worlds.map { world in Task { try await world.engine.deliverMail() } }
        var arrived = inside.makeAsyncIterator()
        for _ in 0..<count { await arrived.next() }
        let others = await withTaskGroup(of: Int.self) { group in
            for number in 0..<100 { group.addTask { number } }
            return await group.reduce(0, +)
        }
        #expect(others == 4950)
        #expect(try await worlds[0].engine.tenant("contoso").name == "contoso")
        for _ in 0..<count { goOn.signal() }
        for delivery in deliveries { #expect(try await delivery.value.sent == 1) }
    }

    @Test func whatWasSubmittedBeforeACancellationCounts() async throws {
        let (inside, arrivals) = AsyncStream.makeStream(of: Void.self)
        let goOn = DispatchSemaphore(value: 0)
        let world = try Contoso(
            .emailOTP,
            mailer: ClosureMailer { _ in
                arrivals.yield()
                goOn.wait()
            })
        try world.user(password: nil)
        _ = try await world.app.signIn(email: "ada@example.com")
        let delivery = Task { try await world.engine.deliverMail() }
        var arrived = inside.makeAsyncIterator()
        await arrived.next()
        delivery.cancel()
        goOn.signal()
        #expect(try await delivery.value.sent == 1)
        #expect(try await world.engine.deliverMail() == MailReport(sent: 0, failed: 0, dropped: 0, waiting: 0))
    }

    @Test func aCallThatWasCanceledBeforeItBeganIsNotMade() async throws {
        let world = try Contoso()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await world.tenant.users.create(NewUser(email: "ada@example.com"), password: password)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await world.tenant.users.list().items == [])
    }

    @Test func aCallThatIsCanceledWhileItWaitsForAThreadIsNotMade() async throws {
        let workers = Workers(most: 1)
        let (began, goOn) = (Shared(false), DispatchSemaphore(value: 0))
        workers.run {
            began.change { $0 = true }
            goOn.wait()
        }
        while !began.value { await Task.yield() }
        let calls = Shared(0)
        let canceled = Task { try await offload(on: workers) { calls.change { $0 += 1 } } }
        let other = Task { try await offload(on: workers) { calls.change { $0 += 10 } } }
        while workers.waiting < 2 { await Task.yield() }
        canceled.cancel()
        goOn.signal()
        await #expect(throws: CancellationError.self) { try await canceled.value }
        try await other.value
        #expect(calls.value == 10)
    }

    @Test func errorsComeThrough() async throws {
        let world = try Contoso()
        await #expect(throws: DoorstepError.notFound(kind: "user")) { try await world.tenant.users.get(userID: "x") }
    }

    @Test func aBlockingCallCanBeMadeInATask() async throws {
        let world = try Contoso()
        let blocking = { try world.tenant.sessions.validate(token: "x") }
        #expect(try blocking() == nil)
    }

    @Test func workersRunEveryJobOnSoManyThreadsAndLetThemGo() {
        let workers = Workers(most: 4, patience: 0)
        let (now, most, done) = (Shared(0), Shared(0), DispatchSemaphore(value: 0))
        for _ in 0..<200 {
            workers.run {
                let running = now.change { $0 += 1; return $0 }
                most.change { $0 = max($0, running) }
                sched_yield()
                now.change { $0 -= 1 }
                done.signal()
            }
        }
        for _ in 0..<200 { done.wait() }
        #expect((1...4).contains(most.value))
        #expect(eventually { workers.size == 0 })
        let order = Shared<[Int]>([])
        let one = Workers(most: 1)
        for number in 0..<100 {
            one.run {
                order.change { $0.append(number) }
                if number == 99 { done.signal() }
            }
        }
        done.wait()
        #expect(order.value == Array(0..<100))
    }
}

/// Codes of addresses, whoever comes first: the mail or the one who waits for it.
private actor Codes {
    private var codes: [String: String] = [:]
    private var waiting: [String: CheckedContinuation<String, Never>] = [:]

    func put(_ code: String, for address: String) {
        guard let waiter = waiting.removeValue(forKey: address) else { return codes[address] = code }
        waiter.resume(returning: code)
    }

    func take(_ address: String) async -> String {
        if let code = codes.removeValue(forKey: address) { return code }
        return await withCheckedContinuation { waiting[address] = $0 }
    }
}
