import Foundation
internal import DoorstepNative

/// What kind of attempt an entry is about. Raw values are the stable words, the same in every language.
public enum SignInKind: String, Sendable, CaseIterable {
    /// A sign-in.
    case signIn = "sign_in"
    /// A sign-up.
    case signUp = "sign_up"
    /// A second factor for a host that checked the first itself.
    case secondFactor = "second_factor"
    /// A session that went on: a refresh, or a step-up to an authentication context.
    case stepUp = "step_up"
}

/// How an attempt stands. Raw values are the stable words, the same in every language.
public enum SignInResult: String, Sendable, CaseIterable {
    /// It ended with a session.
    case success
    /// The last thing submitted was wrong, or nothing could satisfy what was asked.
    case failure
    /// It waits for somebody, or was left.
    case interrupted
    /// A policy blocked it.
    case blocked
}

/// What the policies came to: Microsoft Graph's `conditionalAccessStatus`, in its words.
public enum ConditionalAccessStatus: String, Sendable, CaseIterable {
    /// Policies applied and are satisfied.
    case success
    /// Policies applied and are not satisfied, or block.
    case failure
    /// No enabled policy applied, or none was asked yet.
    case notApplied
}

/// One thing that was shown or tried in an attempt.
public struct AuthenticationDetail: Sendable, Hashable {
    /// When.
    public let at: Date
    /// `password`, `email_otp`, `external` or `terms_of_use`.
    public let method: String
    /// The masked address that a code went to, the words of the host for what it checked, or the terms.
    public let detail: String?
    /// Whether it was right.
    public let succeeded: Bool
    /// What came of it, in words.
    public let result: String
    /// `primary` or `secondary`.
    public let requirement: String
}

/// One entry of the sign-in log: one attempt, from its first call to its end. The fields are those of Microsoft Graph's
/// `signIn` that mean something here.
public struct SignIn: Sendable, Hashable {
    /// The attempt's id.
    public let id: String
    /// What kind of attempt.
    public let kind: SignInKind
    /// When it began.
    public let createdAt: Date
    /// When the entry last changed.
    public let updatedAt: Date
    /// Whose account; `nil` where there is none.
    public let userID: String?
    /// The address of the account, or the one that was typed.
    public let userEmail: String?
    /// The app.
    public let clientID: String
    /// The app's name at that time.
    public let appName: String
    /// The network address, as the host gave it.
    public let ip: String?
    /// The user agent, as the host gave it.
    public let userAgent: String?
    /// The whole request as policies saw it: as the host gave it, with the country that was looked up.
    public let context: SignInContext
    /// The authentication context that a step-up was to, `c1` to `c99`.
    public let authContext: String?
    /// How it stands.
    public let result: SignInResult
    /// Microsoft's AADSTS number; 0 is success.
    public let errorCode: Int
    /// Why it did not succeed, in words.
    public let failureReason: String?
    /// What the policies came to.
    public let conditionalAccess: ConditionalAccessStatus
    /// Every policy and its result.
    public let policies: [PolicyResult]
    /// `singleFactorAuthentication` or `multiFactorAuthentication`.
    public let requirement: String
    /// What was shown or tried, in order.
    public let details: [AuthenticationDetail]
    /// The session it ended with.
    public let sessionID: String?
}

/// Which entries of the sign-in log to read.
public struct SignInQuery: Sendable, Hashable {
    /// Of this user.
    public var userID: String?
    /// To this app.
    public var clientID: String?
    /// With this result.
    public var result: SignInResult?
    /// Begun at or after.
    public var since: Date?
    /// Begun before.
    public var until: Date?
    /// Entries a page: 1 to 1000.
    public var limit: Int
    /// The page after this one.
    public var cursor: String?

    public init(
        userID: String? = nil, clientID: String? = nil, result: SignInResult? = nil, since: Date? = nil,
        until: Date? = nil, limit: Int = 50, cursor: String? = nil
    ) {
        self.userID = userID
        self.clientID = clientID
        self.result = result
        self.since = since
        self.until = until
        self.limit = limit
        self.cursor = cursor
    }

    var native: DoorstepNative.SignInQuery {
        DoorstepNative.SignInQuery(
            userId: userID, clientId: clientID,
            result: result.map {
                switch $0 {
                case .success: .success
                case .failure: .failure
                case .interrupted: .interrupted
                case .blocked: .blocked
                }
            },
            since: since?.milliseconds, until: until?.milliseconds, limit: limit.counted, cursor: cursor)
    }
}

extension SignIn {
    init(_ native: DoorstepNative.SignIn) {
        id = native.id
        kind =
            switch native.kind {
            case .signIn: .signIn
            case .signUp: .signUp
            case .secondFactor: .secondFactor
            case .stepUp: .stepUp
            }
        createdAt = Date(milliseconds: native.createdAt)
        updatedAt = Date(milliseconds: native.updatedAt)
        userID = native.userId
        userEmail = native.userEmail
        clientID = native.clientId
        appName = native.appName
        ip = native.ip
        userAgent = native.userAgent
        context = SignInContext(native.context)
        authContext = native.authContext
        result =
            switch native.result {
            case .success: .success
            case .failure: .failure
            case .interrupted: .interrupted
            case .blocked: .blocked
            }
        errorCode = Int(native.errorCode)
        failureReason = native.failureReason
        conditionalAccess =
            switch native.conditionalAccess {
            case .success: .success
            case .failure: .failure
            case .notApplied: .notApplied
            }
        policies = native.policies.map(PolicyResult.init)
        requirement = native.requirement
        details = native.details.map(AuthenticationDetail.init)
        sessionID = native.sessionId
    }
}

extension AuthenticationDetail {
    fileprivate init(_ native: DoorstepNative.AuthenticationDetail) {
        self.init(
            at: Date(milliseconds: native.at), method: native.method, detail: native.detail,
            succeeded: native.succeeded, result: native.result, requirement: native.requirement)
    }
}
