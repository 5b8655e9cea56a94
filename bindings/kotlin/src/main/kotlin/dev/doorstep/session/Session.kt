package dev.doorstep

import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.AppliedPolicy as NativeAppliedPolicy
import dev.doorstep.internal.Session as NativeSession

/**
 * A session, without its token.
 *
 * @property id its id
 * @property userId whose it is
 * @property clientId the app it is for
 * @property createdAt when it began
 * @property authTime when the user last proved anything
 * @property lastSeenAt when it was last used, to the minute
 * @property idleExpiresAt when it ends unless it is used
 * @property expiresAt when it ends in any case
 * @property amr authentication methods references (RFC 8176): `pwd`, `otp`, `mfa`
 * @property mfa whether two different factors were shown
 * @property methods what was shown, in order
 * @property policies the policies that applied
 * @property authContexts the authentication contexts that are satisfied (`acrs` in Microsoft's tokens), as in `c1`; see
 *   [App.stepUp]
 * @property controls what the policies say about the session. Doorstep enforces the sign-in frequency at [App.refresh]
 *   and [App.stepUp]; the rest is for the host
 */
public data class Session(
    public val id: String,
    public val userId: String,
    public val clientId: String,
    public val createdAt: Instant,
    public val authTime: Instant,
    public val lastSeenAt: Instant,
    public val idleExpiresAt: Instant,
    public val expiresAt: Instant,
    public val amr: List<String>,
    public val mfa: Boolean,
    public val methods: List<UsedMethod>,
    public val policies: List<AppliedPolicy>,
    public val authContexts: List<String>,
    public val controls: SessionControls,
)

/**
 * A way in which the user was shown to be who they are.
 *
 * @property kind `password`, `email_otp` or `external`
 * @property channel `knowledge`, `email` or `external`: two factors must differ in it
 * @property detail the masked address, where there is one
 * @property at when
 */
public data class UsedMethod(
    public val kind: String,
    public val channel: String,
    public val detail: String?,
    public val at: Instant,
)

/**
 * A policy that applied.
 *
 * @property id its id
 * @property displayName its name
 * @property result Graph's word for its result
 */
public data class AppliedPolicy(public val id: String, public val displayName: String, public val result: String)

internal fun NativeAppliedPolicy.toPublic() = AppliedPolicy(id, displayName, result)

internal fun NativeSession.toPublic() =
    Session(
        id = id,
        userId = userId,
        clientId = clientId,
        createdAt = createdAt.toInstant(),
        authTime = authTime.toInstant(),
        lastSeenAt = lastSeenAt.toInstant(),
        idleExpiresAt = idleExpiresAt.toInstant(),
        expiresAt = expiresAt.toInstant(),
        amr = amr,
        mfa = mfa,
        methods = methods.map { UsedMethod(it.kind, it.channel, it.detail, it.at.toInstant()) },
        policies = policies.map { it.toPublic() },
        authContexts = authContexts,
        controls = controls.toPublic(),
    )
