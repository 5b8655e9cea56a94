package dev.doorstep

import dev.doorstep.internal.wellFormed
import dev.doorstep.internal.SignInContext as NativeSignInContext

/**
 * What the host knows of the request behind a sign-in: what conditions of policies are about. Everything is optional;
 * what is not given is unknown, and an unknown value comes only under policies that ask for none in particular. What
 * is malformed is refused by the call that takes it, with [DoorstepException.InvalidArgument] naming the field
 * (`context.ip`).
 *
 * @property ip the client's public address, IPv4 or IPv6, which is taken on the host's word. Behind a proxy, the host
 *   decides which header it trusts
 * @property userAgent the `User-Agent` header: at most 512 bytes
 * @property locale the user's language, as in `en-US`: at most 35 characters
 * @property country the country of the address (ISO 3166-1, two letters), where the host knows it better than the
 *   engine's own [CountryLookup]
 * @property gpsCountry the country by the device's own positioning (ISO 3166-1, two letters)
 * @property compliantNetwork whether the request came through the organization's compliant network
 * @property clientAppType what kind of client asks
 * @property platform what the device runs
 * @property device what is known of the device
 * @property userRisk how likely the account is somebody else's
 * @property signInRisk how likely the sign-in is somebody else's
 * @property insiderRisk how likely the person means harm
 * @property authenticationFlow the flow by which the sign-in comes from another device
 * @property userType how the user belongs to the tenant: one of its own, when not given
 * @property homeTenantId the organization that an external user comes from: 1 to 256 bytes
 * @property satisfiedControls grant controls that the host knows to be satisfied, in Graph's words:
 *   `compliantDevice`, `domainJoinedDevice`, `approvedApplication`, `compliantApplication`, `riskRemediation`, or the
 *   id of a custom control; at most 100, of at most 256 bytes. What Doorstep sees for itself (`mfa`, strengths,
 *   `passwordChange`, terms of use) is not taken from here
 */
public data class SignInContext @JvmOverloads constructor(
    public val ip: String? = null,
    public val userAgent: String? = null,
    public val locale: String? = null,
    public val country: String? = null,
    public val gpsCountry: String? = null,
    public val compliantNetwork: Boolean? = null,
    public val clientAppType: ClientAppType? = null,
    public val platform: DevicePlatform? = null,
    public val device: Device? = null,
    public val userRisk: RiskLevel? = null,
    public val signInRisk: RiskLevel? = null,
    public val insiderRisk: InsiderRiskLevel? = null,
    public val authenticationFlow: AuthenticationFlow? = null,
    public val userType: UserType? = null,
    public val homeTenantId: String? = null,
    public val satisfiedControls: List<String> = emptyList(),
) {
    internal fun toNative() =
        NativeSignInContext(
            ip = ip.wellFormed("context.ip"),
            userAgent = userAgent.wellFormed("context.user_agent"),
            locale = locale.wellFormed("context.locale"),
            country = country.wellFormed("context.country"),
            gpsCountry = gpsCountry.wellFormed("context.gps_country"),
            compliantNetwork = compliantNetwork,
            clientAppType = clientAppType?.word,
            platform = platform?.word,
            device = device?.toNative(),
            userRisk = userRisk?.word,
            signInRisk = signInRisk?.word,
            insiderRisk = insiderRisk?.word,
            authenticationFlow = authenticationFlow?.word,
            userType = userType?.word,
            homeTenantId = homeTenantId.wellFormed("context.home_tenant_id"),
            satisfiedControls = satisfiedControls.wellFormed("context.satisfied_controls"),
        )

    /** Builds a [SignInContext] in Java. What is not set is unknown. */
    public class Builder {
        private var context = SignInContext()

        /** See [SignInContext.ip]. */
        public fun ip(value: String): Builder = apply { context = context.copy(ip = value) }

        /** See [SignInContext.userAgent]. */
        public fun userAgent(value: String): Builder = apply { context = context.copy(userAgent = value) }

        /** See [SignInContext.locale]. */
        public fun locale(value: String): Builder = apply { context = context.copy(locale = value) }

        /** See [SignInContext.country]. */
        public fun country(value: String): Builder = apply { context = context.copy(country = value) }

        /** See [SignInContext.gpsCountry]. */
        public fun gpsCountry(value: String): Builder = apply { context = context.copy(gpsCountry = value) }

        /** See [SignInContext.compliantNetwork]. */
        public fun compliantNetwork(value: Boolean): Builder =
            apply { context = context.copy(compliantNetwork = value) }

        /** See [SignInContext.clientAppType]. */
        public fun clientAppType(value: ClientAppType): Builder =
            apply { context = context.copy(clientAppType = value) }

        /** See [SignInContext.platform]. */
        public fun platform(value: DevicePlatform): Builder = apply { context = context.copy(platform = value) }

        /** See [SignInContext.device]. */
        public fun device(value: Device): Builder = apply { context = context.copy(device = value) }

        /** See [SignInContext.userRisk]. */
        public fun userRisk(value: RiskLevel): Builder = apply { context = context.copy(userRisk = value) }

        /** See [SignInContext.signInRisk]. */
        public fun signInRisk(value: RiskLevel): Builder = apply { context = context.copy(signInRisk = value) }

        /** See [SignInContext.insiderRisk]. */
        public fun insiderRisk(value: InsiderRiskLevel): Builder = apply { context = context.copy(insiderRisk = value) }

        /** See [SignInContext.authenticationFlow]. */
        public fun authenticationFlow(value: AuthenticationFlow): Builder =
            apply { context = context.copy(authenticationFlow = value) }

        /** See [SignInContext.userType]. */
        public fun userType(value: UserType): Builder = apply { context = context.copy(userType = value) }

        /** See [SignInContext.homeTenantId]. */
        public fun homeTenantId(value: String): Builder = apply { context = context.copy(homeTenantId = value) }

        /** See [SignInContext.satisfiedControls]. */
        public fun satisfiedControls(vararg values: String): Builder =
            apply { context = context.copy(satisfiedControls = values.toList()) }

        /** The context. */
        public fun build(): SignInContext = context
    }

    public companion object {
        /** Nothing known yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

internal fun NativeSignInContext.toPublic() =
    SignInContext(
        ip = ip,
        userAgent = userAgent,
        locale = locale,
        country = country,
        gpsCountry = gpsCountry,
        compliantNetwork = compliantNetwork,
        clientAppType = clientAppType?.among(ClientAppType.entries, ClientAppType::word),
        platform = platform?.among(DevicePlatform.entries, DevicePlatform::word),
        device = device?.toPublic(),
        userRisk = userRisk?.among(RiskLevel.entries, RiskLevel::word),
        signInRisk = signInRisk?.among(RiskLevel.entries, RiskLevel::word),
        insiderRisk = insiderRisk?.among(InsiderRiskLevel.entries, InsiderRiskLevel::word),
        authenticationFlow = authenticationFlow?.among(AuthenticationFlow.entries, AuthenticationFlow::word),
        userType = userType?.among(UserType.entries, UserType::word),
        homeTenantId = homeTenantId,
        satisfiedControls = satisfiedControls,
    )
