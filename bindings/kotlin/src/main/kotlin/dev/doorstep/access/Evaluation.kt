@file:JvmName("Doorstep")

package dev.doorstep

import dev.doorstep.internal.translated
import dev.doorstep.internal.evaluate as nativeEvaluate

/**
 * Judges sign-ins by policies, without an engine: `Doorstep.evaluate` in Java. Pure: the same text in gives the same
 * text out, in every language and on every machine.
 *
 * [case] is `{"policies", "namedLocations", "authStrengths", "options": {"mfaTrustedIps"}, "signIns"}`, all of them
 * lists of Microsoft Graph's documents or of sign-ins, each of which may be left out. The answer is the JSON list of
 * verdicts, one for each sign-in, or `{"error": {"field", "reason"}}` for a case that cannot be read.
 */
public fun evaluate(case: String): String = translated { nativeEvaluate(case) }
