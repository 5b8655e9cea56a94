package dev.doorstep

import dev.doorstep.internal.JsonObject
import java.time.Duration

/**
 * Microsoft Graph's `conditionalAccessPolicy` JSON for a policy that [build] describes.
 *
 * ```
 * policy("CA01 - All apps: Require MFA") {
 *     includeAllUsers()
 *     includeAllApps()
 *     requireMfa()
 * }
 * ```
 */
@JvmSynthetic
public fun policy(displayName: String, build: PolicyBuilder.() -> Unit): String =
    PolicyBuilder(displayName).apply(build).toJson()

/**
 * Writes a policy: for whom, where and when, and what it asks. What it has no function for (workload identities, the
 * tenants of external users, rarer session controls) is written as JSON. In Java, calls are chained:
 * `new PolicyBuilder("CA01").includeAllUsers()…toJson()`.
 *
 * Conditions of different kinds must all hold; of one kind, any will do, and what is excluded beats what is included.
 * What the policy lacks is said when it is created, not here. It is enabled unless [state] says otherwise.
 *
 * @property displayName its name
 */
public class PolicyBuilder(private val displayName: String) {
    private var state = PolicyState.ENABLED
    private var operator = "OR"
    private val users = JsonObject()
    private val apps = JsonObject()
    private val conditions = JsonObject().apply { set("users", users).set("applications", apps) }
    private val controls = mutableListOf<String>()
    private val grant = JsonObject()
    private val session = JsonObject()

    /** Whether it is enforced. */
    public fun state(value: PolicyState): PolicyBuilder = apply { state = value }

    /** For every user. */
    public fun includeAllUsers(): PolicyBuilder = includeUsers("All")

    /** For these users, by id. */
    public fun includeUsers(vararg ids: String): PolicyBuilder = apply { users.add("includeUsers", ids) }

    /** Not for these users, by id. */
    public fun excludeUsers(vararg ids: String): PolicyBuilder = apply { users.add("excludeUsers", ids) }

    /** For the members of these groups, by id. */
    public fun includeGroups(vararg ids: String): PolicyBuilder = apply { users.add("includeGroups", ids) }

    /** Not for the members of these groups, by id: where break-glass accounts belong. */
    public fun excludeGroups(vararg ids: String): PolicyBuilder = apply { users.add("excludeGroups", ids) }

    /** For those who hold these directory roles, by role template id. */
    public fun includeRoles(vararg ids: String): PolicyBuilder = apply { users.add("includeRoles", ids) }

    /** Not for those who hold these directory roles, by role template id. */
    public fun excludeRoles(vararg ids: String): PolicyBuilder = apply { users.add("excludeRoles", ids) }

    /** For guests and external users of these types, from whatever tenant. */
    public fun includeGuests(vararg types: UserType): PolicyBuilder =
        apply { users.of("includeGuestsOrExternalUsers").flags("guestOrExternalUserTypes", types.map { it.word }) }

    /** Not for guests and external users of these types. */
    public fun excludeGuests(vararg types: UserType): PolicyBuilder =
        apply { users.of("excludeGuestsOrExternalUsers").flags("guestOrExternalUserTypes", types.map { it.word }) }

    /** For every app. */
    public fun includeAllApps(): PolicyBuilder = includeApps("All")

    /** For these apps, by client id, and groups of apps, by name: `Office365`. */
    public fun includeApps(vararg clientIds: String): PolicyBuilder =
        apply { apps.add("includeApplications", clientIds) }

    /** Not for these apps, by client id or by the name of their group. */
    public fun excludeApps(vararg clientIds: String): PolicyBuilder =
        apply { apps.add("excludeApplications", clientIds) }

    /** For the apps whose custom security attributes fit a rule; see [AppChanges.customSecurityAttributes]. */
    public fun includeAppsByRule(rule: String): PolicyBuilder = apply { apps.filter("applicationFilter", "include", rule) }

    /** Not for the apps whose custom security attributes fit a rule. */
    public fun excludeAppsByRule(rule: String): PolicyBuilder = apply { apps.filter("applicationFilter", "exclude", rule) }

    /** For these actions, instead of apps. */
    public fun includeUserActions(vararg actions: UserAction): PolicyBuilder =
        apply { apps.add("includeUserActions", words(actions, UserAction::word)) }

    /** For these authentication contexts, by id (`c1`), instead of apps; see [App.stepUp]. */
    public fun includeAuthenticationContexts(vararg ids: String): PolicyBuilder =
        apply { apps.add("includeAuthenticationContextClassReferences", ids) }

    /** From these kinds of clients only. */
    public fun clientAppTypes(vararg types: ClientAppType): PolicyBuilder =
        apply { conditions.add("clientAppTypes", words(types, ClientAppType::word)) }

    /** From every platform, an unknown one too: for what [excludePlatforms] narrows. */
    public fun includeAllPlatforms(): PolicyBuilder =
        apply { conditions.of("platforms").add("includePlatforms", arrayOf("all")) }

    /** From these platforms. */
    public fun includePlatforms(vararg platforms: DevicePlatform): PolicyBuilder =
        apply { conditions.of("platforms").add("includePlatforms", words(platforms, DevicePlatform::word)) }

    /** Not from these platforms. */
    public fun excludePlatforms(vararg platforms: DevicePlatform): PolicyBuilder =
        apply { conditions.of("platforms").add("excludePlatforms", words(platforms, DevicePlatform::word)) }

    /** From every location, an unknown one too: for what [excludeLocations] narrows. */
    public fun includeAllLocations(): PolicyBuilder = includeLocations("All")

    /** From these named locations, by id. */
    public fun includeLocations(vararg ids: String): PolicyBuilder =
        apply { conditions.of("locations").add("includeLocations", ids) }

    /** Not from these named locations, by id. */
    public fun excludeLocations(vararg ids: String): PolicyBuilder =
        apply { conditions.of("locations").add("excludeLocations", ids) }

    /** Not from trusted locations and [TenantSettings.mfaTrustedIps]. */
    public fun excludeTrustedLocations(): PolicyBuilder = excludeLocations("AllTrusted")

    /** From the devices that fit a rule, as in `device.trustType -eq "ServerAD"`. */
    public fun includeDevicesByRule(rule: String): PolicyBuilder =
        apply { conditions.of("devices").filter("deviceFilter", "include", rule) }

    /** Not from the devices that fit a rule, as in `device.isCompliant -eq True`. */
    public fun excludeDevicesByRule(rule: String): PolicyBuilder =
        apply { conditions.of("devices").filter("deviceFilter", "exclude", rule) }

    /** When the user's risk is one of these. */
    public fun userRiskLevels(vararg levels: RiskLevel): PolicyBuilder =
        apply { conditions.add("userRiskLevels", words(levels, RiskLevel::word)) }

    /** When the risk of the sign-in is one of these. */
    public fun signInRiskLevels(vararg levels: RiskLevel): PolicyBuilder =
        apply { conditions.add("signInRiskLevels", words(levels, RiskLevel::word)) }

    /** When the user's insider risk is one of these. */
    public fun insiderRiskLevels(vararg levels: InsiderRiskLevel): PolicyBuilder =
        apply { conditions.flags("insiderRiskLevels", levels.map { it.word }) }

    /** When the sign-in comes from another device by one of these flows. */
    public fun authenticationFlows(vararg flows: AuthenticationFlow): PolicyBuilder =
        apply { conditions.of("authenticationFlows").flags("transferMethods", flows.map { it.word }) }

    /** Requires a second factor. */
    public fun requireMfa(): PolicyBuilder = requireControls("mfa")

    /** Requires methods in a combination that an authentication strength allows, by its id. */
    public fun requireStrength(id: String): PolicyBuilder =
        apply { grant.set("authenticationStrength", JsonObject().set("id", id)) }

    /** Requires that these terms of use were accepted, by id. */
    public fun requireTermsOfUse(vararg ids: String): PolicyBuilder = apply { grant.add("termsOfUse", ids) }

    /** Requires other built-in controls, in Graph's words: `compliantDevice`, `passwordChange`, …. */
    public fun requireControls(vararg words: String): PolicyBuilder = apply { controls += words }

    /** Requires every control that is named. Otherwise any of them will do. */
    public fun requireAll(): PolicyBuilder = apply { operator = "AND" }

    /** Blocks, before any prompt. */
    public fun block(): PolicyBuilder = requireControls("block")

    /**
     * Asks again for every factor so often. [SignInFrequency.TimeBased] is written in days where it is whole days, and
     * in whole hours otherwise; what is less than an hour is dropped.
     */
    public fun signInFrequency(frequency: SignInFrequency): PolicyBuilder =
        apply { session.set("signInFrequency", JsonObject().set("isEnabled", true).frequency(frequency)) }

    /** Says whether a browser keeps the session. */
    public fun persistentBrowser(mode: PersistentBrowser): PolicyBuilder =
        apply { session.set("persistentBrowser", JsonObject().set("isEnabled", true).set("mode", mode.word)) }

    /** Microsoft Graph's JSON. */
    public fun toJson(): String {
        val whole = JsonObject().set("displayName", displayName).set("state", state.word).set("conditions", conditions)
        if (controls.isNotEmpty() || !grant.isEmpty() || session.isEmpty()) {
            whole.set("grantControls", JsonObject().set("operator", operator).set("builtInControls", controls).join(grant))
        }
        if (!session.isEmpty()) whole.set("sessionControls", session)
        return whole.toString()
    }
}

private fun <E> words(all: Array<out E>, word: (E) -> String): Array<String> = Array(all.size) { word(all[it]) }

private fun JsonObject.filter(name: String, mode: String, rule: String) =
    set(name, JsonObject().set("mode", mode).set("rule", rule))

private fun JsonObject.frequency(frequency: SignInFrequency) =
    when (frequency) {
        SignInFrequency.EveryTime -> set("frequencyInterval", "everyTime")
        is SignInFrequency.TimeBased -> {
            val whole = frequency.every == Duration.ofDays(frequency.every.toDays())
            set("frequencyInterval", "timeBased")
                .set("type", if (whole) "days" else "hours")
                .set("value", if (whole) frequency.every.toDays() else frequency.every.toHours())
        }
    }
