import Doorstep

// The normal forms of what is an enum with cases that differ, and of what hides a field from reflection.

func normal(_ step: Step) throws -> JSON {
    switch step {
    case .passwordRequired(let step):
        return try waiting("password_required", step.token, step.problem)
    case .codeRequired(let step):
        return try waiting(
            "code_required", step.token, step.problem,
            [
                "purpose": step.purpose, "channel": step.channel, "masked_target": step.maskedTarget,
                "code_length": step.codeLength, "resend_after": step.resendAfter, "expires_at": step.expiresAt,
                "reference": step.reference,
            ])
    case .methodRequired(let step):
        return try waiting("method_required", step.token, step.problem, ["methods": step.methods])
    case .registrationRequired(let step):
        return try waiting("registration_required", step.token, step.problem, ["kinds": step.kinds])
    case .attributesRequired(let step):
        return try waiting("attributes_required", step.token, step.problem, ["attributes": step.attributes])
    case .newPasswordRequired(let step):
        return try waiting("new_password_required", step.token, step.problem, ["rules": step.rules])
    case .termsRequired(let step):
        return try waiting("terms_required", step.token, step.problem, ["terms": step.terms])
    case .completed(let step):
        return .object(["step": .text("completed"), "token": .text(step.token), "session": try normal(step.session)])
    case .denied(let reason):
        return .object(["step": .text("denied"), "reason": try normal(reason)])
    }
}

private func waiting(_ name: String, _ token: String, _ problem: Problem?, _ fields: [String: Any] = [:]) throws -> JSON {
    var form = try fields.mapValues(normal)
    form["step"] = .text(name)
    form["token"] = .text(token)
    form["problem"] = try problem.map { try normal($0) } ?? .null
    return .object(form)
}

func normal(_ problem: Problem) throws -> JSON {
    func form(_ name: String, _ fields: [String: Any?] = [:]) throws -> JSON {
        .object(try fields.mapValues(normal).merging(["problem": .text(name)]) { $1 })
    }
    return switch problem {
    case .invalidCredentials: try form("invalid_credentials")
    case .invalidCode(let triesLeft): try form("invalid_code", ["tries_left": triesLeft])
    case .codeSuperseded(let triesLeft): try form("code_superseded", ["tries_left": triesLeft])
    case .codeExpired: try form("code_expired")
    case .passwordRejected(let reason): try form("password_rejected", ["reason": reason])
    case .attributesRejected(let names): try form("attributes_rejected", ["names": names])
    case .targetRejected: try form("target_rejected")
    case .resendTooSoon(let retryAfter): try form("resend_too_soon", ["retry_after_ms": retryAfter])
    case .sendLimitReached(let retryAfter): try form("send_limit_reached", ["retry_after_ms": retryAfter])
    case .mailFailed(let retryAfter): try form("mail_failed", ["retry_after_ms": retryAfter])
    }
}

func normal(_ denial: Denial) throws -> JSON {
    func form(_ name: String, _ fields: [String: Any] = [:]) throws -> JSON {
        .object(try fields.mapValues(normal).merging(["denial": .text(name)]) { $1 })
    }
    return switch denial {
    case .blockedByPolicy(let policies): try form("blocked_by_policy", ["policies": policies])
    case .noUsableMethod(let why): try form("no_usable_method", ["why": why])
    case .tooManyAttempts(let retryAfter): try form("too_many_attempts", ["retry_after_ms": retryAfter])
    case .journeyEnded: try form("journey_ended")
    case .signUpNotAllowed: try form("sign_up_not_allowed")
    case .userAlreadyExists: try form("user_already_exists")
    case .controlsUnmet(let controls): try form("controls_unmet", ["controls": controls])
    }
}

func normal(_ value: AttributeValue) -> JSON {
    switch value {
    case .text(let text): .text(text)
    case .bool(let bool): .bool(bool)
    case .integer(let number): .number(number)
    }
}

func normal(_ target: Target) -> JSON {
    switch target {
    case .allUsers: .object(["kind": .text("all_users")])
    case .group(let id): .object(["kind": .text("group"), "id": .text(id)])
    case .user(let id): .object(["kind": .text("user"), "id": .text(id)])
    }
}

func normal(_ member: Member) -> JSON {
    switch member {
    case .group(let id): .object(["kind": .text("group"), "id": .text(id)])
    case .user(let id): .object(["kind": .text("user"), "id": .text(id)])
    }
}

func normal(_ message: Message) -> JSON {
    let optional = { (text: String?) in text.map(JSON.text) ?? .null }
    return .object([
        "to": .text(message.to), "purpose": .text(message.purpose.rawValue), "locale": .text(message.locale),
        "sender": .text(message.sender), "sender_name": optional(message.senderName), "code": optional(message.code),
    ])
}

/// Arguments that are durations here and numbers of milliseconds in the scenarios.
private let durations: Set = ["code_lifetime", "resend_after", "session_idle", "session_lifetime"]

/// The normal form of an error.
func normal(_ error: DoorstepError) throws -> JSON {
    var form: [String: JSON] = ["code": .text(error.code)]
    switch error {
    case .invalidArgument(let field, _): form["field"] = .text(durations.contains(field) ? field + "_ms" : field)
    case .notFound(let kind), .alreadyExists(let kind), .storage(let kind): form["kind"] = .text(kind)
    case .forbidden(let needs): form["needs"] = try normal(needs as Any?)
    case .policyInvalid(let path, _), .policyUnsupported(let path): form["path"] = .text(path)
    case .busy, .incompatibleDatabase, .internal, .keyMismatch, .keyUnavailable, .mail, .outcomeUnknown, .storageFull:
        break
    }
    return .object(form)
}
