internal import DoorstepNative

/// A policy that most tenants want, as Microsoft Entra offers it.
public struct PolicyTemplate: Sendable, Hashable, Identifiable {
    /// Its stable id.
    public let id: String
    /// What the policy made of it is called.
    public let name: String
    /// What it is for.
    public let description: String
    /// `foundation`, `zeroTrust`, `remoteWork`, `protectAdministrators` or `emergingThreats`.
    public let category: String
}

/// What a template cannot know.
public struct PolicyTemplateInputs: Sendable, Hashable {
    /// Emergency access accounts, which the policy is to leave alone.
    public var breakGlassUserIDs: [String]
    /// Groups of emergency access accounts.
    public var breakGlassGroupIDs: [String]
    /// The apps it is about; every app, when there is none. Templates for certain apps or actions do not look.
    public var appIDs: [String]
    /// Named locations of the countries to allow, for the template that blocks the others.
    public var allowedLocationIDs: [String]
    /// Where somebody may register methods without a second factor; the trusted locations, when there is none.
    public var trustedLocationIDs: [String]
    /// The authentication context to protect: `c1`, when not given.
    public var authenticationContext: String?

    public init(
        breakGlassUserIDs: [String] = [], breakGlassGroupIDs: [String] = [], appIDs: [String] = [],
        allowedLocationIDs: [String] = [], trustedLocationIDs: [String] = [], authenticationContext: String? = nil
    ) {
        self.breakGlassUserIDs = breakGlassUserIDs
        self.breakGlassGroupIDs = breakGlassGroupIDs
        self.appIDs = appIDs
        self.allowedLocationIDs = allowedLocationIDs
        self.trustedLocationIDs = trustedLocationIDs
        self.authenticationContext = authenticationContext
    }

    var native: DoorstepNative.PolicyTemplateInputs {
        DoorstepNative.PolicyTemplateInputs(
            breakGlassUserIds: breakGlassUserIDs, breakGlassGroupIds: breakGlassGroupIDs, appIds: appIDs,
            allowedLocationIds: allowedLocationIDs, trustedLocationIds: trustedLocationIDs,
            authenticationContext: authenticationContext)
    }
}

/// Every template.
///
/// - Throws: ``DoorstepError/internal(reason:)`` on a bug in the library alone.
public func policyTemplates() throws -> [PolicyTemplate] {
    try translated {
        try DoorstepNative.policyTemplates().map {
            PolicyTemplate(id: $0.id, name: $0.name, description: $0.description, category: $0.category)
        }
    }
}

/// The policy of a template, in Graph's JSON for ``Policies/create(document:)``: report-only until somebody enables it.
///
/// - Throws: ``DoorstepError/notFound(kind:)`` when there is no such template,
///   ``DoorstepError/invalidArgument(field:reason:)`` for what the template cannot do without.
public func policyTemplate(_ id: String, inputs: PolicyTemplateInputs = PolicyTemplateInputs()) throws -> String {
    try translated { try DoorstepNative.policyTemplate(id: id, inputs: inputs.native) }
}
