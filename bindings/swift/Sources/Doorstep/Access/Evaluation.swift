internal import DoorstepNative

/// Judges sign-ins by policies, without an engine. Pure: the same text in gives the same text out, in every language and
/// on every machine.
///
/// - Parameter caseDocument: `{"policies", "namedLocations", "authStrengths", "options": {"mfaTrustedIps"}, "signIns"}`,
///   all of them lists of Microsoft Graph's documents or of sign-ins, each of which may be left out.
/// - Returns: The JSON list of verdicts, one for each sign-in, or `{"error": {"field", "reason"}}` for a case that cannot
///   be read.
/// - Throws: ``DoorstepError/internal(reason:)`` on a bug in the library alone.
public func evaluate(_ caseDocument: String) throws -> String {
    try translated { try DoorstepNative.evaluate(question: caseDocument) }
}
