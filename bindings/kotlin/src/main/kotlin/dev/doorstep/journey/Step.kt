package dev.doorstep

import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.CodePurpose as NativeCodePurpose
import dev.doorstep.internal.Channel as NativeChannel
import dev.doorstep.internal.Step as NativeStep

/**
 * What a journey asks for next. Made for `when`, which the compiler checks for completeness:
 *
 * ```
 * when (val step = app.signIn(email, password)) {
 *     is Step.CodeRequired -> askForCode(step.token, step.maskedTarget, step.problem)
 *     is Step.Completed -> setCookie(step.token)
 *     is Step.Denied -> show(step.reason)
 *     is Step.Waiting -> draw(step)
 * }
 * ```
 *
 * No step shows its token as text.
 */
public sealed interface Step {
    /** A step that waits for an answer. */
    public sealed interface Waiting : Step {
        /** The continuation token that the next call needs. Good for this step only. */
        public val token: String

        /** Why the last answer did not advance the journey, so that a page can simply be drawn again. */
        public val problem: Problem?
    }

    /** Ask for the password: [App.submitPassword]. */
    public data class PasswordRequired(override val token: String, override val problem: Problem?) : Waiting {
        override fun toString(): String = "PasswordRequired(problem=$problem)"
    }

    /**
     * Ask for the code that was sent: [App.submitCode], [App.resendCode].
     *
     * @property purpose what the code is for
     * @property channel how the code travels
     * @property maskedTarget where it went, masked
     * @property codeLength how many digits it has
     * @property resendAfter from when on another may be asked for
     * @property expiresAt when it stops being good
     * @property reference three characters that the mail shows too
     */
    public data class CodeRequired(
        override val token: String,
        public val purpose: CodePurpose,
        public val channel: Channel,
        public val maskedTarget: String,
        public val codeLength: Int,
        public val resendAfter: Instant,
        public val expiresAt: Instant,
        public val reference: String,
        override val problem: Problem?,
    ) : Waiting {
        override fun toString(): String =
            "CodeRequired(purpose=$purpose, channel=$channel, maskedTarget=$maskedTarget, codeLength=$codeLength, " +
                "resendAfter=$resendAfter, expiresAt=$expiresAt, reference=$reference, problem=$problem)"
    }

    /**
     * Ask which method to use: [App.requestChallenge].
     *
     * @property methods the methods to choose from
     */
    public data class MethodRequired(
        override val token: String,
        public val methods: List<MethodOption>,
        override val problem: Problem?,
    ) : Waiting {
        override fun toString(): String = "MethodRequired(methods=$methods, problem=$problem)"
    }

    /**
     * Ask for something to send codes to: [App.registerMethod].
     *
     * @property kinds the kinds of method that can be registered
     */
    public data class RegistrationRequired(
        override val token: String,
        public val kinds: List<MethodKind>,
        override val problem: Problem?,
    ) : Waiting {
        override fun toString(): String = "RegistrationRequired(kinds=$kinds, problem=$problem)"
    }

    /**
     * Ask for attributes: [App.submitAttributes].
     *
     * @property attributes what to ask
     */
    public data class AttributesRequired(
        override val token: String,
        public val attributes: List<FlowAttribute>,
        override val problem: Problem?,
    ) : Waiting {
        override fun toString(): String = "AttributesRequired(attributes=$attributes, problem=$problem)"
    }

    /**
     * Ask for a new password: [App.submitPassword].
     *
     * @property rules what it must be like
     */
    public data class NewPasswordRequired(
        override val token: String,
        public val rules: PasswordRules,
        override val problem: Problem?,
    ) : Waiting {
        override fun toString(): String = "NewPasswordRequired(rules=$rules, problem=$problem)"
    }

    /**
     * Show terms of use and ask whether they are accepted: [App.acceptTerms].
     *
     * @property terms the ids of the terms, as the policies have them. What they say is the host's to show
     */
    public data class TermsRequired(
        override val token: String,
        public val terms: List<String>,
        override val problem: Problem?,
    ) : Waiting {
        override fun toString(): String = "TermsRequired(terms=$terms, problem=$problem)"
    }

    /**
     * Done: the user is signed in.
     *
     * @property token the session token: for the user's browser, in a `Secure`, `HttpOnly` cookie, or device alone
     * @property session the session
     */
    public data class Completed(public val token: String, public val session: Session) : Step {
        override fun toString(): String = "Completed(session=$session)"
    }

    /**
     * Over: the user is not signed in.
     *
     * @property reason why; safe to show
     */
    public data class Denied(public val reason: Denial) : Step
}

/** What a code is for. A code for one purpose is worth nothing for another. */
public enum class CodePurpose(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** The first factor of a sign-in. */
    SIGN_IN("sign_in"),

    /** The second factor. */
    SECOND_FACTOR("second_factor"),

    /** Proving the address of a new account. */
    SIGN_UP("sign_up"),

    /** Proving an address that is being registered as a method. */
    REGISTRATION("registration"),
}

/** How a code travels. */
public enum class Channel(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** By email. */
    EMAIL("email"),
}

/**
 * A method to choose.
 *
 * @property id its id, for [App.requestChallenge]
 * @property kind its kind
 * @property hint the masked address
 */
public data class MethodOption(public val id: String, public val kind: MethodKind, public val hint: String)

/**
 * How long a new password must and may be, in characters.
 *
 * @property minLength at least this many
 * @property maxLength at most this many
 */
public data class PasswordRules(public val minLength: Int, public val maxLength: Int)

internal fun NativeStep.toPublic(): Step =
    when (this) {
        is NativeStep.PasswordRequired -> Step.PasswordRequired(token.text, problem?.toPublic())
        is NativeStep.CodeRequired ->
            Step.CodeRequired(
                token = token.text,
                purpose = purpose.toPublic(),
                channel = when (channel) {
                    NativeChannel.EMAIL -> Channel.EMAIL
                },
                maskedTarget = maskedTarget,
                codeLength = codeLength.toInt(),
                resendAfter = resendAfter.toInstant(),
                expiresAt = expiresAt.toInstant(),
                reference = reference,
                problem = problem?.toPublic(),
            )
        is NativeStep.MethodRequired ->
            Step.MethodRequired(
                token.text,
                methods.map { MethodOption(it.id, it.kind.toPublic(), it.hint) },
                problem?.toPublic(),
            )
        is NativeStep.RegistrationRequired ->
            Step.RegistrationRequired(token.text, kinds.map { it.toPublic() }, problem?.toPublic())
        is NativeStep.AttributesRequired ->
            Step.AttributesRequired(token.text, attributes.map { it.toPublic() }, problem?.toPublic())
        is NativeStep.NewPasswordRequired ->
            Step.NewPasswordRequired(
                token.text,
                PasswordRules(rules.minLength.toInt(), rules.maxLength.toInt()),
                problem?.toPublic(),
            )
        is NativeStep.TermsRequired -> Step.TermsRequired(token.text, terms, problem?.toPublic())
        is NativeStep.Completed -> Step.Completed(token.text, session.toPublic())
        is NativeStep.Denied -> Step.Denied(reason.toPublic())
    }

private fun NativeCodePurpose.toPublic() =
    when (this) {
        NativeCodePurpose.SIGN_IN -> CodePurpose.SIGN_IN
        NativeCodePurpose.SECOND_FACTOR -> CodePurpose.SECOND_FACTOR
        NativeCodePurpose.SIGN_UP -> CodePurpose.SIGN_UP
        NativeCodePurpose.REGISTRATION -> CodePurpose.REGISTRATION
    }
