package dev.doorstep

import dev.doorstep.internal.maybeAsUtf8
import dev.doorstep.internal.translated
import java.time.Duration
import dev.doorstep.internal.SmtpMailer as NativeSmtpMailer
import dev.doorstep.internal.SmtpOptions as NativeSmtpOptions
import dev.doorstep.internal.SmtpSecurity as NativeSmtpSecurity

/** How the connection to a mail server is protected. */
public enum class SmtpSecurity {
    /** Not at all: for a server on this machine. Codes can be read on the way. */
    NONE,

    /** TLS after `STARTTLS`, usually on port 587. A server that does not offer it is refused. */
    STARTTLS,

    /** TLS from the first byte, usually on port 465. */
    TLS,
}

/**
 * How to reach a mail server. Its password is given apart.
 *
 * @property host its name or address; with TLS, its certificate must be for exactly this
 * @property port its port
 * @property security how the connection is protected
 * @property username sent together with the password, never over an unprotected connection to another machine
 * @property timeout the longest wait for the server to connect, to take or to answer something: 1 ms to 10 minutes
 * @property helloName the name to greet the server with; this machine's when `null`
 * @property rootCertificatePem the certificate authorities to trust, in PEM, instead of the public ones
 */
public data class SmtpOptions @JvmOverloads constructor(
    public val host: String,
    public val port: Int,
    public val security: SmtpSecurity = SmtpSecurity.STARTTLS,
    public val username: String? = null,
    public val timeout: Duration = Duration.ofSeconds(10),
    public val helloName: String? = null,
    public val rootCertificatePem: String? = null,
) {
    /** Builds [SmtpOptions] in Java. */
    public class Builder internal constructor(private var options: SmtpOptions) {
        /** See [SmtpOptions.security]. */
        public fun security(value: SmtpSecurity): Builder = apply { options = options.copy(security = value) }

        /** See [SmtpOptions.username]. */
        public fun username(value: String): Builder = apply { options = options.copy(username = value) }

        /** See [SmtpOptions.timeout]. */
        public fun timeout(value: Duration): Builder = apply { options = options.copy(timeout = value) }

        /** See [SmtpOptions.helloName]. */
        public fun helloName(value: String): Builder = apply { options = options.copy(helloName = value) }

        /** See [SmtpOptions.rootCertificatePem]. */
        public fun rootCertificatePem(value: String): Builder =
            apply { options = options.copy(rootCertificatePem = value) }

        /** The options. */
        public fun build(): SmtpOptions = options
    }

    public companion object {
        /** Options to be filled in: for Java. */
        @JvmStatic
        public fun builder(host: String, port: Int): Builder = Builder(SmtpOptions(host, port))
    }
}

/** Delivers over SMTP, every message on a connection of its own. */
public class SmtpMailer internal constructor(internal val native: NativeSmtpMailer) {
    /**
     * A mailer for these options. Nothing is sent yet, and the server need not be up.
     *
     * @param password sent together with the user name; the array stays the caller's, to wipe
     * @throws DoorstepException.InvalidArgument among others for a login that would go unprotected to another machine
     */
    @JvmOverloads
    public constructor(options: SmtpOptions, password: CharArray? = null) : this(
        translated { password.maybeAsUtf8 { NativeSmtpMailer(options.toNative(), it) } },
    )

    override fun toString(): String = "SmtpMailer"
}

private fun SmtpOptions.toNative() =
    NativeSmtpOptions(
        host = host,
        // A port below zero becomes one far beyond the last, which is refused too.
        port = port.toUInt(),
        security = when (security) {
            SmtpSecurity.NONE -> NativeSmtpSecurity.NONE
            SmtpSecurity.STARTTLS -> NativeSmtpSecurity.START_TLS
            SmtpSecurity.TLS -> NativeSmtpSecurity.TLS
        },
        username = username,
        // One below zero becomes zero, which is refused too.
        timeout = if (timeout.isNegative) Duration.ZERO else timeout,
        helloName = helloName,
        rootCertificatePem = rootCertificatePem,
    )
