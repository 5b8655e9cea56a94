package dev.doorstep

import dev.doorstep.internal.toInstant
import dev.doorstep.internal.toMilliseconds
import java.time.Instant
import dev.doorstep.internal.Replay as NativeReplay
import dev.doorstep.internal.ReplayPage as NativeReplayPage

/**
 * Drafts of policies to hold against the sign-ins of the log.
 *
 * @property drafts Microsoft Graph's documents as JSON text. One with the id of a stored policy stands in for it; the
 *   others come on top. What only reports is taken as enforced, what is disabled as not there
 * @property onlyDrafts whether the drafts are all that counts, instead of what is stored
 * @property since sign-ins begun at or after
 * @property until sign-ins begun before
 * @property limit sign-ins a call: 1 to 100,000. The rest follows from the cursor, so that a long replay can show how
 *   far it is and be stopped
 * @property cursor where the call before stopped
 */
public data class Replay @JvmOverloads constructor(
    public val drafts: List<String> = emptyList(),
    public val onlyDrafts: Boolean = false,
    public val since: Instant? = null,
    public val until: Instant? = null,
    public val limit: Int = 10_000,
    public val cursor: String? = null,
) {
    internal fun toNative() =
        NativeReplay(drafts, onlyDrafts, since?.toMilliseconds(), until?.toMilliseconds(), limit.toUInt(), cursor)

    /** Builds a [Replay] in Java. */
    public class Builder {
        private var replay = Replay()

        /** See [Replay.drafts]. */
        public fun drafts(vararg values: String): Builder = apply { replay = replay.copy(drafts = values.toList()) }

        /** See [Replay.onlyDrafts]. */
        public fun onlyDrafts(value: Boolean): Builder = apply { replay = replay.copy(onlyDrafts = value) }

        /** See [Replay.since]. */
        public fun since(value: Instant): Builder = apply { replay = replay.copy(since = value) }

        /** See [Replay.until]. */
        public fun until(value: Instant): Builder = apply { replay = replay.copy(until = value) }

        /** See [Replay.limit]. */
        public fun limit(value: Int): Builder = apply { replay = replay.copy(limit = value) }

        /** See [Replay.cursor]. */
        public fun cursor(value: String?): Builder = apply { replay = replay.copy(cursor = value) }

        /** The replay. */
        public fun build(): Replay = replay
    }

    public companion object {
        /** Every sign-in and no draft yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

/**
 * What the drafts would have changed, of the sign-ins of one call.
 *
 * @property examined sign-ins looked at
 * @property total sign-ins of the whole time, once, in the first call; 0 in the others
 * @property prompted asked with the drafts for a control that nothing asks for as things are
 * @property blocked kept out with the drafts alone: blocked, or asked for what no prompt can satisfy
 * @property freed blocked or asked as things are, and allowed with the drafts; or blocked, and only asked
 * @property days by day, in order: only those on which something would have changed
 * @property users by user: only those for whom something would have changed
 * @property nextCursor for the next call; `null` when all is done
 */
public data class ReplayPage(
    public val examined: Long,
    public val total: Long,
    public val prompted: Long,
    public val blocked: Long,
    public val freed: Long,
    public val days: List<ReplayDay>,
    public val users: List<ReplayUser>,
    public val nextCursor: String?,
)

/**
 * What would have changed on one day.
 *
 * @property day when the day begins, in UTC
 * @property prompted as in [ReplayPage.prompted]
 * @property blocked as in [ReplayPage.blocked]
 * @property freed as in [ReplayPage.freed]
 */
public data class ReplayDay(
    public val day: Instant,
    public val prompted: Long,
    public val blocked: Long,
    public val freed: Long,
)

/**
 * What would have changed for one user.
 *
 * @property userId the user's id
 * @property prompted as in [ReplayPage.prompted]
 * @property blocked as in [ReplayPage.blocked]
 * @property freed as in [ReplayPage.freed]
 */
public data class ReplayUser(
    public val userId: String,
    public val prompted: Long,
    public val blocked: Long,
    public val freed: Long,
)

internal fun NativeReplayPage.toPublic() =
    ReplayPage(
        examined = examined.toLong(),
        total = total.toLong(),
        prompted = prompted.toLong(),
        blocked = blocked.toLong(),
        freed = freed.toLong(),
        days = days.map { ReplayDay(it.day.toInstant(), it.prompted.toLong(), it.blocked.toLong(), it.freed.toLong()) },
        users = users.map { ReplayUser(it.userId, it.prompted.toLong(), it.blocked.toLong(), it.freed.toLong()) },
        nextCursor = nextCursor,
    )
