import Doorstep
import Foundation

/// The named arguments of a call. What a call does not ask for is an error, never ignored.
final class Args {
    private let given: [String: JSON]
    private var left: Set<String>

    init(_ given: JSON) throws {
        guard let members = given.object else { throw Mismatch("\(given) is no object") }
        self.given = members
        left = Set(members.keys)
    }

    private func take(_ name: String) -> JSON? {
        left.remove(name)
        return given[name].flatMap { $0.isNull ? nil : $0 }
    }

    func text(_ name: String) throws -> String {
        guard let text = try maybeText(name) else { throw Mismatch("the argument \(name) is missing") }
        return text
    }

    func maybeText(_ name: String) throws -> String? {
        try take(name).map { value in
            guard let text = value.text else { throw Mismatch("the argument \(name) is no text: \(value)") }
            return text
        }
    }

    private func maybeNumber(_ name: String) throws -> Int64? {
        try take(name).map { value in
            guard let number = value.number else { throw Mismatch("the argument \(name) is no number: \(value)") }
            return number
        }
    }

    func number(_ name: String, _ unsaid: Int) throws -> Int {
        try maybeNumber(name).map { Int($0) } ?? unsaid
    }

    func flag(_ name: String) throws -> Bool? {
        try take(name).map { value in
            guard case .bool(let flag) = value else { throw Mismatch("the argument \(name) is no boolean: \(value)") }
            return flag
        }
    }

    func time(_ name: String) throws -> Date? {
        try maybeNumber(name).map { start.addingTimeInterval(Double($0) / 1000) }
    }

    func duration(_ name: String, _ unsaid: Duration) throws -> Duration {
        try maybeNumber(name).map { .milliseconds($0) } ?? unsaid
    }

    func texts(_ name: String) throws -> [String]? {
        try items(name)?.map { item in
            guard let text = item.text else { throw Mismatch("the argument \(name) holds \(item)") }
            return text
        }
    }

    /// JSON as text, for Graph documents.
    func document(_ name: String) throws -> String {
        guard let document = take(name) else { throw Mismatch("the argument \(name) is missing") }
        return document.description
    }

    /// The same of each item of a list.
    func documents(_ name: String) throws -> [String]? {
        try items(name)?.map(\.description)
    }

    /// A text, or JSON that stands for its text.
    func file(_ name: String) throws -> String {
        guard let file = take(name) else { throw Mismatch("the argument \(name) is missing") }
        return file.text ?? file.description
    }

    func word<Word: RawRepresentable<String>>(_ name: String) throws -> Word {
        guard let word: Word = try maybeWord(name) else { throw Mismatch("the argument \(name) is missing") }
        return word
    }

    func maybeWord<Word: RawRepresentable<String>>(_ name: String) throws -> Word? {
        try maybeText(name).map { text in
            guard let word = Word(rawValue: text) else { throw Mismatch("there is no \(Word.self) \(text)") }
            return word
        }
    }

    func context() throws -> SignInContext {
        guard let given = take("context") else { return SignInContext() }
        return try inner(given) {
            SignInContext(
                ip: try $0.maybeText("ip"), userAgent: try $0.maybeText("user_agent"), locale: try $0.maybeText("locale"),
                country: try $0.maybeText("country"), gpsCountry: try $0.maybeText("gps_country"),
                compliantNetwork: try $0.flag("compliant_network"), clientAppType: try $0.maybeWord("client_app_type"),
                platform: try $0.maybeWord("platform"), device: try $0.device(),
                userRisk: try $0.maybeWord("user_risk"), signInRisk: try $0.maybeWord("sign_in_risk"),
                insiderRisk: try $0.maybeWord("insider_risk"),
                authenticationFlow: try $0.maybeWord("authentication_flow"), userType: try $0.maybeWord("user_type"),
                homeTenantID: try $0.maybeText("home_tenant_id"),
                satisfiedControls: try $0.texts("satisfied_controls") ?? [])
        }
    }

    private func device() throws -> Device? {
        guard let given = take("device") else { return nil }
        return try inner(given) {
            Device(
                registered: try $0.flag("registered"), isManaged: try $0.flag("is_managed"),
                deviceID: try $0.maybeText("device_id"), displayName: try $0.maybeText("display_name"),
                deviceOwnership: try $0.maybeText("device_ownership"),
                enrollmentProfileName: try $0.maybeText("enrollment_profile_name"),
                isCompliant: try $0.flag("is_compliant"), manufacturer: try $0.maybeText("manufacturer"),
                mdmAppID: try $0.maybeText("mdm_app_id"), model: try $0.maybeText("model"),
                operatingSystem: try $0.maybeText("operating_system"),
                operatingSystemVersion: try $0.maybeText("operating_system_version"),
                physicalIDs: try $0.texts("physical_ids") ?? [], profileType: try $0.maybeText("profile_type"),
                systemLabels: try $0.texts("system_labels") ?? [], trustType: try $0.maybeText("trust_type"),
                extensionAttributes: try $0.extensions())
        }
    }

    private func extensions() throws -> [Int: String] {
        guard let given = take("extension_attributes") else { return [:] }
        guard let members = given.object else { throw Mismatch("the extension attributes are no object") }
        return Dictionary(
            uniqueKeysWithValues: try members.map { number, text in
                guard let key = Int(number), let value = text.text else {
                    throw Mismatch("there is no extension attribute \(number) of \(text)")
                }
                return (key, value)
            })
    }

    /// Lists of texts by name.
    func lists(_ name: String) throws -> [String: [String]]? {
        try take(name).map { lists in
            guard let members = lists.object else { throw Mismatch("the argument \(name) is no object") }
            return try members.mapValues { items in
                guard let texts = items.list.map({ $0.compactMap(\.text) }), texts.count == items.list?.count else {
                    throw Mismatch("\(name) holds \(items)")
                }
                return texts
            }
        }
    }

    func values(_ name: String) throws -> [String: AttributeValue]? {
        try take(name).map { values in
            guard let members = values.object else { throw Mismatch("the argument \(name) is no object") }
            return try members.mapValues { value in
                switch value {
                case .text(let text): .text(text)
                case .bool(let bool): .bool(bool)
                case .number(let number): .integer(number)
                default: throw Mismatch("\(value) is no value of an attribute")
                }
            }
        }
    }

    func flowAttributes() throws -> [FlowAttribute]? {
        try items("attributes")?.map { one in
            try inner(one) {
                FlowAttribute(
                    name: try $0.text("name"), label: try $0.text("label"), kind: try $0.maybeWord("type") ?? .string,
                    required: try $0.flag("required") ?? false, pattern: try $0.maybeText("pattern"),
                    choices: try $0.texts("choices") ?? [])
            }
        }
    }

    func targets(_ name: String) throws -> [Target]? {
        try items(name)?.map { one in
            try inner(one) { args in
                switch try args.text("kind") {
                case "all_users": .allUsers
                case "group": .group(id: try args.text("id"))
                case "user": .user(id: try args.text("id"))
                case let kind: throw Mismatch("there is no kind of target \(kind)")
                }
            }
        }
    }

    /// Fails when an argument is left over.
    func done() throws {
        if !left.isEmpty { throw Mismatch("there is no argument \(left.sorted())") }
    }

    private func items(_ name: String) throws -> [JSON]? {
        try take(name).map { value in
            guard let items = value.list else { throw Mismatch("the argument \(name) is no list") }
            return items
        }
    }

    private func inner<Value>(_ given: JSON, _ read: (Args) throws -> Value) throws -> Value {
        let args = try Args(given)
        let value = try read(args)
        try args.done()
        return value
    }
}
