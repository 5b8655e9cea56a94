package dev.doorstep

import kotlin.enums.EnumEntries

// The words that Microsoft Graph has for what a sign-in is like.

/** What kind of client asks, as far as the host can tell. */
public enum class ClientAppType(
    /** Graph's word. */
    public val word: String,
) {
    /** A web browser. */
    BROWSER("browser"),

    /** An app that signs in by modern protocols. */
    MOBILE_APPS_AND_DESKTOP_CLIENTS("mobileAppsAndDesktopClients"),

    /** A legacy mail client over Exchange ActiveSync. */
    EXCHANGE_ACTIVE_SYNC("exchangeActiveSync"),

    /** The same, on a platform that policies can be enforced on. */
    EAS_SUPPORTED("easSupported"),

    /** Any other legacy client. */
    OTHER("other"),
}

/** What a device runs, as far as the host can tell. A user agent claims it without proof. */
public enum class DevicePlatform(
    /** Graph's word. */
    public val word: String,
) {
    /** Android. */
    ANDROID("android"),

    /** iOS and iPadOS. */
    IOS("iOS"),

    /** Windows. */
    WINDOWS("windows"),

    /** Windows Phone, which nobody makes any more. */
    WINDOWS_PHONE("windowsPhone"),

    /** macOS. */
    MAC_OS("macOS"),

    /** Linux. */
    LINUX("linux"),
}

/** How likely it is that an account or a sign-in is somebody else's, by the host's own detection. */
public enum class RiskLevel(
    /** Graph's word. */
    public val word: String,
) {
    /** Somewhat. */
    LOW("low"),

    /** Rather. */
    MEDIUM("medium"),

    /** Very. */
    HIGH("high"),

    /** There is a level that may not be shown. */
    HIDDEN("hidden"),

    /** Not at all. */
    NONE("none"),
}

/** How likely it is that a person inside the organization means harm, by the host's own detection. */
public enum class InsiderRiskLevel(
    /** Graph's word. */
    public val word: String,
) {
    /** Somewhat. */
    MINOR("minor"),

    /** Rather. */
    MODERATE("moderate"),

    /** Very. */
    ELEVATED("elevated"),
}

/** A flow that moves a sign-in from one device to another. */
public enum class AuthenticationFlow(
    /** Graph's word. */
    public val word: String,
) {
    /** A code shown on one device is entered on another (RFC 8628). */
    DEVICE_CODE_FLOW("deviceCodeFlow"),

    /** A signed-in device passes its sign-in on. */
    AUTHENTICATION_TRANSFER("authenticationTransfer"),
}

/** How a user belongs to the tenant. */
public enum class UserType(
    /** Graph's word. */
    public val word: String,
) {
    /** One of its own. */
    MEMBER("member"),

    /** A guest with an account of this tenant. */
    INTERNAL_GUEST("internalGuest"),

    /** A guest from another organization. */
    B2B_COLLABORATION_GUEST("b2bCollaborationGuest"),

    /** A member from another organization. */
    B2B_COLLABORATION_MEMBER("b2bCollaborationMember"),

    /** Somebody of another organization, in a shared channel. */
    B2B_DIRECT_CONNECT_USER("b2bDirectConnectUser"),

    /** Another external user. */
    OTHER_EXTERNAL_USER("otherExternalUser"),

    /** Somebody who administers the tenant for it. */
    SERVICE_PROVIDER("serviceProvider"),
}

/** Something that is not an app and that policies can be about all the same. */
public enum class UserAction(
    /** Graph's word. */
    public val word: String,
) {
    /** Registering a method to sign in with. */
    REGISTER_SECURITY_INFORMATION("urn:user:registersecurityinfo"),

    /** Registering or joining a device. */
    REGISTER_OR_JOIN_DEVICES("urn:user:registerdevice"),

    /** Recovering an account. */
    RECOVER_ACCOUNT("urn:user:accountrecovery"),
}

/** The constant for a word of the library, which knows the same ones. */
internal fun <E : Enum<E>> String.among(all: EnumEntries<E>, word: (E) -> String): E = all.first { word(it) == this }
