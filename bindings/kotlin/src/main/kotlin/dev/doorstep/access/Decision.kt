package dev.doorstep

import dev.doorstep.internal.Decision as NativeDecision
import dev.doorstep.internal.Outcome as NativeOutcome
import dev.doorstep.internal.PolicyOutcome as NativePolicyOutcome
import dev.doorstep.internal.PolicyResult as NativePolicyResult
import dev.doorstep.internal.SignInContext as NativeSignInContext
import dev.doorstep.internal.wellFormed

/**
 * What the host knows of the request behind a sign-in. Everything is optional; what is not given is unknown.
 *
 * @property ip the client's public address, IPv4 or IPv6, which is taken on the host's word
 * @property userAgent the `User-Agent` header: at most 512 bytes
 * @property locale the user's language, as in `en-US`
 */
public data class SignInContext @JvmOverloads constructor(
    public val ip: String? = null,
    public val userAgent: String? = null,
    public val locale: String? = null,
) {
    internal fun toNative() =
        NativeSignInContext(
            ip.wellFormed("context.ip"),
            userAgent.wellFormed("context.user_agent"),
            locale.wellFormed("context.locale"),
        )

    /** Builds a [SignInContext] in Java. */
    public class Builder {
        private var context = SignInContext()

        /** See [SignInContext.ip]. */
        public fun ip(value: String): Builder = apply { context = context.copy(ip = value) }

        /** See [SignInContext.userAgent]. */
        public fun userAgent(value: String): Builder = apply { context = context.copy(userAgent = value) }

        /** See [SignInContext.locale]. */
        public fun locale(value: String): Builder = apply { context = context.copy(locale = value) }

        /** The context. */
        public fun build(): SignInContext = context
    }

    public companion object {
        /** Nothing known yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

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
 * @property grantControls the grant controls it names
 * @property operator `AND` or `OR`; `null` when it names no grant control
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
)

/**
 * What all policies together say of one sign-in.
 *
 * @property outcome what happens
 * @property required the controls still to be satisfied, in Graph's words (`mfa`), in the order of prompting
 * @property policies every policy, in stored order
 */
public class Decision internal constructor(private val native: NativeDecision) {
    public val outcome: Outcome = when (native.outcome) {
        NativeOutcome.ALLOW -> Outcome.ALLOW
        NativeOutcome.BLOCK -> Outcome.BLOCK
        NativeOutcome.CONTROLS_REQUIRED -> Outcome.CONTROLS_REQUIRED
    }
    public val required: List<String> = native.required
    public val policies: List<PolicyResult> = native.policies.map { it.toPublic() }

    /** The decision in its stable JSON form. */
    public fun toJson(): String = native.json

    override fun equals(other: Any?): Boolean = other is Decision && native == other.native

    override fun hashCode(): Int = native.hashCode()

    override fun toString(): String = "Decision(outcome=$outcome, required=$required, policies=$policies)"
}

internal fun NativeDecision.toPublic() = Decision(this)

internal fun NativePolicyResult.toPublic() =
    PolicyResult(
        id = id,
        displayName = displayName,
        state = state.toPublic(),
        applies = applies,
        result = when (result) {
            NativePolicyOutcome.SUCCESS -> PolicyOutcome.SUCCESS
            NativePolicyOutcome.FAILURE -> PolicyOutcome.FAILURE
            NativePolicyOutcome.NOT_APPLIED -> PolicyOutcome.NOT_APPLIED
            NativePolicyOutcome.NOT_ENABLED -> PolicyOutcome.NOT_ENABLED
            NativePolicyOutcome.REPORT_ONLY_SUCCESS -> PolicyOutcome.REPORT_ONLY_SUCCESS
            NativePolicyOutcome.REPORT_ONLY_FAILURE -> PolicyOutcome.REPORT_ONLY_FAILURE
            NativePolicyOutcome.REPORT_ONLY_INTERRUPTED -> PolicyOutcome.REPORT_ONLY_INTERRUPTED
            NativePolicyOutcome.REPORT_ONLY_NOT_APPLIED -> PolicyOutcome.REPORT_ONLY_NOT_APPLIED
        },
        reasons = reasons,
        grantControls = grantControls,
        operator = operator,
    )
