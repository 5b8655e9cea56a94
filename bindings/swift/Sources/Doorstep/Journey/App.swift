import Foundation
internal import DoorstepNative

/// An app as the people who sign in to it see it: every call answers with a ``Step``.
///
/// A token is good for one step and is spent by the answer that advances it. A step that came while nobody waited for
/// it any more is lost, and its token gives ``Denial/journeyEnded``; begin again.
///
/// Swift cannot wipe a `String`: a password stays in memory until its storage is used again. The library wipes its own
/// copy.
public final class App: Sendable, CustomStringConvertible {
    private let handle: Handle<DoorstepNative.App>

    /// The client id.
    public let clientID: String

    init(_ native: DoorstepNative.App, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
        clientID = try native.clientId()
    }

    public var description: String { "App(\(clientID))" }

    private func step(_ work: (DoorstepNative.App) throws -> DoorstepNative.Step) throws -> Step {
        try handle.call { try Step(work($0)) }
    }

    /// Begins a sign-in. What comes next depends on the app's user flow: the password, which may come along, or a code
    /// by mail. Unknown, disabled and locked accounts are answered like a wrong password, after the same work.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for what is no address, and for a password in a flow
    ///   without one, ``DoorstepError/notFound(kind:)`` when no flow serves the app, ``DoorstepError/busy`` when every
    ///   hashing slot stays taken.
    public func signIn(
        email: String, password: String? = nil, context: SignInContext = SignInContext()
    ) async throws -> Step {
        try await offload { try self.signIn(email: email, password: password, context: context) }
    }

    /// The same on the calling thread.
    public func signIn(
        email: String, password: String? = nil, context: SignInContext = SignInContext()
    ) throws -> Step {
        try step { try $0.signIn(email: email, password: password.map { Data($0.utf8) }, context: context.native) }
    }

    /// Begins a sign-up: a code goes to the address. One that has an account gets a different mail, not a different
    /// answer, unless the flow opts in to saying so.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for what is no address,
    ///   ``DoorstepError/notFound(kind:)`` when no flow serves the app.
    public func signUp(email: String, context: SignInContext = SignInContext()) async throws -> Step {
        try await offload { try self.signUp(email: email, context: context) }
    }

    /// The same on the calling thread.
    public func signUp(email: String, context: SignInContext = SignInContext()) throws -> Step {
        try step { try $0.signUp(email: email, context: context.native) }
    }

    /// Goes on after a first factor that the host checked with its own user table: creates or finds the user by
    /// subject, lets the policies decide, and asks for a second factor where they require one.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` naming the field.
    public func beginSecondFactor(_ signIn: ExternalSignIn) async throws -> Step {
        try await offload { try self.beginSecondFactor(signIn) }
    }

    /// The same on the calling thread.
    public func beginSecondFactor(_ signIn: ExternalSignIn) throws -> Step {
        try step { try $0.beginSecondFactor(signIn: signIn.native) }
    }

    /// Answers ``Step/passwordRequired(_:)`` and ``Step/newPasswordRequired(_:)``.
    ///
    /// - Throws: ``DoorstepError/busy`` when every hashing slot stays taken.
    public func submitPassword(_ password: String, token: String) async throws -> Step {
        try await offload { try self.submitPassword(password, token: token) }
    }

    /// The same on the calling thread.
    public func submitPassword(_ password: String, token: String) throws -> Step {
        try step { try $0.submitPassword(token: token, password: Data(password.utf8)) }
    }

    /// Answers ``Step/codeRequired(_:)``. Spaces and hyphens do not matter. The try is counted before anything is
    /// compared.
    public func submitCode(_ code: String, token: String) async throws -> Step {
        try await offload { try self.submitCode(code, token: token) }
    }

    /// The same on the calling thread.
    public func submitCode(_ code: String, token: String) throws -> Step {
        try step { try $0.submitCode(token: token, code: code) }
    }

    /// Sends another code, which makes the earlier ones worthless.
    public func resendCode(token: String) async throws -> Step {
        try await offload { try self.resendCode(token: token) }
    }

    /// The same on the calling thread.
    public func resendCode(token: String) throws -> Step {
        try step { try $0.resendCode(token: token) }
    }

    /// Answers ``Step/methodRequired(_:)``: sends a code by the chosen method.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for one that was not offered.
    public func requestChallenge(methodID: String, token: String) async throws -> Step {
        try await offload { try self.requestChallenge(methodID: methodID, token: token) }
    }

    /// The same on the calling thread.
    public func requestChallenge(methodID: String, token: String) throws -> Step {
        try step { try $0.requestChallenge(token: token, methodId: methodID) }
    }

    /// Answers ``Step/registrationRequired(_:)``: sends a code to the target, which becomes the user's method once the
    /// code is entered.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for a kind that was not offered.
    public func registerMethod(_ kind: MethodKind, target: String, token: String) async throws -> Step {
        try await offload { try self.registerMethod(kind, target: target, token: token) }
    }

    /// The same on the calling thread.
    public func registerMethod(_ kind: MethodKind, target: String, token: String) throws -> Step {
        try step { try $0.registerMethod(token: token, kind: kind.native, target: target) }
    }

    /// Answers ``Step/attributesRequired(_:)``: `["city": "Oslo", "age": 36, "terms": true]`.
    public func submitAttributes(_ attributes: [String: AttributeValue], token: String) async throws -> Step {
        try await offload { try self.submitAttributes(attributes, token: token) }
    }

    /// The same on the calling thread.
    public func submitAttributes(_ attributes: [String: AttributeValue], token: String) throws -> Step {
        try step { try $0.submitAttributes(token: token, attributes: attributes.mapValues(\.native)) }
    }

    /// Answers ``Step/termsRequired(_:)``: the user has accepted all of the terms that it named. Who accepted what and
    /// when is kept for good, so that nobody is asked twice.
    public func acceptTerms(token: String) async throws -> Step {
        try await offload { try self.acceptTerms(token: token) }
    }

    /// The same on the calling thread.
    public func acceptTerms(token: String) throws -> Step {
        try step { try $0.acceptTerms(token: token) }
    }

    /// Lets the policies decide again over a session, for the request as it is now, and gives the session a new token.
    ///
    /// What has become too old for a sign-in frequency is asked for again, and before a new password both factors;
    /// nothing else. Until the journey is completed the session is as it was; a policy that blocks ends the journey,
    /// not the session. A token of no live session gives ``Denial/journeyEnded``.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` naming the field of the context.
    public func refresh(sessionToken: String, context: SignInContext = SignInContext()) async throws -> Step {
        try await offload { try self.refresh(sessionToken: sessionToken, context: context) }
    }

    /// The same on the calling thread.
    public func refresh(sessionToken: String, context: SignInContext = SignInContext()) throws -> Step {
        try step { try $0.refresh(sessionToken: sessionToken, context: context.native) }
    }

    /// As `refresh`, for something that needs more: the policies of an authentication context, `c1` to `c99`, apply as
    /// well. Once they are satisfied, ``Session/authContexts`` lists the context. A context that no policy is about is
    /// satisfied.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for another context, and naming the field of the
    ///   request's.
    public func stepUp(
        to authContext: String, sessionToken: String, context: SignInContext = SignInContext()
    ) async throws -> Step {
        try await offload { try self.stepUp(to: authContext, sessionToken: sessionToken, context: context) }
    }

    /// The same on the calling thread.
    public func stepUp(
        to authContext: String, sessionToken: String, context: SignInContext = SignInContext()
    ) throws -> Step {
        try step {
            try $0.stepUp(sessionToken: sessionToken, authContext: authContext, context: context.native)
        }
    }

    /// The step that a token waits at, to draw a page again. Changes nothing.
    public func resume(token: String) async throws -> Step {
        try await offload { try self.resume(token: token) }
    }

    /// The same on the calling thread.
    public func resume(token: String) throws -> Step {
        try step { try $0.resume(token: token) }
    }

    /// Ends a journey and wipes it. A token that is unknown or spent changes nothing.
    public func cancel(token: String) async throws {
        try await offload { try self.cancel(token: token) }
    }

    /// The same on the calling thread.
    public func cancel(token: String) throws {
        try handle.call { try $0.cancel(token: token) }
    }
}

/// A first factor that the host has checked itself.
public struct ExternalSignIn: Sendable, Hashable {
    /// The host's own, never changing name for the user: 1 to 256 characters.
    public var subject: String
    /// Where codes go when the user is first seen; later only an administrator changes it.
    public var email: String?
    /// How the host checked the first factor (RFC 8176); `otp` is taken for a code by email, which then cannot be the
    /// second factor.
    public var amr: [String]
    /// When it did, at most 15 minutes ago; now when `nil`.
    public var authenticatedAt: Date?
    /// What the host knows of the request.
    public var context: SignInContext

    public init(
        subject: String, email: String? = nil, amr: [String] = ["pwd"], authenticatedAt: Date? = nil,
        context: SignInContext = SignInContext()
    ) {
        self.subject = subject
        self.email = email
        self.amr = amr
        self.authenticatedAt = authenticatedAt
        self.context = context
    }

    var native: DoorstepNative.ExternalSignIn {
        DoorstepNative.ExternalSignIn(
            subject: subject, email: email, amr: amr, authenticatedAt: authenticatedAt?.milliseconds,
            context: context.native)
    }
}
