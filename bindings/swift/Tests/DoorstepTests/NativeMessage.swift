import DoorstepNative

/// A message as the library hands it over.
func message() throws -> Message {
    let text = RedactedText("x")
    return Message(
        to: text, sender: "", senderName: "", subject: text, text: text, html: text, purpose: .signIn, locale: "en",
        code: text, tenantId: "", messageId: "")
}
