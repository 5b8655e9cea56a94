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
}

/// A screen that keeps what it shows.
private final class Paper: Terminal, @unchecked Sendable {
    private let lock = NSLock()
    private var lines = ""

    var printed: String {
        lock.withLock { lines }
    }

    func say(_ line: String) {
        lock.withLock { lines += line + "\n" }
    }

    func ask(_ question: String, hidden: Bool) throws -> String {
        throw Left()
    }
}
