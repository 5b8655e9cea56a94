import Doorstep

/// The administrator's half: what the how-to of the real product clicks through, in its order.
public struct SetUp: Sendable {
    public let tenant: Tenant
    public let app: App

    public init(_ engine: Engine, at terminal: any Terminal) async throws {
        tenant = try await engine.createTenant(named: "contoso")
        let shop = try await tenant.apps.register(name: "Contoso Shop")
        try await tenant.userFlows.create(
            NewUserFlow(displayName: "Sign up and sign in", identityProvider: .emailPassword, clientIDs: [shop.clientID]))
        try await tenant.methods.enable(.emailOTP)
        let glass = try await tenant.groups.create(name: "Break-glass accounts")
        let policy = try await tenant.policies.create(
            Policy.requireMFA(named: "CA01 - All apps: Require MFA for all users")
                .allUsers().excluding(groupID: glass.id).allApps())
        terminal.say("\(policy.displayName): \(policy.state.rawValue)")

        let ada = try await tenant.users.create(NewUser(email: "ada@example.com"), password: "correct horse battery")
        let admin = try await tenant.users.create(NewUser(email: "glass@example.com"), password: "a long sealed envelope")
        try await tenant.groups.addUser(admin.id, to: glass.id)
        for user in [ada, admin] {
            let decision = try await tenant.whatIf(WhatIf(userID: user.id, clientID: shop.clientID))
            terminal.say("what if \(user.email ?? "?"): \(decision.outcome.rawValue) [\(decision.required.joined(separator: ", "))]")
        }
        app = try await tenant.app(clientID: shop.clientID)
    }
}
