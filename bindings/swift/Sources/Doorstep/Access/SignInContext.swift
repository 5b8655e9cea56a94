internal import DoorstepNative

/// What the host knows of the request behind a sign-in: what conditions of policies are about. Everything is
/// optional; what is not given is unknown, and an unknown value comes only under policies that ask for none in
/// particular. What is malformed is refused by the call that takes it, with
/// ``DoorstepError/invalidArgument(field:reason:)`` naming the field (`context.ip`).
public struct SignInContext: Sendable, Hashable {
    /// The client's public address, IPv4 or IPv6, which is taken on the host's word. Behind a proxy, the host decides
    /// which header it trusts.
    public var ip: String?
    /// The `User-Agent` header: at most 512 bytes.
    public var userAgent: String?
    /// The user's language, as in `en-US`: at most 35 characters.
    public var locale: String?
    /// The country of the address (ISO 3166-1, two letters), where the host knows it better than the engine's own
    /// ``CountrySource``.
    public var country: String?
    /// The country by the device's own positioning (ISO 3166-1, two letters).
    public var gpsCountry: String?
    /// Whether the request came through the organization's compliant network.
    public var compliantNetwork: Bool?
    /// What kind of client asks.
    public var clientAppType: ClientAppType?
    /// What the device runs.
    public var platform: DevicePlatform?
    /// What is known of the device.
    public var device: Device?
    /// How likely the account is somebody else's.
    public var userRisk: RiskLevel?
    /// How likely the sign-in is somebody else's.
    public var signInRisk: RiskLevel?
    /// How likely the person means harm.
    public var insiderRisk: InsiderRiskLevel?
    /// The flow by which the sign-in comes from another device.
    public var authenticationFlow: AuthenticationFlow?
    /// How the user belongs to the tenant: one of its own, when not given.
    public var userType: UserType?
    /// The organization that an external user comes from: 1 to 256 bytes.
    public var homeTenantID: String?
    /// Grant controls that the host knows to be satisfied, in Graph's words: `compliantDevice`, `domainJoinedDevice`,
    /// `approvedApplication`, `compliantApplication`, `riskRemediation`, or the id of a custom control; at most 100,
    /// of at most 256 bytes. What Doorstep sees for itself (`mfa`, strengths, `passwordChange`, terms of use) is not
    /// taken from here.
    public var satisfiedControls: [String]

    public init(
        ip: String? = nil, userAgent: String? = nil, locale: String? = nil, country: String? = nil,
        gpsCountry: String? = nil, compliantNetwork: Bool? = nil, clientAppType: ClientAppType? = nil,
        platform: DevicePlatform? = nil, device: Device? = nil, userRisk: RiskLevel? = nil,
        signInRisk: RiskLevel? = nil, insiderRisk: InsiderRiskLevel? = nil,
        authenticationFlow: AuthenticationFlow? = nil, userType: UserType? = nil, homeTenantID: String? = nil,
        satisfiedControls: [String] = []
    ) {
        self.ip = ip
        self.userAgent = userAgent
        self.locale = locale
        self.country = country
        self.gpsCountry = gpsCountry
        self.compliantNetwork = compliantNetwork
        self.clientAppType = clientAppType
        self.platform = platform
        self.device = device
        self.userRisk = userRisk
        self.signInRisk = signInRisk
        self.insiderRisk = insiderRisk
        self.authenticationFlow = authenticationFlow
        self.userType = userType
        self.homeTenantID = homeTenantID
        self.satisfiedControls = satisfiedControls
    }

    var native: DoorstepNative.SignInContext {
        DoorstepNative.SignInContext(
            ip: ip, userAgent: userAgent, locale: locale, country: country, gpsCountry: gpsCountry,
            compliantNetwork: compliantNetwork, clientAppType: clientAppType?.rawValue, platform: platform?.rawValue,
            device: device?.native, userRisk: userRisk?.rawValue, signInRisk: signInRisk?.rawValue,
            insiderRisk: insiderRisk?.rawValue, authenticationFlow: authenticationFlow?.rawValue,
            userType: userType?.rawValue, homeTenantId: homeTenantID, satisfiedControls: satisfiedControls)
    }
}

extension SignInContext {
    init(_ native: DoorstepNative.SignInContext) {
        self.init(
            ip: native.ip, userAgent: native.userAgent, locale: native.locale, country: native.country,
            gpsCountry: native.gpsCountry, compliantNetwork: native.compliantNetwork,
            clientAppType: ClientAppType(known: native.clientAppType), platform: DevicePlatform(known: native.platform),
            device: native.device.map(Device.init), userRisk: RiskLevel(known: native.userRisk),
            signInRisk: RiskLevel(known: native.signInRisk), insiderRisk: InsiderRiskLevel(known: native.insiderRisk),
            authenticationFlow: AuthenticationFlow(known: native.authenticationFlow),
            userType: UserType(known: native.userType), homeTenantID: native.homeTenantId,
            satisfiedControls: native.satisfiedControls)
    }
}
