import Testing

@testable import Doorstep

/// Every conformance scenario, and those that must fail. Nothing that comes back shows a secret.
@Suite struct ConformanceTests {
    @Test(arguments: try Scenario.load())
    func goesAsItShould(_ scenario: Scenario) async throws {
        let canary = try Canary(scenario.engine)
        try await scenario.run(in: canary)
        #expect(canary.found == [])
    }

    @Test(arguments: try Scenario.load(Scenario.folder.appending(path: "must-fail")))
    func mustFail(_ scenario: Scenario) async {
        await #expect(throws: Mismatch.self) { try await scenario.run() }
    }

    @Test func aSecretThatShowsIsFound() {
        let secret = "correct horse battery"
        for spelling in spellings(secret) {
            let notes = Notes()
            notes.keep(secret)
            #expect(notes.found == [])
            notes.show(["<\(spelling)>"])
            #expect(notes.found == [secret])
        }
    }
}
