package dev.doorstep

import dev.doorstep.internal.ImportOptions
import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.Tenant as NativeTenant

/**
 * One tenant, and in whose name administrative calls on it are made. It can neither read nor change another's rows.
 *
 * Administrative calls are made in the host's name, which may do everything; on what [actingAs] gives, in a user's,
 * whose directory roles are checked. See [Engine] for threads, coroutines and closing.
 *
 * @property id the tenant's id
 * @property name the tenant's name when this handle was opened
 * @property actor in whose name calls are made: `host`, or the id of the user that [actingAs] was given
 */
public class Tenant internal constructor(native: NativeTenant, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    public val id: String = lifetime.call { native.id() }
    public val name: String = lifetime.call { native.name() }
    public val actor: String = lifetime.call { native.actor() }

    /** App registrations. */
    public val apps: Apps by lazy { lifetime.call { Apps(native.apps(), lifetime) } }

    /** Users, as administrators see them. */
    public val users: Users by lazy { lifetime.call { Users(native.users(), lifetime) } }

    /** Groups of users and groups. */
    public val groups: Groups by lazy { lifetime.call { Groups(native.groups(), lifetime) } }

    /** Directory roles and who holds them. */
    public val roles: Roles by lazy { lifetime.call { Roles(native.roles(), lifetime) } }

    /** User flows: how people sign up and in. */
    public val userFlows: UserFlows by lazy { lifetime.call { UserFlows(native.userFlows(), lifetime) } }

    /** The authentication methods policy: which methods are enabled for whom. */
    public val methods: Methods by lazy { lifetime.call { Methods(native.methods(), lifetime) } }

    /** Conditional Access policies. */
    public val policies: Policies by lazy { lifetime.call { Policies(native.policies(), lifetime) } }

    /** Named locations: networks, which may be trusted, and countries. */
    public val locations: Locations by lazy { lifetime.call { Locations(native.locations(), lifetime) } }

    /** Authentication strengths: which combinations of methods are good enough. */
    public val authenticationStrengths: AuthenticationStrengths by lazy {
        lifetime.call { AuthenticationStrengths(native.authenticationStrengths(), lifetime) }
    }

    /** Authentication contexts: names for what an app asks more for than a sign-in. */
    public val authenticationContexts: AuthenticationContexts by lazy {
        lifetime.call { AuthenticationContexts(native.authenticationContexts(), lifetime) }
    }

    /** Sessions. */
    public val sessions: Sessions by lazy { lifetime.call { Sessions(native.sessions(), lifetime) } }

    /**
     * The same tenant with every administrative call made in the name of a user, whose roles are checked. The host
     * vouches for who it is. What the roles do not allow is [DoorstepException.Forbidden] and recorded.
     */
    public fun actingAs(userId: String): Tenant = lifetime.call { Tenant(native.actingAs(userId), lifetime) }

    /** The settings. */
    @JvmSynthetic
    public suspend fun settings(): TenantSettings = io { settingsBlocking() }

    /** As [settings], for callers without coroutines. */
    @JvmName("settings")
    public fun settingsBlocking(): TenantSettings = lifetime.call { native.settings().toPublic() }

    /**
     * Replaces the settings: `tenant.updateSettings(tenant.settings().copy(codeLength = 6))`.
     *
     * @throws DoorstepException.InvalidArgument naming the first setting out of range
     */
    @JvmSynthetic
    public suspend fun updateSettings(settings: TenantSettings): Unit = io { updateSettingsBlocking(settings) }

    /** As [updateSettings], for callers without coroutines. */
    @JvmName("updateSettings")
    public fun updateSettingsBlocking(settings: TenantSettings): Unit =
        lifetime.call { native.updateSettings(settings.toNative()) }

    /**
     * The app with this client id, to run journeys on.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun app(clientId: String): App = io { appBlocking(clientId) }

    /** As [app], for callers without coroutines. */
    @JvmName("app")
    public fun appBlocking(clientId: String): App = lifetime.call { App(native.app(clientId), lifetime) }

    /**
     * What the policies would say of a sign-in, with a first factor only unless it says more:
     * `tenant.whatIf(WhatIf(ada.id, clientId))`. Changes nothing.
     *
     * @throws DoorstepException.InvalidArgument naming the field: a sign-in is somebody's
     * @throws DoorstepException.NotFound when there is no such user or app
     */
    @JvmSynthetic
    public suspend fun whatIf(signIn: WhatIf): Decision = io { whatIfBlocking(signIn) }

    /** As [whatIf], for callers without coroutines. */
    @JvmName("whatIf")
    public fun whatIfBlocking(signIn: WhatIf): Decision = lifetime.call { native.whatIf(signIn.toNative()).toPublic() }

    /**
     * Why a sign-in of the log went as it did, in plain words. What a policy covers is told from the policy as it is now,
     * unless it has changed since.
     *
     * @throws DoorstepException.NotFound when there is no such entry
     */
    @JvmSynthetic
    public suspend fun explain(signInId: String): Explanation = io { explainBlocking(signInId) }

    /** As [explain], for callers without coroutines. */
    @JvmName("explain")
    public fun explainBlocking(signInId: String): Explanation =
        lifetime.call { native.explain(signInId).toPublic() }

    /**
     * Takes in every policy, location, strength and context in a file that another tool exported: JSON in UTF-8 or
     * UTF-16, JSON Lines or Markdown, in any wrapper, of up to 16 MiB and 10,000 documents.
     *
     * Documents keep their ids, so that policies go on naming what they named; one whose id is taken is refused. A policy
     * that cannot be evaluated is taken in disabled, whatever its state, and its item says why.
     *
     * @param file what the file holds
     * @param state the state of every policy; as the documents have it when `null`, and disabled where they have none
     * @param keepGoing whether to take in what is good when something is not; otherwise it is all or nothing
     * @throws DoorstepException.PolicyInvalid when there is no such document in the file (`$`); what is wrong with one is
     *   in the report
     * @throws DoorstepException.InvalidArgument beyond the limits: see [PolicyLimits]
     */
    @JvmSynthetic
    public suspend fun importDocuments(
        file: ByteArray,
        state: PolicyState? = null,
        keepGoing: Boolean = false,
    ): ImportReport = io { importDocumentsBlocking(file, state, keepGoing) }

    /** As [importDocuments], for callers without coroutines. */
    @JvmOverloads
    @JvmName("importDocuments")
    public fun importDocumentsBlocking(
        file: ByteArray,
        state: PolicyState? = null,
        keepGoing: Boolean = false,
    ): ImportReport =
        lifetime.call { native.importDocuments(file, ImportOptions(state?.toNative(), keepGoing)).toPublic() }

    /** The sign-in log, newest first: one entry an attempt. */
    @JvmSynthetic
    public suspend fun signIns(query: SignInQuery = SignInQuery()): Page<SignIn> = io { signInsBlocking(query) }

    /** As [signIns], for callers without coroutines. */
    @JvmOverloads
    @JvmName("signIns")
    public fun signInsBlocking(query: SignInQuery = SignInQuery()): Page<SignIn> =
        lifetime.call { native.signIns(query.toNative()).toPublic() }

    /** The audit log, newest first: one entry an administrative change, or its refusal. */
    @JvmSynthetic
    public suspend fun auditLog(query: AuditQuery = AuditQuery()): Page<AuditEntry> = io { auditLogBlocking(query) }

    /** As [auditLog], for callers without coroutines. */
    @JvmOverloads
    @JvmName("auditLog")
    public fun auditLogBlocking(query: AuditQuery = AuditQuery()): Page<AuditEntry> =
        lifetime.call { native.auditLog(query.toNative()).toPublic() }

    override fun toString(): String = "Tenant($name)"
}
