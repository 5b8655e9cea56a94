// What a policy draft says of the sign-in beside users and apps, and what it asks.

extension PolicyDraft {
    /// For guests and external users of these types, from whatever tenant.
    public func including(guests: UserType...) -> PolicyDraft {
        with { $0.users.add(guests, to: "guestOrExternalUserTypes", of: "includeGuestsOrExternalUsers") }
    }

    /// Not for guests and external users of these types.
    public func excluding(guests: UserType...) -> PolicyDraft {
        with { $0.users.add(guests, to: "guestOrExternalUserTypes", of: "excludeGuestsOrExternalUsers") }
    }

    /// For the apps whose custom security attributes fit a rule; see ``AppChanges/customSecurityAttributes``.
    public func includingApps(where rule: String) -> PolicyDraft {
        with { $0.apps.filter("applicationFilter", "include", rule) }
    }

    /// Not for the apps whose custom security attributes fit a rule.
    public func excludingApps(where rule: String) -> PolicyDraft {
        with { $0.apps.filter("applicationFilter", "exclude", rule) }
    }

    /// For an action, instead of apps.
    public func including(userAction: UserAction) -> PolicyDraft {
        with { $0.apps.add(userAction.rawValue, to: "includeUserActions") }
    }

    /// For an authentication context, by id (`c1`), instead of apps; see `App.stepUp`.
    public func including(authenticationContextID: String) -> PolicyDraft {
        with { $0.apps.add(authenticationContextID, to: "includeAuthenticationContextClassReferences") }
    }

    /// From these kinds of clients only.
    public func clientAppTypes(_ types: ClientAppType...) -> PolicyDraft {
        with { $0.conditions.add(types, to: "clientAppTypes") }
    }

    /// From every platform, an unknown one too: for what ``excluding(platform:)`` narrows.
    public func allPlatforms() -> PolicyDraft {
        with { $0.conditions.change("platforms") { $0.add("all", to: "includePlatforms") } }
    }

    /// From a platform.
    public func including(platform: DevicePlatform) -> PolicyDraft {
        with { $0.conditions.change("platforms") { $0.add(platform.rawValue, to: "includePlatforms") } }
    }

    /// Not from a platform.
    public func excluding(platform: DevicePlatform) -> PolicyDraft {
        with { $0.conditions.change("platforms") { $0.add(platform.rawValue, to: "excludePlatforms") } }
    }

    /// From every location, an unknown one too: for what ``excluding(locationID:)`` narrows.
    public func allLocations() -> PolicyDraft {
        including(locationID: "All")
    }

    /// From a named location, by id.
    public func including(locationID: String) -> PolicyDraft {
        with { $0.conditions.change("locations") { $0.add(locationID, to: "includeLocations") } }
    }

    /// Not from a named location, by id.
    public func excluding(locationID: String) -> PolicyDraft {
        with { $0.conditions.change("locations") { $0.add(locationID, to: "excludeLocations") } }
    }

    /// Not from trusted locations and ``TenantSettings/mfaTrustedIPs``.
    public func excludingTrustedLocations() -> PolicyDraft {
        excluding(locationID: "AllTrusted")
    }

    /// From the devices that fit a rule, as in `device.trustType -eq "ServerAD"`.
    public func includingDevices(where rule: String) -> PolicyDraft {
        with { $0.conditions.change("devices") { $0.filter("deviceFilter", "include", rule) } }
    }

    /// Not from the devices that fit a rule, as in `device.isCompliant -eq True`.
    public func excludingDevices(where rule: String) -> PolicyDraft {
        with { $0.conditions.change("devices") { $0.filter("deviceFilter", "exclude", rule) } }
    }

    /// When the user's risk is one of these.
    public func userRisk(_ levels: RiskLevel...) -> PolicyDraft {
        with { $0.conditions.add(levels, to: "userRiskLevels") }
    }

    /// When the risk of the sign-in is one of these.
    public func signInRisk(_ levels: RiskLevel...) -> PolicyDraft {
        with { $0.conditions.add(levels, to: "signInRiskLevels") }
    }

    /// When the user's insider risk is one of these.
    public func insiderRisk(_ levels: InsiderRiskLevel...) -> PolicyDraft {
        with { $0.conditions.flag(levels, in: "insiderRiskLevels") }
    }

    /// When the sign-in comes from another device by one of these flows.
    public func authenticationFlows(_ flows: AuthenticationFlow...) -> PolicyDraft {
        with { $0.conditions.change("authenticationFlows") { $0.flag(flows, in: "transferMethods") } }
    }

    /// Requires a built-in control, in Graph's words: `compliantDevice`, `passwordChange`, ….
    public func requiring(control: String) -> PolicyDraft {
        with { $0.grant.add(control, to: "builtInControls") }
    }

    /// Requires methods in a combination that an authentication strength allows, by its id.
    public func requiring(strengthID: String) -> PolicyDraft {
        with { $0.grant.change("authenticationStrength") { $0.set("id", .text(strengthID)) } }
    }

    /// Requires that terms of use were accepted, by id.
    public func requiring(termsOfUseID: String) -> PolicyDraft {
        with { $0.grant.add(termsOfUseID, to: "termsOfUse") }
    }

    /// Requires every control that is named. Otherwise any of them will do.
    public func requiringAll() -> PolicyDraft {
        with { $0.grant.set("operator", .text("AND")) }
    }

    /// Asks again for every factor so often. What is less than an hour is dropped; whole days are written as days.
    public func signInFrequency(_ frequency: SignInFrequency) -> PolicyDraft {
        var members = Members()
        members.set("isEnabled", .flag(true))
        switch frequency {
        case .everyTime:
            members.set("frequencyInterval", .text("everyTime"))
        case .timeBased(let every):
            let hours = every.inMilliseconds / 3_600_000
            let whole = hours % 24 == 0
            members.set("frequencyInterval", .text("timeBased"))
            members.set("type", .text(whole ? "days" : "hours"))
            members.set("value", .number(whole ? hours / 24 : hours))
        }
        return with { $0.session.set("signInFrequency", .object(members)) }
    }

    /// Says whether a browser keeps the session.
    public func persistentBrowser(_ mode: PersistentBrowser) -> PolicyDraft {
        with {
            $0.session.change("persistentBrowser") {
                $0.set("isEnabled", .flag(true))
                $0.set("mode", .text(mode.rawValue))
            }
        }
    }
}

extension Members {
    fileprivate mutating func add<Word: RawRepresentable<String>>(_ words: [Word], to name: String) {
        for word in words { add(word.rawValue, to: name) }
    }

    fileprivate mutating func add<Word: RawRepresentable<String>>(_ words: [Word], to name: String, of object: String) {
        change(object) { $0.flag(words, in: name) }
    }

    fileprivate mutating func flag<Word: RawRepresentable<String>>(_ words: [Word], in name: String) {
        for word in words { flag(word.rawValue, in: name) }
    }

    fileprivate mutating func filter(_ name: String, _ mode: String, _ rule: String) {
        change(name) {
            $0.set("mode", .text(mode))
            $0.set("rule", .text(rule))
        }
    }
}
