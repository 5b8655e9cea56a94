package dev.doorstep

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
 * Writes a policy of what can be evaluated: users, groups, roles and apps, with MFA or a block. Anything else is
 * written as JSON. In Java, calls are chained: `new PolicyBuilder("CA01").includeAllUsers()…toJson()`.
 *
 * What the policy lacks is said when it is created, not here. It is enabled unless [state] says otherwise.
 *
 * @property displayName its name
 */
public class PolicyBuilder(private val displayName: String) {
    private var state = PolicyState.ENABLED
    private val users = linkedMapOf<String, MutableList<String>>()
    private val apps = linkedMapOf<String, MutableList<String>>()
    private val controls = mutableListOf<String>()

    /** Whether it is enforced. */
    public fun state(value: PolicyState): PolicyBuilder = apply { state = value }

    /** For every user. */
    public fun includeAllUsers(): PolicyBuilder = includeUsers("All")

    /** For these users, by id. */
    public fun includeUsers(vararg ids: String): PolicyBuilder = users("includeUsers", ids)

    /** Not for these users, by id. */
    public fun excludeUsers(vararg ids: String): PolicyBuilder = users("excludeUsers", ids)

    /** For the members of these groups, by id. */
    public fun includeGroups(vararg ids: String): PolicyBuilder = users("includeGroups", ids)

    /** Not for the members of these groups, by id: where break-glass accounts belong. */
    public fun excludeGroups(vararg ids: String): PolicyBuilder = users("excludeGroups", ids)

    /** For those who hold these directory roles, by role template id. */
    public fun includeRoles(vararg ids: String): PolicyBuilder = users("includeRoles", ids)

    /** Not for those who hold these directory roles, by role template id. */
    public fun excludeRoles(vararg ids: String): PolicyBuilder = users("excludeRoles", ids)

    /** For every app. */
    public fun includeAllApps(): PolicyBuilder = includeApps("All")

    /** For these apps, by client id. */
    public fun includeApps(vararg clientIds: String): PolicyBuilder = apps("includeApplications", clientIds)

    /** Not for these apps, by client id. */
    public fun excludeApps(vararg clientIds: String): PolicyBuilder = apps("excludeApplications", clientIds)

    /** Requires a second factor. */
    public fun requireMfa(): PolicyBuilder = apply { controls += "mfa" }

    /** Blocks, before any prompt. */
    public fun block(): PolicyBuilder = apply { controls += "block" }

    /** Microsoft Graph's JSON. */
    public fun toJson(): String =
        "{" +
            """"displayName":${quoted(displayName)},"state":${quoted(state.word)},""" +
            """"conditions":{"users":${lists(users)},"applications":${lists(apps)}},""" +
            """"grantControls":{"operator":"OR","builtInControls":${list(controls)}}""" +
            "}"

    private fun users(field: String, ids: Array<out String>) = apply { users.getOrPut(field, ::mutableListOf) += ids }

    private fun apps(field: String, ids: Array<out String>) = apply { apps.getOrPut(field, ::mutableListOf) += ids }
}

private fun lists(fields: Map<String, List<String>>) =
    fields.entries.joinToString(",", "{", "}") { (name, items) -> "${quoted(name)}:${list(items)}" }

private fun list(items: List<String>) = items.joinToString(",", "[", "]", transform = ::quoted)

/** A JSON string. */
private fun quoted(text: String): String =
    buildString {
        append('"')
        for (character in text) {
            when {
                character == '"' || character == '\\' -> append('\\').append(character)
                character < ' ' -> append("\\u").append(character.code.toString(16).padStart(4, '0'))
                else -> append(character)
            }
        }
        append('"')
    }
