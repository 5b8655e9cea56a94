package dev.doorstep

import java.time.Duration
import dev.doorstep.internal.PersistentBrowser as NativePersistentBrowser
import dev.doorstep.internal.SessionControls as NativeSessionControls
import dev.doorstep.internal.SignInFrequency as NativeSignInFrequency

/** How often something has to be shown again. */
public sealed interface SignInFrequency {
    /** Whenever the session is looked at again, but for five minutes after it was shown. */
    public data object EveryTime : SignInFrequency

    /**
     * Once in a time.
     *
     * @property every that time, in whole hours
     */
    public data class TimeBased(public val every: Duration) : SignInFrequency
}

/** Whether a browser session outlives the browser. */
public enum class PersistentBrowser(
    /** Graph's word. */
    public val word: String,
) {
    /** It ends with the browser. */
    NEVER("never"),

    /** It is kept. */
    ALWAYS("always"),
}

/**
 * The session controls of all policies that apply, of which the strictest wins. Doorstep itself enforces the sign-in
 * frequency, at a refresh or step-up; the rest is for the host.
 *
 * @property signInFrequency how often every factor has to be shown again
 * @property secondarySignInFrequency how often the second factor has to be shown again, where that is oftener
 * @property persistentBrowser whether a browser keeps the session
 * @property applicationEnforcedRestrictions whether the app is to enforce its own restrictions
 * @property cloudAppSecurity how an app-control service is to watch the session, in Graph's words; all are listed
 * @property continuousAccessEvaluation how continuous access evaluation is to work, in Graph's words; all are listed
 * @property disableResilienceDefaults whether a session may not go on when the service that evaluates policies is out
 *   of reach
 * @property secureSignInSession whether tokens are to be bound to the device
 * @property other session controls that this library does not know, as their policies have them: JSON text by name,
 *   several of a name in a list
 */
public data class SessionControls(
    public val signInFrequency: SignInFrequency?,
    public val secondarySignInFrequency: SignInFrequency?,
    public val persistentBrowser: PersistentBrowser?,
    public val applicationEnforcedRestrictions: Boolean,
    public val cloudAppSecurity: List<String>,
    public val continuousAccessEvaluation: List<String>,
    public val disableResilienceDefaults: Boolean,
    public val secureSignInSession: Boolean,
    public val other: Map<String, String>,
)

internal fun NativeSessionControls.toPublic() =
    SessionControls(
        signInFrequency = signInFrequency?.toPublic(),
        secondarySignInFrequency = secondarySignInFrequency?.toPublic(),
        persistentBrowser = when (persistentBrowser) {
            NativePersistentBrowser.NEVER -> PersistentBrowser.NEVER
            NativePersistentBrowser.ALWAYS -> PersistentBrowser.ALWAYS
            null -> null
        },
        applicationEnforcedRestrictions = applicationEnforcedRestrictions,
        cloudAppSecurity = cloudAppSecurity,
        continuousAccessEvaluation = continuousAccessEvaluation,
        disableResilienceDefaults = disableResilienceDefaults,
        secureSignInSession = secureSignInSession,
        other = other,
    )

private fun NativeSignInFrequency.toPublic(): SignInFrequency =
    when (this) {
        NativeSignInFrequency.EveryTime -> SignInFrequency.EveryTime
        is NativeSignInFrequency.TimeBased -> SignInFrequency.TimeBased(Duration.ofHours(hours.toLong()))
    }
