internal import DoorstepNative

/// Where an engine learns the country of an address, where the host does not give it with a sign-in.
public enum CountrySource: Sendable {
    /// From the host, which is given an address and answers its country (ISO 3166-1, two letters in any case), or `nil`
    /// when it is not known. Anything that is not two letters counts as that. An IPv4 address that came as IPv6 is given
    /// as IPv4, an IPv6 address as RFC 5952 writes it.
    ///
    /// It is asked once for each sign-in, sign-up or what-if whose context has an address and no country, and only while
    /// a policy of the tenant names countries by address; on the thread of the call, with nothing held. An error ends
    /// that call with ``DoorstepError/internal(reason:)``, and nothing of it is kept: to carry on without the country,
    /// return `nil`. A closure that holds the engine keeps it until it is closed.
    case lookup(@Sendable (_ ip: String) throws -> String?)
    /// From a file in MaxMind's DB format, by its path: GeoLite2 or GeoIP2 Country and City, DB-IP Country and City. It
    /// is read into memory, 10 to 130 MB, and not looked at again.
    case database(path: String)
}

extension CountrySource {
    var native: DoorstepNative.CountrySource {
        switch self {
        case .lookup(let country): .host(lookup: HostCountries(country))
        case .database(let path): .file(path: path)
        }
    }
}

/// The host's country look-up, as the library calls it.
private final class HostCountries: DoorstepNative.CountryLookup {
    private let known: @Sendable (String) throws -> String?

    init(_ known: @escaping @Sendable (String) throws -> String?) {
        self.known = known
    }

    func country(ip: String) throws -> String? {
        do {
            return try known(ip)
        } catch {
            let reason = "the country look-up failed"
            throw DoorstepNative.DoorstepError.Internal(reason: reason, text: reason)
        }
    }
}
