import Foundation
import Testing

/// One scenario, ready to run. Format: `tests/conformance/README.md`.
struct Scenario: Sendable, CustomTestStringConvertible {
    let name: String
    let engine: JSON
    let steps: [JSON]

    var testDescription: String { name }

    /// The folder of the scenarios that every language runs.
    static let folder = URL(filePath: #filePath).appending(path: "../../../../../../tests/conformance").standardized

    /// Every scenario of a folder, files in the order of their names.
    static func load(_ folder: URL = folder) throws -> [Scenario] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let scenarios = try files.flatMap { file in
            let stem = file.deletingPathExtension().lastPathComponent
            let content = try JSON(parsing: Data(contentsOf: file))
            try only(content, "name", "about", "before", "scenarios")
            guard content["name"]?.text == stem else { throw Mismatch("\(file.path): its name must be the file's") }
            return try (content["scenarios"]?.list ?? []).map { one in
                try only(one, "name", "engine", "steps")
                guard let name = one["name"]?.text, let steps = one["steps"]?.list, !steps.isEmpty else {
                    throw Mismatch("\(file.path): a scenario has a name and steps")
                }
                let before = content["before"]?.list ?? []
                return Scenario(name: "\(stem)/\(name)", engine: one["engine"] ?? .object([:]), steps: before + steps)
            }
        }
        guard !scenarios.isEmpty else { throw Mismatch("there are no scenarios in \(folder.path)") }
        return scenarios
    }

    /// Runs it in a world of its own, or in the one given.
    ///
    /// - Throws: ``Mismatch`` when it does not go as it should.
    func run(in world: World? = nil) async throws {
        let world = try world ?? World(engine)
        for (index, step) in steps.enumerated() {
            do {
                try await world.step(step)
            } catch let why as Mismatch {
                throw Mismatch("step \(index + 1): \(step)\n  \(why)")
            }
        }
    }
}

/// Fails on a key that is not known.
func only(_ given: JSON, _ known: String...) throws {
    guard let members = given.object else { throw Mismatch("\(given) is no object") }
    let unknown = Set(members.keys).subtracting(known)
    if !unknown.isEmpty { throw Mismatch("there is no key \(unknown.sorted()) here") }
}
