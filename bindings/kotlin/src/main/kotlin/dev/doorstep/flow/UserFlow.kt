package dev.doorstep

import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.IdentityProvider as NativeIdentityProvider
import dev.doorstep.internal.NewUserFlow as NativeNewUserFlow
import dev.doorstep.internal.UserFlow as NativeUserFlow
import dev.doorstep.internal.UserFlowChanges as NativeUserFlowChanges

/** What people sign up and sign in with first. */
public enum class IdentityProvider(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** An email address and a password. */
    EMAIL_PASSWORD("email_password"),

    /** An email address and a one-time passcode sent to it. */
    EMAIL_OTP("email_otp"),
}

/**
 * How people sign up and in, and to which apps.
 *
 * @property id its id
 * @property displayName its name, unique in the tenant
 * @property identityProvider the first factor
 * @property signUpAllowed whether newcomers may sign up; otherwise people can only sign in
 * @property attributes what a sign-up asks for, in the order of the page
 * @property clientIds the apps that use it; an app is in at most one flow
 * @property revealExistingAccounts whether a sign-up with a known address says so at once, as Entra does
 * @property createdAt when it was created
 */
public data class UserFlow(
    public val id: String,
    public val displayName: String,
    public val identityProvider: IdentityProvider,
    public val signUpAllowed: Boolean,
    public val attributes: List<FlowAttribute>,
    public val clientIds: List<String>,
    public val revealExistingAccounts: Boolean,
    public val createdAt: Instant,
)

/**
 * A user flow to be created.
 *
 * @property displayName its name: 1 to 100 characters on one line
 * @property identityProvider the first factor
 * @property signUpAllowed whether newcomers may sign up
 * @property attributes what a sign-up asks for: at most 100
 * @property clientIds the apps that use it
 * @property revealExistingAccounts whether a sign-up with a known address says so at once. Off, the answer is the same
 *   for every address, and a known one gets a different mail
 */
public data class NewUserFlow @JvmOverloads constructor(
    public val displayName: String,
    public val identityProvider: IdentityProvider,
    public val signUpAllowed: Boolean = true,
    public val attributes: List<FlowAttribute> = emptyList(),
    public val clientIds: List<String> = emptyList(),
    public val revealExistingAccounts: Boolean = false,
) {
    internal fun toNative() =
        NativeNewUserFlow(
            displayName = displayName,
            identityProvider = identityProvider.toNative(),
            signUpAllowed = signUpAllowed,
            attributes = attributes.map { it.toNative() },
            clientIds = clientIds,
            revealExistingAccounts = revealExistingAccounts,
        )

    /** Builds a [NewUserFlow] in Java. */
    public class Builder internal constructor(private var flow: NewUserFlow) {
        /** See [NewUserFlow.signUpAllowed]. */
        public fun signUpAllowed(value: Boolean): Builder = apply { flow = flow.copy(signUpAllowed = value) }

        /** See [NewUserFlow.attributes]. */
        public fun attributes(vararg values: FlowAttribute): Builder =
            apply { flow = flow.copy(attributes = values.toList()) }

        /** See [NewUserFlow.clientIds]. */
        public fun clientIds(vararg values: String): Builder = apply { flow = flow.copy(clientIds = values.toList()) }

        /** See [NewUserFlow.revealExistingAccounts]. */
        public fun revealExistingAccounts(value: Boolean): Builder =
            apply { flow = flow.copy(revealExistingAccounts = value) }

        /** The flow. */
        public fun build(): NewUserFlow = flow
    }

    public companion object {
        /** A flow to be filled in: for Java. */
        @JvmStatic
        public fun builder(displayName: String, identityProvider: IdentityProvider): Builder =
            Builder(NewUserFlow(displayName, identityProvider))
    }
}

/**
 * What to change of a flow; `null` leaves a field as it is.
 *
 * @property displayName a new name
 * @property identityProvider another first factor
 * @property signUpAllowed whether people may sign up
 * @property attributes other attributes
 * @property revealExistingAccounts whether sign-up says that an address has an account
 */
public data class UserFlowChanges @JvmOverloads constructor(
    public val displayName: String? = null,
    public val identityProvider: IdentityProvider? = null,
    public val signUpAllowed: Boolean? = null,
    public val attributes: List<FlowAttribute>? = null,
    public val revealExistingAccounts: Boolean? = null,
) {
    internal fun toNative() =
        NativeUserFlowChanges(
            displayName = displayName,
            identityProvider = identityProvider?.toNative(),
            signUpAllowed = signUpAllowed,
            attributes = attributes?.map { it.toNative() },
            revealExistingAccounts = revealExistingAccounts,
        )

    /** Builds [UserFlowChanges] in Java. */
    public class Builder {
        private var changes = UserFlowChanges()

        /** See [UserFlowChanges.displayName]. */
        public fun displayName(value: String): Builder = apply { changes = changes.copy(displayName = value) }

        /** See [UserFlowChanges.identityProvider]. */
        public fun identityProvider(value: IdentityProvider): Builder =
            apply { changes = changes.copy(identityProvider = value) }

        /** See [UserFlowChanges.signUpAllowed]. */
        public fun signUpAllowed(value: Boolean): Builder = apply { changes = changes.copy(signUpAllowed = value) }

        /** See [UserFlowChanges.attributes]. */
        public fun attributes(vararg values: FlowAttribute): Builder =
            apply { changes = changes.copy(attributes = values.toList()) }

        /** See [UserFlowChanges.revealExistingAccounts]. */
        public fun revealExistingAccounts(value: Boolean): Builder =
            apply { changes = changes.copy(revealExistingAccounts = value) }

        /** The changes. */
        public fun build(): UserFlowChanges = changes
    }

    public companion object {
        /** No changes yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

private fun IdentityProvider.toNative() =
    when (this) {
        IdentityProvider.EMAIL_PASSWORD -> NativeIdentityProvider.EMAIL_PASSWORD
        IdentityProvider.EMAIL_OTP -> NativeIdentityProvider.EMAIL_OTP
    }

internal fun NativeUserFlow.toPublic() =
    UserFlow(
        id = id,
        displayName = displayName,
        identityProvider = when (identityProvider) {
            NativeIdentityProvider.EMAIL_PASSWORD -> IdentityProvider.EMAIL_PASSWORD
            NativeIdentityProvider.EMAIL_OTP -> IdentityProvider.EMAIL_OTP
        },
        signUpAllowed = signUpAllowed,
        attributes = attributes.map { it.toPublic() },
        clientIds = clientIds,
        revealExistingAccounts = revealExistingAccounts,
        createdAt = createdAt.toInstant(),
    )
