import Foundation
import Testing

@testable import Doorstep

/// Closing, and letting go.
@Suite struct LifetimeTests {
    @Test func aClosedEngineRefusesEveryCallOnEveryHandle() async throws {
        let folder = try Folder()
        let world = try Contoso(database: .file(folder.path("doorstep.db")))
        let (engine, tenant, app) = (world.engine, world.tenant, world.app)
        let ada = try world.user()
        let acting = try tenant.acting(as: ada.id)
        await engine.close()
        await engine.close()
        let calls: [() throws -> Any?] = [
            { try engine.tenants() }, { try engine.createTenant(named: "x") }, { try engine.deliverMail() },
            { try tenant.settings() }, { try tenant.acting(as: "x") }, { try tenant.app(clientID: app.clientID) },
            { try tenant.apps.list() }, { try tenant.users.list() }, { try tenant.groups.list() },
            { try tenant.roles.list() }, { try tenant.userFlows.list() }, { try tenant.methods.list() },
            { try tenant.policies.list() }, { try tenant.sessions.validate(token: "x") },
            { try app.signUp(email: "a@example.com") }, { try acting.users.list() },
        ]
        for call in calls {
            #expect(throws: EngineClosed()) { try call() }
        }
        await #expect(throws: EngineClosed()) { try await app.signUp(email: "a@example.com") }
        #expect(EngineClosed().localizedDescription == "the engine is closed")
        #expect(tenant.name == "contoso")
        let again = try await Engine.open(.file(folder.path("doorstep.db")), keys: keys())
        #expect(try await again.tenant("contoso").users.list().items == [ada])
    }

    @Test func whatNobodyHoldsEnds() throws {
        let engine = try Engine.open(.inMemory, keys: keys())
        let tenant = try engine.createTenant(named: "contoso")
        let client = try tenant.apps.register(name: "Shop").clientID
        let before = engine.handles
        try withExtendedLifetime((0..<100).map { _ in try tenant.app(clientID: client) }) {
            #expect(engine.handles == before + 100)
        }
        #expect(engine.handles == before)
        try withExtendedLifetime(engine.tenant("contoso")) { #expect(engine.handles == before + 12) }
        #expect(engine.handles == before)
    }

    @Test(arguments: [false, true]) func anEngineThatNobodyHoldsClosesItsFile(background: Bool) throws {
        let folder = try Folder()
        let path = folder.path("doorstep.db")
        weak var mailer: Mails?
        do {
            let mine = Mails()
            mailer = mine
            let engine = try Engine.open(
                .file(path), keys: keys(), mailer: mine, deliverInBackground: background)
            let tenant = try engine.createTenant(named: "contoso")
            #expect(try tenant.users.list().items == [])
            #expect((openFiles(path) ?? 1) > 0)
        }
        #expect(eventually { mailer == nil })
        #expect(eventually { (openFiles(path) ?? 0) == 0 })
    }

    @Test func closingClosesTheFileWhileHandlesAreHeld() throws {
        let folder = try Folder()
        let path = folder.path("doorstep.db")
        let world = try Contoso(database: .file(path), deliverInBackground: true)
        #expect((openFiles(path) ?? 1) > 0)
        world.engine.close()
        #expect((openFiles(path) ?? 0) == 0)
        #expect(world.engine.handles == 0)
    }

    @Test func aCanceledTaskClosesAndADeferDoesToo() async throws {
        let (one, other) = (try Contoso(), try Contoso())
        await Task {
            defer { other.engine.close() }
            withUnsafeCurrentTask { $0?.cancel() }
            await one.engine.close()
        }.value
        for world in [one, other] {
            await #expect(throws: EngineClosed()) { try await world.engine.tenants() }
        }
    }

    @Test func aHandleThatIsHeldKeepsTheEngineAlive() throws {
        func tenant() throws -> Tenant {
            try Engine.open(.inMemory, keys: keys()).createTenant(named: "contoso")
        }
        let tenant = try tenant()
        #expect(try tenant.apps.register(name: "Shop").name == "Shop")
    }

    @Test func closingDisturbsNoCallThatRuns() async throws {
        let world = try Contoso()
        let user = try world.user()
        let started = Shared(0)
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    started.change { $0 += 1 }
                    do {
                        while true { _ = try await world.tenant.users.get(userID: user.id) }
                    } catch is EngineClosed {
                        return "closed"
                    } catch {
                        return "\(error)"
                    }
                }
            }
            while started.value < 4 { await Task.yield() }
            await world.engine.close()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes == Array(repeating: "closed", count: 4))
    }

    @Test func theKeyMayGoOnceTheEngineIsOpen() throws {
        weak var gone: KeyRing?
        let engine: Engine
        do {
            let ring = try keys()
            gone = ring
            engine = try Engine.open(.inMemory, keys: ring)
        }
        #expect(gone == nil)
        #expect(try engine.createTenant(named: "contoso").name == "contoso")
    }
}

/// How many files whose paths begin so the process has open; none given where that cannot be seen.
private func openFiles(_ path: String) -> Int? {
    let folder = "/proc/self/fd"
    guard let open = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
    return open.filter { fd in
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(fd)")
        return target?.hasPrefix(path) ?? false
    }.count
}
