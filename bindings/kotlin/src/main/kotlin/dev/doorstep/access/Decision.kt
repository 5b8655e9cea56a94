package dev.doorstep

import dev.doorstep.internal.Decision as NativeDecision
import dev.doorstep.internal.Outcome as NativeOutcome
import dev.doorstep.internal.PolicyOutcome as NativePolicyOutcome
import dev.doorstep.internal.PolicyResult as NativePolicyResult
import dev.doorstep.internal.Requirement as NativeRequirement

/** What happens to a sign-in. */
public enum class Outcome(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** It may complete. */
    ALLOW("allow"),

    /** It ends, before any prompt. */
    BLOCK("block"),

    /** It may complete once the required controls are satisfied. */
    CONTROLS_REQUIRED("controls_required"),
}

/** What one policy made of a sign-in. */
public enum class PolicyOutcome(
    /** Graph's word. */
    public val word: String,
) {
    /** It applies and is satisfied. */
    SUCCESS("success"),

    /** It applies and blocks, or is not satisfied yet. */
    FAILURE("failure"),

    /** It does not apply. */
    NOT_APPLIED("notApplied"),

    /** It is disabled. */
    NOT_ENABLED("notEnabled"),

    /** Report-only: it would have been satisfied. */
    REPORT_ONLY_SUCCESS("reportOnlySuccess"),

    /** Report-only: it would have blocked. */
    REPORT_ONLY_FAILURE("reportOnlyFailure"),

    /** Report-only: it would have prompted the user. */
    REPORT_ONLY_INTERRUPTED("reportOnlyInterrupted"),

    /** Report-only: it does not apply. */
    REPORT_ONLY_NOT_APPLIED("reportOnlyNotApplied"),
}

/**
 * What one policy made of a sign-in.
 *
 * @property id the policy
 * @property displayName its name at the time
 * @property state its state at the time
 * @property applies whether all of its conditions hold
 * @property result what it made of the sign-in
 * @property reasons every condition that does not hold, in Graph's words (`users`, `application`, …)
 * @property grantControls the grant controls it names, as in `mfa` and `termsOfUse:7d5a…`
 * @property operator `AND` or `OR`; `null` when it names no grant control
 * @property sessionControls the session controls it names, in Graph's words (`signInFrequency`, …)
 */
public data class PolicyResult(
    public val id: String,
    public val displayName: String,
    public val state: PolicyState,
    public val applies: Boolean,
    public val result: PolicyOutcome,
    public val reasons: List<String>,
    public val grantControls: List<String>,
    public val operator: String?,
    public val sessionControls: List<String>,
)

/**
 * What an enforced policy that applies asks of a sign-in.
 *
 * @property policyId the policy
 * @property index its place among all policies, from 0
 * @property operator `AND`: every control; `OR`: any of them
 * @property controls the controls, in the order of prompting, as in `mfa` and `termsOfUse:7d5a…`
 * @property satisfied whether they are satisfied
 * @property missing those that would still do: all that are missing, or the alternatives. Empty once it is satisfied
 */
public data class Requirement(
    public val policyId: String,
    public val index: Int,
    public val operator: String,
    public val controls: List<String>,
    public val satisfied: Boolean,
    public val missing: List<String>,
)

/**
 * What all policies together say of one sign-in.
 *
 * @property outcome what happens
 * @property required the controls still to be satisfied, in Graph's words (`mfa`), in the order of prompting
 * @property policies every policy, in stored order
 * @property requirements what each enforced policy that applies and does not block asks, in stored order
 * @property session the session controls of every enforced policy that applies, merged: the strictest wins
 */
public class Decision internal constructor(private val native: NativeDecision) {
    public val outcome: Outcome = when (native.outcome) {
        NativeOutcome.ALLOW -> Outcome.ALLOW
        NativeOutcome.BLOCK -> Outcome.BLOCK
        NativeOutcome.CONTROLS_REQUIRED -> Outcome.CONTROLS_REQUIRED
    }
    public val required: List<String> = native.required
    public val policies: List<PolicyResult> = native.policies.map { it.toPublic() }
    public val requirements: List<Requirement> = native.requirements.map { it.toPublic() }
    public val session: SessionControls = native.session.toPublic()

    /** The decision in its stable JSON form. */
    public fun toJson(): String = native.json

    override fun equals(other: Any?): Boolean = other is Decision && native == other.native

    override fun hashCode(): Int = native.hashCode()

    override fun toString(): String =
        "Decision(outcome=$outcome, required=$required, policies=$policies, requirements=$requirements, session=$session)"
}

internal fun NativeDecision.toPublic() = Decision(this)

internal fun NativePolicyResult.toPublic() =
    PolicyResult(
        id = id,
        displayName = displayName,
        state = state.toPublic(),
        applies = applies,
        result = result.toPublic(),
        reasons = reasons,
        grantControls = grantControls,
        operator = operator,
        sessionControls = sessionControls,
    )

private fun NativeRequirement.toPublic() =
    Requirement(policyId, index.toInt(), operator, controls, satisfied, missing)

internal fun NativePolicyOutcome.toPublic() =
    when (this) {
        NativePolicyOutcome.SUCCESS -> PolicyOutcome.SUCCESS
        NativePolicyOutcome.FAILURE -> PolicyOutcome.FAILURE
        NativePolicyOutcome.NOT_APPLIED -> PolicyOutcome.NOT_APPLIED
        NativePolicyOutcome.NOT_ENABLED -> PolicyOutcome.NOT_ENABLED
        NativePolicyOutcome.REPORT_ONLY_SUCCESS -> PolicyOutcome.REPORT_ONLY_SUCCESS
        NativePolicyOutcome.REPORT_ONLY_FAILURE -> PolicyOutcome.REPORT_ONLY_FAILURE
        NativePolicyOutcome.REPORT_ONLY_INTERRUPTED -> PolicyOutcome.REPORT_ONLY_INTERRUPTED
        NativePolicyOutcome.REPORT_ONLY_NOT_APPLIED -> PolicyOutcome.REPORT_ONLY_NOT_APPLIED
    }
