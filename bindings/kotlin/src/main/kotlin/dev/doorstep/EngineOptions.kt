package dev.doorstep

import java.time.Clock

/**
 * How to open an engine, for Java: `EngineOptions.builder("shop.db", keys).mailer(mailer).build()`.
 *
 * @property database a path on a local disk, or [Engine.IN_MEMORY]
 * @property keys the master key
 * @property mailer who sends the mails
 * @property smtp a mail server to send the mails through, instead of [mailer]
 * @property clock where the time comes from; the system when `null`
 * @property countryLookup who knows the country of an address
 * @property countryDatabase a file that knows it, instead of [countryLookup]
 * @property limits limits tighter than the built-in ones
 * @property policyLimits how many policies, and what they refer to, a tenant may have
 * @property deliverInBackground whether a thread of the engine delivers mail as soon as it is written
 */
public class EngineOptions private constructor(
    public val database: String,
    public val keys: KeyRing,
    public val mailer: Mailer?,
    public val smtp: SmtpMailer?,
    public val clock: Clock?,
    public val countryLookup: CountryLookup?,
    public val countryDatabase: String?,
    public val limits: Limits,
    public val policyLimits: PolicyLimits,
    public val deliverInBackground: Boolean,
) {
    /** Builds [EngineOptions]. What is not set is the default. */
    public class Builder internal constructor(private val database: String, private val keys: KeyRing) {
        private var mailer: Mailer? = null
        private var smtp: SmtpMailer? = null
        private var clock: Clock? = null
        private var countryLookup: CountryLookup? = null
        private var countryDatabase: String? = null
        private var limits = Limits()
        private var policyLimits = PolicyLimits()
        private var deliverInBackground = true

        /** Who sends the mails: a lambda, or an object of the host's. */
        public fun mailer(value: Mailer): Builder = apply { mailer = value }

        /** The mail server to send the mails through. */
        public fun smtp(value: SmtpMailer): Builder = apply { smtp = value }

        /** Where the time comes from. */
        public fun clock(value: Clock): Builder = apply { clock = value }

        /** Who knows the country of an address: a lambda, or an object of the host's. */
        public fun countryLookup(value: CountryLookup): Builder = apply { countryLookup = value }

        /** The path of a file in MaxMind's DB format that knows the country of an address. */
        public fun countryDatabase(value: String): Builder = apply { countryDatabase = value }

        /** Limits tighter than the built-in ones. */
        public fun limits(value: Limits): Builder = apply { limits = value }

        /** How many policies, and what they refer to, a tenant may have. */
        public fun policyLimits(value: PolicyLimits): Builder = apply { policyLimits = value }

        /** Whether a thread of the engine delivers mail as soon as it is written: yes by default. */
        public fun deliverInBackground(value: Boolean): Builder = apply { deliverInBackground = value }

        /** The options. */
        public fun build(): EngineOptions =
            EngineOptions(
                database, keys, mailer, smtp, clock, countryLookup, countryDatabase, limits, policyLimits,
                deliverInBackground,
            )
    }

    public companion object {
        /** Options for a database, a path or [Engine.IN_MEMORY], and its key. */
        @JvmStatic
        public fun builder(database: String, keys: KeyRing): Builder = Builder(database, keys)
    }
}
