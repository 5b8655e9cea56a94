package dev.doorstep

import java.net.InetAddress

/**
 * Where an engine learns the country of an address.
 *
 * It is asked once for each sign-in, sign-up or what-if whose context has an address and no country, and only while a
 * policy of the tenant names countries by address. Called on the thread of the call, with nothing held. What it throws
 * ends that call with [DoorstepException.Internal], and nothing of it is kept: to carry on without the country, return
 * `null`.
 */
public fun interface CountryLookup {
    /**
     * The country of an address (ISO 3166-1, two letters in any case); `null` when it is not known. Anything that is
     * not two letters counts as that. An IPv4 address that came as IPv6 is given as IPv4.
     */
    @Throws(Exception::class)
    public fun country(ip: InetAddress): String?
}
