import Foundation
internal import DoorstepNative

/// Whether a policy is enforced. Raw values are Graph's words.
public enum PolicyState: String, Sendable, CaseIterable {
    /// Evaluated and enforced.
    case enabled
    /// Never evaluated.
    case disabled
    /// Evaluated and recorded; never changes an outcome.
    case reportOnly = "enabledForReportingButNotEnforced"
}

/// A stored policy.
public struct Policy: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Its name; empty when it has none.
    public let displayName: String
    /// Whether it is enforced.
    public let state: PolicyState
    /// Microsoft Graph's `conditionalAccessPolicy` JSON.
    public let document: String
    /// What the lint says of it.
    public let warnings: [Warning]
    /// When it was created.
    public let createdAt: Date
    /// When it was last changed.
    public let modifiedAt: Date?
}

/// One finding of the policy lint.
public struct Warning: Sendable, Hashable {
    /// The stable snake_case code.
    public let code: String
    /// What is wrong and what to do, for an administrator.
    public let message: String
    /// The policy it is about.
    public let policyID: String?
    /// The field it is about.
    public let path: String?
    /// How bad it is.
    public let severity: Severity
}

/// How bad a finding of the lint is. Raw values are the words of every language.
public enum Severity: String, Sendable, CaseIterable {
    /// Nobody could undo it: everybody, or every administrator, would be locked out.
    case error
    /// Somebody should look at it.
    case warning
    /// Good to know.
    case info
}

extension PolicyState {
    init(_ native: DoorstepNative.PolicyState) {
        self =
            switch native {
            case .enabled: .enabled
            case .disabled: .disabled
            case .reportOnly: .reportOnly
            }
    }
}

extension PolicyState {
    var native: DoorstepNative.PolicyState {
        switch self {
        case .enabled: .enabled
        case .disabled: .disabled
        case .reportOnly: .reportOnly
        }
    }
}

extension Policy {
    init(_ native: DoorstepNative.PolicyRecord) {
        id = native.id
        displayName = native.displayName
        state = PolicyState(native.state)
        document = native.document
        warnings = native.warnings.map(Warning.init)
        createdAt = Date(milliseconds: native.createdAt)
        modifiedAt = native.modifiedAt.map { Date(milliseconds: $0) }
    }
}

extension Warning {
    init(_ native: DoorstepNative.Warning) {
        self.init(
            code: native.code, message: native.message, policyID: native.policyId, path: native.path,
            severity: Severity(native.severity))
    }
}

extension Severity {
    init(_ native: DoorstepNative.Severity) {
        self =
            switch native {
            case .error: .error
            case .warning: .warning
            case .info: .info
            }
    }
}
