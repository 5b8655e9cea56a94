// The program that the README shows.

import Doorstep

func signInAda() async throws -> [String] {
    let (mails, inbox) = AsyncStream.makeStream(of: Message.self)
    let keys = try KeyRing(bytes: Array(0..<32))
    let engine = try await Engine.open(.inMemory, keys: keys, mailer: { inbox.yield($0) })
    defer { engine.close() }
    let tenant = try await engine.createTenant(named: "contoso")
    let shop = try await tenant.apps.register(name: "Contoso Shop")
    try await tenant.userFlows.create(
        NewUserFlow(displayName: "Sign up and sign in", identityProvider: .emailPassword, clientIDs: [shop.clientID]))
    try await tenant.methods.enable(.emailOTP)
    let glass = try await tenant.groups.create(name: "Break-glass accounts")
    try await tenant.policies.create(
        Policy.requireMFA(named: "CA01 - All apps: Require MFA for all users")
            .allUsers().excluding(groupID: glass.id).allApps())
    try await tenant.users.create(NewUser(email: "ada@example.com"), password: "correct horse battery")
    let app = try await tenant.app(clientID: shop.clientID)
    let step = try await app.signIn(email: "ada@example.com", password: "correct horse battery")
    guard case .codeRequired(let asked) = step else { return [] }
    var code = ""
    for await mail in mails { code = mail.code ?? ""; break }
    guard case .completed(let done) = try await app.submitCode(code, token: asked.token) else { return [] }
    return done.session.amr  // ["pwd", "otp", "mfa"]
}
