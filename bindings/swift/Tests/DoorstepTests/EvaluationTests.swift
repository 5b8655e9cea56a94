import Foundation
import Testing

@testable import Doorstep

/// Judging without an engine: every vector of `tests/policies/evaluate-*.json`.
@Suite struct EvaluationTests {
    @Test(arguments: try Vector.load()) func judges(_ vector: Vector) throws {
        #expect(try JSON(parsing: Data(evaluate(vector.question.description).utf8)) == vector.verdicts)
    }

    @Test func whatCannotBeReadIsSaid() throws {
        #expect(try evaluate("{}") == "[]")
        #expect(try JSON(parsing: Data(evaluate("no JSON").utf8))["error"]?["field"] == .text("$"))
    }
}

/// One case with its verdicts.
struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    let question: JSON
    let verdicts: JSON

    var testDescription: String { name }

    static func load() throws -> [Vector] {
        let folder = Scenario.folder.appending(path: "../policies").standardized
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasPrefix("evaluate-") && $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
        guard !files.isEmpty else { throw Missing() }
        return try files.flatMap { file in
            try (JSON(parsing: Data(contentsOf: file)).list ?? []).map { vector in
                guard let name = vector["name"]?.text, let question = vector["case"], let verdicts = vector["verdicts"] else {
                    throw Missing()
                }
                return Vector(name: "\(file.lastPathComponent)/\(name)", question: question, verdicts: verdicts)
            }
        }
    }
}
