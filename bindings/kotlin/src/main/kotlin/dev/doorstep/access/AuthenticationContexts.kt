package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.AuthenticationContexts as NativeAuthenticationContexts
import dev.doorstep.internal.AuthenticationContextRecord as NativeAuthenticationContextRecord

/**
 * The authentication contexts of a tenant: names, `c1` to `c99`, for what an app asks more for than a sign-in.
 * Policies name them by id; [App.stepUp] asks for one.
 *
 * Documents are JSON text: from a file, or from Graph.
 */
public class AuthenticationContexts internal constructor(
    native: NativeAuthenticationContexts,
    private val lifetime: Lifetime,
) {
    private val native = lifetime.keep(native)

    /**
     * Creates a context from Microsoft Graph's `authenticationContextClassReference` JSON.
     *
     * @throws DoorstepException.PolicyInvalid naming the path: its `id` is one of `c1` to `c99`
     * @throws DoorstepException.AlreadyExists when there is one of this id
     */
    @JvmSynthetic
    public suspend fun create(document: String): AuthenticationContextRecord = io { createBlocking(document) }

    /** As [create], for callers without coroutines. */
    @JvmName("create")
    public fun createBlocking(document: String): AuthenticationContextRecord =
        lifetime.call { native.create(document).toPublic() }

    /** Every context, oldest first. */
    @JvmSynthetic
    public suspend fun list(): List<AuthenticationContextRecord> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<AuthenticationContextRecord> = lifetime.call { native.list().map { it.toPublic() } }

    /**
     * One context.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun get(contextId: String): AuthenticationContextRecord = io { getBlocking(contextId) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(contextId: String): AuthenticationContextRecord =
        lifetime.call { native.get(contextId).toPublic() }

    /**
     * Replaces the top-level fields that [changes] names, as Graph's PATCH does. The id stays.
     *
     * @throws DoorstepException.NotFound when there is none
     * @throws DoorstepException.PolicyInvalid naming the path
     */
    @JvmSynthetic
    public suspend fun update(contextId: String, changes: String): AuthenticationContextRecord =
        io { updateBlocking(contextId, changes) }

    /** As [update], for callers without coroutines. */
    @JvmName("update")
    public fun updateBlocking(contextId: String, changes: String): AuthenticationContextRecord =
        lifetime.call { native.update(contextId, changes).toPublic() }

    /**
     * Deletes a context.
     *
     * @throws DoorstepException.InvalidArgument while it is available, and while a policy names it, in whatever state
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun delete(contextId: String): Unit = io { deleteBlocking(contextId) }

    /** As [delete], for callers without coroutines. */
    @JvmName("delete")
    public fun deleteBlocking(contextId: String): Unit = lifetime.call { native.delete(contextId) }

    override fun toString(): String = "AuthenticationContexts"
}

/**
 * A stored authentication context.
 *
 * @property id `c1` to `c99`
 * @property displayName its name
 * @property isAvailable whether it is published: apps may ask for it
 * @property document Microsoft Graph's `authenticationContextClassReference` JSON
 * @property createdAt when it was created
 * @property modifiedAt when it was last changed
 */
public data class AuthenticationContextRecord(
    public val id: String,
    public val displayName: String,
    public val isAvailable: Boolean,
    public val document: String,
    public val createdAt: Instant,
    public val modifiedAt: Instant?,
)

private fun NativeAuthenticationContextRecord.toPublic() =
    AuthenticationContextRecord(id, displayName, isAvailable, document, createdAt.toInstant(), modifiedAt?.toInstant())
