import Foundation
import Testing

@testable import Shop

@Suite struct WalkTests {
    @Test func theWalkPrintsWhatTheFileSays() async throws {
        let expected = URL(filePath: #filePath).appending(path: "../../../expected.txt").standardized
        let paper = Paper()
        try await run(walking: true, at: paper)
        #expect(try String(contentsOf: expected, encoding: .utf8) == paper.printed)
    }

    @Test func whatIsNoAddressIsAskedForAgain() async throws {
        let paper = Paper(answers: ["", "a password", "ada at example.com", "a password"])
        await #expect(throws: Left.self) { try await run(walking: false, at: paper) }
        #expect(paper.printed.hasSuffix(String(repeating: "That is not an email address.\n", count: 2)))
    }
}

/// A screen that keeps what it shows, and somebody who leaves after some answers.
private final class Paper: Terminal, @unchecked Sendable {
    private let lock = NSLock()
    private var lines = ""
    private var answers: [String]

    init(answers: [String] = []) {
        self.answers = answers
    }

    var printed: String {
        lock.withLock { lines }
    }

    func say(_ line: String) {
        lock.withLock { lines += line + "\n" }
    }

    func ask(_ question: String, hidden: Bool) throws -> String {
        try lock.withLock {
            if answers.isEmpty { throw Left() }
            return answers.removeFirst()
        }
    }
}
