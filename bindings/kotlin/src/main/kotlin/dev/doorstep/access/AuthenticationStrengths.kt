package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.AuthenticationStrengths as NativeAuthenticationStrengths
import dev.doorstep.internal.StrengthRecord as NativeStrengthRecord

/**
 * The authentication strengths of a tenant: which combinations of methods are good enough, built in and its own.
 * Policies ask for them by id.
 *
 * Documents are JSON text: from a file, or from Graph.
 */
public class AuthenticationStrengths internal constructor(
    native: NativeAuthenticationStrengths,
    private val lifetime: Lifetime,
) {
    private val native = lifetime.keep(native)

    /**
     * Creates a strength from Microsoft Graph's `authenticationStrengthPolicy` JSON.
     *
     * @throws DoorstepException.PolicyInvalid naming the path
     * @throws DoorstepException.PolicyUnsupported for restrictions on a method, which cannot be evaluated here
     * @throws DoorstepException.InvalidArgument beyond the limit: see [PolicyLimits.authenticationStrengths]
     */
    @JvmSynthetic
    public suspend fun create(document: String): StrengthRecord = io { createBlocking(document) }

    /** As [create], for callers without coroutines. */
    @JvmName("create")
    public fun createBlocking(document: String): StrengthRecord = lifetime.call { native.create(document).toPublic() }

    /** The built-in strengths, and then the tenant's own, oldest first. */
    @JvmSynthetic
    public suspend fun list(): List<StrengthRecord> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<StrengthRecord> = lifetime.call { native.list().map { it.toPublic() } }

    /**
     * One strength.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun get(strengthId: String): StrengthRecord = io { getBlocking(strengthId) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(strengthId: String): StrengthRecord = lifetime.call { native.get(strengthId).toPublic() }

    /**
     * Replaces the top-level fields that [changes] names, as Graph's PATCH does.
     *
     * @throws DoorstepException.InvalidArgument for one that is built in
     * @throws DoorstepException.NotFound when there is none
     * @throws DoorstepException.PolicyInvalid naming the path
     * @throws DoorstepException.PolicyUnsupported naming the path
     */
    @JvmSynthetic
    public suspend fun update(strengthId: String, changes: String): StrengthRecord =
        io { updateBlocking(strengthId, changes) }

    /** As [update], for callers without coroutines. */
    @JvmName("update")
    public fun updateBlocking(strengthId: String, changes: String): StrengthRecord =
        lifetime.call { native.update(strengthId, changes).toPublic() }

    /**
     * Deletes a strength.
     *
     * @throws DoorstepException.InvalidArgument for one that is built in, and while a policy asks for it, in whatever
     *   state
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun delete(strengthId: String): Unit = io { deleteBlocking(strengthId) }

    /** As [delete], for callers without coroutines. */
    @JvmName("delete")
    public fun deleteBlocking(strengthId: String): Unit = lifetime.call { native.delete(strengthId) }

    override fun toString(): String = "AuthenticationStrengths"
}

/**
 * A built-in or stored strength.
 *
 * @property id its id
 * @property displayName its name
 * @property builtIn whether every tenant has it, and nobody can change it
 * @property document Microsoft Graph's `authenticationStrengthPolicy` JSON
 * @property createdAt when it was created; `null` when it is built in
 * @property modifiedAt when it was last changed
 */
public data class StrengthRecord(
    public val id: String,
    public val displayName: String,
    public val builtIn: Boolean,
    public val document: String,
    public val createdAt: Instant?,
    public val modifiedAt: Instant?,
)

private fun NativeStrengthRecord.toPublic() =
    StrengthRecord(id, displayName, builtIn, document, createdAt?.toInstant(), modifiedAt?.toInstant())
