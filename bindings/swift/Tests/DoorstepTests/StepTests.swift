import Foundation
import Testing

@testable import Doorstep

/// Steps as values, and what they and everything else show of themselves.
@Suite struct StepTests {
    @Test func aStepIsMatched() async throws {
        let world = try Contoso()
        try world.requireMFA()
        try world.user()
        let first = try await world.app.signIn(email: "ada@example.com")
        guard case .passwordRequired(let asked) = first else { throw Missing() }
        let wrong = try await world.app.submitPassword("something else", token: asked.token)
        #expect(wrong.problem == .invalidCredentials && wrong.token == asked.token)
        let step = try await world.app.submitPassword(password, token: asked.token)
        guard case .codeRequired(let code) = step else { throw Missing() }
        #expect(code.purpose == .secondFactor && code.channel == .email && code.codeLength == 8)
        #expect(code.maskedTarget.hasPrefix("a") && !code.maskedTarget.contains("ada@example.com"))
        #expect(code.expiresAt == newYear.addingTimeInterval(600))
        #expect(code.resendAfter == newYear.addingTimeInterval(60))
        #expect(try await world.app.resume(token: code.token) == step)
        guard case .completed(let done) = try await world.app.submitCode(world.code(), token: code.token) else {
            throw Missing()
        }
        #expect(done.session.amr == ["pwd", "otp", "mfa"])
        #expect(done.session.expiresAt.timeIntervalSince(done.session.createdAt) == 24 * 3600)
        #expect(try await world.tenant.sessions.validate(token: done.token) == done.session)
        #expect(try await world.app.submitCode("12345678", token: code.token) == .denied(.journeyEnded))
        try await world.tenant.sessions.revoke(token: done.token)
        #expect(try await world.tenant.sessions.validate(token: done.token) == nil)
    }

    @Test func bringYourOwnFirstFactor() async throws {
        let world = try Contoso()
        try world.requireMFA()
        let step = try await world.app.beginSecondFactor(ExternalSignIn(subject: "user-1", email: "ada@example.com"))
        let last = try await world.app.submitCode(world.code(), token: step.token ?? "")
        guard case .completed(let done) = last else { throw Missing() }
        #expect(try await world.tenant.users.get(userID: done.session.userID).externalSubject == "user-1")
    }

    @Test func attributesAreTextNumbersAndBooleans() async throws {
        let world = try Contoso(.emailOTP)
        let flow = try await world.tenant.userFlows.list()[0]
        let asked = [
            FlowAttribute(name: "city", label: "City", required: true),
            FlowAttribute(name: "age", label: "Age", kind: .integer),
            FlowAttribute(name: "size", label: "Size", kind: .choice, choices: ["S", "L"]),
            FlowAttribute(name: "terms", label: "Terms", kind: .boolean, required: true),
        ]
        try await world.tenant.userFlows.update(flowID: flow.id, UserFlowChanges(attributes: asked))
        let code = try await world.app.signUp(email: "ada@example.com")
        let step = try await world.app.submitCode(world.code(), token: code.token ?? "")
        guard case .attributesRequired(let form) = step else { throw Missing() }
        #expect(form.attributes == asked)
        let given: [String: AttributeValue] = ["city": "Oslo", "age": 36, "size": "L", "terms": true]
        guard case .completed(let done) = try await world.app.submitAttributes(given, token: form.token) else {
            throw Missing()
        }
        #expect(try await world.tenant.users.get(userID: done.session.userID).attributes == given)
    }

    @Test func nothingSecretShows() throws {
        let world = try Contoso()
        try world.requireMFA()
        try world.user()
        let asked = try world.app.signIn(email: "ada@example.com")
        let step = try world.app.submitPassword(password, token: asked.token ?? "")
        let code = try world.code()
        let done = try world.app.submitCode(code, token: step.token ?? "")
        guard case .completed(let last) = done else { throw Missing() }
        let mail = try #require(world.mails.all.last)
        let smtp = try SMTPMailer(
            SMTPOptions(host: "localhost", port: 25, username: "ada"), password: "hunter2hunter2")
        let ring = try KeyRing(bytes: Array("0123456789abcdef0123456789abcdef".utf8))
        let everything: [Any] = [
            asked, step, done, [step], ["step": done], Optional(step) as Any, mail, smtp, ring, world.engine,
            world.tenant, world.app, world.tenant.sessions, world.mails,
            DoorstepError.mail(reason: "x"), try message(),
        ]
        let shown = everything.map(everyWay).joined(separator: "\n")
        let secrets = [
            asked.token, step.token, last.token, code, mail.to, mail.subject, mail.text, "hunter2", "0123456789",
        ]
        for secret in secrets.compactMap(\.self) { #expect(!shown.contains(secret)) }
        // It shows something, and shows it is looked for in the right way.
        #expect(everyWay(step).contains("secondFactor") && everyWay(done).contains("mfa: true"))
        #expect(everyWay(["a", "b"]).contains("b"))
        #expect("\(world.tenant) \(world.app)" == "Tenant(contoso) App(\(world.app.clientID))")
        #expect("\(ring)" == "KeyRing(\(ring.id))")
        #expect("\(try message().to)" == "[redacted]")
    }

    @Test func everyKindOfStepHidesItsToken() {
        let session = Session(
            id: "i", userID: "u", clientID: "c", createdAt: newYear, authTime: newYear, lastSeenAt: newYear,
            idleExpiresAt: newYear, expiresAt: newYear, amr: [], mfa: true, methods: [], policies: [], authContexts: [],
            controls: SessionControls(
                signInFrequency: nil, secondarySignInFrequency: nil, persistentBrowser: nil,
                applicationEnforcedRestrictions: false, cloudAppSecurity: [], continuousAccessEvaluation: [],
                disableResilienceDefaults: false, secureSignInSession: false, other: [:]))
        let secret = "sesame-sesame"
        let steps: [Step] = [
            .passwordRequired(.init(token: secret, problem: .invalidCredentials)),
            .codeRequired(
                .init(
                    token: secret, purpose: .signIn, channel: .email, maskedTarget: "m", codeLength: 8,
                    resendAfter: newYear, expiresAt: newYear, reference: "r", problem: nil)),
            .methodRequired(.init(token: secret, methods: [], problem: nil)),
            .registrationRequired(.init(token: secret, kinds: [.emailOTP], problem: nil)),
            .attributesRequired(.init(token: secret, attributes: [], problem: nil)),
            .newPasswordRequired(
                .init(token: secret, rules: PasswordRules(minLength: 8, maxLength: 64), problem: nil)),
            .termsRequired(.init(token: secret, terms: ["t"], problem: nil)),
        ]
        for step in steps {
            #expect(step.token == secret)
            #expect(!everyWay(step).contains(secret))
        }
        // A session token must not be taken for one that goes on.
        let done = Step.completed(.init(token: secret, session: session))
        #expect(done.token == nil && !everyWay(done).contains(secret))
        #expect(Step.denied(.journeyEnded).token == nil)
        #expect("\(steps[0])".contains("PasswordRequired(problem: invalidCredentials)"))
    }
}

/// All that a value shows of itself.
private func everyWay(_ value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value)\n\(String(describing: value))\n\(String(reflecting: value))\n\(dumped)\n\(within(value, 0))"
}

private func within(_ value: Any, _ depth: Int) -> String {
    guard depth < 8 else { return "" }
    return Mirror(reflecting: value).children.map { "\($0.value) \(within($0.value, depth + 1))" }.joined(separator: " ")
}
