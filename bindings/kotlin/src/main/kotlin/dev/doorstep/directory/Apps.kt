package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.AppRegistration as NativeAppRegistration
import dev.doorstep.internal.Apps as NativeApps

/** The apps registered in a tenant. */
public class Apps internal constructor(native: NativeApps, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /**
     * Registers an app and gives it a client id.
     *
     * @throws DoorstepException.InvalidArgument unless [name] is 1 to 64 characters on one line
     */
    @JvmSynthetic
    public suspend fun register(name: String): AppRegistration = io { registerBlocking(name) }

    /** As [register], for callers without coroutines. */
    @JvmName("register")
    public fun registerBlocking(name: String): AppRegistration = lifetime.call { native.register(name).toPublic() }

    /** Every app, oldest first. */
    @JvmSynthetic
    public suspend fun list(): List<AppRegistration> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<AppRegistration> = lifetime.call { native.list().map { it.toPublic() } }

    /**
     * One app.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun get(clientId: String): AppRegistration = io { getBlocking(clientId) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(clientId: String): AppRegistration = lifetime.call { native.get(clientId).toPublic() }

    /**
     * Changes an app's name.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun rename(clientId: String, newName: String): AppRegistration =
        io { renameBlocking(clientId, newName) }

    /** As [rename], for callers without coroutines. */
    @JvmName("rename")
    public fun renameBlocking(clientId: String, newName: String): AppRegistration =
        lifetime.call { native.rename(clientId, newName).toPublic() }

    /**
     * Deletes an app with its sessions and running journeys.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun delete(clientId: String): Unit = io { deleteBlocking(clientId) }

    /** As [delete], for callers without coroutines. */
    @JvmName("delete")
    public fun deleteBlocking(clientId: String): Unit = lifetime.call { native.delete(clientId) }

    override fun toString(): String = "Apps"
}

/**
 * An app that people sign in to.
 *
 * @property clientId its public identifier (Graph's `appId`)
 * @property name its name, shown in mails and logs
 * @property createdAt when it was registered
 */
public data class AppRegistration(
    public val clientId: String,
    public val name: String,
    public val createdAt: Instant,
)

private fun NativeAppRegistration.toPublic() = AppRegistration(clientId, name, createdAt.toInstant())
