@file:JvmName("PolicyTemplates")

package dev.doorstep

import dev.doorstep.internal.translated
import dev.doorstep.internal.PolicyTemplate as NativePolicyTemplate
import dev.doorstep.internal.PolicyTemplateInputs as NativePolicyTemplateInputs
import dev.doorstep.internal.policyTemplate as nativePolicyTemplate
import dev.doorstep.internal.policyTemplates as nativePolicyTemplates

/**
 * A policy that most tenants want, as Microsoft Entra offers it.
 *
 * @property id its stable id
 * @property name what the policy made of it is called
 * @property description what it is for
 * @property category `foundation`, `zeroTrust`, `remoteWork`, `protectAdministrators` or `emergingThreats`
 */
public data class PolicyTemplate(
    public val id: String,
    public val name: String,
    public val description: String,
    public val category: String,
)

/**
 * What a template cannot know.
 *
 * @property breakGlassUserIds emergency access accounts, which the policy is to leave alone
 * @property breakGlassGroupIds groups of emergency access accounts
 * @property appIds the apps it is about; every app, when there is none. Templates for certain apps or actions do not look
 * @property allowedLocationIds named locations of the countries to allow, for the template that blocks the others
 * @property trustedLocationIds where somebody may register methods without a second factor; the trusted locations, when
 *   there is none
 * @property authenticationContext the authentication context to protect: `c1`, when not given
 */
public data class PolicyTemplateInputs @JvmOverloads constructor(
    public val breakGlassUserIds: List<String> = emptyList(),
    public val breakGlassGroupIds: List<String> = emptyList(),
    public val appIds: List<String> = emptyList(),
    public val allowedLocationIds: List<String> = emptyList(),
    public val trustedLocationIds: List<String> = emptyList(),
    public val authenticationContext: String? = null,
) {
    internal fun toNative() =
        NativePolicyTemplateInputs(
            breakGlassUserIds,
            breakGlassGroupIds,
            appIds,
            allowedLocationIds,
            trustedLocationIds,
            authenticationContext,
        )

    /** Builds a [PolicyTemplateInputs] in Java. */
    public class Builder {
        private var inputs = PolicyTemplateInputs()

        /** See [PolicyTemplateInputs.breakGlassUserIds]. */
        public fun breakGlassUserIds(vararg ids: String): Builder =
            apply { inputs = inputs.copy(breakGlassUserIds = ids.toList()) }

        /** See [PolicyTemplateInputs.breakGlassGroupIds]. */
        public fun breakGlassGroupIds(vararg ids: String): Builder =
            apply { inputs = inputs.copy(breakGlassGroupIds = ids.toList()) }

        /** See [PolicyTemplateInputs.appIds]. */
        public fun appIds(vararg ids: String): Builder = apply { inputs = inputs.copy(appIds = ids.toList()) }

        /** See [PolicyTemplateInputs.allowedLocationIds]. */
        public fun allowedLocationIds(vararg ids: String): Builder =
            apply { inputs = inputs.copy(allowedLocationIds = ids.toList()) }

        /** See [PolicyTemplateInputs.trustedLocationIds]. */
        public fun trustedLocationIds(vararg ids: String): Builder =
            apply { inputs = inputs.copy(trustedLocationIds = ids.toList()) }

        /** See [PolicyTemplateInputs.authenticationContext]. */
        public fun authenticationContext(value: String?): Builder =
            apply { inputs = inputs.copy(authenticationContext = value) }

        /** The inputs. */
        public fun build(): PolicyTemplateInputs = inputs
    }

    public companion object {
        /** Nothing said yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

/** Every template. In Java: `PolicyTemplates.list()`. */
@JvmName("list")
public fun policyTemplates(): List<PolicyTemplate> = translated { nativePolicyTemplates().map { it.toPublic() } }

/**
 * The policy of a template, in Graph's JSON for [Policies.create]: report-only until somebody enables it. In Java:
 * `PolicyTemplates.make(id, inputs)`.
 *
 * @throws DoorstepException.NotFound when there is no such template
 * @throws DoorstepException.InvalidArgument for what the template cannot do without
 */
@JvmName("make")
@JvmOverloads
public fun policyTemplate(id: String, inputs: PolicyTemplateInputs = PolicyTemplateInputs()): String =
    translated { nativePolicyTemplate(id, inputs.toNative()) }

private fun NativePolicyTemplate.toPublic() = PolicyTemplate(id, name, description, category)
