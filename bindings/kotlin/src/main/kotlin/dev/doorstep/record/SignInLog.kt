package dev.doorstep

import dev.doorstep.internal.toInstant
import dev.doorstep.internal.toMilliseconds
import java.time.Instant
import dev.doorstep.internal.AuthenticationDetail as NativeAuthenticationDetail
import dev.doorstep.internal.ConditionalAccessStatus as NativeConditionalAccessStatus
import dev.doorstep.internal.SignIn as NativeSignIn
import dev.doorstep.internal.SignInKind as NativeSignInKind
import dev.doorstep.internal.SignInPage as NativeSignInPage
import dev.doorstep.internal.SignInQuery as NativeSignInQuery
import dev.doorstep.internal.SignInResult as NativeSignInResult

/** What kind of attempt an entry is about. */
public enum class SignInKind(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** A sign-in. */
    SIGN_IN("sign_in"),

    /** A sign-up. */
    SIGN_UP("sign_up"),

    /** A second factor for a host that checked the first itself. */
    SECOND_FACTOR("second_factor"),

    /** A session that went on: a refresh, or a step-up to an authentication context. */
    STEP_UP("step_up"),
}

/** How an attempt stands. */
public enum class SignInResult(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** It ended with a session. */
    SUCCESS("success"),

    /** The last thing submitted was wrong, or nothing could satisfy what was asked. */
    FAILURE("failure"),

    /** It waits for somebody, or was left. */
    INTERRUPTED("interrupted"),

    /** A policy blocked it. */
    BLOCKED("blocked"),
}

/** What the policies came to: Microsoft Graph's `conditionalAccessStatus`. */
public enum class ConditionalAccessStatus(
    /** Graph's word. */
    public val word: String,
) {
    /** Policies applied and are satisfied. */
    SUCCESS("success"),

    /** Policies applied and are not satisfied, or block. */
    FAILURE("failure"),

    /** No enabled policy applied, or none was asked yet. */
    NOT_APPLIED("notApplied"),
}

/**
 * One thing that was shown or tried in an attempt.
 *
 * @property at when
 * @property method `password`, `email_otp`, `external` or `terms_of_use`
 * @property detail the masked address that a code went to, the words of the host for what it checked, or the terms
 * @property succeeded whether it was right
 * @property result what came of it, in words
 * @property requirement `primary` or `secondary`
 */
public data class AuthenticationDetail(
    public val at: Instant,
    public val method: String,
    public val detail: String?,
    public val succeeded: Boolean,
    public val result: String,
    public val requirement: String,
)

/**
 * One entry of the sign-in log: one attempt, from its first call to its end. The fields are those of Microsoft Graph's
 * `signIn` that mean something here.
 *
 * @property id the attempt's id
 * @property kind what kind of attempt
 * @property createdAt when it began
 * @property updatedAt when the entry last changed
 * @property userId whose account; `null` where there is none
 * @property userEmail the address of the account, or the one that was typed
 * @property clientId the app
 * @property appName the app's name at that time
 * @property ip the network address, as the host gave it
 * @property userAgent the user agent, as the host gave it
 * @property context the whole request as policies saw it: as the host gave it, with the country that was looked up
 * @property authContext the authentication context that a step-up was to, `c1` to `c99`
 * @property result how it stands
 * @property errorCode Microsoft's AADSTS number; 0 is success
 * @property failureReason why it did not succeed, in words
 * @property conditionalAccess what the policies came to
 * @property policies every policy and its result
 * @property requirement `singleFactorAuthentication` or `multiFactorAuthentication`
 * @property details what was shown or tried, in order
 * @property sessionId the session it ended with
 */
public data class SignIn(
    public val id: String,
    public val kind: SignInKind,
    public val createdAt: Instant,
    public val updatedAt: Instant,
    public val userId: String?,
    public val userEmail: String?,
    public val clientId: String,
    public val appName: String,
    public val ip: String?,
    public val userAgent: String?,
    public val context: SignInContext,
    public val authContext: String?,
    public val result: SignInResult,
    public val errorCode: Int,
    public val failureReason: String?,
    public val conditionalAccess: ConditionalAccessStatus,
    public val policies: List<PolicyResult>,
    public val requirement: String,
    public val details: List<AuthenticationDetail>,
    public val sessionId: String?,
)

/**
 * Which entries of the sign-in log to read.
 *
 * @property userId of this user
 * @property clientId to this app
 * @property result with this result
 * @property since begun at or after
 * @property until begun before
 * @property limit entries a page: 1 to 1000
 * @property cursor the page after this one
 */
public data class SignInQuery @JvmOverloads constructor(
    public val userId: String? = null,
    public val clientId: String? = null,
    public val result: SignInResult? = null,
    public val since: Instant? = null,
    public val until: Instant? = null,
    public val limit: Int = 50,
    public val cursor: String? = null,
) {
    internal fun toNative() =
        NativeSignInQuery(
            userId = userId,
            clientId = clientId,
            result = when (result) {
                SignInResult.SUCCESS -> NativeSignInResult.SUCCESS
                SignInResult.FAILURE -> NativeSignInResult.FAILURE
                SignInResult.INTERRUPTED -> NativeSignInResult.INTERRUPTED
                SignInResult.BLOCKED -> NativeSignInResult.BLOCKED
                null -> null
            },
            since = since?.toMilliseconds(),
            until = until?.toMilliseconds(),
            limit = limit.toUInt(),
            cursor = cursor,
        )

    /** Builds a [SignInQuery] in Java. */
    public class Builder {
        private var query = SignInQuery()

        /** See [SignInQuery.userId]. */
        public fun userId(value: String): Builder = apply { query = query.copy(userId = value) }

        /** See [SignInQuery.clientId]. */
        public fun clientId(value: String): Builder = apply { query = query.copy(clientId = value) }

        /** See [SignInQuery.result]. */
        public fun result(value: SignInResult): Builder = apply { query = query.copy(result = value) }

        /** See [SignInQuery.since]. */
        public fun since(value: Instant): Builder = apply { query = query.copy(since = value) }

        /** See [SignInQuery.until]. */
        public fun until(value: Instant): Builder = apply { query = query.copy(until = value) }

        /** See [SignInQuery.limit]. */
        public fun limit(value: Int): Builder = apply { query = query.copy(limit = value) }

        /** See [SignInQuery.cursor]. */
        public fun cursor(value: String?): Builder = apply { query = query.copy(cursor = value) }

        /** The query. */
        public fun build(): SignInQuery = query
    }

    public companion object {
        /** Every entry, to be narrowed: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

internal fun NativeSignInPage.toPublic() = Page(items.map { it.toPublic() }, nextCursor)

private fun NativeSignIn.toPublic() =
    SignIn(
        id = id,
        kind = when (kind) {
            NativeSignInKind.SIGN_IN -> SignInKind.SIGN_IN
            NativeSignInKind.SIGN_UP -> SignInKind.SIGN_UP
            NativeSignInKind.SECOND_FACTOR -> SignInKind.SECOND_FACTOR
            NativeSignInKind.STEP_UP -> SignInKind.STEP_UP
        },
        createdAt = createdAt.toInstant(),
        updatedAt = updatedAt.toInstant(),
        userId = userId,
        userEmail = userEmail,
        clientId = clientId,
        appName = appName,
        ip = ip,
        userAgent = userAgent,
        context = context.toPublic(),
        authContext = authContext,
        result = when (result) {
            NativeSignInResult.SUCCESS -> SignInResult.SUCCESS
            NativeSignInResult.FAILURE -> SignInResult.FAILURE
            NativeSignInResult.INTERRUPTED -> SignInResult.INTERRUPTED
            NativeSignInResult.BLOCKED -> SignInResult.BLOCKED
        },
        errorCode = errorCode.toInt(),
        failureReason = failureReason,
        conditionalAccess = when (conditionalAccess) {
            NativeConditionalAccessStatus.SUCCESS -> ConditionalAccessStatus.SUCCESS
            NativeConditionalAccessStatus.FAILURE -> ConditionalAccessStatus.FAILURE
            NativeConditionalAccessStatus.NOT_APPLIED -> ConditionalAccessStatus.NOT_APPLIED
        },
        policies = policies.map { it.toPublic() },
        requirement = requirement,
        details = details.map { it.toPublic() },
        sessionId = sessionId,
    )

private fun NativeAuthenticationDetail.toPublic() =
    AuthenticationDetail(at.toInstant(), method, detail, succeeded, result, requirement)
