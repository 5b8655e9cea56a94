package dev.doorstep

import dev.doorstep.internal.toDuration
import java.time.Duration
import dev.doorstep.internal.Denial as NativeDenial
import dev.doorstep.internal.NoMethodReason as NativeNoMethodReason

/** Why a journey ended without a session. Safe to show. */
public sealed interface Denial {
    /**
     * A policy blocks this sign-in.
     *
     * @property policies the policies that do; none when the account of a host-checked user is disabled
     */
    public data class BlockedByPolicy(public val policies: List<AppliedPolicy>) : Denial

    /**
     * A second factor is required and there is none that this user could use.
     *
     * @property why why there is none
     */
    public data class NoUsableMethod(public val why: NoMethodReason) : Denial

    /**
     * Too many wrong answers.
     *
     * @property retryAfter how long until it may be tried again
     */
    public data class TooManyAttempts(public val retryAfter: Duration) : Denial

    /** The journey expired, was canceled, or its token was used twice. */
    public data object JourneyEnded : Denial

    /** The flow does not let people sign up. */
    public data object SignUpNotAllowed : Denial

    /** There is an account with this address. Only of flows that opt in to saying so. */
    public data object UserAlreadyExists : Denial

    /**
     * A control that no prompt can satisfy.
     *
     * @property controls the controls, in Graph's words
     */
    public data class ControlsUnmet(public val controls: List<String>) : Denial
}

/** Why no method can serve as the second factor. */
public enum class NoMethodReason(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** The first factor was a code by email, which cannot be the second one too. */
    EMAIL_OTP_WAS_FIRST_FACTOR("email_otp_was_first_factor"),

    /** No method is enabled for this user. */
    NO_METHOD_ENABLED("no_method_enabled"),

    /** The engine has no mailer. */
    NO_MAILER("no_mailer"),

    /** A policy asks for an authentication strength that no method of this user can meet. */
    STRENGTH_NOT_MET("strength_not_met"),
}

internal fun NativeDenial.toPublic(): Denial =
    when (this) {
        is NativeDenial.BlockedByPolicy -> Denial.BlockedByPolicy(policies.map { it.toPublic() })
        is NativeDenial.NoUsableMethod -> Denial.NoUsableMethod(why.toPublic())
        is NativeDenial.TooManyAttempts -> Denial.TooManyAttempts(retryAfterMs.toDuration())
        NativeDenial.JourneyEnded -> Denial.JourneyEnded
        NativeDenial.SignUpNotAllowed -> Denial.SignUpNotAllowed
        NativeDenial.UserAlreadyExists -> Denial.UserAlreadyExists
        is NativeDenial.ControlsUnmet -> Denial.ControlsUnmet(controls)
    }

private fun NativeNoMethodReason.toPublic() =
    when (this) {
        NativeNoMethodReason.EMAIL_OTP_WAS_FIRST_FACTOR -> NoMethodReason.EMAIL_OTP_WAS_FIRST_FACTOR
        NativeNoMethodReason.NO_METHOD_ENABLED -> NoMethodReason.NO_METHOD_ENABLED
        NativeNoMethodReason.NO_MAILER -> NoMethodReason.NO_MAILER
        NativeNoMethodReason.STRENGTH_NOT_MET -> NoMethodReason.STRENGTH_NOT_MET
    }
