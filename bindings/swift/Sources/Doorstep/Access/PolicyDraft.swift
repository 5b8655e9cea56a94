/// A policy that is being written: for whom, where and when, and what it asks. What it has no function for (workload
/// identities, the tenants of external users, rarer session controls) is written as JSON.
///
/// ```swift
/// let draft = Policy.requireMFA(named: "CA01 - All apps: Require MFA")
///     .allUsers().excluding(groupID: breakGlass.id).allApps()
/// try await tenant.policies.create(draft)
/// ```
///
/// Each call gives a draft with that added. Conditions of different kinds must all hold; of one kind, any will do, and
/// what is excluded beats what is included. What the policy lacks is said when it is created, not here. It is enabled
/// unless ``reportOnly()`` or ``state(_:)`` says otherwise.
public struct PolicyDraft: Sendable, Hashable {
    private let displayName: String
    private var state = PolicyState.enabled
    var users = Members()
    var apps = Members()
    var conditions = Members()
    var grant = Members()
    var session = Members()

    init(_ displayName: String, controls: [String] = []) {
        self.displayName = displayName
        grant.set("operator", .text("OR"))
        grant.set("builtInControls", .texts(controls))
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
        let named = #""displayName":\#(quoted(displayName)),"state":\#(quoted(state.rawValue))"#
        let rest = conditions.isEmpty ? "" : ",\(conditions.fields)"
        // One that asks for nothing says so, and is refused; one with session controls alone is fine.
        let asks = grant != PolicyDraft("").grant || session.isEmpty
        return #"{\#(named),"conditions":{"users":\#(users.document),"applications":\#(apps.document)\#(rest)}"#
            + (asks ? #","grantControls":\#(grant.document)"# : "")
            + (session.isEmpty ? "" : #","sessionControls":\#(session.document)"#) + "}"
    }

    func with(_ change: (inout PolicyDraft) -> Void) -> PolicyDraft {
        var draft = self
        change(&draft)
        return draft
    }
}

extension Policy {
    /// A policy that requires a second factor, to be said whom and where: `.allUsers().allApps()`.
    public static func requireMFA(named displayName: String) -> PolicyDraft {
        PolicyDraft(displayName, controls: ["mfa"])
    }

    /// A policy that blocks, before any prompt, to be said whom and where.
    public static func block(named displayName: String) -> PolicyDraft {
        PolicyDraft(displayName, controls: ["block"])
    }

    /// A policy that asks for nothing yet: `.requiring(strengthID:)`, `.signInFrequency(_:)` and others say what.
    public static func draft(named displayName: String) -> PolicyDraft {
        PolicyDraft(displayName)
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
