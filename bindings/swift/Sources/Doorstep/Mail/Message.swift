internal import DoorstepNative

/// What the mailer is handed: the only place where a code can be read. Printed, it shows neither address nor content.
public struct Message: Sendable, Hashable {
    /// The one recipient's address.
    public let to: String
    /// The sender's address.
    public let sender: String
    /// The sender's display name.
    public let senderName: String
    /// One line; never the code, because locked screens show subjects.
    public let subject: String
    /// The plain text part.
    public let text: String
    /// The HTML part: a whole document without links, images or scripts.
    public let html: String
    /// Why it is sent.
    public let purpose: MailPurpose
    /// The language it is written in (BCP 47).
    public let locale: String
    /// The code, for hosts that deliver with a template of their own.
    public let code: String?
    /// The tenant on whose behalf it is sent.
    public let tenantID: String
    /// The same for every attempt to deliver this message, so that a host can drop a repetition.
    public let messageID: String
}

extension Message: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var open: KeyValuePairs<String, Any?> {
        ["purpose": purpose, "locale": locale, "tenantID": tenantID, "messageID": messageID]
    }

    public var description: String { shown(self, open) }
    public var debugDescription: String { description }
    public var customMirror: Mirror { mirrored(self, open) }
}

/// Why a message is sent. Raw values are the stable words, the same in every language.
public enum MailPurpose: String, Sendable, CaseIterable {
    /// A code that is the first factor.
    case signIn = "sign_in"
    /// A code after a password, or after a first factor that the host checked.
    case secondFactor = "second_factor"
    /// A code that proves a new account's address.
    case signUp = "sign_up"
    /// A code that proves the address of a method being added to an account.
    case registration
    /// No code: somebody tried to sign up with the address of an account.
    case accountExists = "account_exists"
}

extension Message {
    init(_ native: DoorstepNative.Message) {
        to = native.to.text
        sender = native.sender
        senderName = native.senderName
        subject = native.subject.text
        text = native.text.text
        html = native.html.text
        purpose =
            switch native.purpose {
            case .signIn: .signIn
            case .secondFactor: .secondFactor
            case .signUp: .signUp
            case .registration: .registration
            case .accountExists: .accountExists
            }
        locale = native.locale
        code = native.code?.text
        tenantID = native.tenantId
        messageID = native.messageId
    }
}
