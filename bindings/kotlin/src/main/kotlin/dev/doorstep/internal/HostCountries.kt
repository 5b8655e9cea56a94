package dev.doorstep.internal

import dev.doorstep.CountryLookup as PublicLookup
import java.net.InetAddress

/** The host's country look-up, as the library calls it. */
internal class HostCountries(private val lookup: PublicLookup) : CountryLookup {
    // Errors too: the library could not tell that they were thrown.
    @Suppress("TooGenericExceptionCaught")
    override fun country(ip: String): String? =
        try {
            // A literal: no name is resolved.
            lookup.country(InetAddress.getByName(ip))
        } catch (_: Throwable) {
            throw DoorstepException.Internal("the country look-up failed", "the country look-up failed")
        }
}
