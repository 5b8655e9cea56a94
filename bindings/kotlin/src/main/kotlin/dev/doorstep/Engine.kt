package dev.doorstep

import dev.doorstep.internal.CountrySource
import dev.doorstep.internal.HostCountries
import dev.doorstep.internal.HostMailer
import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.MailRoute
import dev.doorstep.internal.io
import dev.doorstep.internal.opening
import dev.doorstep.internal.toInstant
import dev.doorstep.internal.translated
import java.lang.ref.Reference
import java.time.Clock
import java.time.Instant
import dev.doorstep.internal.Engine as NativeEngine

/**
 * One opened database with its keys, mailer and clock. Everything starts here.
 *
 * ```
 * val keys = KeyRing.fromFile("/etc/shop/doorstep.key")
 * Engine.open("/var/lib/shop/doorstep.db", keys, smtp = SmtpMailer(SmtpOptions("mail.example.com", 587))).use { engine ->
 *     val app = engine.tenant("contoso").app(clientId)
 *     val step = app.signIn("ada@example.com", password)
 * }
 * ```
 *
 * Every call may be made from any thread. Functions that suspend do their work on [kotlinx.coroutines.Dispatchers.IO].
 * Canceling one that has begun does not cut it short: what was submitted counts, and once the work is done the
 * coroutine ends as canceled, without the result. The twin of each, with `Blocking` behind its name in Kotlin and under
 * the same name in Java, does its work on the calling thread.
 *
 * Closing the engine ends every [Tenant], [App] and collection that came from it; calls on them then fail with
 * [IllegalStateException]. Without it, background work and native memory end when the garbage collector finds that
 * nobody holds any of them. A mailer or a clock that holds the engine keeps it alive: close the engine then.
 *
 * No other copy of SQLite in this process may open the file.
 */
public class Engine private constructor(private val native: NativeEngine) : AutoCloseable {
    private val lifetime = Lifetime().apply { keep(native) }

    /**
     * Creates a tenant.
     *
     * @throws DoorstepException.InvalidArgument unless [name] is 1 to 64 characters on one line
     * @throws DoorstepException.AlreadyExists when there is one of this name
     */
    @JvmSynthetic
    public suspend fun createTenant(name: String): Tenant = io { createTenantBlocking(name) }

    /** As [createTenant], for callers without coroutines. */
    @JvmName("createTenant")
    public fun createTenantBlocking(name: String): Tenant =
        lifetime.call { Tenant(native.createTenant(name), lifetime) }

    /** Every tenant of the file, by name. */
    @JvmSynthetic
    public suspend fun tenants(): List<TenantRecord> = io { tenantsBlocking() }

    /** As [tenants], for callers without coroutines. */
    @JvmName("tenants")
    public fun tenantsBlocking(): List<TenantRecord> = lifetime.call { native.tenants().map { it.toPublic() } }

    /**
     * Opens a tenant by name or id.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun tenant(nameOrId: String): Tenant = io { tenantBlocking(nameOrId) }

    /** As [tenant], for callers without coroutines. */
    @JvmName("tenant")
    public fun tenantBlocking(nameOrId: String): Tenant = lifetime.call { Tenant(native.tenant(nameOrId), lifetime) }

    /**
     * Renames a tenant.
     *
     * @throws DoorstepException.NotFound when there is none
     * @throws DoorstepException.AlreadyExists when another has the new name
     */
    @JvmSynthetic
    public suspend fun renameTenant(nameOrId: String, newName: String): Unit =
        io { renameTenantBlocking(nameOrId, newName) }

    /** As [renameTenant], for callers without coroutines. */
    @JvmName("renameTenant")
    public fun renameTenantBlocking(nameOrId: String, newName: String): Unit =
        lifetime.call { native.renameTenant(nameOrId, newName) }

    /**
     * Deletes a tenant with everything in it.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun deleteTenant(nameOrId: String): Unit = io { deleteTenantBlocking(nameOrId) }

    /** As [deleteTenant], for callers without coroutines. */
    @JvmName("deleteTenant")
    public fun deleteTenantBlocking(nameOrId: String): Unit = lifetime.call { native.deleteTenant(nameOrId) }

    /**
     * Delivers what waits in the outbox and is due. Only needed when the engine does not deliver in the background.
     *
     * @throws DoorstepException.Mail when the engine has no mailer
     */
    @JvmSynthetic
    public suspend fun deliverMail(): MailReport = io { deliverMailBlocking() }

    /** As [deliverMail], for callers without coroutines. */
    @JvmName("deliverMail")
    public fun deliverMailBlocking(): MailReport = lifetime.call { native.deliverMail().toPublic() }

    /** Deletes what has expired: journeys, sessions, messages and counted events. */
    @JvmSynthetic
    public suspend fun purge(): PurgeReport = io { purgeBlocking() }

    /** As [purge], for callers without coroutines. */
    @JvmName("purge")
    public fun purgeBlocking(): PurgeReport = lifetime.call {
        val (journeys, sessions, messages, counters) = native.purge()
        PurgeReport(journeys.toLong(), sessions.toLong(), messages.toLong(), counters.toLong())
    }

    /**
     * Stops background work, waiting for a mail that is being handed over, and closes the database as soon as the
     * calls that run on other threads have ended. Closing twice is fine.
     */
    override fun close() {
        if (lifetime.isClosed()) return
        try {
            translated { native.stop() }
        } catch (_: IllegalStateException) {
            // Another thread was faster.
        } finally {
            lifetime.close()
        }
    }

    override fun toString(): String = "Engine"

    public companion object {
        /** The name of a database that does not outlive its engine: for tests. */
        public const val IN_MEMORY: String = ":memory:"

        /**
         * Opens a database, creating or migrating it.
         *
         * @param database a path on a local disk, or [IN_MEMORY]; a new file gets mode 0600
         * @param keys the master key
         * @param mailer who sends the mails; without one and without [smtp], policies that require a code deny
         * @param smtp a mail server to send the mails through, instead of [mailer]
         * @param clock where the time comes from; the system by default
         * @param countryLookup who knows the country of an address, where the host does not give it with a sign-in;
         *   without it and without [countryDatabase], it is unknown to policies that name countries
         * @param countryDatabase the path of a file that knows it, instead of [countryLookup], in MaxMind's DB format:
         *   GeoLite2 or GeoIP2 Country and City, DB-IP Country and City. It is read into memory, 10 to 130 MB, and not
         *   looked at again
         * @param limits limits tighter than the built-in ones
         * @param policyLimits how many policies, and what they refer to, a tenant may have
         * @param deliverInBackground whether a thread of the engine delivers mail as soon as it is written; otherwise
         *   call [deliverMail]
         * @throws DoorstepException.IncompatibleDatabase when the file is another program's or newer than this library
         * @throws DoorstepException.KeyMismatch when it was made with another key
         * @throws DoorstepException.InvalidArgument for a limit looser than the built-in one, a policy limit out of its
         *   range, a [countryDatabase] that cannot be read, two mailers, and two sources of countries
         */
        @JvmSynthetic
        public suspend fun open(
            database: String,
            keys: KeyRing,
            mailer: Mailer? = null,
            smtp: SmtpMailer? = null,
            clock: Clock? = null,
            countryLookup: CountryLookup? = null,
            countryDatabase: String? = null,
            limits: Limits = Limits(),
            policyLimits: PolicyLimits = PolicyLimits(),
            deliverInBackground: Boolean = true,
        ): Engine = opening {
            openBlocking(
                database, keys, mailer, smtp, clock, countryLookup, countryDatabase, limits, policyLimits,
                deliverInBackground,
            )
        }

        /** As [open], for callers without coroutines. Java has the same with [EngineOptions]. */
        @JvmSynthetic
        public fun openBlocking(
            database: String,
            keys: KeyRing,
            mailer: Mailer? = null,
            smtp: SmtpMailer? = null,
            clock: Clock? = null,
            countryLookup: CountryLookup? = null,
            countryDatabase: String? = null,
            limits: Limits = Limits(),
            policyLimits: PolicyLimits = PolicyLimits(),
            deliverInBackground: Boolean = true,
        ): Engine {
            if (mailer != null && smtp != null) throw second("smtp", "mailer")
            if (countryLookup != null && countryDatabase != null) throw second("country_database", "country look-up")
            val route = mailer?.let { MailRoute.Host(HostMailer(it)) } ?: smtp?.let { MailRoute.Smtp(it.native) }
            val time = clock?.let(ManualClock::source)
            val countries = countryLookup?.let { CountrySource.Host(HostCountries(it)) }
                ?: countryDatabase?.let { CountrySource.File(it) }
            val native = translated {
                keys.lend {
                    NativeEngine.open(
                        database, it, route, time, countries, limits.toNative(), policyLimits.toNative(),
                        deliverInBackground,
                    )
                }
            }
            // Not collected while the call takes its own hold of them.
            Reference.reachabilityFence(smtp)
            Reference.reachabilityFence(clock)
            return Engine(native)
        }

        /** Opens a database, creating or migrating it. In Kotlin, [open] with named arguments does the same. */
        @JvmStatic
        @JvmName("open")
        public fun openBlocking(options: EngineOptions): Engine = with(options) {
            openBlocking(
                database, keys, mailer, smtp, clock, countryLookup, countryDatabase, limits, policyLimits,
                deliverInBackground,
            )
        }

        /** For two options of which an engine takes one. */
        private fun second(field: String, first: String): DoorstepException {
            val reason = "there is a $first already"
            return DoorstepException.InvalidArgument("$field: $reason", field, reason)
        }
    }
}

/**
 * A tenant as the engine lists it.
 *
 * @property id its id
 * @property name its name, unique in the file
 * @property createdAt when it was created
 */
public data class TenantRecord(public val id: String, public val name: String, public val createdAt: Instant)

internal fun dev.doorstep.internal.TenantRecord.toPublic() = TenantRecord(id, name, createdAt.toInstant())

/**
 * How much a purge deleted.
 *
 * @property journeys journeys that ran out
 * @property sessions sessions that ran out
 * @property messages messages that were not delivered in time
 * @property counters counted events outside every window
 */
public data class PurgeReport(
    public val journeys: Long,
    public val sessions: Long,
    public val messages: Long,
    public val counters: Long,
)
