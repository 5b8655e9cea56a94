import Foundation
internal import DoorstepNative

/// What a journey asks for next. Made for `switch`, which the compiler checks for completeness:
///
/// ```swift
/// switch try await app.signIn(email: email, password: password) {
/// case .codeRequired(let step): askForCode(step.token, step.maskedTarget, step.problem)
/// case .completed(let done): setCookie(done.token)
/// case .denied(let reason): show(reason)
/// case let other: draw(other)
/// }
/// ```
///
/// No step shows its token, wherever it is printed.
public enum Step: Sendable, Hashable {
    /// Ask for the password: `App.submitPassword`.
    case passwordRequired(PasswordRequired)
    /// Ask for the code that was sent: `App.submitCode`, `App.resendCode`.
    case codeRequired(CodeRequired)
    /// Ask which method to use: `App.requestChallenge`.
    case methodRequired(MethodRequired)
    /// Ask for something to send codes to: `App.registerMethod`.
    case registrationRequired(RegistrationRequired)
    /// Ask for attributes: `App.submitAttributes`.
    case attributesRequired(AttributesRequired)
    /// Ask for a new password: `App.submitPassword`.
    case newPasswordRequired(NewPasswordRequired)
    /// Show terms of use and ask whether they are accepted: `App.acceptTerms`.
    case termsRequired(TermsRequired)
    /// Done: the user is signed in.
    case completed(Completed)
    /// Over: the user is not signed in. The reason is safe to show.
    case denied(Denial)

    /// The continuation token that the next call needs, good for this step only; none when the journey is over. The
    /// session token is no answer to a step: it is in ``Completed`` alone.
    public var token: String? {
        switch self {
        case .passwordRequired(let step): step.token
        case .codeRequired(let step): step.token
        case .methodRequired(let step): step.token
        case .registrationRequired(let step): step.token
        case .attributesRequired(let step): step.token
        case .newPasswordRequired(let step): step.token
        case .termsRequired(let step): step.token
        case .completed, .denied: nil
        }
    }

    /// Why the last answer did not advance the journey, so that a page can simply be drawn again.
    public var problem: Problem? {
        switch self {
        case .passwordRequired(let step): step.problem
        case .codeRequired(let step): step.problem
        case .methodRequired(let step): step.problem
        case .registrationRequired(let step): step.problem
        case .attributesRequired(let step): step.problem
        case .newPasswordRequired(let step): step.problem
        case .termsRequired(let step): step.problem
        case .completed, .denied: nil
        }
    }

    /// What ``Step/passwordRequired(_:)`` carries.
    public struct PasswordRequired: Sendable, Hashable {
        /// The continuation token.
        public let token: String
        /// Why the last answer did not do.
        public let problem: Problem?
    }

    /// What ``Step/codeRequired(_:)`` carries.
    public struct CodeRequired: Sendable, Hashable {
        /// The continuation token.
        public let token: String
        /// What the code is for.
        public let purpose: CodePurpose
        /// How the code travels.
        public let channel: Channel
        /// Where it went, masked.
        public let maskedTarget: String
        /// How many digits it has.
        public let codeLength: Int
        /// From when on another may be asked for.
        public let resendAfter: Date
        /// When it stops being good.
        public let expiresAt: Date
        /// Three characters that the mail shows too.
        public let reference: String
        /// Why the last answer did not do.
        public let problem: Problem?
    }

    /// What ``Step/methodRequired(_:)`` carries.
    public struct MethodRequired: Sendable, Hashable {
        /// The continuation token.
        public let token: String
        /// The methods to choose from.
        public let methods: [MethodOption]
        /// Why the last answer did not do.
        public let problem: Problem?
    }

    /// What ``Step/registrationRequired(_:)`` carries.
    public struct RegistrationRequired: Sendable, Hashable {
        /// The continuation token.
        public let token: String
        /// The kinds of method that can be registered.
        public let kinds: [MethodKind]
        /// Why the last answer did not do.
        public let problem: Problem?
    }

    /// What ``Step/attributesRequired(_:)`` carries.
    public struct AttributesRequired: Sendable, Hashable {
        /// The continuation token.
        public let token: String
        /// What to ask.
        public let attributes: [FlowAttribute]
        /// Why the last answer did not do.
        public let problem: Problem?
    }

    /// What ``Step/newPasswordRequired(_:)`` carries.
    public struct NewPasswordRequired: Sendable, Hashable {
        /// The continuation token.
        public let token: String
        /// What it must be like.
        public let rules: PasswordRules
        /// Why the last answer did not do.
        public let problem: Problem?
    }

    /// What ``Step/termsRequired(_:)`` carries.
    public struct TermsRequired: Sendable, Hashable {
        /// The continuation token.
        public let token: String
        /// The ids of the terms, as the policies have them. What they say is the host's to show.
        public let terms: [String]
        /// Why the last answer did not do.
        public let problem: Problem?
    }

    /// What ``Step/completed(_:)`` carries.
    public struct Completed: Sendable, Hashable {
        /// The session token: for the user's browser, in a `Secure`, `HttpOnly` cookie, or device alone.
        public let token: String
        /// The session.
        public let session: Session
    }
}

/// What a code is for. A code for one purpose is worth nothing for another. Raw values are the stable words.
public enum CodePurpose: String, Sendable, CaseIterable {
    /// The first factor of a sign-in.
    case signIn = "sign_in"
    /// The second factor.
    case secondFactor = "second_factor"
    /// Proving the address of a new account.
    case signUp = "sign_up"
    /// Proving an address that is being registered as a method.
    case registration
}

/// How a code travels. Raw values are the stable words.
public enum Channel: String, Sendable, CaseIterable {
    /// By email.
    case email
}

/// A method to choose.
public struct MethodOption: Sendable, Hashable {
    /// Its id, for `App.requestChallenge`.
    public let id: String
    /// Its kind.
    public let kind: MethodKind
    /// The masked address.
    public let hint: String
}

/// How long a new password must and may be, in characters.
public struct PasswordRules: Sendable, Hashable {
    /// At least this many.
    public let minLength: Int
    /// At most this many.
    public let maxLength: Int
}

extension Step {
    init(_ native: DoorstepNative.Step) {
        self =
            switch native {
            case .passwordRequired(let token, let problem):
                .passwordRequired(PasswordRequired(token: token.text, problem: problem.map(Problem.init)))
            case .codeRequired(
                let token, let purpose, let channel, let maskedTarget, let codeLength, let resendAfter, let expiresAt,
                let reference, let problem):
                .codeRequired(
                    CodeRequired(
                        token: token.text, purpose: CodePurpose(purpose), channel: Channel(channel),
                        maskedTarget: maskedTarget, codeLength: Int(codeLength),
                        resendAfter: Date(milliseconds: resendAfter), expiresAt: Date(milliseconds: expiresAt),
                        reference: reference, problem: problem.map(Problem.init)))
            case .methodRequired(let token, let methods, let problem):
                .methodRequired(
                    MethodRequired(
                        token: token.text,
                        methods: methods.map { MethodOption(id: $0.id, kind: MethodKind($0.kind), hint: $0.hint) },
                        problem: problem.map(Problem.init)))
            case .registrationRequired(let token, let kinds, let problem):
                .registrationRequired(
                    RegistrationRequired(
                        token: token.text, kinds: kinds.map(MethodKind.init), problem: problem.map(Problem.init)))
            case .attributesRequired(let token, let attributes, let problem):
                .attributesRequired(
                    AttributesRequired(
                        token: token.text, attributes: attributes.map(FlowAttribute.init),
                        problem: problem.map(Problem.init)))
            case .newPasswordRequired(let token, let rules, let problem):
                .newPasswordRequired(
                    NewPasswordRequired(
                        token: token.text,
                        rules: PasswordRules(minLength: Int(rules.minLength), maxLength: Int(rules.maxLength)),
                        problem: problem.map(Problem.init)))
            case .termsRequired(let token, let terms, let problem):
                .termsRequired(TermsRequired(token: token.text, terms: terms, problem: problem.map(Problem.init)))
            case .completed(let token, let session):
                .completed(Completed(token: token.text, session: Session(session)))
            case .denied(let reason):
                .denied(Denial(reason))
            }
    }
}

extension CodePurpose {
    fileprivate init(_ native: DoorstepNative.CodePurpose) {
        self =
            switch native {
            case .signIn: .signIn
            case .secondFactor: .secondFactor
            case .signUp: .signUp
            case .registration: .registration
            }
    }
}

extension Channel {
    fileprivate init(_ native: DoorstepNative.Channel) {
        self =
            switch native {
            case .email: .email
            }
    }
}
