package dev.doorstep.conformance

import dev.doorstep.App
import dev.doorstep.AppChanges
import dev.doorstep.AuditQuery
import dev.doorstep.Engine
import dev.doorstep.ExternalSignIn
import dev.doorstep.NewUser
import dev.doorstep.NewUserFlow
import dev.doorstep.PolicyState
import dev.doorstep.PolicyTemplateInputs
import dev.doorstep.Replay
import dev.doorstep.SignInQuery
import dev.doorstep.Target
import dev.doorstep.Tenant
import dev.doorstep.TenantSettings
import dev.doorstep.UserChanges
import dev.doorstep.UserFlowChanges
import dev.doorstep.WhatIf
import dev.doorstep.policyTemplate
import dev.doorstep.policyTemplates

// Arguments are read before the call, so that one left over fails before anything is done. Every suspending function
// does its work by its blocking twin, so that this runs both.

typealias Table<T> = Map<String, T.(Args) -> suspend () -> Any?>

val TEMPLATES: Table<Unit> = mapOf(
    "templates.list" to { _ -> { policyTemplates() } },
    "templates.make" to { a ->
        val id = a.text("id")
        val inputs = PolicyTemplateInputs(
            breakGlassUserIds = a.texts("break_glass_user_ids").orEmpty(),
            breakGlassGroupIds = a.texts("break_glass_group_ids").orEmpty(),
            appIds = a.texts("app_ids").orEmpty(),
            allowedLocationIds = a.texts("allowed_location_ids").orEmpty(),
            trustedLocationIds = a.texts("trusted_location_ids").orEmpty(),
            authenticationContext = a.maybeText("authentication_context"),
        );
        { MAPPER.readTree(policyTemplate(id, inputs)) }
    },
)

val ENGINE: Table<Engine> = mapOf(
    "engine.create_tenant" to { a -> val name = a.text("name"); { createTenant(name) } },
    "engine.tenant" to { a -> val name = a.text("name_or_id"); { tenant(name) } },
    "engine.tenants" to { _ -> { tenants() } },
    "engine.rename_tenant" to { a ->
        val (name, new) = a.text("name_or_id") to a.text("new_name")
        ({ renameTenant(name, new) })
    },
    "engine.delete_tenant" to { a -> val name = a.text("name_or_id"); { deleteTenant(name) } },
    "engine.purge" to { _ -> { purge() } },
)

private fun one(name: String, call: suspend Tenant.(String) -> Any?): Tenant.(Args) -> suspend () -> Any? =
    { a -> val value = a.text(name); { call(value) } }

private fun two(first: String, second: String, call: suspend Tenant.(String, String) -> Any?): Tenant.(Args) -> suspend () -> Any? =
    { a -> val one = a.text(first); val other = a.text(second); { call(one, other) } }

private fun none(call: suspend Tenant.() -> Any?): Tenant.(Args) -> suspend () -> Any? = { _ -> { call() } }

val TENANT: Table<Tenant> = mapOf(
    "tenant.settings" to none { settings() },
    "tenant.update_settings" to { a -> val new = settings(a); { updateSettings(new) } },
    "tenant.what_if" to { a ->
        val signIn = WhatIf(
            userId = a.maybeText("user_id"), clientId = a.maybeText("client_id"), context = a.context(),
            servicePrincipalId = a.maybeText("service_principal_id"),
            servicePrincipalRisk = a.maybeWord("service_principal_risk"), userAction = a.maybeWord("user_action"),
            authContext = a.maybeText("auth_context"), satisfied = a.texts("satisfied").orEmpty(),
            completedCombinations = a.texts("completed_combinations").orEmpty(),
        );
        { whatIf(signIn) }
    },
    "tenant.explain" to one("sign_in_id") { explain(it) },
    "tenant.import" to { a ->
        val file = a.file("file").toByteArray()
        val state = a.maybeWord<PolicyState>("state")
        val keepGoing = a.flag("keep_going") ?: false;
        { importDocuments(file, state, keepGoing) }
    },
    "tenant.sign_ins" to { a ->
        val query = SignInQuery(
            userId = a.maybeText("user_id"), clientId = a.maybeText("client_id"), result = a.maybeWord("result"),
            since = a.time("since"), until = a.time("until"), limit = a.number("limit", 50), cursor = a.maybeText("cursor"),
        );
        { signIns(query) }
    },
    "tenant.audit_log" to { a ->
        val query = AuditQuery(
            actor = a.maybeText("actor"), action = a.maybeText("action"), targetId = a.maybeText("target_id"),
            since = a.time("since"), until = a.time("until"), limit = a.number("limit", 50), cursor = a.maybeText("cursor"),
        );
        { auditLog(query) }
    },
    "apps.register" to one("name") { apps.register(it) },
    "apps.list" to none { apps.list() },
    "apps.get" to one("client_id") { apps.get(it) },
    "apps.rename" to two("client_id", "new_name") { id, name -> apps.rename(id, name) },
    "apps.update" to { a ->
        val id = a.text("client_id")
        val changes = AppChanges(a.maybeText("name"), a.texts("app_groups"), a.lists("custom_security_attributes"));
        { apps.update(id, changes) }
    },
    "apps.delete" to one("client_id") { apps.delete(it) },
    "users.create" to { a ->
        val user = NewUser(
            a.maybeText("email"), a.maybeText("external_subject"), a.maybeText("display_name"),
            a.values("attributes").orEmpty(), a.maybeText("locale"),
        )
        val password = a.maybePassword();
        { users.create(user, password) }
    },
    "users.get" to one("user_id") { users.get(it) },
    "users.find_by_email" to one("email") { users.findByEmail(it) },
    "users.find_by_subject" to one("external_subject") { users.findBySubject(it) },
    "users.list" to { a -> val limit = a.number("limit", 50); val cursor = a.maybeText("cursor"); { users.list(limit, cursor) } },
    "users.update" to { a ->
        val id = a.text("user_id")
        val changes = UserChanges(
            a.maybeText("email"), a.maybeText("external_subject"), a.maybeText("display_name"), a.values("attributes"),
            a.maybeText("locale"),
        );
        { users.update(id, changes) }
    },
    "users.set_password" to { a -> val id = a.text("user_id"); val password = a.password(); { users.setPassword(id, password) } },
    "users.disable" to one("user_id") { users.disable(it) },
    "users.enable" to one("user_id") { users.enable(it) },
    "users.unlock" to one("user_id") { users.unlock(it) },
    "users.delete" to one("user_id") { users.delete(it) },
    "users.email_methods" to one("user_id") { users.emailMethods(it) },
    "users.add_email_method" to two("user_id", "address") { id, address -> users.addEmailMethod(id, address) },
    "users.remove_email_method" to two("user_id", "method_id") { id, method -> users.removeEmailMethod(id, method) },
    "users.groups" to one("user_id") { users.groups(it) },
    "groups.create" to one("name") { groups.create(it) },
    "groups.list" to none { groups.list() },
    "groups.get" to one("group_id") { groups.get(it) },
    "groups.rename" to two("group_id", "new_name") { id, name -> groups.rename(id, name) },
    "groups.delete" to one("group_id") { groups.delete(it) },
    "groups.members" to one("group_id") { groups.members(it) },
    "groups.add_user" to two("group_id", "user_id") { group, user -> groups.addUser(group, user) },
    "groups.remove_user" to two("group_id", "user_id") { group, user -> groups.removeUser(group, user) },
    "groups.add_group" to two("group_id", "member_group_id") { group, member -> groups.addGroup(group, member) },
    "groups.remove_group" to two("group_id", "member_group_id") { group, member -> groups.removeGroup(group, member) },
    "roles.list" to none { roles.list() },
    "roles.assign" to two("user_id", "role") { user, role -> roles.assign(user, role) },
    "roles.unassign" to two("user_id", "role") { user, role -> roles.unassign(user, role) },
    "roles.of_user" to one("user_id") { roles.ofUser(it) },
    "roles.members" to one("role") { roles.members(it) },
    "user_flows.create" to { a ->
        val flow = NewUserFlow(
            a.text("display_name"), a.word("identity_provider"), a.flag("sign_up_allowed") ?: true,
            a.flowAttributes().orEmpty(), a.texts("client_ids").orEmpty(), a.flag("reveal_existing_accounts") ?: false,
        );
        { userFlows.create(flow) }
    },
    "user_flows.create_from_graph" to { a -> val document = a.document("document"); { userFlows.createFromGraph(document) } },
    "user_flows.to_graph" to one("flow_id") { MAPPER.readTree(userFlows.toGraph(it)) },
    "user_flows.list" to none { userFlows.list() },
    "user_flows.get" to one("flow_id") { userFlows.get(it) },
    "user_flows.update" to { a ->
        val id = a.text("flow_id")
        val changes = UserFlowChanges(
            a.maybeText("display_name"), a.maybeWord("identity_provider"), a.flag("sign_up_allowed"), a.flowAttributes(),
            a.flag("reveal_existing_accounts"),
        );
        { userFlows.update(id, changes) }
    },
    "user_flows.attach_app" to two("flow_id", "client_id") { flow, client -> userFlows.attachApp(flow, client) },
    "user_flows.detach_app" to two("flow_id", "client_id") { flow, client -> userFlows.detachApp(flow, client) },
    "user_flows.delete" to one("flow_id") { userFlows.delete(it) },
    "methods.get" to { a -> val kind = a.kind(); { methods.get(kind) } },
    "methods.list" to none { methods.list() },
    "methods.enable" to { a ->
        val kind = a.kind()
        val include = a.targets("include") ?: listOf(Target.AllUsers)
        val exclude = a.targets("exclude").orEmpty();
        { methods.enable(kind, include, exclude) }
    },
    "methods.disable" to { a -> val kind = a.kind(); { methods.disable(kind) } },
    "methods.to_graph" to { a -> val kind = a.kind(); { MAPPER.readTree(methods.toGraph(kind)) } },
    "methods.update_from_graph" to { a ->
        val kind = a.kind()
        val document = a.document("document");
        { methods.updateFromGraph(kind, document) }
    },
    "policies.create" to { a -> val document = a.document("document"); { policies.create(document) } },
    "policies.list" to none { policies.list() },
    "policies.get" to one("policy_id") { policies.get(it) },
    "policies.update" to { a ->
        val id = a.text("policy_id")
        val changes = a.document("changes");
        { policies.update(id, changes) }
    },
    "policies.delete" to one("policy_id") { policies.delete(it) },
    "policies.replay" to { a ->
        val replay = Replay(
            a.documents("drafts").orEmpty(), a.flag("only_drafts") ?: false, a.time("since"), a.time("until"),
            a.number("limit", 10_000), a.maybeText("cursor"),
        );
        { policies.replay(replay) }
    },
    "policies.lint" to none { policies.lint() },
    "policies.prove" to one("claim") { policies.prove(it) },
    "policies.gaps" to none { policies.gaps() },
    "locations.create" to { a -> val document = a.document("document"); { locations.create(document) } },
    "locations.list" to none { locations.list() },
    "locations.get" to one("location_id") { locations.get(it) },
    "locations.update" to { a ->
        val id = a.text("location_id")
        val changes = a.document("changes");
        { locations.update(id, changes) }
    },
    "locations.delete" to one("location_id") { locations.delete(it) },
    "authentication_strengths.create" to { a ->
        val document = a.document("document");
        { authenticationStrengths.create(document) }
    },
    "authentication_strengths.list" to none { authenticationStrengths.list() },
    "authentication_strengths.get" to one("strength_id") { authenticationStrengths.get(it) },
    "authentication_strengths.update" to { a ->
        val id = a.text("strength_id")
        val changes = a.document("changes");
        { authenticationStrengths.update(id, changes) }
    },
    "authentication_strengths.delete" to one("strength_id") { authenticationStrengths.delete(it) },
    "authentication_contexts.create" to { a ->
        val document = a.document("document");
        { authenticationContexts.create(document) }
    },
    "authentication_contexts.list" to none { authenticationContexts.list() },
    "authentication_contexts.get" to one("context_id") { authenticationContexts.get(it) },
    "authentication_contexts.update" to { a ->
        val id = a.text("context_id")
        val changes = a.document("changes");
        { authenticationContexts.update(id, changes) }
    },
    "authentication_contexts.delete" to one("context_id") { authenticationContexts.delete(it) },
    "sessions.validate" to one("token") { sessions.validate(it) },
    "sessions.list" to one("user_id") { sessions.list(it) },
    "sessions.revoke" to one("session_id") { sessions.revoke(it) },
    "sessions.revoke_token" to one("token") { sessions.revokeToken(it) },
    "sessions.revoke_all" to one("user_id") { sessions.revokeAll(it) },
)

val APP: Table<App> = mapOf(
    "app.sign_in" to { a ->
        val (email, password) = a.text("email") to a.maybePassword()
        val context = a.context();
        { signIn(email, password, context) }
    },
    "app.sign_up" to { a -> val email = a.text("email"); val context = a.context(); { signUp(email, context) } },
    "app.begin_second_factor" to { a ->
        val signIn = ExternalSignIn(
            a.text("subject"), a.maybeText("email"), a.texts("amr") ?: listOf("pwd"), a.time("authenticated_at"), a.context(),
        );
        { beginSecondFactor(signIn) }
    },
    "app.submit_password" to { a -> val token = a.text("token"); val password = a.password(); { submitPassword(token, password) } },
    "app.submit_code" to { a -> val token = a.text("token"); val code = a.text("code"); { submitCode(token, code) } },
    "app.resend_code" to { a -> val token = a.text("token"); { resendCode(token) } },
    "app.request_challenge" to { a -> val token = a.text("token"); val id = a.text("method_id"); { requestChallenge(token, id) } },
    "app.register_method" to { a ->
        val (token, kind) = a.text("token") to a.kind()
        val target = a.text("target");
        { registerMethod(token, kind, target) }
    },
    "app.submit_attributes" to { a ->
        val token = a.text("token")
        val values = a.values("attributes").orEmpty();
        { submitAttributes(token, values) }
    },
    "app.accept_terms" to { a -> val token = a.text("token"); { acceptTerms(token) } },
    "app.refresh" to { a -> val token = a.text("session_token"); val context = a.context(); { refresh(token, context) } },
    "app.step_up" to { a ->
        val (token, wanted) = a.text("session_token") to a.text("auth_context")
        val context = a.context();
        { stepUp(token, wanted, context) }
    },
    "app.resume" to { a -> val token = a.text("token"); { resume(token) } },
    "app.cancel" to { a -> val token = a.text("token"); { cancel(token) } },
)

private fun settings(a: Args): TenantSettings {
    val defaults = TenantSettings()
    return TenantSettings(
        displayName = a.maybeText("display_name"),
        senderName = a.maybeText("sender_name"),
        senderAddress = a.maybeText("sender_address") ?: defaults.senderAddress,
        defaultLocale = a.maybeText("default_locale") ?: defaults.defaultLocale,
        codeLength = a.number("code_length", defaults.codeLength),
        passwordMinLength = a.number("password_min_length", defaults.passwordMinLength),
        askAgainAfterSignUp = a.flag("ask_again_after_sign_up") ?: defaults.askAgainAfterSignUp,
        sessionIdle = a.duration("session_idle_ms", defaults.sessionIdle),
        sessionLifetime = a.duration("session_lifetime_ms", defaults.sessionLifetime),
        mfaTrustedIps = a.texts("mfa_trusted_ips") ?: defaults.mfaTrustedIps,
    )
}

/** Makes one call. */
suspend fun <T> call(table: Table<T>, receiver: T, name: String, args: Args): Any? {
    val prepare = table[name] ?: throw Mismatch("there is no call $name")
    val call = receiver.prepare(args)
    args.done()
    return call()
}
