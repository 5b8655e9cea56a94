package dev.doorstep

import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.EmailMethod as NativeEmailMethod
import dev.doorstep.internal.NewUser as NativeNewUser
import dev.doorstep.internal.User as NativeUser
import dev.doorstep.internal.UserChanges as NativeUserChanges
import dev.doorstep.internal.UserState as NativeUserState

/** Whether an account may sign in. */
public enum class UserState(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** May sign in. */
    ACTIVE("active"),

    /** May not; answered like an unknown account, its sessions and journeys ended. */
    DISABLED("disabled"),
}

/**
 * A user of one tenant.
 *
 * @property id its id
 * @property email the address it signs in with; `null` for users that only a host knows, by subject
 * @property externalSubject the host's own name for the user
 * @property displayName a name for people
 * @property state whether it may sign in
 * @property hasPassword whether a password is set
 * @property attributes what sign-up collected, by attribute name
 * @property locale the language of its mails (BCP 47), when known
 * @property createdAt when it was created
 */
public data class User(
    public val id: String,
    public val email: String?,
    public val externalSubject: String?,
    public val displayName: String?,
    public val state: UserState,
    public val hasPassword: Boolean,
    public val attributes: Map<String, AttributeValue>,
    public val locale: String?,
    public val createdAt: Instant,
)

/**
 * What a new user starts with. At least one of [email] and [externalSubject] is needed.
 *
 * @property email the address to sign in with
 * @property externalSubject the host's own name for the user: 1 to 256 characters on one line
 * @property displayName a name for people
 * @property attributes values of attributes
 * @property locale the language of mails (BCP 47)
 */
public data class NewUser @JvmOverloads constructor(
    public val email: String? = null,
    public val externalSubject: String? = null,
    public val displayName: String? = null,
    public val attributes: Map<String, AttributeValue> = emptyMap(),
    public val locale: String? = null,
) {
    internal fun toNative() = NativeNewUser(email, externalSubject, displayName, attributes.toNative(), locale)

    /** Builds a [NewUser] in Java. */
    public class Builder {
        private var user = NewUser()

        /** See [NewUser.email]. */
        public fun email(value: String): Builder = apply { user = user.copy(email = value) }

        /** See [NewUser.externalSubject]. */
        public fun externalSubject(value: String): Builder = apply { user = user.copy(externalSubject = value) }

        /** See [NewUser.displayName]. */
        public fun displayName(value: String): Builder = apply { user = user.copy(displayName = value) }

        /** See [NewUser.attributes]. */
        public fun attributes(value: Map<String, AttributeValue>): Builder =
            apply { user = user.copy(attributes = value) }

        /** See [NewUser.locale]. */
        public fun locale(value: String): Builder = apply { user = user.copy(locale = value) }

        /** The user. */
        public fun build(): NewUser = user
    }

    public companion object {
        /** A new user, to be filled in: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

/**
 * What to change of a user; `null` leaves a field as it is.
 *
 * @property email a new address to sign in with, which ends the user's sessions
 * @property externalSubject the host's own name for the user
 * @property displayName a name for people
 * @property attributes replaces all attribute values
 * @property locale the language of mails (BCP 47)
 */
public data class UserChanges @JvmOverloads constructor(
    public val email: String? = null,
    public val externalSubject: String? = null,
    public val displayName: String? = null,
    public val attributes: Map<String, AttributeValue>? = null,
    public val locale: String? = null,
) {
    internal fun toNative() =
        NativeUserChanges(email, externalSubject, displayName, attributes?.toNative(), locale)

    /** Builds [UserChanges] in Java. */
    public class Builder {
        private var changes = UserChanges()

        /** See [UserChanges.email]. */
        public fun email(value: String): Builder = apply { changes = changes.copy(email = value) }

        /** See [UserChanges.externalSubject]. */
        public fun externalSubject(value: String): Builder = apply { changes = changes.copy(externalSubject = value) }

        /** See [UserChanges.displayName]. */
        public fun displayName(value: String): Builder = apply { changes = changes.copy(displayName = value) }

        /** See [UserChanges.attributes]. */
        public fun attributes(value: Map<String, AttributeValue>): Builder =
            apply { changes = changes.copy(attributes = value) }

        /** See [UserChanges.locale]. */
        public fun locale(value: String): Builder = apply { changes = changes.copy(locale = value) }

        /** The changes. */
        public fun build(): UserChanges = changes
    }

    public companion object {
        /** No changes yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

/**
 * An address that codes for a second factor can go to.
 *
 * @property id its id, unique in the user
 * @property address the address, in full: for administrators only
 * @property isAccountEmail whether it is the address that the account signs in with
 * @property verified whether a code sent to it was ever entered
 */
public data class EmailMethod(
    public val id: String,
    public val address: String,
    public val isAccountEmail: Boolean,
    public val verified: Boolean,
)

internal fun NativeUser.toPublic() =
    User(
        id = id,
        email = email,
        externalSubject = externalSubject,
        displayName = displayName,
        state = when (state) {
            NativeUserState.ACTIVE -> UserState.ACTIVE
            NativeUserState.DISABLED -> UserState.DISABLED
        },
        hasPassword = hasPassword,
        attributes = attributes.toPublicValues(),
        locale = locale,
        createdAt = createdAt.toInstant(),
    )

internal fun NativeEmailMethod.toPublic() = EmailMethod(id, address, isAccountEmail, verified)
