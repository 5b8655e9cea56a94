import Foundation
import Testing

@testable import Doorstep
import func DoorstepNative.errorCodes
import func DoorstepNative.panicForTests

/// What the program or its environment causes.
@Suite struct ErrorTests {
    /// One of each, its payload in capitals.
    static let all: [DoorstepError] = [
        .invalidArgument(field: "FIELD", reason: "REASON"), .notFound(kind: "KIND"), .alreadyExists(kind: "KIND"),
        .forbidden(needs: ["NEEDS", "MORE"]), .policyInvalid(path: "PATH", reason: "REASON"),
        .policyUnsupported(path: "PATH"), .incompatibleDatabase(reason: "REASON"), .keyUnavailable(reason: "REASON"),
        .keyMismatch, .storage(kind: "KIND"), .storageFull, .outcomeUnknown, .busy, .mail(reason: "REASON"),
        .internal(reason: "REASON"),
    ]

    @Test func everyCodeHasItsCase() {
        let core = errorCodes().map { "\($0.number) \($0.code)" }
        #expect(Self.all.map { "\($0.number) \($0.code)" } == core)
    }

    @Test func wordsAreCores() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../../../core/src/error.rs").standardized
        let source = try String(contentsOf: file, encoding: .utf8)
        let formats = source.matches(of: #/write!\(f, "(.*?)"[,)]/#).map { match in
            String(match.output.1).replacing("{}", with: "NEEDS, MORE")
                .replacing(#/\{(\w+)\}/#) { $0.output.1.uppercased() }
        }
        #expect(Self.all.map(\.description) == formats)
        #expect(Self.all.map(\.localizedDescription) == formats)
    }

    @Test func errorsSayWhatIsWrong() throws {
        let world = try Contoso()
        let refused = failure { try world.user("no address") }
        guard case .invalidArgument(let field, let reason) = refused else { throw Missing() }
        #expect(field == "email" && refused?.localizedDescription == "email: \(reason)")
        #expect(throws: DoorstepError.notFound(kind: "user")) { try world.tenant.users.get(userID: "x") }
        let bob = try world.user("bob@example.com")
        #expect(throws: DoorstepError.alreadyExists(kind: "user")) { try world.user("bob@example.com") }
        let acting = try world.tenant.acting(as: bob.id)
        #expect(acting.actor == bob.id)
        guard case .forbidden(let needs) = failure({ try acting.apps.register(name: "x") }) else { throw Missing() }
        #expect(needs.contains("Global Administrator"))
        #expect(throws: DoorstepError.policyUnsupported(path: "conditions.agents")) {
            try world.tenant.policies.create(
                document: """
                    {"displayName": "x", "state": "enabled",
                     "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                                    "agents": {"x": 1}},
                     "grantControls": {"operator": "OR", "builtInControls": ["block"]}}
                    """)
        }
    }

    @Test func aPanicIsAnOrdinaryError() {
        #expect(throws: DoorstepError.internal(reason: "a panic")) { try translated { try panicForTests() } }
    }

    @Test func anotherKeyAndAnotherProgramsFileAreRefused() throws {
        let folder = try Folder()
        let path = folder.path("doorstep.db")
        try Engine.open(.file(path), keys: keys()).close()
        let other = try KeyRing(bytes: Data(Array(32...63)))
        #expect(throws: DoorstepError.keyMismatch) { try Engine.open(.file(path), keys: other) }
        let strange = folder.path("strange.db")
        try Data("no database at all, only text that is long enough to be read as one".utf8)
            .write(to: URL(filePath: strange))
        #expect(failure { try Engine.open(.file(strange), keys: keys()) }?.code == "incompatible_database")
    }

    @Test func keysComeFromBytesFilesAndTheEnvironment() throws {
        let folder = try Folder()
        let path = folder.path("doorstep.key")
        let made = try KeyRing.createFile(at: path)
        #expect(try KeyRing(file: path).id == made.id)
        #expect(throws: DoorstepError.alreadyExists(kind: "key_file")) { try KeyRing.createFile(at: path) }
        #expect(try keys().id == KeyRing(bytes: Data(Array(0..<32))).id)
        for bytes: [UInt8] in [Array(0..<31), Array(repeating: 7, count: 32), []] {
            #expect(failure { try KeyRing(bytes: bytes) }?.code == "invalid_argument")
        }
        #expect(failure { try KeyRing(file: folder.path("none")) }?.code == "key_unavailable")
        #expect(failure { try KeyRing(environment: "DOORSTEP_NO_SUCH_KEY") }?.code == "key_unavailable")
    }
}
