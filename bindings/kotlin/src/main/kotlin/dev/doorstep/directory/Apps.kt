package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.AppChanges as NativeAppChanges
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
     * Changes an app's name, and what policies for groups of apps and filters for applications look at.
     *
     * @throws DoorstepException.InvalidArgument naming the field (`app_groups[1]`,
     *   `custom_security_attributes.Sets_Kind`)
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun update(clientId: String, changes: AppChanges): AppRegistration =
        io { updateBlocking(clientId, changes) }

    /** As [update], for callers without coroutines. */
    @JvmName("update")
    public fun updateBlocking(clientId: String, changes: AppChanges): AppRegistration =
        lifetime.call { native.update(clientId, changes.toNative()).toPublic() }

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
 * @property appGroups the groups of apps that it is in, as policies name them: `Office365`, `MicrosoftAdminPortals`
 * @property customSecurityAttributes what filters for applications ask about: values by `Set_Attribute`, the name that
 *   a rule has after `CustomSecurityAttribute.`
 * @property createdAt when it was registered
 */
public data class AppRegistration(
    public val clientId: String,
    public val name: String,
    public val appGroups: List<String>,
    public val customSecurityAttributes: Map<String, List<String>>,
    public val createdAt: Instant,
)

/**
 * What to change of an app; `null` leaves a field as it is.
 *
 * @property name another name: 1 to 64 characters on one line
 * @property appGroups replaces all groups: at most 20, of 1 to 64 characters each
 * @property customSecurityAttributes replaces all attributes: at most 50, each with 1 to 50 values of 1 to 64
 *   characters. A name is a set and an attribute with an underscore between them, both of up to 32 letters and digits
 */
public data class AppChanges @JvmOverloads constructor(
    public val name: String? = null,
    public val appGroups: List<String>? = null,
    public val customSecurityAttributes: Map<String, List<String>>? = null,
) {
    internal fun toNative() = NativeAppChanges(name, appGroups, customSecurityAttributes)

    /** Builds [AppChanges] in Java. */
    public class Builder {
        private var changes = AppChanges()

        /** See [AppChanges.name]. */
        public fun name(value: String): Builder = apply { changes = changes.copy(name = value) }

        /** See [AppChanges.appGroups]. */
        public fun appGroups(vararg values: String): Builder =
            apply { changes = changes.copy(appGroups = values.toList()) }

        /** See [AppChanges.customSecurityAttributes]. */
        public fun customSecurityAttributes(value: Map<String, List<String>>): Builder =
            apply { changes = changes.copy(customSecurityAttributes = value) }

        /** The changes. */
        public fun build(): AppChanges = changes
    }

    public companion object {
        /** No changes yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

private fun NativeAppRegistration.toPublic() =
    AppRegistration(clientId, name, appGroups, customSecurityAttributes, createdAt.toInstant())
