package dev.doorstep

import dev.doorstep.internal.toInstant
import dev.doorstep.internal.toMilliseconds
import java.time.Instant
import dev.doorstep.internal.AuditEntry as NativeAuditEntry
import dev.doorstep.internal.AuditPage as NativeAuditPage
import dev.doorstep.internal.AuditQuery as NativeAuditQuery

/**
 * One entry of the audit log: one administrative change, or its refusal.
 *
 * @property id its id
 * @property at when
 * @property actor `host`, or a user's id
 * @property action `policies.create`, `users.disable`, …
 * @property targetKind what kind of thing was changed
 * @property targetId its id, where it has one
 * @property result `success` or `refused`
 * @property before its JSON before; `null` where there was nothing
 * @property after its JSON after; `null` where there is nothing now
 */
public data class AuditEntry(
    public val id: String,
    public val at: Instant,
    public val actor: String,
    public val action: String,
    public val targetKind: String,
    public val targetId: String?,
    public val result: String,
    public val before: String?,
    public val after: String?,
)

/**
 * Which entries of the audit log to read.
 *
 * @property actor by this actor: `host`, or a user's id
 * @property action of this action
 * @property targetId of this thing
 * @property since at or after
 * @property until before
 * @property limit entries a page: 1 to 1000
 * @property cursor the page after this one
 */
public data class AuditQuery @JvmOverloads constructor(
    public val actor: String? = null,
    public val action: String? = null,
    public val targetId: String? = null,
    public val since: Instant? = null,
    public val until: Instant? = null,
    public val limit: Int = 50,
    public val cursor: String? = null,
) {
    internal fun toNative() =
        NativeAuditQuery(
            actor = actor,
            action = action,
            targetId = targetId,
            since = since?.toMilliseconds(),
            until = until?.toMilliseconds(),
            limit = limit.toUInt(),
            cursor = cursor,
        )

    /** Builds an [AuditQuery] in Java. */
    public class Builder {
        private var query = AuditQuery()

        /** See [AuditQuery.actor]. */
        public fun actor(value: String): Builder = apply { query = query.copy(actor = value) }

        /** See [AuditQuery.action]. */
        public fun action(value: String): Builder = apply { query = query.copy(action = value) }

        /** See [AuditQuery.targetId]. */
        public fun targetId(value: String): Builder = apply { query = query.copy(targetId = value) }

        /** See [AuditQuery.since]. */
        public fun since(value: Instant): Builder = apply { query = query.copy(since = value) }

        /** See [AuditQuery.until]. */
        public fun until(value: Instant): Builder = apply { query = query.copy(until = value) }

        /** See [AuditQuery.limit]. */
        public fun limit(value: Int): Builder = apply { query = query.copy(limit = value) }

        /** See [AuditQuery.cursor]. */
        public fun cursor(value: String?): Builder = apply { query = query.copy(cursor = value) }

        /** The query. */
        public fun build(): AuditQuery = query
    }

    public companion object {
        /** Every entry, to be narrowed: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

internal fun NativeAuditPage.toPublic() = Page(items.map { it.toPublic() }, nextCursor)

private fun NativeAuditEntry.toPublic() =
    AuditEntry(id, at.toInstant(), actor, action, targetKind, targetId, result, before, after)
