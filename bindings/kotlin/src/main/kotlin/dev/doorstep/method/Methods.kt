package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.MethodKind as NativeMethodKind
import dev.doorstep.internal.MethodSettings as NativeMethodSettings
import dev.doorstep.internal.Methods as NativeMethods
import dev.doorstep.internal.Target as NativeTarget

/** The authentication methods policy of a tenant: which methods are enabled for whom. */
public class Methods internal constructor(native: NativeMethods, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /** How a method is set. */
    @JvmSynthetic
    public suspend fun get(kind: MethodKind): MethodConfiguration = io { getBlocking(kind) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(kind: MethodKind): MethodConfiguration =
        lifetime.call { native.get(kind.toNative()).toPublic() }

    /** How every method is set. */
    @JvmSynthetic
    public suspend fun list(): List<MethodConfiguration> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<MethodConfiguration> = lifetime.call { native.list().map { it.toPublic() } }

    /**
     * Enables a method for those in [include], never for those in [exclude].
     *
     * @throws DoorstepException.NotFound for a group or user that does not exist
     */
    @JvmSynthetic
    public suspend fun enable(
        kind: MethodKind,
        include: List<Target> = listOf(Target.AllUsers),
        exclude: List<Target> = emptyList(),
    ): MethodConfiguration = io { enableBlocking(kind, include, exclude) }

    /** As [enable], for callers without coroutines. */
    @JvmOverloads
    @JvmName("enable")
    public fun enableBlocking(
        kind: MethodKind,
        include: List<Target> = listOf(Target.AllUsers),
        exclude: List<Target> = emptyList(),
    ): MethodConfiguration = lifetime.call {
        native.enable(kind.toNative(), include.map { it.toNative() }, exclude.map { it.toNative() }).toPublic()
    }

    /** Disables a method for everybody; its targets are kept. */
    @JvmSynthetic
    public suspend fun disable(kind: MethodKind): MethodConfiguration = io { disableBlocking(kind) }

    /** As [disable], for callers without coroutines. */
    @JvmName("disable")
    public fun disableBlocking(kind: MethodKind): MethodConfiguration =
        lifetime.call { native.disable(kind.toNative()).toPublic() }

    /**
     * The setting as Microsoft Graph's JSON (`emailAuthenticationMethodConfiguration`).
     *
     * @throws DoorstepException.InvalidArgument for a method that Graph has no document for
     */
    @JvmSynthetic
    public suspend fun toGraph(kind: MethodKind): String = io { toGraphBlocking(kind) }

    /** As [toGraph], for callers without coroutines. */
    @JvmName("toGraph")
    public fun toGraphBlocking(kind: MethodKind): String = lifetime.call { native.toGraph(kind.toNative()) }

    /**
     * Changes what a Microsoft Graph document names, as PATCH does.
     *
     * @throws DoorstepException.PolicyInvalid naming the path
     * @throws DoorstepException.PolicyUnsupported naming the path
     */
    @JvmSynthetic
    public suspend fun updateFromGraph(kind: MethodKind, document: String): MethodConfiguration =
        io { updateFromGraphBlocking(kind, document) }

    /** As [updateFromGraph], for callers without coroutines. */
    @JvmName("updateFromGraph")
    public fun updateFromGraphBlocking(kind: MethodKind, document: String): MethodConfiguration =
        lifetime.call { native.updateFromGraph(kind.toNative(), document).toPublic() }

    override fun toString(): String = "Methods"
}

/** A way to authenticate. */
public enum class MethodKind(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** A password. */
    PASSWORD("password"),

    /** A one-time passcode sent by email. */
    EMAIL_OTP("email_otp"),
}

/** Whom a method is meant for, or kept from. */
public sealed interface Target {
    /** Every user of the tenant. */
    public data object AllUsers : Target

    /**
     * The members of a group, nested ones too.
     *
     * @property id the group's id
     */
    public data class Group(public val id: String) : Target

    /**
     * One user.
     *
     * @property id the user's id
     */
    public data class User(public val id: String) : Target
}

/**
 * How a method is set, and what the policy lint says of it now.
 *
 * @property kind which method
 * @property enabled whether anyone may use it
 * @property include who may
 * @property exclude who may not, although included
 * @property warnings what would keep people from signing in
 */
public data class MethodConfiguration(
    public val kind: MethodKind,
    public val enabled: Boolean,
    public val include: List<Target>,
    public val exclude: List<Target>,
    public val warnings: List<Warning>,
)

internal fun MethodKind.toNative() =
    when (this) {
        MethodKind.PASSWORD -> NativeMethodKind.PASSWORD
        MethodKind.EMAIL_OTP -> NativeMethodKind.EMAIL_OTP
    }

internal fun NativeMethodKind.toPublic() =
    when (this) {
        NativeMethodKind.PASSWORD -> MethodKind.PASSWORD
        NativeMethodKind.EMAIL_OTP -> MethodKind.EMAIL_OTP
    }

private fun Target.toNative() =
    when (this) {
        Target.AllUsers -> NativeTarget.AllUsers
        is Target.Group -> NativeTarget.Group(id)
        is Target.User -> NativeTarget.User(id)
    }

private fun NativeTarget.toPublic(): Target =
    when (this) {
        NativeTarget.AllUsers -> Target.AllUsers
        is NativeTarget.Group -> Target.Group(id)
        is NativeTarget.User -> Target.User(id)
    }

private fun NativeMethodSettings.toPublic(): MethodConfiguration {
    val (kind, enabled, include, exclude) = configuration
    return MethodConfiguration(
        kind = kind.toPublic(),
        enabled = enabled,
        include = include.map { it.toPublic() },
        exclude = exclude.map { it.toPublic() },
        warnings = warnings.map { it.toPublic() },
    )
}
