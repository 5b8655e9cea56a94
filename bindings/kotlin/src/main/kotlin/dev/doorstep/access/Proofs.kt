package dev.doorstep

import dev.doorstep.internal.Counterexample as NativeCounterexample
import dev.doorstep.internal.Gap as NativeGap
import dev.doorstep.internal.Proof as NativeProof

/**
 * Whether a claim holds.
 *
 * @property holds whether it holds for every sign-in that it is about
 * @property classesExamined how many classes of sign-ins were told apart; none: the claim is about no sign-in at all, and
 *   holds of those
 * @property counterexample a sign-in for which it does not hold
 */
public data class Proof(
    public val holds: Boolean,
    public val classesExamined: Long,
    public val counterexample: Counterexample?,
)

/**
 * A sign-in that shows a claim wrong.
 *
 * @property signIn the sign-in, as JSON in the fields that [evaluate] takes. `(any other user)` stands for anybody whose id
 *   no policy names, and likewise for apps and organizations
 * @property decision what the policies say of it
 */
public data class Counterexample(
    public val signIn: String,
    public val decision: Decision,
)

/**
 * Sign-ins that no enforced policy blocks or asks anything of.
 *
 * @property who whose, as in `anybody not in group 8f0e…`
 * @property apps to which apps, as in `any app but app 4d2c…`
 * @property conditions under which circumstances, all at once; whatever they are where there is none
 * @property signIn one of them, as in [Counterexample.signIn]
 */
public data class Gap(
    public val who: String,
    public val apps: String,
    public val conditions: List<String>,
    public val signIn: String,
)

internal fun NativeProof.toPublic() = Proof(holds, classesExamined.toLong(), counterexample?.toPublic())

private fun NativeCounterexample.toPublic() = Counterexample(signIn, decision.toPublic())

internal fun NativeGap.toPublic() = Gap(who, apps, conditions, signIn)
