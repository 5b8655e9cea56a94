/// A scenario did not go as it should, or breaks the format.
struct Mismatch: Error, CustomStringConvertible {
    let description: String

    init(_ why: String) {
        description = why
    }
}

private let matchers: Set = ["any", "length", "contains", "not"]

/// Says where what came back differs from what a step expects.
func check(_ expected: JSON, _ actual: JSON, at place: String) throws {
    if let object = expected.object, object.count == 1, let (word, operand) = object.first, matchers.contains(word) {
        return try special(word, operand, actual, place)
    }
    switch (expected, actual) {
    case (.object(let expected), .object(let actual)):
        for (key, value) in expected {
            guard let found = actual[key] else { throw Mismatch("\(place).\(key) is missing from \(actual.keys.sorted())") }
            try check(value, found, at: "\(place).\(key)")
        }
    case (.list(let expected), .list(let actual)):
        guard expected.count == actual.count else {
            throw Mismatch("\(place) has \(actual.count) items, not \(expected.count): \(actual)")
        }
        for (index, (one, other)) in zip(expected, actual).enumerated() {
            try check(one, other, at: "\(place)[\(index)]")
        }
    default:
        guard expected == actual else { throw Mismatch("\(place) is \(actual), not \(expected)") }
    }
}

private func special(_ word: String, _ operand: JSON, _ actual: JSON, _ place: String) throws {
    let good: Bool
    switch (word, operand) {
    case ("any", .bool(true)):
        good = !actual.isNull
    case ("length", .number(let count)):
        good = actual.list.map { $0.count == count } ?? false
    case ("contains", .list(let wanted)):
        good = actual.list.map { items in wanted.allSatisfy { one in items.contains { fits(one, $0) } } } ?? false
    case ("not", _):
        good = !fits(operand, actual)
    default:
        throw Mismatch("\(place): the matcher \(word) does not take \(operand)")
    }
    guard good else { throw Mismatch("\(place) is \(actual), not \(word) \(operand)") }
}

private func fits(_ expected: JSON, _ actual: JSON) -> Bool {
    (try? check(expected, actual, at: "it")) != nil
}
