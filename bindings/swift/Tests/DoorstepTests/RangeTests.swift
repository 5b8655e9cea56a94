import Foundation
import Testing

@testable import Doorstep
import func DoorstepNative.defaultLimits
import func DoorstepNative.defaultPolicyLimits
import func DoorstepNative.defaultTenantSettings

/// Numbers, times and durations that are out of range are refused, or taken by their meaning; nothing traps.
@Suite struct RangeTests {
    static let durations: [(Duration, Int64)] = [
        (.zero, 0), (.milliseconds(1500), 1500), (.nanoseconds(1_999_999), 1), (.milliseconds(-1500), -1500),
        (.milliseconds(Int64.max), .max), (.milliseconds(Int64.min), .min), (.seconds(Int64.max), .max),
        (.seconds(Int64.min), .min), (.seconds(Int64.max) * 10, .max), (.seconds(Int64.min) * 10, .min),
        (.milliseconds(Int64.max) - .nanoseconds(1), .max - 1),
    ]

    @Test(arguments: durations) func durationsDoNotTrap(duration: Duration, milliseconds: Int64) {
        #expect(duration.inMilliseconds == milliseconds)
    }

    // Seconds: Foundation itself traps when it is asked to print an infinite date.
    static let dates: [(Double, Int64)] = [
        (0, 0), (1_767_225_600, 1_767_225_600_000), (-0.001, -1), (.infinity, .max), (-.infinity, .min),
        (1e300, .max), (-1e300, .min), (.nan, .max),
    ]

    @Test(arguments: dates) func datesDoNotTrap(seconds: Double, milliseconds: Int64) {
        #expect(Date(timeIntervalSince1970: seconds).milliseconds == milliseconds)
    }

    @Test func datesKeepTheirMilliseconds() {
        for offset: Int64 in 0..<1000 {
            let milliseconds = 1_767_225_600_000 + offset
            #expect(Date(milliseconds: milliseconds).milliseconds == milliseconds)
        }
        #expect(Date(milliseconds: .max) > Date(milliseconds: 0))
        #expect(Date(milliseconds: .min) < Date(milliseconds: 0))
    }

    @Test func settingsOutOfRangeAreRefused() throws {
        let world = try Contoso()
        func field(_ settings: TenantSettings) -> String? {
            refused { try world.tenant.updateSettings(settings) }
        }
        for length in [Int.min, -1, 5, 11, 264, .max] {
            #expect(field(TenantSettings(codeLength: length)) == "code_length")
        }
        for length in [Int.min, -1, .max] {
            #expect(field(TenantSettings(passwordMinLength: length)) == "password_min_length")
        }
        #expect(field(TenantSettings(sessionIdle: .seconds(Int64.max))) == "session_idle")
        #expect(field(TenantSettings(sessionLifetime: .seconds(Int64.min) * 2)) == "session_lifetime")
        // A duration shows no unit: the reason names it.
        let error = failure { try world.tenant.updateSettings(TenantSettings(sessionIdle: .zero)) }
        let reason = "must be from 60000 to 86400000 milliseconds"
        #expect(error == .invalidArgument(field: "session_idle", reason: reason))
    }

    @Test func limitsOutOfRangeAreRefused() throws {
        for (limits, name) in [
            (Limits(triesPerCode: 6), "tries_per_code"), (Limits(codeLifetime: .seconds(601)), "code_lifetime"),
            (Limits(sendsPerHour: -1), "sends_per_hour"), (Limits(sendsPerDay: .max), "sends_per_day"),
            (Limits(resendAfter: .seconds(Int64.min) * 9), "resend_after"),
        ] {
            #expect(refused { try Engine.open(.inMemory, keys: keys(), limits: limits) } == name)
        }
    }

    @Test func policyLimitsOutOfRangeAreRefused() throws {
        for (limits, name) in [
            (PolicyLimits(policies: 0), "policies"), (PolicyLimits(locations: -1), "locations"),
            (PolicyLimits(authenticationStrengths: .max), "authentication_strengths"),
        ] {
            #expect(refused { try Engine.open(.inMemory, keys: keys(), policyLimits: limits) } == "policy_limits.\(name)")
        }
    }

    @Test func extensionAttributesOutOfRangeAreRefused() throws {
        let world = try Contoso()
        for number in [Int.min, -1, 0, 16, 256, 257, .max] {
            let context = SignInContext(device: Device(extensionAttributes: [number: "x"]))
            let field = refused { try world.app.signIn(email: "ada@example.com", context: context) }
            #expect(field == "context.device.extension_attributes")
        }
    }

    @Test func queriesMayBeAsWideAsTheyCome() throws {
        let world = try Contoso()
        try world.user()
        _ = try world.app.signIn(email: "ada@example.com", password: password)
        let wide = SignInQuery(since: .distantPast, until: Date(timeIntervalSince1970: .infinity))
        #expect(try world.tenant.signIns(wide).items.count == 1)
        #expect(try world.tenant.signIns(SignInQuery(until: .distantPast)).items == [])
        #expect(try !world.tenant.auditLog(AuditQuery(since: .distantPast, until: .distantFuture)).items.isEmpty)
        for limit in [Int.min, -1, 0, .max] {
            #expect(throws: DoorstepError.self) { try world.tenant.users.list(limit: limit) }
        }
    }

    @Test func serversOutOfRangeAreRefused() {
        for port in [Int.min, -1, 0, 65_536, .max] {
            #expect(throws: DoorstepError.self) { try SMTPMailer(SMTPOptions(host: "localhost", port: port)) }
        }
        for timeout: Duration in [.zero, .seconds(-1), .seconds(601), .seconds(Int64.max), .seconds(Int64.min)] {
            #expect(throws: DoorstepError.self) {
                try SMTPMailer(SMTPOptions(host: "localhost", port: 25, timeout: timeout))
            }
        }
    }

    @Test func clocksMayShowAnyTime() throws {
        for time in [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: .infinity)] {
            let clock = ManualClock(time)
            clock.advance(by: .seconds(Int64.max))
            clock.advance(by: .seconds(Int64.min))
            _ = clock.now()
        }
    }

    @Test func defaultsAreTheLibrarys() {
        #expect(TenantSettings() == TenantSettings(defaultTenantSettings()))
        #expect(Limits().native == defaultLimits())
        #expect(PolicyLimits().native == defaultPolicyLimits())
    }
}

/// The argument that a call refuses.
private func refused(_ work: () throws -> Any?) -> String? {
    guard case .invalidArgument(let field, _) = failure(work) else { return nil }
    return field
}
