package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.asUtf8
import dev.doorstep.internal.io
import dev.doorstep.internal.maybeAsUtf8
import dev.doorstep.internal.Users as NativeUsers

/** The users of a tenant, as administrators see them. Arrays with passwords stay the caller's, to wipe. */
public class Users internal constructor(native: NativeUsers, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /**
     * Creates a user. Its address counts as unproven until a code sent there is entered.
     *
     * @throws DoorstepException.InvalidArgument naming the field; a [password] must keep the rules for new ones
     * @throws DoorstepException.AlreadyExists when the address or the subject is taken
     */
    @JvmSynthetic
    public suspend fun create(user: NewUser, password: CharArray? = null): User = io { createBlocking(user, password) }

    /** As [create], for callers without coroutines. */
    @JvmOverloads
    @JvmName("create")
    public fun createBlocking(user: NewUser, password: CharArray? = null): User =
        lifetime.call { password.maybeAsUtf8 { native.create(user.toNative(), it) }.toPublic() }

    /**
     * One user.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun get(userId: String): User = io { getBlocking(userId) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(userId: String): User = lifetime.call { native.get(userId).toPublic() }

    /** The user who signs in with an address, in any spelling of it. */
    @JvmSynthetic
    public suspend fun findByEmail(email: String): User? = io { findByEmailBlocking(email) }

    /** As [findByEmail], for callers without coroutines. */
    @JvmName("findByEmail")
    public fun findByEmailBlocking(email: String): User? = lifetime.call { native.findByEmail(email)?.toPublic() }

    /** The user whom a host knows by [externalSubject]. */
    @JvmSynthetic
    public suspend fun findBySubject(externalSubject: String): User? = io { findBySubjectBlocking(externalSubject) }

    /** As [findBySubject], for callers without coroutines. */
    @JvmName("findBySubject")
    public fun findBySubjectBlocking(externalSubject: String): User? =
        lifetime.call { native.findBySubject(externalSubject)?.toPublic() }

    /** Users from the oldest on, [limit] (1 to 1000) a page. */
    @JvmSynthetic
    public suspend fun list(limit: Int = 50, cursor: String? = null): Page<User> = io { listBlocking(limit, cursor) }

    /** As [list], for callers without coroutines. */
    @JvmOverloads
    @JvmName("list")
    public fun listBlocking(limit: Int = 50, cursor: String? = null): Page<User> = lifetime.call {
        val (items, nextCursor) = native.list(limit.toUInt(), cursor)
        Page(items.map { it.toPublic() }, nextCursor)
    }

    /**
     * Changes what is given and leaves the rest.
     *
     * @throws DoorstepException.NotFound when there is no such user
     * @throws DoorstepException.AlreadyExists when the address or the subject is taken
     */
    @JvmSynthetic
    public suspend fun update(userId: String, changes: UserChanges): User = io { updateBlocking(userId, changes) }

    /** As [update], for callers without coroutines. */
    @JvmName("update")
    public fun updateBlocking(userId: String, changes: UserChanges): User =
        lifetime.call { native.update(userId, changes.toNative()).toPublic() }

    /**
     * Sets a user's password and ends their sessions and journeys.
     *
     * @throws DoorstepException.InvalidArgument when it breaks a rule for new passwords
     */
    @JvmSynthetic
    public suspend fun setPassword(userId: String, password: CharArray): Unit =
        io { setPasswordBlocking(userId, password) }

    /** As [setPassword], for callers without coroutines. */
    @JvmName("setPassword")
    public fun setPasswordBlocking(userId: String, password: CharArray): Unit =
        lifetime.call { password.asUtf8 { native.setPassword(userId, it) } }

    /** Stops a user from signing in; sessions, journeys and codes end at once. */
    @JvmSynthetic
    public suspend fun disable(userId: String): User = io { disableBlocking(userId) }

    /** As [disable], for callers without coroutines. */
    @JvmName("disable")
    public fun disableBlocking(userId: String): User = lifetime.call { native.disable(userId).toPublic() }

    /** Lets a user sign in again. */
    @JvmSynthetic
    public suspend fun enable(userId: String): User = io { enableBlocking(userId) }

    /** As [enable], for callers without coroutines. */
    @JvmName("enable")
    public fun enableBlocking(userId: String): User = lifetime.call { native.enable(userId).toPublic() }

    /** Lifts every lock that wrong passwords and codes have brought on. */
    @JvmSynthetic
    public suspend fun unlock(userId: String): Unit = io { unlockBlocking(userId) }

    /** As [unlock], for callers without coroutines. */
    @JvmName("unlock")
    public fun unlockBlocking(userId: String): Unit = lifetime.call { native.unlock(userId) }

    /** Deletes a user with all that is theirs. The sign-in log keeps its entries. */
    @JvmSynthetic
    public suspend fun delete(userId: String): Unit = io { deleteBlocking(userId) }

    /** As [delete], for callers without coroutines. */
    @JvmName("delete")
    public fun deleteBlocking(userId: String): Unit = lifetime.call { native.delete(userId) }

    /** Where codes for a user can go. */
    @JvmSynthetic
    public suspend fun emailMethods(userId: String): List<EmailMethod> = io { emailMethodsBlocking(userId) }

    /** As [emailMethods], for callers without coroutines. */
    @JvmName("emailMethods")
    public fun emailMethodsBlocking(userId: String): List<EmailMethod> =
        lifetime.call { native.emailMethods(userId).map { it.toPublic() } }

    /** Registers a further address for codes. */
    @JvmSynthetic
    public suspend fun addEmailMethod(userId: String, address: String): EmailMethod =
        io { addEmailMethodBlocking(userId, address) }

    /** As [addEmailMethod], for callers without coroutines. */
    @JvmName("addEmailMethod")
    public fun addEmailMethodBlocking(userId: String, address: String): EmailMethod =
        lifetime.call { native.addEmailMethod(userId, address).toPublic() }

    /** Removes a registered address; the account's own stays. */
    @JvmSynthetic
    public suspend fun removeEmailMethod(userId: String, methodId: String): Unit =
        io { removeEmailMethodBlocking(userId, methodId) }

    /** As [removeEmailMethod], for callers without coroutines. */
    @JvmName("removeEmailMethod")
    public fun removeEmailMethodBlocking(userId: String, methodId: String): Unit =
        lifetime.call { native.removeEmailMethod(userId, methodId) }

    /** Every group the user is in, through nested groups too. */
    @JvmSynthetic
    public suspend fun groups(userId: String): List<Group> = io { groupsBlocking(userId) }

    /** As [groups], for callers without coroutines. */
    @JvmName("groups")
    public fun groupsBlocking(userId: String): List<Group> =
        lifetime.call { native.groups(userId).map { it.toPublic() } }

    override fun toString(): String = "Users"
}
