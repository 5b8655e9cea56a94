package dev.doorstep

import dev.doorstep.internal.toInstant
import dev.doorstep.internal.toMilliseconds
import dev.doorstep.internal.translated
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset
import dev.doorstep.internal.Clock as NativeClock
import dev.doorstep.internal.DoorstepException as NativeFailure
import dev.doorstep.internal.ManualClock as NativeManualClock
import dev.doorstep.internal.TimeSource

/** A clock that stands still until told to move, to the millisecond: for tests. */
public class ManualClock private constructor(private val native: NativeManualClock, private val zone: ZoneId) : Clock() {
    /** Starts at [now]. */
    public constructor(now: Instant) : this(NativeManualClock(now.toMilliseconds()), ZoneOffset.UTC)

    /** Moves by a duration, backwards when negative. */
    public fun advance(by: Duration): Unit = translated { native.advance(by.toMilliseconds()) }

    /** Jumps to a time. */
    public fun set(now: Instant): Unit = translated { native.set(now.toMilliseconds()) }

    override fun instant(): Instant = translated { native.now() }.toInstant()

    override fun getZone(): ZoneId = zone

    /** The same clock, seen from another zone. */
    override fun withZone(zone: ZoneId): Clock = ManualClock(native, zone)

    override fun toString(): String = "ManualClock(${instant()})"

    internal companion object {
        /** Where an engine reads the time of [clock]. */
        fun source(clock: Clock): TimeSource =
            if (clock is ManualClock) TimeSource.Manual(clock.native) else TimeSource.Host(HostClock(clock))
    }
}

private class HostClock(private val clock: Clock) : NativeClock {
    // Errors too: the library could not tell that they were thrown.
    @Suppress("TooGenericExceptionCaught")
    override fun now(): Long =
        try {
            clock.millis()
        } catch (_: Throwable) {
            throw NativeFailure.Internal("the clock failed", "the clock failed")
        }
}
