package dev.doorstep.internal

import dev.doorstep.MailPurpose as PublicPurpose
import dev.doorstep.Mailer as PublicMailer
import dev.doorstep.MailerException as PublicFailure
import dev.doorstep.Message as PublicMessage

/** The host's mailer, as the library calls it. */
internal class HostMailer(private val mailer: PublicMailer) : Mailer {
    // Errors too: the library would take a call that ended in one for a success.
    @Suppress("TooGenericExceptionCaught")
    override fun send(message: Message) {
        try {
            mailer.send(message.toPublic())
        } catch (failure: PublicFailure) {
            val reason = failure.message.orEmpty()
            throw if (failure.permanent) MailerException.Permanent(reason) else MailerException.Transient(reason)
        } catch (failure: Throwable) {
            // The class alone: the text could hold an address or a code.
            throw MailerException.Transient("the mailer threw ${failure.javaClass.simpleName}")
        }
    }
}

private fun Message.toPublic() =
    PublicMessage(
        to = to.text,
        sender = sender,
        senderName = senderName,
        subject = subject.text,
        text = text.text,
        html = html.text,
        purpose = purpose.toPublic(),
        locale = locale,
        code = code?.text,
        tenantId = tenantId,
        messageId = messageId,
    )

private fun MailPurpose.toPublic() =
    when (this) {
        MailPurpose.SIGN_IN -> PublicPurpose.SIGN_IN
        MailPurpose.SECOND_FACTOR -> PublicPurpose.SECOND_FACTOR
        MailPurpose.SIGN_UP -> PublicPurpose.SIGN_UP
        MailPurpose.REGISTRATION -> PublicPurpose.REGISTRATION
        MailPurpose.ACCOUNT_EXISTS -> PublicPurpose.ACCOUNT_EXISTS
    }
