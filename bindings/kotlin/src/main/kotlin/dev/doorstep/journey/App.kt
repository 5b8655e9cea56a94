package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.asUtf8
import dev.doorstep.internal.io
import dev.doorstep.internal.maybeAsUtf8
import dev.doorstep.internal.toMilliseconds
import java.time.Instant
import dev.doorstep.internal.App as NativeApp
import dev.doorstep.internal.ExternalSignIn as NativeExternalSignIn

/**
 * An app as the people who sign in to it see it: every call answers with a [Step].
 *
 * A token is good for one step and is spent by the answer that advances it. Canceling a coroutine does not take back
 * what was submitted: a step that succeeded meanwhile is lost to the caller, and its token gives
 * [Denial.JourneyEnded]; begin again. Arrays with passwords stay the caller's, to wipe when the call is over.
 *
 * @property clientId the client id
 */
public class App internal constructor(native: NativeApp, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    public val clientId: String = lifetime.call { native.clientId() }

    /**
     * Begins a sign-in. What comes next depends on the app's user flow: the password, which may come along, or a code
     * by mail. Unknown, disabled and locked accounts are answered like a wrong password, after the same work.
     *
     * @throws DoorstepException.InvalidArgument for what is no address, and for a password in a flow without one
     * @throws DoorstepException.NotFound when no flow serves the app
     * @throws DoorstepException.Busy when every hashing slot stays taken
     */
    @JvmSynthetic
    public suspend fun signIn(
        email: String,
        password: CharArray? = null,
        context: SignInContext = SignInContext(),
    ): Step = io { signInBlocking(email, password, context) }

    /** As [signIn], for callers without coroutines. */
    @JvmOverloads
    @JvmName("signIn")
    public fun signInBlocking(
        email: String,
        password: CharArray? = null,
        context: SignInContext = SignInContext(),
    ): Step = lifetime.call { password.maybeAsUtf8 { native.signIn(email, it, context.toNative()) }.toPublic() }

    /**
     * Begins a sign-up: a code goes to the address. One that has an account gets a different mail, not a different
     * answer, unless the flow opts in to saying so.
     *
     * @throws DoorstepException.InvalidArgument for what is no address
     * @throws DoorstepException.NotFound when no flow serves the app
     */
    @JvmSynthetic
    public suspend fun signUp(email: String, context: SignInContext = SignInContext()): Step =
        io { signUpBlocking(email, context) }

    /** As [signUp], for callers without coroutines. */
    @JvmOverloads
    @JvmName("signUp")
    public fun signUpBlocking(email: String, context: SignInContext = SignInContext()): Step =
        lifetime.call { native.signUp(email, context.toNative()).toPublic() }

    /**
     * Goes on after a first factor that the host checked with its own user table: creates or finds the user by
     * subject, lets the policies decide, and asks for a second factor where they require one.
     *
     * @throws DoorstepException.InvalidArgument naming the field
     */
    @JvmSynthetic
    public suspend fun beginSecondFactor(signIn: ExternalSignIn): Step = io { beginSecondFactorBlocking(signIn) }

    /** As [beginSecondFactor], for callers without coroutines. */
    @JvmName("beginSecondFactor")
    public fun beginSecondFactorBlocking(signIn: ExternalSignIn): Step =
        lifetime.call { native.beginSecondFactor(signIn.toNative()).toPublic() }

    /**
     * Answers [Step.PasswordRequired] and [Step.NewPasswordRequired].
     *
     * @throws DoorstepException.Busy when every hashing slot stays taken
     */
    @JvmSynthetic
    public suspend fun submitPassword(token: String, password: CharArray): Step =
        io { submitPasswordBlocking(token, password) }

    /** As [submitPassword], for callers without coroutines. */
    @JvmName("submitPassword")
    public fun submitPasswordBlocking(token: String, password: CharArray): Step =
        lifetime.call { password.asUtf8 { native.submitPassword(token, it) }.toPublic() }

    /** Answers [Step.CodeRequired]. Spaces and hyphens do not matter. The try is counted before anything is compared. */
    @JvmSynthetic
    public suspend fun submitCode(token: String, code: String): Step = io { submitCodeBlocking(token, code) }

    /** As [submitCode], for callers without coroutines. */
    @JvmName("submitCode")
    public fun submitCodeBlocking(token: String, code: String): Step =
        lifetime.call { native.submitCode(token, code).toPublic() }

    /** Sends another code, which makes the earlier ones worthless. */
    @JvmSynthetic
    public suspend fun resendCode(token: String): Step = io { resendCodeBlocking(token) }

    /** As [resendCode], for callers without coroutines. */
    @JvmName("resendCode")
    public fun resendCodeBlocking(token: String): Step = lifetime.call { native.resendCode(token).toPublic() }

    /**
     * Answers [Step.MethodRequired]: sends a code by the chosen method.
     *
     * @throws DoorstepException.InvalidArgument for one that was not offered
     */
    @JvmSynthetic
    public suspend fun requestChallenge(token: String, methodId: String): Step =
        io { requestChallengeBlocking(token, methodId) }

    /** As [requestChallenge], for callers without coroutines. */
    @JvmName("requestChallenge")
    public fun requestChallengeBlocking(token: String, methodId: String): Step =
        lifetime.call { native.requestChallenge(token, methodId).toPublic() }

    /**
     * Answers [Step.RegistrationRequired]: sends a code to [target], which becomes the user's method once the code is
     * entered.
     *
     * @throws DoorstepException.InvalidArgument for a kind that was not offered
     */
    @JvmSynthetic
    public suspend fun registerMethod(token: String, kind: MethodKind, target: String): Step =
        io { registerMethodBlocking(token, kind, target) }

    /** As [registerMethod], for callers without coroutines. */
    @JvmName("registerMethod")
    public fun registerMethodBlocking(token: String, kind: MethodKind, target: String): Step =
        lifetime.call { native.registerMethod(token, kind.toNative(), target).toPublic() }

    /** Answers [Step.AttributesRequired]; see [attributesOf]. */
    @JvmSynthetic
    public suspend fun submitAttributes(token: String, attributes: Map<String, AttributeValue>): Step =
        io { submitAttributesBlocking(token, attributes) }

    /** As [submitAttributes], for callers without coroutines. */
    @JvmName("submitAttributes")
    public fun submitAttributesBlocking(token: String, attributes: Map<String, AttributeValue>): Step =
        lifetime.call { native.submitAttributes(token, attributes.toNative()).toPublic() }

    /**
     * Answers [Step.TermsRequired]: the user has accepted all of the terms that it named. Who accepted what and when is
     * kept for good, so that nobody is asked twice.
     */
    @JvmSynthetic
    public suspend fun acceptTerms(token: String): Step = io { acceptTermsBlocking(token) }

    /** As [acceptTerms], for callers without coroutines. */
    @JvmName("acceptTerms")
    public fun acceptTermsBlocking(token: String): Step = lifetime.call { native.acceptTerms(token).toPublic() }

    /**
     * Lets the policies decide again over a session, for the request as it is now, and gives the session a new token.
     *
     * What has become too old for a sign-in frequency is asked for again, and before a new password both factors;
     * nothing else. Until the journey is completed the session is as it was; a policy that blocks ends the journey, not
     * the session. A token of no live session gives [Denial.JourneyEnded].
     *
     * @throws DoorstepException.InvalidArgument naming the field of [context]
     */
    @JvmSynthetic
    public suspend fun refresh(sessionToken: String, context: SignInContext = SignInContext()): Step =
        io { refreshBlocking(sessionToken, context) }

    /** As [refresh], for callers without coroutines. */
    @JvmOverloads
    @JvmName("refresh")
    public fun refreshBlocking(sessionToken: String, context: SignInContext = SignInContext()): Step =
        lifetime.call { native.refresh(sessionToken, context.toNative()).toPublic() }

    /**
     * As [refresh], for something that needs more: the policies of an authentication context apply as well. Once they
     * are satisfied, [Session.authContexts] lists the context. A context that no policy is about is satisfied.
     *
     * @param authContext `c1` to `c99`
     * @throws DoorstepException.InvalidArgument for another [authContext], and naming the field of [context]
     */
    @JvmSynthetic
    public suspend fun stepUp(
        sessionToken: String,
        authContext: String,
        context: SignInContext = SignInContext(),
    ): Step = io { stepUpBlocking(sessionToken, authContext, context) }

    /** As [stepUp], for callers without coroutines. */
    @JvmOverloads
    @JvmName("stepUp")
    public fun stepUpBlocking(
        sessionToken: String,
        authContext: String,
        context: SignInContext = SignInContext(),
    ): Step = lifetime.call { native.stepUp(sessionToken, authContext, context.toNative()).toPublic() }

    /** The step that a token waits at, to draw a page again. Changes nothing. */
    @JvmSynthetic
    public suspend fun resume(token: String): Step = io { resumeBlocking(token) }

    /** As [resume], for callers without coroutines. */
    @JvmName("resume")
    public fun resumeBlocking(token: String): Step = lifetime.call { native.resume(token).toPublic() }

    /** Ends a journey and wipes it. A token that is unknown or spent changes nothing. */
    @JvmSynthetic
    public suspend fun cancel(token: String): Unit = io { cancelBlocking(token) }

    /** As [cancel], for callers without coroutines. */
    @JvmName("cancel")
    public fun cancelBlocking(token: String): Unit = lifetime.call { native.cancel(token) }

    override fun toString(): String = "App($clientId)"
}

/**
 * A first factor that the host has checked itself.
 *
 * @property subject the host's own, never changing name for the user: 1 to 256 characters
 * @property email where codes go when the user is first seen; later only an administrator changes it
 * @property amr how the host checked the first factor (RFC 8176); `otp` is taken for a code by email, which then cannot
 *   be the second factor
 * @property authenticatedAt when it did, at most 15 minutes ago; now when `null`
 * @property context what the host knows of the request
 */
public data class ExternalSignIn @JvmOverloads constructor(
    public val subject: String,
    public val email: String? = null,
    public val amr: List<String> = listOf("pwd"),
    public val authenticatedAt: Instant? = null,
    public val context: SignInContext = SignInContext(),
) {
    internal fun toNative() =
        NativeExternalSignIn(subject, email, amr, authenticatedAt?.toMilliseconds(), context.toNative())

    /** Builds an [ExternalSignIn] in Java. */
    public class Builder internal constructor(private var signIn: ExternalSignIn) {
        /** See [ExternalSignIn.email]. */
        public fun email(value: String): Builder = apply { signIn = signIn.copy(email = value) }

        /** See [ExternalSignIn.amr]. */
        public fun amr(vararg values: String): Builder = apply { signIn = signIn.copy(amr = values.toList()) }

        /** See [ExternalSignIn.authenticatedAt]. */
        public fun authenticatedAt(value: Instant): Builder = apply { signIn = signIn.copy(authenticatedAt = value) }

        /** See [ExternalSignIn.context]. */
        public fun context(value: SignInContext): Builder = apply { signIn = signIn.copy(context = value) }

        /** The sign-in. */
        public fun build(): ExternalSignIn = signIn
    }

    public companion object {
        /** A sign-in to be filled in: for Java. */
        @JvmStatic
        public fun builder(subject: String): Builder = Builder(ExternalSignIn(subject))
    }
}
