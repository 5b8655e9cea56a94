import Foundation
internal import DoorstepNative

/// How the connection to a mail server is protected.
public enum SMTPSecurity: Sendable, CaseIterable {
    /// Not at all: for a server on this machine. Codes can be read on the way.
    case none
    /// TLS after `STARTTLS`, usually on port 587. A server that does not offer it is refused.
    case startTLS
    /// TLS from the first byte, usually on port 465.
    case tls
}

/// How to reach a mail server. Its password is given apart.
public struct SMTPOptions: Sendable, Hashable {
    /// Its name or address; with TLS, its certificate must be for exactly this.
    public var host: String
    /// Its port.
    public var port: Int
    /// How the connection is protected.
    public var security: SMTPSecurity
    /// Sent together with the password, never over an unprotected connection to another machine.
    public var username: String?
    /// The longest wait for the server to connect, to take or to answer something: 1 ms to 10 minutes.
    public var timeout: Duration
    /// The name to greet the server with; this machine's when `nil`.
    public var helloName: String?
    /// The certificate authorities to trust, in PEM, instead of the public ones.
    public var rootCertificatePEM: String?

    public init(
        host: String, port: Int, security: SMTPSecurity = .startTLS, username: String? = nil,
        timeout: Duration = .seconds(10), helloName: String? = nil, rootCertificatePEM: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.username = username
        self.timeout = timeout
        self.helloName = helloName
        self.rootCertificatePEM = rootCertificatePEM
    }

    var native: DoorstepNative.SmtpOptions {
        DoorstepNative.SmtpOptions(
            host: host, port: port.counted, security: security.native, username: username,
            // What is out of range becomes nothing or an hour, which are refused too.
            timeout: Double(min(max(timeout, .zero), .seconds(3600)).inMilliseconds) / 1000,
            helloName: helloName, rootCertificatePem: rootCertificatePEM)
    }
}

extension SMTPSecurity {
    fileprivate var native: DoorstepNative.SmtpSecurity {
        switch self {
        case .none: .none
        case .startTLS: .startTls
        case .tls: .tls
        }
    }
}

/// Delivers over SMTP, every message on a connection of its own. Given to `Engine.open` as `smtp`.
public final class SMTPMailer: Sendable {
    let native: DoorstepNative.SmtpMailer

    /// A mailer for these options. Nothing is sent yet, and the server need not be up.
    ///
    /// - Parameter password: Sent together with the user name.
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)``, among others for a login that would go unprotected
    ///   to another machine.
    public init(_ options: SMTPOptions, password: String? = nil) throws {
        native = try translated {
            try DoorstepNative.SmtpMailer(options: options.native, password: password.map { Data($0.utf8) })
        }
    }
}
