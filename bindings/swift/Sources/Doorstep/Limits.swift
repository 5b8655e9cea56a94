internal import DoorstepNative

/// Tightens the built-in limits. A value looser than the built-in one, which is the default, is refused when the engine
/// opens.
public struct Limits: Sendable, Hashable {
    /// How long a code lives: 1 to 10 minutes.
    public var codeLifetime: Duration
    /// Tries per code: at most 5.
    public var triesPerCode: Int
    /// The wait between two codes of one journey: at least a minute.
    public var resendAfter: Duration
    /// Codes sent in one journey: at most 5.
    public var sendsPerJourney: Int
    /// Codes sent to one address in an hour: at most 10.
    public var sendsPerHour: Int
    /// Codes sent to one address in a day: at most 20.
    public var sendsPerDay: Int
    /// Consecutive wrong codes of one user before the second factor locks for 15 minutes, doubling: at most 10.
    public var wrongCodesBeforeLock: Int
    /// Wrong codes of one user in 24 hours, over every journey: at most 20.
    public var wrongCodesPerDay: Int
    /// Wrong passwords before the account locks for a minute, doubling to an hour: at most 10.
    public var wrongPasswordsBeforeLock: Int

    public init(
        codeLifetime: Duration = .seconds(600),
        triesPerCode: Int = 5,
        resendAfter: Duration = .seconds(60),
        sendsPerJourney: Int = 5,
        sendsPerHour: Int = 10,
        sendsPerDay: Int = 20,
        wrongCodesBeforeLock: Int = 10,
        wrongCodesPerDay: Int = 20,
        wrongPasswordsBeforeLock: Int = 10
    ) {
        self.codeLifetime = codeLifetime
        self.triesPerCode = triesPerCode
        self.resendAfter = resendAfter
        self.sendsPerJourney = sendsPerJourney
        self.sendsPerHour = sendsPerHour
        self.sendsPerDay = sendsPerDay
        self.wrongCodesBeforeLock = wrongCodesBeforeLock
        self.wrongCodesPerDay = wrongCodesPerDay
        self.wrongPasswordsBeforeLock = wrongPasswordsBeforeLock
    }

    var native: DoorstepNative.Limits {
        DoorstepNative.Limits(
            codeLifetimeMs: codeLifetime.inMilliseconds, triesPerCode: triesPerCode.counted,
            resendAfterMs: resendAfter.inMilliseconds, sendsPerJourney: sendsPerJourney.counted,
            sendsPerHour: sendsPerHour.counted, sendsPerDay: sendsPerDay.counted,
            wrongCodesBeforeLock: wrongCodesBeforeLock.counted, wrongCodesPerDay: wrongCodesPerDay.counted,
            wrongPasswordsBeforeLock: wrongPasswordsBeforeLock.counted)
    }
}

/// How many policies, and what they refer to, a tenant may have. Lowering a limit deletes nothing; it refuses more. A
/// value out of its range is refused when the engine opens.
public struct PolicyLimits: Sendable, Hashable {
    /// Policies, in any state: 1 to 10,000. The default is Microsoft Entra's.
    public var policies: Int
    /// Named locations: 1 to 10,000. The default is Microsoft Entra's.
    public var locations: Int
    /// Authentication strengths beside the built-in ones: 1 to 10,000.
    public var authenticationStrengths: Int
    /// Networks of one named location: 1 to 10,000. The default is Microsoft Entra's.
    public var locationRanges: Int
    /// Networks trusted for MFA: 1 to 10,000. The default is Microsoft Entra's.
    public var mfaTrustedIPs: Int
    /// Applications that one policy lists, excluded ones among them: 1 to 10,000. The default is Microsoft Entra's.
    public var policyApplications: Int

    public init(
        policies: Int = 240, locations: Int = 195, authenticationStrengths: Int = 100, locationRanges: Int = 2000,
        mfaTrustedIPs: Int = 50, policyApplications: Int = 250
    ) {
        self.policies = policies
        self.locations = locations
        self.authenticationStrengths = authenticationStrengths
        self.locationRanges = locationRanges
        self.mfaTrustedIPs = mfaTrustedIPs
        self.policyApplications = policyApplications
    }

    var native: DoorstepNative.PolicyLimits {
        DoorstepNative.PolicyLimits(
            policies: policies.counted, locations: locations.counted,
            authenticationStrengths: authenticationStrengths.counted, locationRanges: locationRanges.counted,
            mfaTrustedIps: mfaTrustedIPs.counted, policyApplications: policyApplications.counted)
    }
}
