package dev.doorstep

import dev.doorstep.internal.toDuration
import dev.doorstep.internal.toMilliseconds
import java.time.Duration
import dev.doorstep.internal.TenantSettings as NativeTenantSettings

/**
 * What an administrator may set for a whole tenant. Values out of range are refused when they are set.
 *
 * @property displayName the name shown in mails; the tenant's own name when `null`
 * @property senderName the name that mails come from; [displayName] when `null`
 * @property senderAddress the address that mails come from
 * @property defaultLocale the language of mails when neither user nor browser names one (BCP 47)
 * @property codeLength digits in a code: 6 to 10
 * @property passwordMinLength fewest characters of a new password: 8 to 64. NIST SP 800-63B-4 asks for 15 where the
 *   password is the only factor, and does not count email as a second one
 * @property askAgainAfterSignUp whether a policy that requires MFA sends a second code right after a sign-up that has
 *   just proven the address by one
 * @property sessionIdle how long a session lives without being used: 1 minute to 24 hours
 * @property sessionLifetime how long a session lives at most: 1 minute to 30 days
 * @property mfaTrustedIps networks such as `192.0.2.0/24` or `2001:db8::/32` that policies name as `AllTrusted`,
 *   together with every trusted location: at most 50. Microsoft's "MFA trusted IPs"
 */
public data class TenantSettings @JvmOverloads constructor(
    public val displayName: String? = null,
    public val senderName: String? = null,
    public val senderAddress: String = "no-reply@localhost",
    public val defaultLocale: String = "en",
    public val codeLength: Int = 8,
    public val passwordMinLength: Int = 8,
    public val askAgainAfterSignUp: Boolean = false,
    public val sessionIdle: Duration = Duration.ofHours(1),
    public val sessionLifetime: Duration = Duration.ofHours(24),
    public val mfaTrustedIps: List<String> = emptyList(),
) {
    internal fun toNative() =
        NativeTenantSettings(
            displayName = displayName,
            senderName = senderName,
            senderAddress = senderAddress,
            defaultLocale = defaultLocale,
            // One beyond a byte becomes its first or last, which are refused too.
            codeLength = codeLength.coerceIn(0, UByte.MAX_VALUE.toInt()).toUByte(),
            passwordMinLength = passwordMinLength.toUInt(),
            askAgainAfterSignUp = askAgainAfterSignUp,
            sessionIdleMs = sessionIdle.toMilliseconds(),
            sessionLifetimeMs = sessionLifetime.toMilliseconds(),
            mfaTrustedIps = mfaTrustedIps,
        )

    /** These settings, to be changed: for Java. In Kotlin, `copy` does the same. */
    public fun toBuilder(): Builder = Builder(this)

    /** Builds [TenantSettings] in Java. */
    public class Builder internal constructor(private var settings: TenantSettings) {
        /** See [TenantSettings.displayName]. */
        public fun displayName(value: String?): Builder = apply { settings = settings.copy(displayName = value) }

        /** See [TenantSettings.senderName]. */
        public fun senderName(value: String?): Builder = apply { settings = settings.copy(senderName = value) }

        /** See [TenantSettings.senderAddress]. */
        public fun senderAddress(value: String): Builder = apply { settings = settings.copy(senderAddress = value) }

        /** See [TenantSettings.defaultLocale]. */
        public fun defaultLocale(value: String): Builder = apply { settings = settings.copy(defaultLocale = value) }

        /** See [TenantSettings.codeLength]. */
        public fun codeLength(value: Int): Builder = apply { settings = settings.copy(codeLength = value) }

        /** See [TenantSettings.passwordMinLength]. */
        public fun passwordMinLength(value: Int): Builder =
            apply { settings = settings.copy(passwordMinLength = value) }

        /** See [TenantSettings.askAgainAfterSignUp]. */
        public fun askAgainAfterSignUp(value: Boolean): Builder =
            apply { settings = settings.copy(askAgainAfterSignUp = value) }

        /** See [TenantSettings.sessionIdle]. */
        public fun sessionIdle(value: Duration): Builder = apply { settings = settings.copy(sessionIdle = value) }

        /** See [TenantSettings.sessionLifetime]. */
        public fun sessionLifetime(value: Duration): Builder =
            apply { settings = settings.copy(sessionLifetime = value) }

        /** See [TenantSettings.mfaTrustedIps]. */
        public fun mfaTrustedIps(vararg values: String): Builder =
            apply { settings = settings.copy(mfaTrustedIps = values.toList()) }

        /** The settings. */
        public fun build(): TenantSettings = settings
    }
}

internal fun NativeTenantSettings.toPublic() =
    TenantSettings(
        displayName = displayName,
        senderName = senderName,
        senderAddress = senderAddress,
        defaultLocale = defaultLocale,
        codeLength = codeLength.toInt(),
        passwordMinLength = passwordMinLength.toInt(),
        askAgainAfterSignUp = askAgainAfterSignUp,
        sessionIdle = sessionIdleMs.toDuration(),
        sessionLifetime = sessionLifetimeMs.toDuration(),
        mfaTrustedIps = mfaTrustedIps,
    )
