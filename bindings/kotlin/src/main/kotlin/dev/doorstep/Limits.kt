package dev.doorstep

import dev.doorstep.internal.toMilliseconds
import java.time.Duration
import dev.doorstep.internal.Limits as NativeLimits
import dev.doorstep.internal.PolicyLimits as NativePolicyLimits

/**
 * Tightens the built-in limits. A value looser than the built-in one, which is the default, is refused when the engine
 * opens.
 *
 * @property codeLifetime how long a code lives: 1 to 10 minutes
 * @property triesPerCode tries per code: at most 5
 * @property resendAfter the wait between two codes of one journey: at least a minute
 * @property sendsPerJourney codes sent in one journey: at most 5
 * @property sendsPerHour codes sent to one address in an hour: at most 10
 * @property sendsPerDay codes sent to one address in a day: at most 20
 * @property wrongCodesBeforeLock consecutive wrong codes of one user before the second factor locks for 15 minutes,
 *   doubling: at most 10
 * @property wrongCodesPerDay wrong codes of one user in 24 hours, over every journey: at most 20
 * @property wrongPasswordsBeforeLock wrong passwords before the account locks for a minute, doubling to an hour: at
 *   most 10
 */
public data class Limits @JvmOverloads constructor(
    public val codeLifetime: Duration = Duration.ofMinutes(10),
    public val triesPerCode: Int = 5,
    public val resendAfter: Duration = Duration.ofMinutes(1),
    public val sendsPerJourney: Int = 5,
    public val sendsPerHour: Int = 10,
    public val sendsPerDay: Int = 20,
    public val wrongCodesBeforeLock: Int = 10,
    public val wrongCodesPerDay: Int = 20,
    public val wrongPasswordsBeforeLock: Int = 10,
) {
    internal fun toNative(): NativeLimits =
        NativeLimits(
            codeLifetimeMs = codeLifetime.toMilliseconds(),
            triesPerCode = triesPerCode.toUInt(),
            resendAfterMs = resendAfter.toMilliseconds(),
            sendsPerJourney = sendsPerJourney.toUInt(),
            sendsPerHour = sendsPerHour.toUInt(),
            sendsPerDay = sendsPerDay.toUInt(),
            wrongCodesBeforeLock = wrongCodesBeforeLock.toUInt(),
            wrongCodesPerDay = wrongCodesPerDay.toUInt(),
            wrongPasswordsBeforeLock = wrongPasswordsBeforeLock.toUInt(),
        )

    /** Builds [Limits] in Java. What is not set is the built-in limit. */
    public class Builder {
        private var limits = Limits()

        /** See [Limits.codeLifetime]. */
        public fun codeLifetime(value: Duration): Builder = apply { limits = limits.copy(codeLifetime = value) }

        /** See [Limits.triesPerCode]. */
        public fun triesPerCode(value: Int): Builder = apply { limits = limits.copy(triesPerCode = value) }

        /** See [Limits.resendAfter]. */
        public fun resendAfter(value: Duration): Builder = apply { limits = limits.copy(resendAfter = value) }

        /** See [Limits.sendsPerJourney]. */
        public fun sendsPerJourney(value: Int): Builder = apply { limits = limits.copy(sendsPerJourney = value) }

        /** See [Limits.sendsPerHour]. */
        public fun sendsPerHour(value: Int): Builder = apply { limits = limits.copy(sendsPerHour = value) }

        /** See [Limits.sendsPerDay]. */
        public fun sendsPerDay(value: Int): Builder = apply { limits = limits.copy(sendsPerDay = value) }

        /** See [Limits.wrongCodesBeforeLock]. */
        public fun wrongCodesBeforeLock(value: Int): Builder =
            apply { limits = limits.copy(wrongCodesBeforeLock = value) }

        /** See [Limits.wrongCodesPerDay]. */
        public fun wrongCodesPerDay(value: Int): Builder = apply { limits = limits.copy(wrongCodesPerDay = value) }

        /** See [Limits.wrongPasswordsBeforeLock]. */
        public fun wrongPasswordsBeforeLock(value: Int): Builder =
            apply { limits = limits.copy(wrongPasswordsBeforeLock = value) }

        /** The limits. */
        public fun build(): Limits = limits
    }

    public companion object {
        /** Limits as built in, to be tightened: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

/**
 * How many policies, and what they refer to, a tenant may have. Lowering a limit deletes nothing; it refuses more. A
 * value out of its range is refused when the engine opens.
 *
 * @property policies policies, in any state: 1 to 10,000; 240 by default, as Microsoft Entra
 * @property locations named locations: 1 to 10,000; 195 by default, as Microsoft Entra
 * @property authenticationStrengths authentication strengths beside the built-in ones: 1 to 10,000; 100 by default
 * @property locationRanges networks of one named location: 1 to 10,000; 2000 by default, as Microsoft Entra
 * @property mfaTrustedIps networks trusted for MFA: 1 to 10,000; 50 by default, as Microsoft Entra
 * @property policyApplications applications that one policy lists, excluded ones among them: 1 to 10,000; 250 by
 *   default, as Microsoft Entra
 */
public data class PolicyLimits @JvmOverloads constructor(
    public val policies: Int = 240,
    public val locations: Int = 195,
    public val authenticationStrengths: Int = 100,
    public val locationRanges: Int = 2_000,
    public val mfaTrustedIps: Int = 50,
    public val policyApplications: Int = 250,
) {
    internal fun toNative(): NativePolicyLimits =
        NativePolicyLimits(
            policies.toUInt(),
            locations.toUInt(),
            authenticationStrengths.toUInt(),
            locationRanges.toUInt(),
            mfaTrustedIps.toUInt(),
            policyApplications.toUInt(),
        )
}
