package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.Policies as NativePolicies
import dev.doorstep.internal.PolicyRecord as NativePolicyRecord
import dev.doorstep.internal.PolicyState as NativePolicyState
import dev.doorstep.internal.Severity as NativeSeverity
import dev.doorstep.internal.Warning as NativeWarning

/**
 * The Conditional Access policies of a tenant, in Microsoft Graph's `conditionalAccessPolicy` form.
 *
 * Documents are JSON text: from a file, from Graph, or from [PolicyBuilder].
 */
public class Policies internal constructor(native: NativePolicies, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /**
     * Creates a policy.
     *
     * @throws DoorstepException.PolicyInvalid naming the path, also for more than 250 applications
     * @throws DoorstepException.PolicyUnsupported naming what cannot be evaluated here, unless the policy is disabled
     * @throws DoorstepException.InvalidArgument beyond 240 policies (both by default)
     */
    @JvmSynthetic
    public suspend fun create(document: String): Policy = io { createBlocking(document) }

    /** As [create], for callers without coroutines. */
    @JvmName("create")
    public fun createBlocking(document: String): Policy = lifetime.call { native.create(document).toPublic() }

    /**
     * Creates a policy that is written on the spot:
     *
     * ```
     * tenant.policies.create("CA01 - All apps: Require MFA") {
     *     includeAllUsers()
     *     excludeGroups(breakGlass.id)
     *     includeAllApps()
     *     requireMfa()
     * }
     * ```
     */
    @JvmSynthetic
    public suspend fun create(displayName: String, build: PolicyBuilder.() -> Unit): Policy =
        create(policy(displayName, build))

    /** Every policy, oldest first. */
    @JvmSynthetic
    public suspend fun list(): List<Policy> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<Policy> = lifetime.call { native.list().map { it.toPublic() } }

    /**
     * One policy.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun get(policyId: String): Policy = io { getBlocking(policyId) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(policyId: String): Policy = lifetime.call { native.get(policyId).toPublic() }

    /**
     * Replaces the top-level fields that [changes] names, as Graph's PATCH does: `{"state": "disabled"}`.
     *
     * @throws DoorstepException.NotFound when there is no such policy
     * @throws DoorstepException.PolicyInvalid naming the path
     * @throws DoorstepException.PolicyUnsupported naming the path
     */
    @JvmSynthetic
    public suspend fun update(policyId: String, changes: String): Policy = io { updateBlocking(policyId, changes) }

    /** As [update], for callers without coroutines. */
    @JvmName("update")
    public fun updateBlocking(policyId: String, changes: String): Policy =
        lifetime.call { native.update(policyId, changes).toPublic() }

    /**
     * Deletes a policy.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun delete(policyId: String): Unit = io { deleteBlocking(policyId) }

    /** As [delete], for callers without coroutines. */
    @JvmName("delete")
    public fun deleteBlocking(policyId: String): Unit = lifetime.call { native.delete(policyId) }

    /**
     * Decides again over recorded sign-ins, as things are and with drafts, and counts what differs. Each sign-in is taken
     * as it was recorded, after its first factor, and one that went on from a session with what that had shown; groups,
     * roles and locations are those of today. Attempts at which nobody was recognized are passed over.
     *
     * @throws DoorstepException.PolicyInvalid naming the path (`drafts[0].…`)
     * @throws DoorstepException.PolicyUnsupported naming the path
     * @throws DoorstepException.InvalidArgument for [Replay.limit]
     */
    @JvmSynthetic
    public suspend fun replay(replay: Replay): ReplayPage = io { replayBlocking(replay) }

    /** As [replay], for callers without coroutines. */
    @JvmName("replay")
    public fun replayBlocking(replay: Replay): ReplayPage =
        lifetime.call { native.replay(replay.toNative()).toPublic() }

    /**
     * Proves a claim about every sign-in under the enforced policies, or shows one for which it does not hold. Nothing is
     * sampled: users (of any of the groups and roles there are), the registered apps and all conditions are gone through in
     * the classes that the policies tell apart.
     *
     * ```
     * every sign-in of a customer to app "Shop" requires mfa
     * every sign-in of group "Staff" or role "Global Administrator" to any app except app "Status" is blocked
     * no sign-in outside trusted locations is allowed without mfa or compliantDevice
     * ```
     *
     * Users are named by id or email address; groups, roles, apps and locations by id or name. A sign-in that is blocked
     * requires everything: it does not go through without it.
     *
     * @throws DoorstepException.InvalidArgument for `claim`, saying what was not understood or is not there; for
     *   `policies` that tell too much apart to go through it all
     */
    @JvmSynthetic
    public suspend fun prove(claim: String): Proof = io { proveBlocking(claim) }

    /** As [prove], for callers without coroutines. */
    @JvmName("prove")
    public fun proveBlocking(claim: String): Proof = lifetime.call { native.prove(claim).toPublic() }

    /**
     * Every sign-in to an app that goes through though no enforced policy asks anything of it, as sets of sign-ins, the
     * widest first. The sets may overlap; together they are exactly those sign-ins. Empty: every sign-in is covered.
     *
     * @throws DoorstepException.InvalidArgument for `policies` that tell too much apart to go through it all
     */
    @JvmSynthetic
    public suspend fun gaps(): List<Gap> = io { gapsBlocking() }

    /** As [gaps], for callers without coroutines. */
    @JvmName("gaps")
    public fun gapsBlocking(): List<Gap> = lifetime.call { native.gaps().map { it.toPublic() } }

    /** What the lint says of all policies together. */
    @JvmSynthetic
    public suspend fun lint(): List<Warning> = io { lintBlocking() }

    /** As [lint], for callers without coroutines. */
    @JvmName("lint")
    public fun lintBlocking(): List<Warning> = lifetime.call { native.lint().map { it.toPublic() } }

    override fun toString(): String = "Policies"
}

/** Whether a policy is enforced. */
public enum class PolicyState(
    /** Graph's word. */
    public val word: String,
) {
    /** Evaluated and enforced. */
    ENABLED("enabled"),

    /** Never evaluated. */
    DISABLED("disabled"),

    /** Evaluated and recorded; never changes an outcome. */
    REPORT_ONLY("enabledForReportingButNotEnforced"),
}

/**
 * A stored policy.
 *
 * @property id its id
 * @property displayName its name; empty when it has none
 * @property state whether it is enforced
 * @property document Microsoft Graph's `conditionalAccessPolicy` JSON
 * @property warnings what the lint says of it
 * @property createdAt when it was created
 * @property modifiedAt when it was last changed
 */
public data class Policy(
    public val id: String,
    public val displayName: String,
    public val state: PolicyState,
    public val document: String,
    public val warnings: List<Warning>,
    public val createdAt: Instant,
    public val modifiedAt: Instant?,
)

/**
 * One finding of the policy lint.
 *
 * @property code the stable snake_case code
 * @property message what is wrong and what to do, for an administrator
 * @property policyId the policy it is about
 * @property path the field it is about
 * @property severity how bad it is
 */
public data class Warning(
    public val code: String,
    public val message: String,
    public val policyId: String?,
    public val path: String?,
    public val severity: Severity,
)

/** How bad a finding of the lint is. */
public enum class Severity(
    /** The word that every language uses. */
    public val word: String,
) {
    /** Nobody could undo it: everybody, or every administrator, would be locked out. */
    ERROR("error"),

    /** Somebody should look at it. */
    WARNING("warning"),

    /** Good to know. */
    INFO("info"),
}

internal fun NativeWarning.toPublic() = Warning(code, message, policyId, path, severity.toPublic())

private fun NativeSeverity.toPublic() =
    when (this) {
        NativeSeverity.ERROR -> Severity.ERROR
        NativeSeverity.WARNING -> Severity.WARNING
        NativeSeverity.INFO -> Severity.INFO
    }

internal fun NativePolicyState.toPublic() =
    when (this) {
        NativePolicyState.ENABLED -> PolicyState.ENABLED
        NativePolicyState.DISABLED -> PolicyState.DISABLED
        NativePolicyState.REPORT_ONLY -> PolicyState.REPORT_ONLY
    }

internal fun PolicyState.toNative() =
    when (this) {
        PolicyState.ENABLED -> NativePolicyState.ENABLED
        PolicyState.DISABLED -> NativePolicyState.DISABLED
        PolicyState.REPORT_ONLY -> NativePolicyState.REPORT_ONLY
    }

private fun NativePolicyRecord.toPublic() =
    Policy(
        id = id,
        displayName = displayName,
        state = state.toPublic(),
        document = document,
        warnings = warnings.map { it.toPublic() },
        createdAt = createdAt.toInstant(),
        modifiedAt = modifiedAt?.toInstant(),
    )
