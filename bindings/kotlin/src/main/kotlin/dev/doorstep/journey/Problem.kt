package dev.doorstep

import dev.doorstep.internal.toDuration
import java.time.Duration
import dev.doorstep.internal.PasswordRejection as NativePasswordRejection
import dev.doorstep.internal.Problem as NativeProblem

/** Why the last answer did not advance a journey. */
public sealed interface Problem {
    /** The password is wrong, or the account is unknown, disabled, locked or has none: never said which. */
    public data object InvalidCredentials : Problem

    /**
     * The code is wrong. At 0 left, another must be asked for.
     *
     * @property triesLeft tries left for this code
     */
    public data class InvalidCode(public val triesLeft: Int) : Problem

    /**
     * The code was right once, but a newer one was sent.
     *
     * @property triesLeft tries left for the newer code
     */
    public data class CodeSuperseded(public val triesLeft: Int) : Problem

    /** The code ran out; another must be asked for. */
    public data object CodeExpired : Problem

    /**
     * The new password breaks a rule.
     *
     * @property reason which rule
     */
    public data class PasswordRejected(public val reason: PasswordRejection) : Problem

    /**
     * Attributes are missing or not acceptable.
     *
     * @property names their names
     */
    public data class AttributesRejected(public val names: List<String>) : Problem

    /** What was given to be registered is no address. */
    public data object TargetRejected : Problem

    /**
     * Another code was asked for too soon.
     *
     * @property retryAfter how long to wait
     */
    public data class ResendTooSoon(public val retryAfter: Duration) : Problem

    /**
     * No more codes can be sent: to this address for now, or in this journey at all.
     *
     * @property retryAfter how long to wait; `null` when the journey must be begun again
     */
    public data class SendLimitReached(public val retryAfter: Duration?) : Problem

    /**
     * The message could not be delivered; it is tried again.
     *
     * @property retryAfter how long until the next try
     */
    public data class MailFailed(public val retryAfter: Duration) : Problem
}

/** Why a new password was not taken. */
public enum class PasswordRejection(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** Fewer characters than the rules ask for. */
    TOO_SHORT("too_short"),

    /** More characters than the rules allow. */
    TOO_LONG("too_long"),

    /** Among the passwords that are tried first. */
    COMMON("common"),

    /** The user's own address or name, or the tenant's or app's, perhaps with digits behind it. */
    CONTAINS_IDENTITY("contains_identity"),

    /** Control characters. */
    INVALID_CHARACTERS("invalid_characters"),

    /** The password that the user has already, where a policy asks for a new one. */
    SAME_AS_CURRENT("same_as_current"),
}

internal fun NativeProblem.toPublic(): Problem =
    when (this) {
        NativeProblem.InvalidCredentials -> Problem.InvalidCredentials
        is NativeProblem.InvalidCode -> Problem.InvalidCode(triesLeft.toInt())
        is NativeProblem.CodeSuperseded -> Problem.CodeSuperseded(triesLeft.toInt())
        NativeProblem.CodeExpired -> Problem.CodeExpired
        is NativeProblem.PasswordRejected -> Problem.PasswordRejected(reason.toPublic())
        is NativeProblem.AttributesRejected -> Problem.AttributesRejected(names)
        NativeProblem.TargetRejected -> Problem.TargetRejected
        is NativeProblem.ResendTooSoon -> Problem.ResendTooSoon(retryAfterMs.toDuration())
        is NativeProblem.SendLimitReached -> Problem.SendLimitReached(retryAfterMs?.toDuration())
        is NativeProblem.MailFailed -> Problem.MailFailed(retryAfterMs.toDuration())
    }

private fun NativePasswordRejection.toPublic() =
    when (this) {
        NativePasswordRejection.TOO_SHORT -> PasswordRejection.TOO_SHORT
        NativePasswordRejection.TOO_LONG -> PasswordRejection.TOO_LONG
        NativePasswordRejection.COMMON -> PasswordRejection.COMMON
        NativePasswordRejection.CONTAINS_IDENTITY -> PasswordRejection.CONTAINS_IDENTITY
        NativePasswordRejection.INVALID_CHARACTERS -> PasswordRejection.INVALID_CHARACTERS
        NativePasswordRejection.SAME_AS_CURRENT -> PasswordRejection.SAME_AS_CURRENT
    }
