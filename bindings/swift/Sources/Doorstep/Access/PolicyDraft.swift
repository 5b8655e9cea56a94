/// A policy of what can be evaluated here: users, groups, roles and apps, with MFA or a block. Anything else is written
/// as JSON.
///
/// ```swift
/// let draft = Policy.requireMFA(named: "CA01 - All apps: Require MFA")
///     .allUsers().excluding(groupID: breakGlass.id).allApps()
/// try await tenant.policies.create(draft)
/// ```
///
/// Each call gives a draft with that added. What the policy lacks is said when it is created, not here. It is enabled
/// unless ``reportOnly()`` or ``state(_:)`` says otherwise.
public struct PolicyDraft: Sendable, Hashable {
    private let displayName: String
    private let control: String
    private var state = PolicyState.enabled
    private var users = Fields()
    private var apps = Fields()

    init(_ displayName: String, control: String) {
        self.displayName = displayName
        self.control = control
    }

    /// Whether it is enforced.
    public func state(_ state: PolicyState) -> PolicyDraft {
        with { $0.state = state }
    }

    /// Evaluated and recorded only.
    public func reportOnly() -> PolicyDraft {
        state(.reportOnly)
    }

    /// For every user.
    public func allUsers() -> PolicyDraft {
        including(userID: "All")
    }

    /// For a user, by id.
    public func including(userID: String) -> PolicyDraft {
        with { $0.users.add(userID, to: "includeUsers") }
    }

    /// Not for a user, by id.
    public func excluding(userID: String) -> PolicyDraft {
        with { $0.users.add(userID, to: "excludeUsers") }
    }

    /// For the members of a group, by id.
    public func including(groupID: String) -> PolicyDraft {
        with { $0.users.add(groupID, to: "includeGroups") }
    }

    /// Not for the members of a group, by id: where break-glass accounts belong.
    public func excluding(groupID: String) -> PolicyDraft {
        with { $0.users.add(groupID, to: "excludeGroups") }
    }

    /// For those who hold a directory role, by role template id.
    public func including(roleID: String) -> PolicyDraft {
        with { $0.users.add(roleID, to: "includeRoles") }
    }

    /// Not for those who hold a directory role, by role template id.
    public func excluding(roleID: String) -> PolicyDraft {
        with { $0.users.add(roleID, to: "excludeRoles") }
    }

    /// For every app.
    public func allApps() -> PolicyDraft {
        including(clientID: "All")
    }

    /// For an app, by client id.
    public func including(clientID: String) -> PolicyDraft {
        with { $0.apps.add(clientID, to: "includeApplications") }
    }

    /// Not for an app, by client id.
    public func excluding(clientID: String) -> PolicyDraft {
        with { $0.apps.add(clientID, to: "excludeApplications") }
    }

    /// Microsoft Graph's `conditionalAccessPolicy` JSON.
    public var document: String {
        #"{"displayName":\#(quoted(displayName)),"state":\#(quoted(state.rawValue)),"#
            + #""conditions":{"users":\#(users.document),"applications":\#(apps.document)},"#
            + #""grantControls":{"operator":"OR","builtInControls":[\#(quoted(control))]}}"#
    }

    private func with(_ change: (inout PolicyDraft) -> Void) -> PolicyDraft {
        var draft = self
        change(&draft)
        return draft
    }
}

extension Policy {
    /// A policy that requires a second factor, to be said whom and where: `.allUsers().allApps()`.
    public static func requireMFA(named displayName: String) -> PolicyDraft {
        PolicyDraft(displayName, control: "mfa")
    }

    /// A policy that blocks, before any prompt, to be said whom and where.
    public static func block(named displayName: String) -> PolicyDraft {
        PolicyDraft(displayName, control: "block")
    }
}

extension Policies {
    /// Creates a policy that is written on the spot.
    ///
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` naming what it lacks,
    ///   ``DoorstepError/invalidArgument(field:reason:)`` beyond 240 policies.
    @discardableResult
    public func create(_ draft: PolicyDraft) async throws -> Policy {
        try await create(document: draft.document)
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(_ draft: PolicyDraft) throws -> Policy {
        try create(document: draft.document)
    }
}

/// Lists of a JSON object.
private struct Fields: Hashable, Sendable {
    private var lists: [String: [String]] = [:]

    mutating func add(_ item: String, to name: String) {
        lists[name, default: []].append(item)
    }

    var document: String {
        let fields = lists.sorted { $0.key < $1.key }.map { name, items in
            "\(quoted(name)):[\(items.map(quoted).joined(separator: ","))]"
        }
        return "{\(fields.joined(separator: ","))}"
    }
}

/// A JSON string.
private func quoted(_ text: String) -> String {
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
