internal import DoorstepNative

/// A sign-in to ask about: everything that Microsoft Graph's `evaluate` takes, and what was shown already. What is
/// not given is unknown. It is somebody's: ``userID`` or ``servicePrincipalID``.
public struct WhatIf: Sendable, Hashable {
    /// Who signs in. Groups and roles are looked up.
    public var userID: String?
    /// The app that is signed in to.
    public var clientID: String?
    /// The request.
    public var context: SignInContext
    /// The workload identity that signs in, instead of a user.
    public var servicePrincipalID: String?
    /// How likely it is in somebody else's hands.
    public var servicePrincipalRisk: RiskLevel?
    /// What is done, when it is not signing in to an app.
    public var userAction: UserAction?
    /// The authentication context that is asked for: `c1` to `c99`.
    public var authContext: String?
    /// Grant controls that are satisfied already, in Graph's words (`mfa`, `compliantDevice`, …).
    public var satisfied: [String]
    /// Methods that were used together, in Graph's words, as in `password,email`.
    public var completedCombinations: [String]

    public init(
        userID: String? = nil, clientID: String? = nil, context: SignInContext = SignInContext(),
        servicePrincipalID: String? = nil, servicePrincipalRisk: RiskLevel? = nil, userAction: UserAction? = nil,
        authContext: String? = nil, satisfied: [String] = [], completedCombinations: [String] = []
    ) {
        self.userID = userID
        self.clientID = clientID
        self.context = context
        self.servicePrincipalID = servicePrincipalID
        self.servicePrincipalRisk = servicePrincipalRisk
        self.userAction = userAction
        self.authContext = authContext
        self.satisfied = satisfied
        self.completedCombinations = completedCombinations
    }

    var native: DoorstepNative.WhatIf {
        DoorstepNative.WhatIf(
            userId: userID, servicePrincipalId: servicePrincipalID,
            servicePrincipalRisk: servicePrincipalRisk?.rawValue, clientId: clientID, userAction: userAction?.rawValue,
            authContext: authContext, context: context.native, satisfied: satisfied,
            completedCombinations: completedCombinations)
    }
}
