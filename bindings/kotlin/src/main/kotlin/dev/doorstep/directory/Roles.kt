package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.DirectoryRole as NativeDirectoryRole
import dev.doorstep.internal.Roles as NativeRoles

/**
 * Directory roles and who holds them. A role is named by its id or its display name; one that does not exist is
 * [DoorstepException.NotFound].
 */
public class Roles internal constructor(native: NativeRoles, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /** Every role there is. */
    @JvmSynthetic
    public suspend fun list(): List<DirectoryRole> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<DirectoryRole> = lifetime.call { native.list().map { it.toPublic() } }

    /** Gives a user a role. */
    @JvmSynthetic
    public suspend fun assign(userId: String, role: String): Unit = io { assignBlocking(userId, role) }

    /** As [assign], for callers without coroutines. */
    @JvmName("assign")
    public fun assignBlocking(userId: String, role: String): Unit = lifetime.call { native.assign(userId, role) }

    /** Takes a role away. */
    @JvmSynthetic
    public suspend fun unassign(userId: String, role: String): Unit = io { unassignBlocking(userId, role) }

    /** As [unassign], for callers without coroutines. */
    @JvmName("unassign")
    public fun unassignBlocking(userId: String, role: String): Unit = lifetime.call { native.unassign(userId, role) }

    /** The roles of a user. */
    @JvmSynthetic
    public suspend fun ofUser(userId: String): List<DirectoryRole> = io { ofUserBlocking(userId) }

    /** As [ofUser], for callers without coroutines. */
    @JvmName("ofUser")
    public fun ofUserBlocking(userId: String): List<DirectoryRole> =
        lifetime.call { native.ofUser(userId).map { it.toPublic() } }

    /** The ids of the users who hold a role. */
    @JvmSynthetic
    public suspend fun members(role: String): List<String> = io { membersBlocking(role) }

    /** As [members], for callers without coroutines. */
    @JvmName("members")
    public fun membersBlocking(role: String): List<String> = lifetime.call { native.members(role) }

    override fun toString(): String = "Roles"
}

/**
 * A directory role.
 *
 * @property id Microsoft's role template id
 * @property displayName the name in the Microsoft Entra admin center
 */
public data class DirectoryRole(public val id: String, public val displayName: String)

private fun NativeDirectoryRole.toPublic() = DirectoryRole(id, displayName)
