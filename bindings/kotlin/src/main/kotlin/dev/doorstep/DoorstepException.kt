package dev.doorstep

import dev.doorstep.internal.DoorstepException as NativeFailure

/**
 * What the program or its environment causes; what a person causes is a [Step], never one of these.
 *
 * Messages are safe to log: they hold no password, code, token or address. Paths in them and in the properties are
 * spelled as in every language: `context.user_agent`, `attributes[2].pattern`.
 *
 * @property code the stable code, the same in every language
 * @property number the stable number, the same in every language
 */
public sealed class DoorstepException(message: String, public val code: String, public val number: Int) :
    RuntimeException(message) {

    /**
     * An argument is not acceptable.
     *
     * @property field the argument, or the path inside it
     * @property reason what is expected of it
     */
    public class InvalidArgument internal constructor(message: String, public val field: String, public val reason: String) :
        DoorstepException(message, "invalid_argument", 20)

    /**
     * No such thing in this tenant; another tenant's is answered the same.
     *
     * @property kind what was looked for: `user`, `policy`, …
     */
    public class NotFound internal constructor(message: String, public val kind: String) :
        DoorstepException(message, "not_found", 21)

    /**
     * Something with this name, address or subject exists already.
     *
     * @property kind what exists
     */
    public class AlreadyExists internal constructor(message: String, public val kind: String) :
        DoorstepException(message, "already_exists", 22)

    /**
     * The acting user holds none of the roles that this call needs.
     *
     * @property needs the roles of which one would do, by display name
     */
    public class Forbidden internal constructor(message: String, public val needs: List<String>) :
        DoorstepException(message, "forbidden", 23)

    /**
     * A policy, flow or method document breaks a rule.
     *
     * @property path path of the field, as in `conditions.users.includeUsers[0]`
     * @property reason the rule
     */
    public class PolicyInvalid internal constructor(message: String, public val path: String, public val reason: String) :
        DoorstepException(message, "policy_invalid", 30)

    /**
     * A policy uses what cannot be evaluated here; it may only be stored disabled.
     *
     * @property path path of the first such field
     */
    public class PolicyUnsupported internal constructor(message: String, public val path: String) :
        DoorstepException(message, "policy_unsupported", 31)

    /**
     * The file is not a Doorstep database, or a newer version wrote it.
     *
     * @property reason what was found
     */
    public class IncompatibleDatabase internal constructor(message: String, public val reason: String) :
        DoorstepException(message, "incompatible_database", 40)

    /**
     * The key could not be read from where it was said to be.
     *
     * @property reason what failed
     */
    public class KeyUnavailable internal constructor(message: String, public val reason: String) :
        DoorstepException(message, "key_unavailable", 41)

    /** The database was created with another key. */
    public class KeyMismatch internal constructor(message: String) : DoorstepException(message, "key_mismatch", 42)

    /**
     * The storage layer failed.
     *
     * @property kind the kind of failure, as SQLite words it
     */
    public class Storage internal constructor(message: String, public val kind: String) :
        DoorstepException(message, "storage", 43)

    /** The disk is full; nothing was written. */
    public class StorageFull internal constructor(message: String) : DoorstepException(message, "storage_full", 44)

    /** Storage failed while committing: the change may or may not have been made. Read before trying again. */
    public class OutcomeUnknown internal constructor(message: String) :
        DoorstepException(message, "outcome_unknown", 45)

    /** Another writer, or every hashing slot, was taken for longer than the wait allows. Try again. */
    public class Busy internal constructor(message: String) : DoorstepException(message, "busy", 46)

    /**
     * A message could not be composed or handed over.
     *
     * @property reason what failed
     */
    public class Mail internal constructor(message: String, public val reason: String) :
        DoorstepException(message, "mail", 50)

    /**
     * A bug in Doorstep. Please report it.
     *
     * @property reason where it was noticed
     */
    public class Internal internal constructor(message: String, public val reason: String) :
        DoorstepException(message, "internal", 90)
}

internal fun NativeFailure.toPublic(): DoorstepException =
    when (this) {
        is NativeFailure.InvalidArgument -> DoorstepException.InvalidArgument(text, field, reason)
        is NativeFailure.NotFound -> DoorstepException.NotFound(text, kind)
        is NativeFailure.AlreadyExists -> DoorstepException.AlreadyExists(text, kind)
        is NativeFailure.Forbidden -> DoorstepException.Forbidden(text, needs)
        is NativeFailure.PolicyInvalid -> DoorstepException.PolicyInvalid(text, path, reason)
        is NativeFailure.PolicyUnsupported -> DoorstepException.PolicyUnsupported(text, path)
        is NativeFailure.IncompatibleDatabase -> DoorstepException.IncompatibleDatabase(text, reason)
        is NativeFailure.KeyUnavailable -> DoorstepException.KeyUnavailable(text, reason)
        is NativeFailure.KeyMismatch -> DoorstepException.KeyMismatch(text)
        is NativeFailure.Storage -> DoorstepException.Storage(text, kind)
        is NativeFailure.StorageFull -> DoorstepException.StorageFull(text)
        is NativeFailure.OutcomeUnknown -> DoorstepException.OutcomeUnknown(text)
        is NativeFailure.Busy -> DoorstepException.Busy(text)
        is NativeFailure.Mail -> DoorstepException.Mail(text, reason)
        is NativeFailure.Internal -> DoorstepException.Internal(text, reason)
    }
