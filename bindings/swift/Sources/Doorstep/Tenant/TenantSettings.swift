internal import DoorstepNative

/// What an administrator may set for a whole tenant. Values out of range are refused when they are set.
public struct TenantSettings: Sendable, Hashable {
    /// The name shown in mails; the tenant's own name when `nil`.
    public var displayName: String?
    /// The name that mails come from; ``displayName`` when `nil`.
    public var senderName: String?
    /// The address that mails come from.
    public var senderAddress: String
    /// The language of mails when neither user nor browser names one (BCP 47).
    public var defaultLocale: String
    /// Digits in a code: 6 to 10.
    public var codeLength: Int
    /// Fewest characters of a new password: 8 to 64. NIST SP 800-63B-4 asks for 15 where the password is the only
    /// factor, and does not count email as a second one.
    public var passwordMinLength: Int
    /// Whether a policy that requires MFA sends a second code right after a sign-up that has just proven the address by
    /// one.
    public var askAgainAfterSignUp: Bool
    /// How long a session lives without being used: 1 minute to 24 hours.
    public var sessionIdle: Duration
    /// How long a session lives at most: 1 minute to 30 days.
    public var sessionLifetime: Duration
    /// Networks such as `192.0.2.0/24` or `2001:db8::/32` that policies name as `AllTrusted`, together with every trusted
    /// location: at most 50. Microsoft's "MFA trusted IPs".
    public var mfaTrustedIPs: [String]

    public init(
        displayName: String? = nil,
        senderName: String? = nil,
        senderAddress: String = "no-reply@localhost",
        defaultLocale: String = "en",
        codeLength: Int = 8,
        passwordMinLength: Int = 8,
        askAgainAfterSignUp: Bool = false,
        sessionIdle: Duration = .seconds(3600),
        sessionLifetime: Duration = .seconds(24 * 3600),
        mfaTrustedIPs: [String] = []
    ) {
        self.displayName = displayName
        self.senderName = senderName
        self.senderAddress = senderAddress
        self.defaultLocale = defaultLocale
        self.codeLength = codeLength
        self.passwordMinLength = passwordMinLength
        self.askAgainAfterSignUp = askAgainAfterSignUp
        self.sessionIdle = sessionIdle
        self.sessionLifetime = sessionLifetime
        self.mfaTrustedIPs = mfaTrustedIPs
    }

    init(_ native: DoorstepNative.TenantSettings) {
        displayName = native.displayName
        senderName = native.senderName
        senderAddress = native.senderAddress
        defaultLocale = native.defaultLocale
        codeLength = Int(native.codeLength)
        passwordMinLength = Int(native.passwordMinLength)
        askAgainAfterSignUp = native.askAgainAfterSignUp
        sessionIdle = .milliseconds(native.sessionIdleMs)
        sessionLifetime = .milliseconds(native.sessionLifetimeMs)
        mfaTrustedIPs = native.mfaTrustedIps
    }

    var native: DoorstepNative.TenantSettings {
        DoorstepNative.TenantSettings(
            displayName: displayName, senderName: senderName, senderAddress: senderAddress,
            defaultLocale: defaultLocale,
            // One beyond a byte becomes its first or last, which are refused too.
            codeLength: UInt8(clamping: codeLength), passwordMinLength: passwordMinLength.counted,
            askAgainAfterSignUp: askAgainAfterSignUp, sessionIdleMs: sessionIdle.inMilliseconds,
            sessionLifetimeMs: sessionLifetime.inMilliseconds, mfaTrustedIps: mfaTrustedIPs)
    }
}
