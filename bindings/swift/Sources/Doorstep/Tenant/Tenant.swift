import Foundation
internal import DoorstepNative

/// One tenant, and in whose name administrative calls on it are made. It can neither read nor change another's rows.
///
/// Administrative calls are made in the host's name, which may do everything; on what ``acting(as:)`` gives, in a
/// user's, whose directory roles are checked. See ``Engine`` for threads, tasks and closing.
public final class Tenant: Sendable, CustomStringConvertible {
    private let handle: Handle<DoorstepNative.Tenant>

    /// The tenant's id.
    public let id: String
    /// The tenant's name when this handle was opened.
    public let name: String
    /// In whose name calls are made: `host`, or the id of the user that ``acting(as:)`` was given.
    public let actor: String

    /// App registrations.
    public let apps: Apps
    /// Users, as administrators see them.
    public let users: Users
    /// Groups of users and groups.
    public let groups: Groups
    /// Directory roles and who holds them.
    public let roles: Roles
    /// User flows: how people sign up and in.
    public let userFlows: UserFlows
    /// The authentication methods policy: which methods are enabled for whom.
    public let methods: Methods
    /// Conditional Access policies.
    public let policies: Policies
    /// Named locations: networks, which may be trusted, and countries.
    public let locations: Locations
    /// Authentication strengths: which combinations of methods are good enough.
    public let authenticationStrengths: AuthenticationStrengths
    /// Authentication contexts: names for what an app asks more for than a sign-in.
    public let authenticationContexts: AuthenticationContexts
    /// Sessions.
    public let sessions: Sessions

    init(_ native: DoorstepNative.Tenant, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
        id = try native.id()
        name = try native.name()
        actor = try native.actor()
        apps = try Apps(native.apps(), lifetime)
        users = try Users(native.users(), lifetime)
        groups = try Groups(native.groups(), lifetime)
        roles = try Roles(native.roles(), lifetime)
        userFlows = try UserFlows(native.userFlows(), lifetime)
        methods = try Methods(native.methods(), lifetime)
        policies = try Policies(native.policies(), lifetime)
        locations = try Locations(native.locations(), lifetime)
        authenticationStrengths = try AuthenticationStrengths(native.authenticationStrengths(), lifetime)
        authenticationContexts = try AuthenticationContexts(native.authenticationContexts(), lifetime)
        sessions = try Sessions(native.sessions(), lifetime)
    }

    public var description: String { "Tenant(\(name))" }

    /// The same tenant with every administrative call made in the name of a user, whose roles are checked. The host
    /// vouches for who it is. What the roles do not allow is ``DoorstepError/forbidden(needs:)`` and recorded.
    ///
    /// Reads nothing, so there is nothing to await.
    public func acting(as userID: String) throws -> Tenant {
        try handle.call { try Tenant($0.actingAs(userId: userID), handle.lifetime) }
    }

    /// The settings.
    public func settings() async throws -> TenantSettings {
        try await offload { try self.settings() }
    }

    /// The same on the calling thread.
    public func settings() throws -> TenantSettings {
        try handle.call { try TenantSettings($0.settings()) }
    }

    /// Replaces the settings, which are read, changed and given back.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` naming the first setting out of range.
    public func updateSettings(_ settings: TenantSettings) async throws {
        try await offload { try self.updateSettings(settings) }
    }

    /// The same on the calling thread.
    public func updateSettings(_ settings: TenantSettings) throws {
        try handle.call { try $0.updateSettings(settings: settings.native) }
    }

    /// The app with this client id, to run journeys on.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is none.
    public func app(clientID: String) async throws -> App {
        try await offload { try self.app(clientID: clientID) }
    }

    /// The same on the calling thread.
    public func app(clientID: String) throws -> App {
        try handle.call { try App($0.app(clientId: clientID), handle.lifetime) }
    }

    /// What the policies would say of a sign-in, with a first factor only unless it says more:
    /// `tenant.whatIf(WhatIf(userID: ada.id, clientID: clientID))`. Changes nothing.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` naming the field: a sign-in is somebody's;
    ///   ``DoorstepError/notFound(kind:)`` when there is no such user or app.
    public func whatIf(_ signIn: WhatIf) async throws -> Decision {
        try await offload { try self.whatIf(signIn) }
    }

    /// The same on the calling thread.
    public func whatIf(_ signIn: WhatIf) throws -> Decision {
        try handle.call { try Decision($0.whatIf(signIn: signIn.native)) }
    }

    /// Why a sign-in of the log went as it did, in plain words. What a policy covers is told from the policy as it is now,
    /// unless it has changed since.
    ///
    /// - Throws: ``DoorstepError/notFound(kind:)`` when there is no such entry.
    public func explain(signInID: String) async throws -> Explanation {
        try await offload { try self.explain(signInID: signInID) }
    }

    /// The same on the calling thread.
    public func explain(signInID: String) throws -> Explanation {
        try handle.call { try Explanation($0.explain(signInId: signInID)) }
    }

    /// Takes in every policy, location, strength and context in a file that another tool exported: JSON in UTF-8 or
    /// UTF-16, JSON Lines or Markdown, in any wrapper, of up to 16 MiB and 10,000 documents.
    ///
    /// Documents keep their ids, so that policies go on naming what they named; one whose id is taken is refused. A
    /// policy that cannot be evaluated is taken in disabled, whatever its state, and its item says why.
    ///
    /// - Parameters:
    ///   - file: What the file holds.
    ///   - state: The state of every policy; as the documents have it when `nil`, and disabled where they have none.
    ///   - keepGoing: Whether to take in what is good when something is not; otherwise it is all or nothing.
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` when there is no such document in the file (`$`), while
    ///   what is wrong with one is in the report; ``DoorstepError/invalidArgument(field:reason:)`` beyond the limits, see
    ///   ``PolicyLimits``.
    public func importDocuments(
        _ file: Data, state: PolicyState? = nil, keepGoing: Bool = false
    ) async throws -> ImportReport {
        try await offload { try self.importDocuments(file, state: state, keepGoing: keepGoing) }
    }

    /// The same on the calling thread.
    public func importDocuments(_ file: Data, state: PolicyState? = nil, keepGoing: Bool = false) throws -> ImportReport {
        try handle.call {
            let options = ImportOptions(state: state?.native, keepGoing: keepGoing)
            return try ImportReport($0.importDocuments(file: file, options: options))
        }
    }

    /// The sign-in log, newest first: one entry an attempt.
    public func signIns(_ query: SignInQuery = SignInQuery()) async throws -> Page<SignIn> {
        try await offload { try self.signIns(query) }
    }

    /// The same on the calling thread.
    public func signIns(_ query: SignInQuery = SignInQuery()) throws -> Page<SignIn> {
        try handle.call {
            let page = try $0.signIns(query: query.native)
            return Page(items: page.items.map(SignIn.init), nextCursor: page.nextCursor)
        }
    }

    /// The audit log, newest first: one entry an administrative change, or its refusal.
    public func auditLog(_ query: AuditQuery = AuditQuery()) async throws -> Page<AuditEntry> {
        try await offload { try self.auditLog(query) }
    }

    /// The same on the calling thread.
    public func auditLog(_ query: AuditQuery = AuditQuery()) throws -> Page<AuditEntry> {
        try handle.call {
            let page = try $0.auditLog(query: query.native)
            return Page(items: page.items.map(AuditEntry.init), nextCursor: page.nextCursor)
        }
    }
}

/// A tenant as the engine lists it.
public struct TenantRecord: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Its name, unique in the file.
    public let name: String
    /// When it was created.
    public let createdAt: Date

    init(_ native: DoorstepNative.TenantRecord) {
        id = native.id
        name = native.name
        createdAt = Date(milliseconds: native.createdAt)
    }
}
