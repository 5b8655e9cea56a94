internal import DoorstepNative

/// The value of an attribute that a user flow collects. Literals will do: `["city": "Oslo", "age": 36, "terms": true]`.
public enum AttributeValue: Sendable, Hashable {
    /// Text; also a choice, and whatever an HTML form submits.
    case text(String)
    /// Yes or no.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
}

extension AttributeValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }
}

extension AttributeValue {
    init(_ native: DoorstepNative.AttributeValue) {
        self =
            switch native {
            case .text(let text): .text(text)
            case .boolean(let flag): .bool(flag)
            case .integer(let number): .integer(number)
            }
    }

    var native: DoorstepNative.AttributeValue {
        switch self {
        case .text(let text): .text(text)
        case .bool(let flag): .boolean(flag)
        case .integer(let number): .integer(number)
        }
    }
}
