import Doorstep

/// One person's visit: a question for each step, asked from the step alone.
public actor Visit {
    private let shop: SetUp
    private let terminal: any Terminal
    /// The journey's token, as a browser would keep it in a cookie.
    private var journey = ""

    public init(to shop: SetUp, at terminal: any Terminal) {
        self.shop = shop
        self.terminal = terminal
    }

    /// Asks until somebody is signed in or may not be. Gives the token of the session; none when there is no session.
    public func signIn() async throws -> String? {
        // A server gives the address of whoever calls, as its own proxy vouches for it.
        let context = SignInContext(userAgent: "swift-cli")
        let email = try await terminal.ask("Email")
        let password = try await terminal.ask("Password", hidden: true)
        let first: Step
        do {
            first = try await shop.app.signIn(email: email, password: password, context: context)
        } catch DoorstepError.invalidArgument(field: "email", reason: _) {
            terminal.say("That is not an email address.")
            return nil
        }
        return try await follow(first)
    }

    /// Gives a code for the journey before, which has ended.
    func submitAgain(_ code: String) async throws -> String? {
        try await follow(try await shop.app.submitCode(code, token: journey))
    }

    /// Follows the steps to their end.
    private func follow(_ first: Step) async throws -> String? {
        var step = first
        while true {
            if let problem = step.problem { terminal.say(words(problem)) }
            switch step {
            case .completed(let done):
                return done.token
            case .denied(let reason):
                terminal.say(words(reason))
                return nil
            case .passwordRequired(let asked):
                let password = try await terminal.ask("Password", hidden: true)
                step = try await shop.app.submitPassword(password, token: asked.token)
            case .codeRequired(let asked):
                journey = asked.token
                terminal.say("We have sent \(asked.codeLength) digits to \(asked.maskedTarget). Reference: \(asked.reference)")
                let code = try await terminal.ask("Code")
                // An empty line asks for another one.
                step =
                    code.isEmpty
                    ? try await shop.app.resendCode(token: asked.token)
                    : try await shop.app.submitCode(code, token: asked.token)
            case .methodRequired, .registrationRequired, .attributesRequired, .newPasswordRequired, .termsRequired:
                // This shop's flow collects nothing, its users have one address each, and it has no terms of use.
                preconditionFailure("there is no question for \(step)")
            }
        }
    }

    /// Says who is signed in with this token, if anybody is.
    public func greet(_ token: String) async throws {
        guard let session = try await shop.tenant.sessions.validate(token: token) else {
            return terminal.say("Nobody is signed in.")
        }
        let user = try await shop.tenant.users.get(userID: session.userID)
        terminal.say("Welcome, \(user.email ?? "?"): [\(session.amr.joined(separator: ", "))]")
    }

    public func signOut(_ token: String) async throws {
        try await shop.tenant.sessions.revoke(token: token)
        terminal.say("Signed out.")
    }
}

private func words(_ problem: Problem) -> String {
    switch problem {
    case .invalidCredentials: "Email or password is not right."
    case .invalidCode(let triesLeft): "That is not the code. \(triesLeft) tries left."
    case .codeSuperseded: "There is a newer code."
    case .codeExpired: "The code has run out."
    case .resendTooSoon(let retryAfter): "Please wait \(retryAfter.components.seconds) seconds."
    default: "Please try again."
    }
}

private func words(_ denial: Denial) -> String {
    switch denial {
    case .tooManyAttempts(let retryAfter): "Too many tries. Please wait \(retryAfter.components.seconds / 60) minutes."
    case .blockedByPolicy: "You cannot sign in from here."
    case .journeyEnded: "Please begin again."
    default: "You cannot sign in."
    }
}
