package dev.doorstep

import kotlinx.coroutines.runBlocking
import dev.doorstep.internal.MailReport as NativeMailReport

/**
 * Hands messages over to whatever delivers them.
 *
 * Called from a thread of the engine, or from [Engine.deliverMail], with nothing held: it may call the engine. Every
 * message is handed over at least once while its code lives, and not again after a return, unless the process ends
 * first or the call takes more than a minute.
 */
public fun interface Mailer {
    /**
     * Hands over one message. A return means that somebody else is responsible for it now; any exception means that it
     * is tried again while its code lives, unless it is a permanent [MailerException]. Of other exceptions only the
     * name of the class is kept.
     */
    @Throws(Exception::class)
    public fun send(message: Message)

    public companion object {
        /** A mailer that suspends: for clients that do. A thread of the engine waits for it. */
        @JvmSynthetic
        public fun suspending(send: suspend (Message) -> Unit): Mailer =
            Mailer { message -> runBlocking { send(message) } }
    }
}

/**
 * Why a message could not be handed over.
 *
 * @param reason what failed; it is logged, so it must hold no address and no code
 * @property permanent whether it will never work for this message, which is then given up
 */
public class MailerException @JvmOverloads constructor(
    reason: String,
    public val permanent: Boolean = false,
    cause: Throwable? = null,
) : Exception(reason, cause)

/** Why a message is sent. */
public enum class MailPurpose(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** A code that is the first factor. */
    SIGN_IN("sign_in"),

    /** A code after a password, or after a first factor that the host checked. */
    SECOND_FACTOR("second_factor"),

    /** A code that proves a new account's address. */
    SIGN_UP("sign_up"),

    /** A code that proves the address of a method being added to an account. */
    REGISTRATION("registration"),

    /** No code: somebody tried to sign up with the address of an account. */
    ACCOUNT_EXISTS("account_exists"),
}

/**
 * What the mailer is handed: the only place where a code can be read. Its text shows neither address nor content.
 *
 * @property to the one recipient's address
 * @property sender the sender's address
 * @property senderName the sender's display name
 * @property subject one line; never the code, because locked screens show subjects
 * @property text the plain text part
 * @property html the HTML part: a whole document without links, images or scripts
 * @property purpose why it is sent
 * @property locale the language it is written in (BCP 47)
 * @property code the code, for hosts that deliver with a template of their own
 * @property tenantId the tenant on whose behalf it is sent
 * @property messageId the same for every attempt to deliver this message, so that a host can drop a repetition
 */
public data class Message(
    public val to: String,
    public val sender: String,
    public val senderName: String,
    public val subject: String,
    public val text: String,
    public val html: String,
    public val purpose: MailPurpose,
    public val locale: String,
    public val code: String?,
    public val tenantId: String,
    public val messageId: String,
) {
    override fun toString(): String =
        "Message(purpose=$purpose, locale=$locale, tenantId=$tenantId, messageId=$messageId)"
}

/**
 * What one round of delivery did.
 *
 * @property sent messages handed over
 * @property failed messages that will be tried again
 * @property dropped messages that expired, or were refused for good
 * @property waiting messages still in the outbox
 */
public data class MailReport(
    public val sent: Long,
    public val failed: Long,
    public val dropped: Long,
    public val waiting: Long,
)

internal fun NativeMailReport.toPublic() =
    MailReport(sent.toLong(), failed.toLong(), dropped.toLong(), waiting.toLong())
