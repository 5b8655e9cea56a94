package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.Sessions as NativeSessions

/** The sessions of a tenant. */
public class Sessions internal constructor(native: NativeSessions, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /**
     * The live session of a token, or `null`: unknown, expired, ended, or its user disabled. Call it on each request;
     * it takes tens of microseconds, so that its blocking twin does no harm even on an event loop.
     */
    @JvmSynthetic
    public suspend fun validate(token: String): Session? = io { validateBlocking(token) }

    /** As [validate], for callers without coroutines. */
    @JvmName("validate")
    public fun validateBlocking(token: String): Session? = lifetime.call { native.validate(token)?.toPublic() }

    /**
     * A user's live sessions, oldest first.
     *
     * @throws DoorstepException.NotFound when there is no such user
     */
    @JvmSynthetic
    public suspend fun list(userId: String): List<Session> = io { listBlocking(userId) }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(userId: String): List<Session> =
        lifetime.call { native.list(userId).map { it.toPublic() } }

    /**
     * Ends a session by its id.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun revoke(sessionId: String): Unit = io { revokeBlocking(sessionId) }

    /** As [revoke], for callers without coroutines. */
    @JvmName("revoke")
    public fun revokeBlocking(sessionId: String): Unit = lifetime.call { native.revoke(sessionId) }

    /** Signs out: ends the session of this token, if there is one. */
    @JvmSynthetic
    public suspend fun revokeToken(token: String): Unit = io { revokeTokenBlocking(token) }

    /** As [revokeToken], for callers without coroutines. */
    @JvmName("revokeToken")
    public fun revokeTokenBlocking(token: String): Unit = lifetime.call { native.revokeToken(token) }

    /**
     * Ends all sessions and journeys of a user and says how many sessions there were.
     *
     * @throws DoorstepException.NotFound when there is no such user
     */
    @JvmSynthetic
    public suspend fun revokeAll(userId: String): Int = io { revokeAllBlocking(userId) }

    /** As [revokeAll], for callers without coroutines. */
    @JvmName("revokeAll")
    public fun revokeAllBlocking(userId: String): Int = lifetime.call { native.revokeAll(userId).toInt() }

    override fun toString(): String = "Sessions"
}
