/// A JSON object that is being written. Its members come in the order of their names.
struct Members: Hashable, Sendable {
    /// What a member holds.
    indirect enum Value: Hashable, Sendable {
        case text(String)
        case number(Int64)
        case flag(Bool)
        case texts([String])
        case object(Members)
    }

    private var values: [String: Value] = [:]

    var isEmpty: Bool { values.isEmpty }

    mutating func set(_ name: String, _ value: Value) {
        values[name] = value
    }

    /// Adds to the list under a name.
    mutating func add(_ item: String, to name: String) {
        if case .texts(let items)? = values[name] {
            values[name] = .texts(items + [item])
        } else {
            values[name] = .texts([item])
        }
    }

    /// Adds to the flags under a name, which Graph writes as `"a,b"`.
    mutating func flag(_ word: String, in name: String) {
        if case .text(let words)? = values[name] {
            values[name] = .text("\(words),\(word)")
        } else {
            values[name] = .text(word)
        }
    }

    /// Changes the object under a name, which is there from now on.
    mutating func change(_ name: String, _ change: (inout Members) -> Void) {
        var members = Members()
        if case .object(let known)? = values[name] { members = known }
        change(&members)
        values[name] = .object(members)
    }

    /// The JSON text.
    var document: String { "{\(fields)}" }

    /// The same without braces.
    var fields: String {
        values.sorted { $0.key < $1.key }.map { name, value in "\(quoted(name)):\(value.document)" }
            .joined(separator: ",")
    }
}

extension Members.Value {
    fileprivate var document: String {
        switch self {
        case .text(let text): quoted(text)
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .texts(let items): "[\(items.map(quoted).joined(separator: ","))]"
        case .object(let members): members.document
        }
    }
}

/// A JSON string.
func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": json += "\\\(scalar)"
        case ..<" ": json += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: json.unicodeScalars.append(scalar)
        }
    }
    return json + "\""
}
