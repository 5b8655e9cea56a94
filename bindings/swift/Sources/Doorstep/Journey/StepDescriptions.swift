// What steps show of themselves: everything but their tokens.

extension Step.PasswordRequired: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        ["problem": problem]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}

extension Step.CodeRequired: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        [
            "purpose": purpose, "channel": channel, "maskedTarget": maskedTarget, "codeLength": codeLength,
            "resendAfter": resendAfter, "expiresAt": expiresAt, "reference": reference, "problem": problem,
        ]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}

extension Step.MethodRequired: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        ["methods": methods, "problem": problem]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}

extension Step.RegistrationRequired: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        ["kinds": kinds, "problem": problem]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}

extension Step.AttributesRequired: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        ["attributes": attributes, "problem": problem]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}

extension Step.NewPasswordRequired: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        ["rules": rules, "problem": problem]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}

extension Step.TermsRequired: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        ["terms": terms, "problem": problem]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}

extension Step.Completed: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        ["session": session]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}
