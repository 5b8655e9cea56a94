internal import DoorstepNative

/// What kind of value an attribute holds. Raw values are the stable words, the same in every language.
public enum AttributeKind: String, Sendable, CaseIterable {
    /// Text of at most 250 characters on one line.
    case string
    /// Yes or no. When required, only yes is taken, as for the acceptance of terms.
    case boolean
    /// A whole number.
    case integer
    /// One of the given texts.
    case choice
}

/// One attribute that a sign-up asks for.
public struct FlowAttribute: Sendable, Hashable {
    /// A letter, then letters, digits and underscores; at most 64.
    public var name: String
    /// What the page shows, at most 128 characters.
    public var label: String
    /// What kind of value it holds.
    public var kind: AttributeKind
    /// Whether the sign-up waits for it.
    public var required: Bool
    /// A regular expression that the whole value must match, without look-around and back-references.
    public var pattern: String?
    /// The texts to choose from, for ``AttributeKind/choice`` only.
    public var choices: [String]

    public init(
        name: String, label: String, kind: AttributeKind = .string, required: Bool = false, pattern: String? = nil,
        choices: [String] = []
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.required = required
        self.pattern = pattern
        self.choices = choices
    }

    init(_ native: DoorstepNative.FlowAttribute) {
        name = native.name
        label = native.label
        kind =
            switch native.kind {
            case .string: .string
            case .boolean: .boolean
            case .integer: .integer
            case .choice: .choice
            }
        required = native.required
        pattern = native.pattern
        choices = native.choices
    }

    var native: DoorstepNative.FlowAttribute {
        DoorstepNative.FlowAttribute(
            name: name, label: label, kind: kind.native, required: required, pattern: pattern, choices: choices)
    }
}

extension AttributeKind {
    fileprivate var native: DoorstepNative.AttributeKind {
        switch self {
        case .string: .string
        case .boolean: .boolean
        case .integer: .integer
        case .choice: .choice
        }
    }
}
