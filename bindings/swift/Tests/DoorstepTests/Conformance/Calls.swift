import Doorstep
import Foundation

// Every `async` function does its work by its blocking twin, so that these calls run both.

/// Makes one call of the engine.
func call(_ name: String, on engine: Engine, _ a: Args) async throws -> Any? {
    switch name {
    case "engine.create_tenant": try await engine.createTenant(named: a.text("name"))
    case "engine.tenant": try await engine.tenant(a.text("name_or_id"))
    case "engine.tenants": try await engine.tenants()
    case "engine.rename_tenant": try await engine.renameTenant(a.text("name_or_id"), to: a.text("new_name"))
    case "engine.delete_tenant": try await engine.deleteTenant(a.text("name_or_id"))
    case "engine.purge": try await engine.purge()
    default: throw Mismatch("there is no call \(name)")
    }
}

/// Makes one administrative call.
func call(_ name: String, on tenant: Tenant, _ a: Args) async throws -> Any? {
    switch name {
    case "tenant.settings":
        try await tenant.settings()
    case "tenant.update_settings":
        try await tenant.updateSettings(settings(a))
    case "tenant.what_if":
        try await tenant.whatIf(
            WhatIf(
                userID: a.maybeText("user_id"), clientID: a.maybeText("client_id"), context: a.context(),
                servicePrincipalID: a.maybeText("service_principal_id"),
                servicePrincipalRisk: a.maybeWord("service_principal_risk"), userAction: a.maybeWord("user_action"),
                authContext: a.maybeText("auth_context"), satisfied: a.texts("satisfied") ?? [],
                completedCombinations: a.texts("completed_combinations") ?? []))
    case "tenant.explain":
        try await tenant.explain(signInID: a.text("sign_in_id"))
    case "tenant.import":
        try await tenant.importDocuments(
            Data(a.file("file").utf8), state: a.maybeWord("state"), keepGoing: a.flag("keep_going") ?? false)
    case "tenant.sign_ins":
        try await tenant.signIns(
            SignInQuery(
                userID: a.maybeText("user_id"), clientID: a.maybeText("client_id"), result: a.maybeWord("result"),
                since: a.time("since"), until: a.time("until"), limit: a.number("limit", 50),
                cursor: a.maybeText("cursor")))
    case "tenant.audit_log":
        try await tenant.auditLog(
            AuditQuery(
                actor: a.maybeText("actor"), action: a.maybeText("action"), targetID: a.maybeText("target_id"),
                since: a.time("since"), until: a.time("until"), limit: a.number("limit", 50),
                cursor: a.maybeText("cursor")))
    case let name where name.hasPrefix("apps."): try await call(name, on: tenant.apps, a)
    case let name where name.hasPrefix("users."): try await call(name, on: tenant.users, a)
    case let name where name.hasPrefix("groups."): try await call(name, on: tenant.groups, a)
    case let name where name.hasPrefix("roles."): try await call(name, on: tenant.roles, a)
    case let name where name.hasPrefix("user_flows."): try await call(name, on: tenant.userFlows, a)
    case let name where name.hasPrefix("methods."): try await call(name, on: tenant.methods, a)
    case let name where name.hasPrefix("policies."): try await call(name, on: tenant.policies, a)
    case let name where name.hasPrefix("locations."): try await call(name, on: tenant.locations, a)
    case let name where name.hasPrefix("authentication_strengths."):
        try await call(name, on: tenant.authenticationStrengths, a)
    case let name where name.hasPrefix("authentication_contexts."):
        try await call(name, on: tenant.authenticationContexts, a)
    case let name where name.hasPrefix("sessions."): try await call(name, on: tenant.sessions, a)
    default: throw Mismatch("there is no call \(name)")
    }
}

private func settings(_ a: Args) throws -> TenantSettings {
    let unsaid = TenantSettings()
    return TenantSettings(
        displayName: try a.maybeText("display_name"),
        senderName: try a.maybeText("sender_name"),
        senderAddress: try a.maybeText("sender_address") ?? unsaid.senderAddress,
        defaultLocale: try a.maybeText("default_locale") ?? unsaid.defaultLocale,
        codeLength: try a.number("code_length", unsaid.codeLength),
        passwordMinLength: try a.number("password_min_length", unsaid.passwordMinLength),
        askAgainAfterSignUp: try a.flag("ask_again_after_sign_up") ?? unsaid.askAgainAfterSignUp,
        sessionIdle: try a.duration("session_idle_ms", unsaid.sessionIdle),
        sessionLifetime: try a.duration("session_lifetime_ms", unsaid.sessionLifetime),
        mfaTrustedIPs: try a.texts("mfa_trusted_ips") ?? unsaid.mfaTrustedIPs)
}

private func call(_ name: String, on apps: Apps, _ a: Args) async throws -> Any? {
    switch name {
    case "apps.register": try await apps.register(name: a.text("name"))
    case "apps.list": try await apps.list()
    case "apps.get": try await apps.get(clientID: a.text("client_id"))
    case "apps.rename": try await apps.rename(clientID: a.text("client_id"), to: a.text("new_name"))
    case "apps.update":
        try await apps.update(
            clientID: a.text("client_id"),
            AppChanges(
                name: a.maybeText("name"), appGroups: a.texts("app_groups"),
                customSecurityAttributes: a.lists("custom_security_attributes")))
    case "apps.delete": try await apps.delete(clientID: a.text("client_id"))
    default: throw Mismatch("there is no call \(name)")
    }
}

private func call(_ name: String, on users: Users, _ a: Args) async throws -> Any? {
    switch name {
    case "users.create":
        try await users.create(
            NewUser(
                email: a.maybeText("email"), externalSubject: a.maybeText("external_subject"),
                displayName: a.maybeText("display_name"), attributes: a.values("attributes") ?? [:],
                locale: a.maybeText("locale")),
            password: a.maybeText("password"))
    case "users.get": try await users.get(userID: a.text("user_id"))
    case "users.find_by_email": try await users.find(email: a.text("email"))
    case "users.find_by_subject": try await users.find(subject: a.text("external_subject"))
    case "users.list": try await users.list(limit: a.number("limit", 50), cursor: a.maybeText("cursor"))
    case "users.update":
        try await users.update(
            userID: a.text("user_id"),
            UserChanges(
                email: a.maybeText("email"), externalSubject: a.maybeText("external_subject"),
                displayName: a.maybeText("display_name"), attributes: a.values("attributes"),
                locale: a.maybeText("locale")))
    case "users.set_password": try await users.setPassword(userID: a.text("user_id"), a.text("password"))
    case "users.disable": try await users.disable(userID: a.text("user_id"))
    case "users.enable": try await users.enable(userID: a.text("user_id"))
    case "users.unlock": try await users.unlock(userID: a.text("user_id"))
    case "users.delete": try await users.delete(userID: a.text("user_id"))
    case "users.email_methods": try await users.emailMethods(userID: a.text("user_id"))
    case "users.add_email_method":
        try await users.addEmailMethod(userID: a.text("user_id"), address: a.text("address"))
    case "users.remove_email_method":
        try await users.removeEmailMethod(userID: a.text("user_id"), methodID: a.text("method_id"))
    case "users.groups": try await users.groups(userID: a.text("user_id"))
    default: throw Mismatch("there is no call \(name)")
    }
}

private func call(_ name: String, on groups: Groups, _ a: Args) async throws -> Any? {
    switch name {
    case "groups.create": try await groups.create(name: a.text("name"))
    case "groups.list": try await groups.list()
    case "groups.get": try await groups.get(groupID: a.text("group_id"))
    case "groups.rename": try await groups.rename(groupID: a.text("group_id"), to: a.text("new_name"))
    case "groups.delete": try await groups.delete(groupID: a.text("group_id"))
    case "groups.members": try await groups.members(groupID: a.text("group_id"))
    case "groups.add_user": try await groups.addUser(a.text("user_id"), to: a.text("group_id"))
    case "groups.remove_user": try await groups.removeUser(a.text("user_id"), from: a.text("group_id"))
    case "groups.add_group": try await groups.addGroup(a.text("member_group_id"), to: a.text("group_id"))
    case "groups.remove_group": try await groups.removeGroup(a.text("member_group_id"), from: a.text("group_id"))
    default: throw Mismatch("there is no call \(name)")
    }
}

private func call(_ name: String, on roles: Roles, _ a: Args) async throws -> Any? {
    switch name {
    case "roles.list": try await roles.list()
    case "roles.assign": try await roles.assign(role: a.text("role"), userID: a.text("user_id"))
    case "roles.unassign": try await roles.unassign(role: a.text("role"), userID: a.text("user_id"))
    case "roles.of_user": try await roles.of(userID: a.text("user_id"))
    case "roles.members": try await roles.members(role: a.text("role"))
    default: throw Mismatch("there is no call \(name)")
    }
}

private func call(_ name: String, on flows: UserFlows, _ a: Args) async throws -> Any? {
    switch name {
    case "user_flows.create":
        try await flows.create(
            NewUserFlow(
                displayName: a.text("display_name"), identityProvider: a.word("identity_provider"),
                signUpAllowed: a.flag("sign_up_allowed") ?? true, attributes: a.flowAttributes() ?? [],
                clientIDs: a.texts("client_ids") ?? [],
                revealExistingAccounts: a.flag("reveal_existing_accounts") ?? false))
    case "user_flows.create_from_graph": try await flows.create(document: a.document("document"))
    case "user_flows.to_graph": try await parsed(flows.document(flowID: a.text("flow_id")))
    case "user_flows.list": try await flows.list()
    case "user_flows.get": try await flows.get(flowID: a.text("flow_id"))
    case "user_flows.update":
        try await flows.update(
            flowID: a.text("flow_id"),
            UserFlowChanges(
                displayName: a.maybeText("display_name"), identityProvider: a.maybeWord("identity_provider"),
                signUpAllowed: a.flag("sign_up_allowed"), attributes: a.flowAttributes(),
                revealExistingAccounts: a.flag("reveal_existing_accounts")))
    case "user_flows.attach_app":
        try await flows.attachApp(clientID: a.text("client_id"), flowID: a.text("flow_id"))
    case "user_flows.detach_app":
        try await flows.detachApp(clientID: a.text("client_id"), flowID: a.text("flow_id"))
    case "user_flows.delete": try await flows.delete(flowID: a.text("flow_id"))
    default: throw Mismatch("there is no call \(name)")
    }
}

private func call(_ name: String, on methods: Methods, _ a: Args) async throws -> Any? {
    switch name {
    case "methods.get": try await methods.get(a.word("kind"))
    case "methods.list": try await methods.list()
    case "methods.enable":
        try await methods.enable(
            a.word("kind"), include: a.targets("include") ?? [.allUsers], exclude: a.targets("exclude") ?? [])
    case "methods.disable": try await methods.disable(a.word("kind"))
    case "methods.to_graph": try await parsed(methods.document(a.word("kind")))
    case "methods.update_from_graph": try await methods.update(a.word("kind"), document: a.document("document"))
    default: throw Mismatch("there is no call \(name)")
    }
}

private func call(_ name: String, on policies: Policies, _ a: Args) async throws -> Any? {
    switch name {
    case "policies.create": try await policies.create(document: a.document("document"))
    case "policies.list": try await policies.list()
    case "policies.get": try await policies.get(policyID: a.text("policy_id"))
    case "policies.update":
        try await policies.update(policyID: a.text("policy_id"), changes: a.document("changes"))
    case "policies.delete": try await policies.delete(policyID: a.text("policy_id"))
    case "policies.replay":
        try await policies.replay(
            Replay(
                drafts: a.documents("drafts") ?? [], onlyDrafts: a.flag("only_drafts") ?? false,
                since: a.time("since"), until: a.time("until"), limit: a.number("limit", 10_000),
                cursor: a.maybeText("cursor")))
    case "policies.lint": try await policies.lint()
    case "policies.prove": try await policies.prove(a.text("claim"))
    case "policies.gaps": try await policies.gaps()
    default: throw Mismatch("there is no call \(name)")
    }
}

private func call(_ name: String, on sessions: Sessions, _ a: Args) async throws -> Any? {
    switch name {
    case "sessions.validate": try await sessions.validate(token: a.text("token"))
    case "sessions.list": try await sessions.list(userID: a.text("user_id"))
    case "sessions.revoke": try await sessions.revoke(sessionID: a.text("session_id"))
    case "sessions.revoke_token": try await sessions.revoke(token: a.text("token"))
    case "sessions.revoke_all": try await sessions.revokeAll(userID: a.text("user_id"))
    default: throw Mismatch("there is no call \(name)")
    }
}

private func parsed(_ document: String) throws -> JSON {
    try JSON(parsing: Data(document.utf8))
}
