package dev.doorstep

import dev.doorstep.internal.Lifetime
import dev.doorstep.internal.io
import dev.doorstep.internal.toInstant
import java.time.Instant
import dev.doorstep.internal.Locations as NativeLocations
import dev.doorstep.internal.LocationRecord as NativeLocationRecord

/**
 * The named locations of a tenant: networks, which may be trusted, and countries. Policies name them by id.
 *
 * Documents are JSON text: from a file, or from Graph.
 */
public class Locations internal constructor(native: NativeLocations, private val lifetime: Lifetime) {
    private val native = lifetime.keep(native)

    /**
     * Creates a location from Microsoft Graph's `ipNamedLocation` or `countryNamedLocation` JSON.
     *
     * @throws DoorstepException.PolicyInvalid naming the path; more than 2000 ranges, and one as wide as a /8, are
     *   among it
     * @throws DoorstepException.InvalidArgument beyond the limit: see [PolicyLimits.locations]
     */
    @JvmSynthetic
    public suspend fun create(document: String): LocationRecord = io { createBlocking(document) }

    /** As [create], for callers without coroutines. */
    @JvmName("create")
    public fun createBlocking(document: String): LocationRecord = lifetime.call { native.create(document).toPublic() }

    /** Every location, oldest first. */
    @JvmSynthetic
    public suspend fun list(): List<LocationRecord> = io { listBlocking() }

    /** As [list], for callers without coroutines. */
    @JvmName("list")
    public fun listBlocking(): List<LocationRecord> = lifetime.call { native.list().map { it.toPublic() } }

    /**
     * One location.
     *
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun get(locationId: String): LocationRecord = io { getBlocking(locationId) }

    /** As [get], for callers without coroutines. */
    @JvmName("get")
    public fun getBlocking(locationId: String): LocationRecord = lifetime.call { native.get(locationId).toPublic() }

    /**
     * Replaces the top-level fields that [changes] names, as Graph's PATCH does.
     *
     * @throws DoorstepException.NotFound when there is none
     * @throws DoorstepException.PolicyInvalid naming the path
     */
    @JvmSynthetic
    public suspend fun update(locationId: String, changes: String): LocationRecord =
        io { updateBlocking(locationId, changes) }

    /** As [update], for callers without coroutines. */
    @JvmName("update")
    public fun updateBlocking(locationId: String, changes: String): LocationRecord =
        lifetime.call { native.update(locationId, changes).toPublic() }

    /**
     * Deletes a location.
     *
     * @throws DoorstepException.InvalidArgument while it is trusted, and while a policy names it, in whatever state
     * @throws DoorstepException.NotFound when there is none
     */
    @JvmSynthetic
    public suspend fun delete(locationId: String): Unit = io { deleteBlocking(locationId) }

    /** As [delete], for callers without coroutines. */
    @JvmName("delete")
    public fun deleteBlocking(locationId: String): Unit = lifetime.call { native.delete(locationId) }

    override fun toString(): String = "Locations"
}

/**
 * A stored location.
 *
 * @property id its id
 * @property displayName its name
 * @property isTrusted whether it counts among all trusted locations. A country never does
 * @property document Microsoft Graph's `namedLocation` JSON
 * @property createdAt when it was created
 * @property modifiedAt when it was last changed
 */
public data class LocationRecord(
    public val id: String,
    public val displayName: String,
    public val isTrusted: Boolean,
    public val document: String,
    public val createdAt: Instant,
    public val modifiedAt: Instant?,
)

private fun NativeLocationRecord.toPublic() =
    LocationRecord(id, displayName, isTrusted, document, createdAt.toInstant(), modifiedAt?.toInstant())
