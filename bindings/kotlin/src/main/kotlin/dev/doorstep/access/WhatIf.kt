package dev.doorstep

import dev.doorstep.internal.wellFormed
import dev.doorstep.internal.WhatIf as NativeWhatIf

/**
 * A sign-in to ask about: everything that Microsoft Graph's `evaluate` takes, and what was shown already. What is not
 * given is unknown. It is somebody's: [userId] or [servicePrincipalId].
 *
 * @property userId who signs in. Groups and roles are looked up
 * @property clientId the app that is signed in to
 * @property context the request
 * @property servicePrincipalId the workload identity that signs in, instead of a user
 * @property servicePrincipalRisk how likely it is in somebody else's hands
 * @property userAction what is done, when it is not signing in to an app
 * @property authContext the authentication context that is asked for: `c1` to `c99`
 * @property satisfied grant controls that are satisfied already, in Graph's words (`mfa`, `compliantDevice`, …)
 * @property completedCombinations methods that were used together, in Graph's words, as in `password,email`
 */
public data class WhatIf(
    public val userId: String? = null,
    public val clientId: String? = null,
    public val context: SignInContext = SignInContext(),
    public val servicePrincipalId: String? = null,
    public val servicePrincipalRisk: RiskLevel? = null,
    public val userAction: UserAction? = null,
    public val authContext: String? = null,
    public val satisfied: List<String> = emptyList(),
    public val completedCombinations: List<String> = emptyList(),
) {
    internal fun toNative() =
        NativeWhatIf(
            userId = userId.wellFormed("user_id"),
            clientId = clientId.wellFormed("client_id"),
            context = context.toNative(),
            servicePrincipalId = servicePrincipalId.wellFormed("service_principal_id"),
            servicePrincipalRisk = servicePrincipalRisk?.word,
            userAction = userAction?.word,
            authContext = authContext.wellFormed("auth_context"),
            satisfied = satisfied.wellFormed("satisfied"),
            completedCombinations = completedCombinations.wellFormed("completed_combinations"),
        )

    /** Builds a [WhatIf] in Java. What is not set is unknown. */
    public class Builder {
        private var signIn = WhatIf()

        /** See [WhatIf.userId]. */
        public fun userId(value: String): Builder = apply { signIn = signIn.copy(userId = value) }

        /** See [WhatIf.clientId]. */
        public fun clientId(value: String): Builder = apply { signIn = signIn.copy(clientId = value) }

        /** See [WhatIf.context]. */
        public fun context(value: SignInContext): Builder = apply { signIn = signIn.copy(context = value) }

        /** See [WhatIf.servicePrincipalId]. */
        public fun servicePrincipalId(value: String): Builder =
            apply { signIn = signIn.copy(servicePrincipalId = value) }

        /** See [WhatIf.servicePrincipalRisk]. */
        public fun servicePrincipalRisk(value: RiskLevel): Builder =
            apply { signIn = signIn.copy(servicePrincipalRisk = value) }

        /** See [WhatIf.userAction]. */
        public fun userAction(value: UserAction): Builder = apply { signIn = signIn.copy(userAction = value) }

        /** See [WhatIf.authContext]. */
        public fun authContext(value: String): Builder = apply { signIn = signIn.copy(authContext = value) }

        /** See [WhatIf.satisfied]. */
        public fun satisfied(vararg values: String): Builder =
            apply { signIn = signIn.copy(satisfied = values.toList()) }

        /** See [WhatIf.completedCombinations]. */
        public fun completedCombinations(vararg values: String): Builder =
            apply { signIn = signIn.copy(completedCombinations = values.toList()) }

        /** The sign-in. */
        public fun build(): WhatIf = signIn
    }

    public companion object {
        /** Nothing known yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}
