package dev.doorstep

import dev.doorstep.internal.Explanation as NativeExplanation

/**
 * Why a sign-in went as it did, in words that are the same in every language.
 *
 * @property signInId the entry of the log
 * @property text all of it, one sentence a line: what happened, and then every policy
 * @property policies the policies, those that applied first
 */
public data class Explanation(
    public val signInId: String,
    public val text: String,
    public val policies: List<PolicyExplanation>,
)

/**
 * What one policy had to do with it.
 *
 * @property policyId the policy
 * @property displayName its name at the time
 * @property applies whether all of its conditions held
 * @property result what it made of the sign-in
 * @property text one sentence, as in: Asked for multi-factor authentication because policy "X" covers all users of Shop.
 */
public data class PolicyExplanation(
    public val policyId: String,
    public val displayName: String,
    public val applies: Boolean,
    public val result: PolicyOutcome,
    public val text: String,
)

internal fun NativeExplanation.toPublic() =
    Explanation(
        signInId,
        text,
        policies.map { PolicyExplanation(it.policyId, it.displayName, it.applies, it.result.toPublic(), it.text) },
    )
