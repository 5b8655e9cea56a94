import Doorstep
import Foundation

private let kinds = ["call", "advance_ms", "deliver", "mail", "repeat", "same"]
private let tenantName = "contoso"

/// An engine in memory, a clock that stands still, a mailer that collects. Format: `tests/conformance/README.md`.
class World {
    private let mails = Mailbox()
    private let clock = ManualClock(start)
    private let engine: Engine
    private var saved: [String: JSON] = [:]

    /// - Parameter watch: Is shown every message.
    init(_ choice: JSON, watch: @escaping @Sendable (Message) -> Void = { _ in }) throws {
        try only(choice, "mailer", "limits", "policy_limits", "countries")
        let mails = mails
        let collect: @Sendable (Message) throws -> Void = {
            watch($0)
            mails.add(normal($0))
        }
        do {
            engine = try Engine.open(
                .inMemory,
                keys: KeyRing(bytes: Array(0..<32)),
                mailer: choice["mailer"] == .bool(false) ? nil : collect,
                clock: clock,
                countries: choice["countries"].map { try countries($0) },
                limits: limits(choice["limits"] ?? .object([:])),
                policyLimits: policyLimits(choice["policy_limits"] ?? .object([:])),
                deliverInBackground: false)
            saved["tenant"] = try normal(engine.createTenant(named: tenantName))
        } catch let error as DoorstepError {
            throw Mismatch("the engine does not open: \(error)")
        }
    }

    deinit {
        engine.close()
    }

    /// Runs one step.
    func step(_ step: JSON) async throws {
        let there = kinds.filter { step[$0] != nil }
        guard there.count == 1 else { throw Mismatch("a step is of exactly one kind") }
        switch there[0] {
        case "call": try await called(step)
        case "advance_ms":
            try only(step, "note", "advance_ms")
            guard let by = step["advance_ms"]?.number else { throw Mismatch("advance_ms is a number") }
            clock.advance(by: .milliseconds(by))
        case "deliver":
            try only(step, "note", "deliver", "expect")
            guard step["deliver"] == .bool(true) else { throw Mismatch("deliver is true") }
            let report: JSON
            do {
                report = try normal(await engine.deliverMail())
            } catch let error as DoorstepError {
                throw Mismatch("the mail cannot be delivered: \(error)")
            }
            if let expected = step["expect"] { try check(expected, report, at: "report") }
        case "mail": try mailed(step)
        case "repeat":
            try only(step, "note", "repeat", "steps")
            guard let times = step["repeat"]?.number, let steps = step["steps"]?.list else {
                throw Mismatch("what is repeated is a list of steps, a number of times")
            }
            for number in 1...times {
                saved["n"] = .number(number)
                for inner in steps { try await self.step(inner) }
            }
        default: try compared(step)
        }
    }

    private func compared(_ step: JSON) throws {
        try only(step, "note", "same", "except")
        guard let both = try resolve(step["same"] ?? .null).list, both.count == 2,
            let left = both[0].object, let right = both[1].object
        else { throw Mismatch("same compares two objects") }
        guard left.keys.sorted() == right.keys.sorted() else { throw Mismatch("\(both) have different keys") }
        let free = (step["except"]?.list ?? []).compactMap(\.text)
        for (key, one) in left {
            let other = right[key] ?? .null
            guard free.contains(key) ? one.isOfSameType(as: other) : one == other else {
                throw Mismatch("\(key) differs: \(one) and \(other)")
            }
        }
    }

    private func mailed(_ step: JSON) throws {
        try only(step, "note", "mail")
        let wanted = try resolve(step["mail"] ?? .null)
        try only(wanted, "to", "count", "save_code", "purpose", "code", "locale", "sender", "sender_name")
        let there = mails.all.filter { $0["to"] == wanted["to"] }
        if let count = wanted["count"] { try check(count, .number(Int64(there.count)), at: "count") }
        let rest = (wanted.object ?? [:]).filter { $0.key != "to" && $0.key != "count" }
        if rest.isEmpty { return }
        guard let last = there.last else { throw Mismatch("there is no mail to \(wanted["to"] ?? .null)") }
        for (key, expected) in rest where key != "save_code" {
            try check(expected, last[key] ?? .null, at: key)
        }
        if let name = wanted["save_code"]?.text { saved[name] = last["code"] }
    }

    private func called(_ step: JSON) async throws {
        try only(step, "note", "call", "args", "tenant", "as", "app", "save", "expect", "error")
        let args = try resolve(step["args"] ?? .object([:]))
        let result: JSON
        do {
            result = try normal(await dispatch(step, args))
        } catch let error as DoorstepError {
            guard let expected = step["error"] else { throw Mismatch("failed with \(error)") }
            guard expected["code"] != nil else { throw Mismatch("an expected error has a code") }
            return try check(resolve(expected), normal(error), at: "error")
        }
        if step["error"] != nil { throw Mismatch("gave \(result) instead of an error") }
        if let expected = step["expect"] { try check(resolve(expected), result, at: "result") }
        switch step["save"] {
        case nil: break
        case .text(let name): saved[name] = result
        case .object(let names):
            for (name, path) in names { saved[name] = try part(path.text ?? "", of: result) }
        default: throw Mismatch("save is a name, or names with paths")
        }
    }

    /// Makes the call of a step.
    func dispatch(_ step: JSON, _ given: JSON) async throws -> Any? {
        let args = try Args(given)
        let result: Any?
        do {
            result = try await dispatch(step, args)
        } catch let error as DoorstepError {
            try args.done()
            throw error
        }
        try args.done()
        return result
    }

    private func dispatch(_ step: JSON, _ args: Args) async throws -> Any? {
        guard let name = step["call"]?.text else { throw Mismatch("a call has a name") }
        if name.hasPrefix("engine.") { return try await call(name, on: engine, args) }
        if name.hasPrefix("templates.") { return try templates(name, args) }
        let tenant = try await engine.tenant(text(step, "tenant") ?? tenantName)
        if name.hasPrefix("app.") {
            guard step["as"] == nil else { throw Mismatch("nobody acts in an app's call") }
            let clientID = try text(step, "app") ?? part("app.client_id", of: .object(saved)).text ?? ""
            return try await call(name, on: tenant.app(clientID: clientID), args)
        }
        guard step["app"] == nil else { throw Mismatch("an administrative call has no app") }
        let actor = try text(step, "as")
        return try await call(name, on: actor.map { try tenant.acting(as: $0) } ?? tenant, args)
    }

    private func text(_ step: JSON, _ key: String) throws -> String? {
        try step[key].map { value in
            guard let text = try resolve(value).text else { throw Mismatch("\(key) is no text: \(value)") }
            return text
        }
    }

    /// Replaces every reference and operator.
    private func resolve(_ value: JSON) throws -> JSON {
        switch value {
        case .text(let text) where text.hasPrefix("$$"): return .text(String(text.dropFirst()))
        case .text(let text) where text.hasPrefix("$"): return try part(String(text.dropFirst()), of: .object(saved))
        case .list(let items): return .list(try items.map(resolve))
        case .object(let members):
            let members = try members.mapValues(resolve)
            guard members.count == 1, let (word, operand) = members.first else { return .object(members) }
            return try operate(word, operand) ?? .object(members)
        default: return value
        }
    }

    /// A dotted path; a number is a place in a list.
    private func part(_ path: String, of whole: JSON) throws -> JSON {
        try path.split(separator: ".").reduce(whole) { found, name in
            let next: JSON? =
                if let items = found.list { Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil } } else {
                    found[String(name)]
                }
            guard let next else { throw Mismatch("there is no $\(path)") }
            return next
        }
    }
}

/// What the mailer was given, on whatever thread.
private final class Mailbox: @unchecked Sendable {
    private let lock = NSLock()
    private var mails: [JSON] = []

    var all: [JSON] {
        lock.withLock { mails }
    }

    func add(_ mail: JSON) {
        lock.withLock { mails.append(mail) }
    }
}

/// What an object with this one key makes of its value; nothing when it is only an object.
private func operate(_ word: String, _ operand: JSON) throws -> JSON? {
    switch (word, operand) {
    case ("wrong", .text(let code)):
        // The same length, another first digit.
        guard let digit = code.first?.wholeNumberValue else { throw Mismatch("\(code) is no code") }
        return .text("\((digit + 1) % 10)\(code.dropFirst())")
    case ("text", .list(let parts)):
        return .text(parts.map { $0.text ?? $0.description }.joined())
    case ("slice", .list(let parts)):
        guard parts.count == 3, let text = parts[0].text, let from = parts[1].number, let to = parts[2].number else {
            throw Mismatch("slice does not take \(operand)")
        }
        return .text(String(text.unicodeScalars.prefix(Int(to)).dropFirst(Int(from))))
    case ("wrong", _), ("text", _), ("slice", _):
        throw Mismatch("\(word) does not take \(operand)")
    default:
        return nil
    }
}

private func limits(_ given: JSON) throws -> Limits {
    let args = try Args(given)
    let built = Limits()
    let limits = Limits(
        codeLifetime: try args.duration("code_lifetime_ms", built.codeLifetime),
        triesPerCode: try args.number("tries_per_code", built.triesPerCode),
        resendAfter: try args.duration("resend_after_ms", built.resendAfter),
        sendsPerJourney: try args.number("sends_per_journey", built.sendsPerJourney),
        sendsPerHour: try args.number("sends_per_hour", built.sendsPerHour),
        sendsPerDay: try args.number("sends_per_day", built.sendsPerDay),
        wrongCodesBeforeLock: try args.number("wrong_codes_before_lock", built.wrongCodesBeforeLock),
        wrongCodesPerDay: try args.number("wrong_codes_per_day", built.wrongCodesPerDay),
        wrongPasswordsBeforeLock: try args.number("wrong_passwords_before_lock", built.wrongPasswordsBeforeLock))
    try args.done()
    return limits
}

private func policyLimits(_ given: JSON) throws -> PolicyLimits {
    let args = try Args(given)
    let built = PolicyLimits()
    let limits = PolicyLimits(
        policies: try args.number("policies", built.policies), locations: try args.number("locations", built.locations),
        authenticationStrengths: try args.number("authentication_strengths", built.authenticationStrengths),
        locationRanges: try args.number("location_ranges", built.locationRanges),
        mfaTrustedIPs: try args.number("mfa_trusted_ips", built.mfaTrustedIPs),
        policyApplications: try args.number("policy_applications", built.policyApplications))
    try args.done()
    return limits
}

private func countries(_ given: JSON) throws -> CountrySource {
    guard let members = given.object else { throw Mismatch("the countries are no object") }
    let known = try members.mapValues { country in
        guard let text = country.text else { throw Mismatch("\(country) is no country") }
        return text
    }
    guard known.keys.allSatisfy({ $0.contains(".") || $0.contains(":") }) else {
        throw Mismatch("\(given) names what is no address")
    }
    return .lookup { known[$0] }
}
