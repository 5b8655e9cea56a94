import Doorstep

/// Makes one call of an app's.
func call(_ name: String, on app: App, _ a: Args) async throws -> Any? {
    switch name {
    case "app.sign_in":
        try await app.signIn(email: a.text("email"), password: a.maybeText("password"), context: a.context())
    case "app.sign_up": try await app.signUp(email: a.text("email"), context: a.context())
    case "app.begin_second_factor":
        try await app.beginSecondFactor(
            ExternalSignIn(
                subject: a.text("subject"), email: a.maybeText("email"), amr: a.texts("amr") ?? ["pwd"],
                authenticatedAt: a.time("authenticated_at"), context: a.context()))
    case "app.submit_password": try await app.submitPassword(a.text("password"), token: a.text("token"))
    case "app.submit_code": try await app.submitCode(a.text("code"), token: a.text("token"))
    case "app.resend_code": try await app.resendCode(token: a.text("token"))
    case "app.request_challenge":
        try await app.requestChallenge(methodID: a.text("method_id"), token: a.text("token"))
    case "app.register_method":
        try await app.registerMethod(a.word("kind"), target: a.text("target"), token: a.text("token"))
    case "app.submit_attributes":
        try await app.submitAttributes(a.values("attributes") ?? [:], token: a.text("token"))
    case "app.accept_terms": try await app.acceptTerms(token: a.text("token"))
    case "app.refresh": try await app.refresh(sessionToken: a.text("session_token"), context: a.context())
    case "app.step_up":
        try await app.stepUp(
            to: a.text("auth_context"), sessionToken: a.text("session_token"), context: a.context())
    case "app.resume": try await app.resume(token: a.text("token"))
    case "app.cancel": try await app.cancel(token: a.text("token"))
    default: throw Mismatch("there is no call \(name)")
    }
}
