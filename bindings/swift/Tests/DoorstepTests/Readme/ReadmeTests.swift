import Foundation
import Testing

@Suite struct ReadmeTests {
    @Test func theTwentyLinesRunAsShown() async throws {
        let here = URL(filePath: #filePath)
        let program = try String(contentsOf: here.appending(path: "../TwentyLines.swift").standardized, encoding: .utf8)
        let readme = try String(contentsOf: here.appending(path: "../../../../README.md").standardized, encoding: .utf8)
        let shown = try #require(program.split(separator: "\n\n", maxSplits: 1).last)
        #expect(readme.contains(shown), "the README shows another program")
        #expect(try await signInAda() == ["pwd", "otp", "mfa"])
    }
}
