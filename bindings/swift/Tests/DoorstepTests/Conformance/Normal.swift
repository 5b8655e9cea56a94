import Doorstep
import Foundation

/// When every scenario starts: 2026-01-01T00:00:00Z.
let start = Date(timeIntervalSince1970: 1_767_225_600)

/// Fields that hold JSON.
private let documents: Set = ["document", "before", "after", "sign_in"]

/// The normal form of a result. Records are plain; every field of theirs is part of the form.
func normal(_ given: Any?) throws -> JSON {
    guard let given else { return .null }
    switch given {
    case is Void: return .null
    case let json as JSON: return json
    case let text as String: return .text(text)
    case let bool as Bool: return .bool(bool)
    case let number as Int: return .number(Int64(number))
    case let number as Int64: return .number(number)
    case let time as Date: return .number(Int64((time.timeIntervalSince(start) * 1000).rounded()))
    case let duration as Duration: return .number(milliseconds(duration))
    case let word as any RawRepresentable<String>: return .text(word.rawValue)
    case let items as [Any]: return .list(try items.map(normal))
    case let texts as [Int: String]:
        return .object(Dictionary(uniqueKeysWithValues: texts.map { ("\($0)", .text($1)) }))
    // A frequency is its hours, or the word.
    case SignInFrequency.everyTime as SignInFrequency: return .text("every_time")
    case SignInFrequency.timeBased(let every) as SignInFrequency: return .number(milliseconds(every) / 3_600_000)
    case let members as [String: Any]: return .object(try members.mapValues(normal))
    case let tenant as Tenant: return .object(["id": .text(tenant.id), "name": .text(tenant.name)])
    case let message as Message: return normal(message)
    case let step as Step: return try normal(step)
    case let problem as Problem: return try normal(problem)
    case let denial as Denial: return try normal(denial)
    case let value as AttributeValue: return normal(value)
    case let target as Target: return normal(target)
    case let member as Member: return normal(member)
    default: return .object(try fields(of: given))
    }
}

/// The stored properties of a record by their names, durations with `_ms` behind.
private func fields(of record: Any) throws -> [String: JSON] {
    let mirror = Mirror(reflecting: record)
    guard mirror.displayStyle == .struct || mirror.displayStyle == .class else {
        throw Mismatch("\(type(of: record)) has no normal form")
    }
    var form: [String: JSON] = [:]
    for child in mirror.children {
        guard let label = child.label else { throw Mismatch("\(type(of: record)) has a field without a name") }
        let name = record is FlowAttribute && label == "kind" ? "type" : snake(label)
        let value = unwrapped(child.value)
        if record is SessionControls, let texts = value as? [String: String] {
            // JSON by name.
            form[name] = .object(try texts.mapValues { try JSON(parsing: Data($0.utf8)) })
        } else if documents.contains(name), let text = value as? String {
            form[name] = try JSON(parsing: Data(text.utf8))
        } else {
            form[value is Duration ? name + "_ms" : name] = try normal(value)
        }
    }
    return form
}

/// What is in an optional that is itself given as `Any`.
private func unwrapped(_ given: Any) -> Any? {
    let mirror = Mirror(reflecting: given)
    return mirror.displayStyle == .optional ? mirror.children.first.map { unwrapped($0.value) } ?? nil : given
}

private func milliseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
}

/// `userID` and `codeRequired` as `user_id` and `code_required`.
func snake(_ name: String) -> String {
    var words = ""
    for character in name {
        if character.isUppercase, words.last?.isLowercase ?? false { words.append("_") }
        words.append(character)
    }
    return words.lowercased()
}
