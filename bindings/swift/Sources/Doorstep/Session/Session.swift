import Foundation
internal import DoorstepNative

/// A session, without its token.
public struct Session: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Whose it is.
    public let userID: String
    /// The app it is for.
    public let clientID: String
    /// When it began.
    public let createdAt: Date
    /// When the user last proved anything.
    public let authTime: Date
    /// When it was last used, to the minute.
    public let lastSeenAt: Date
    /// When it ends unless it is used.
    public let idleExpiresAt: Date
    /// When it ends in any case.
    public let expiresAt: Date
    /// Authentication methods references (RFC 8176): `pwd`, `otp`, `mfa`.
    public let amr: [String]
    /// Whether two different factors were shown.
    public let mfa: Bool
    /// What was shown, in order.
    public let methods: [UsedMethod]
    /// The policies that applied.
    public let policies: [AppliedPolicy]
    /// The authentication contexts that are satisfied (`acrs` in Microsoft's tokens), as in `c1`; see `App.stepUp`.
    public let authContexts: [String]
    /// What the policies say about the session. Doorstep enforces the sign-in frequency at `App.refresh` and
    /// `App.stepUp`; the rest is for the host.
    public let controls: SessionControls
}

/// A way in which the user was shown to be who they are.
public struct UsedMethod: Sendable, Hashable {
    /// `password`, `email_otp` or `external`.
    public let kind: String
    /// `knowledge`, `email` or `external`: two factors must differ in it.
    public let channel: String
    /// The masked address, where there is one.
    public let detail: String?
    /// When.
    public let at: Date
}

/// A policy that applied.
public struct AppliedPolicy: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Its name.
    public let displayName: String
    /// Graph's word for its result.
    public let result: String
}

extension AppliedPolicy {
    init(_ native: DoorstepNative.AppliedPolicy) {
        self.init(id: native.id, displayName: native.displayName, result: native.result)
    }
}

extension Session {
    init(_ native: DoorstepNative.Session) {
        id = native.id
        userID = native.userId
        clientID = native.clientId
        createdAt = Date(milliseconds: native.createdAt)
        authTime = Date(milliseconds: native.authTime)
        lastSeenAt = Date(milliseconds: native.lastSeenAt)
        idleExpiresAt = Date(milliseconds: native.idleExpiresAt)
        expiresAt = Date(milliseconds: native.expiresAt)
        amr = native.amr
        mfa = native.mfa
        methods = native.methods.map {
            UsedMethod(kind: $0.kind, channel: $0.channel, detail: $0.detail, at: Date(milliseconds: $0.at))
        }
        policies = native.policies.map(AppliedPolicy.init)
        authContexts = native.authContexts
        controls = SessionControls(native.controls)
    }
}
