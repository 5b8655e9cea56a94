package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.Group as NativeGroup
import dev.doorstep.internal.Groups as NativeGroups
import dev.doorstep.internal.Member as NativeMember

/** The groups of a tenant: of users, and of groups. Ids that do not exist are [DoorstepException.NotFound]. */
public class Groups internal constructor(native: NativeGroups, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /**
     * Creates a group.
     *
     * @throws DoorstepException.AlreadyExists when there is one of this name
     */
    @JvmSynthetic
    public suspend fun create(name: String): Group = io { createBlocking(name) }

    /** As [create], for callers without coroutines. */
    @JvmName("create")
    public fun createBlocking(name: String): Group = lifetime.call { native.create(name).toPublic() }

    /** Every group, by name. */
    @JvmSynthetic
    public suspend fun list(): List<Group> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<Group> = lifetime.call { native.list().map { it.toPublic() } }

    /** One group. */
    @JvmSynthetic
    public suspend fun get(groupId: String): Group = io { getBlocking(groupId) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(groupId: String): Group = lifetime.call { native.get(groupId).toPublic() }

    /** Changes a group's name. */
    @JvmSynthetic
    public suspend fun rename(groupId: String, newName: String): Group = io { renameBlocking(groupId, newName) }

    /** As [rename], for callers without coroutines. */
    @JvmName("rename")
    public fun renameBlocking(groupId: String, newName: String): Group =
        lifetime.call { native.rename(groupId, newName).toPublic() }

    /** Deletes a group; its members stay. */
    @JvmSynthetic
    public suspend fun delete(groupId: String): Unit = io { deleteBlocking(groupId) }

    /** As [delete], for callers without coroutines. */
    @JvmName("delete")
    public fun deleteBlocking(groupId: String): Unit = lifetime.call { native.delete(groupId) }

    /** The direct members of a group: users, then groups. */
    @JvmSynthetic
    public suspend fun members(groupId: String): List<Member> = io { membersBlocking(groupId) }

    /** As [members], for callers without coroutines. */
    @JvmName("members")
    public fun membersBlocking(groupId: String): List<Member> =
        lifetime.call { native.members(groupId).map { it.toPublic() } }

    /** Adds a user; adding one twice changes nothing. */
    @JvmSynthetic
    public suspend fun addUser(groupId: String, userId: String): Unit = io { addUserBlocking(groupId, userId) }

    /** As [addUser], for callers without coroutines. */
    @JvmName("addUser")
    public fun addUserBlocking(groupId: String, userId: String): Unit =
        lifetime.call { native.addUser(groupId, userId) }

    /** Removes a user. */
    @JvmSynthetic
    public suspend fun removeUser(groupId: String, userId: String): Unit = io { removeUserBlocking(groupId, userId) }

    /** As [removeUser], for callers without coroutines. */
    @JvmName("removeUser")
    public fun removeUserBlocking(groupId: String, userId: String): Unit =
        lifetime.call { native.removeUser(groupId, userId) }

    /** Adds a group, whose members become members too. */
    @JvmSynthetic
    public suspend fun addGroup(groupId: String, memberGroupId: String): Unit =
        io { addGroupBlocking(groupId, memberGroupId) }

    /** As [addGroup], for callers without coroutines. */
    @JvmName("addGroup")
    public fun addGroupBlocking(groupId: String, memberGroupId: String): Unit =
        lifetime.call { native.addGroup(groupId, memberGroupId) }

    /** Removes a group. */
    @JvmSynthetic
    public suspend fun removeGroup(groupId: String, memberGroupId: String): Unit =
        io { removeGroupBlocking(groupId, memberGroupId) }

    /** As [removeGroup], for callers without coroutines. */
    @JvmName("removeGroup")
    public fun removeGroupBlocking(groupId: String, memberGroupId: String): Unit =
        lifetime.call { native.removeGroup(groupId, memberGroupId) }

    override fun toString(): String = "Groups"
}

/**
 * A group of users and groups.
 *
 * @property id its id
 * @property name its name, unique in the tenant
 * @property createdAt when it was created
 */
public data class Group(public val id: String, public val name: String, public val createdAt: Instant)

/** A direct member of a group. */
public sealed interface Member {
    /** Its id. */
    public val id: String

    /** A user. */
    public data class User(override val id: String) : Member

    /** A group, whose members are members too. */
    public data class Group(override val id: String) : Member
}

internal fun NativeGroup.toPublic() = Group(id, name, createdAt.toInstant())

private fun NativeMember.toPublic(): Member =
    when (this) {
        is NativeMember.User -> Member.User(id)
        is NativeMember.Group -> Member.Group(id)
    }
