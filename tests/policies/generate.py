"""Random cases for the engine and its reference, one a line: `generate.py COUNT [SEED]`.

Ids come from small pools, so that assignments meet. Documents are written in all the odd ways that real ones are.
With DOORSTEP_CA_CORPUS, a folder of published policies, every other case is made of those, judging sign-ins made of
the very ids and values that they name.
"""

import json
import os
import random
import sys

USERS = ["aaaaaaaa-0000-4000-8000-00000000000%d" % n for n in range(5)]
GROUPS = ["bbbbbbbb-0000-4000-8000-00000000000%d" % n for n in range(4)]
ROLES = ["62e90394-69f5-4237-9190-012177145e10", "194ae4cb-b126-40b2-bd5b-6091b380977d",
         "29232cdf-9323-42fd-ade2-1d097af3e4de"]
APPS = ["cccccccc-0000-4000-8000-00000000000%d" % n for n in range(4)]
TENANTS = ["dddddddd-0000-4000-8000-00000000000%d" % n for n in range(3)]
PRINCIPALS = ["eeeeeeee-0000-4000-8000-00000000000%d" % n for n in range(3)]
PLACES = ["ffffffff-0000-4000-8000-00000000000%d" % n for n in range(6)]
STRENGTHS = ["abababab-0000-4000-8000-00000000000%d" % n for n in range(2)]
BUILT_IN_STRENGTHS = ["00000000-0000-0000-0000-00000000000%d" % n for n in (2, 3, 4)]
TERMS = ["acacacac-0000-4000-8000-00000000000%d" % n for n in range(2)]
MAGIC_PLACES = ["00000000-0000-0000-0000-000000000000", "3d46dbda-8382-466a-856d-eb00cbc6b910"]
GUESTS = ["internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember", "b2bDirectConnectUser",
          "otherExternalUser", "serviceProvider"]
CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]
PLATFORMS = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"]
LEVELS = ["low", "medium", "high", "none"]
INSIDER = ["minor", "moderate", "elevated"]
FLOWS = ["deviceCodeFlow", "authenticationTransfer"]
ACTIONS = ["urn:user:registersecurityinfo", "urn:user:registerdevice"]
CONTEXTS = ["c1", "c2", "c37"]
CONTROLS = ["mfa", "compliantDevice", "domainJoinedDevice", "approvedApplication", "compliantApplication",
            "passwordChange"]
COMBINATIONS = ["password", "password,sms", "password,email", "email", "fido2", "windowsHelloForBusiness",
                "password,softwareOath", "federatedSingleFactor", "federatedSingleFactor,sms", "sms",
                "password,microsoftAuthenticatorPush", "temporaryAccessPassOneTime", "deviceBasedPush",
                "x509CertificateMultiFactor", "x509CertificateSingleFactor"]
IPS = ["203.0.113.7", "203.0.113.200", "198.51.100.1", "192.0.2.1", "2001:db8::1", "2001:db8:1::1",
       "::ffff:203.0.113.7", "::ffff:c000:201", "10.1.2.3"]
RANGES = ["203.0.113.0/25", "203.0.113.0/24", "198.51.100.0/24", "2001:db8::/48", "192.0.2.1/32", "10.1.0.0/16"]
COUNTRIES = ["US", "CA", "DE", "JP"]
NAMES = ["SAW-01", "saw", "PAW-7", "Shared", "x"]


class Cases:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def maybe(self, chance):
        return self.random.random() < chance

    def some(self, pool, most=2, least=0):
        return self.random.sample(pool, min(len(pool), self.random.randint(least, most)))

    def one(self, pool):
        return self.random.choice(pool)

    # ------------------------------------------------------------ policies

    def users(self):
        users = {"includeUsers": [], "excludeUsers": [], "includeGroups": [], "excludeGroups": [], "includeRoles": [],
                 "excludeRoles": [], "includeGuestsOrExternalUsers": None, "excludeGuestsOrExternalUsers": None}
        if self.maybe(0.5):
            users["includeUsers"] = ["All"]
        elif self.maybe(0.1):
            users["includeUsers"] = ["None"]
        else:
            users["includeUsers"] = self.some(USERS + ["GuestsOrExternalUsers"])
            users["includeGroups"] = self.some(GROUPS)
            users["includeRoles"] = self.some(ROLES)
        if self.maybe(0.5):
            users["excludeUsers"] = self.some(USERS + ["GuestsOrExternalUsers"], 1)
            users["excludeGroups"] = self.some(GROUPS, 1)
            users["excludeRoles"] = self.some(ROLES, 1)
        for side in ["include", "exclude"]:
            if self.maybe(0.2):
                users[side + "GuestsOrExternalUsers"] = self.guests()
        return users

    def guests(self):
        kind = self.one(["all", "enumerated", None])
        tenants = {"@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", "membershipKind": "all"}
        if kind == "enumerated":
            tenants = {"@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
                       "membershipKind": "enumerated", "members": self.some(TENANTS, 2, 1)}
        return {"guestOrExternalUserTypes": ",".join(self.some(GUESTS, 4, 1)),
                "externalTenants": tenants if kind else None}

    def applications(self):
        target = {"includeApplications": [], "excludeApplications": [], "includeUserActions": [],
                  "includeAuthenticationContextClassReferences": [], "applicationFilter": None}
        choice = self.random.random()
        if choice < 0.45:
            target["includeApplications"] = ["All"]
        elif choice < 0.7:
            target["includeApplications"] = self.some(APPS + ["Office365", "MicrosoftAdminPortals"], 2, 1)
        elif choice < 0.74:
            target["includeApplications"] = ["None"]
        elif choice < 0.87:
            target["includeUserActions"] = [self.one(ACTIONS)]
        else:
            target["includeAuthenticationContextClassReferences"] = self.some(CONTEXTS, 2, 1)
        if self.maybe(0.03):
            target["includeUserActions"] = [self.one(ACTIONS)]
        if choice < 0.74:
            if self.maybe(0.3):
                target["excludeApplications"] = self.some(APPS + ["Office365"], 1, 1)
            if self.maybe(0.2):
                target["applicationFilter"] = {"mode": self.one(["include", "exclude"]), "rule": self.app_rule()}
        return target

    def app_rule(self):
        return self.rule(lambda: "CustomSecurityAttribute." + self.one(["Eng_Project", "HR_Tag"]),
                         ["Baker", "requireMFA", "legacy"])

    def device_rule(self):
        if self.maybe(0.2):
            return "device.%s %s %s" % (self.one(["isCompliant", "iscompliant"]), self.one(["-eq", "-ne"]),
                                        self.one(["True", "False", '"true"']))
        if self.maybe(0.3):
            return "device.%s" % self.one([
                'trustType -eq "AzureAD" -or device.trustType -eq "ServerAD"', 'deviceOwnership -ne "Company"',
                'mdmAppId -in ["saw", "x"] -and device.trustType -ne "Workplace"', 'systemLabels -contains "M365"',
                'physicalIds -notContains "[ZTDId]:1" -and device.isCompliant -eq True',
                'trustType -startsWith "Azure"', 'trustType -eq "Nothing"', 'color -eq "red"', 'model -eq "x',
                'trustType -ne null -and -not (device.deviceOwnership -eq "Personal")'])
        return self.rule(lambda: "device." + self.one(["displayName", "extensionAttribute1", "model",
                                                       "operatingSystem"]), NAMES)

    def rule(self, attribute, values):
        def comparison():
            left, quote = attribute(), self.one('""\'')
            kind = self.random.random()
            if kind < 0.15:
                items = ", ".join('"%s"' % value for value in self.some(values, 3, 1))
                return "%s %s [%s]" % (left, self.one(["-in", "-notIn"]), items)
            if kind < 0.2:
                return "%s %s null" % (left, self.one(["-eq", "-ne"]))
            if kind < 0.28:
                return '%s %s "%s"' % (left, self.one(["-match", "-notMatch"]), self.one(["^s", "w-[0-9]+$", "a.*e"]))
            operator = self.one(["-eq", "-ne", "-startsWith", "-notStartsWith", "-endsWith", "-notEndsWith",
                                 "-contains", "-notContains"])
            value = self.one(values)
            if self.maybe(0.4):
                value = value[:3] if "tart" in operator else value[-2:]
            return "%s %s %s%s%s" % (left, operator, quote, value, quote)

        def either(depth):
            kind = self.random.random()
            if depth == 0 or kind < 0.4:
                return comparison()
            if kind < 0.55:
                return "-not (%s)" % either(depth - 1)
            if kind < 0.7:
                return "(%s)" % either(depth - 1)
            return "%s %s %s" % (either(depth - 1), self.one(["-and", "-or", "-or"]), either(depth - 1))
        return either(self.random.randint(0, 3))

    def conditions(self):
        conditions = {"users": self.users(), "applications": self.applications(), "clientAppTypes": ["all"],
                      "platforms": None, "locations": None, "devices": None, "clientApplications": None,
                      "signInRiskLevels": [], "userRiskLevels": [], "servicePrincipalRiskLevels": [],
                      "insiderRiskLevels": None, "authenticationFlows": None}
        # Most policies have a condition or two, so that they apply now and then.
        density = self.one([0.2, 0.5, 1.5])
        if density < 1:
            kept = self.one(["users", "applications", "none", "none"])
            for name, word in [("users", "includeUsers"), ("applications", "includeApplications")]:
                if name != kept:
                    conditions[name] = {word: ["All"]}
        if self.maybe(0.08):
            conditions["users"] = {"includeUsers": ["None"]}
            conditions["clientApplications"] = {
                "includeServicePrincipals": self.one([["ServicePrincipalsInMyTenant"], self.some(PRINCIPALS, 2, 1)]),
                "excludeServicePrincipals": self.some(PRINCIPALS, 1)}
            conditions["servicePrincipalRiskLevels"] = self.some(LEVELS, 2) if self.maybe(0.4) else []
        if self.maybe(0.3 * density):
            conditions["clientAppTypes"] = self.some(CLIENTS, 3, 1)
        if self.maybe(0.25 * density):
            conditions["platforms"] = {"includePlatforms": self.one([["all"], self.some(PLATFORMS, 3)]),
                                       "excludePlatforms": self.some(PLATFORMS, 2)}
        if self.maybe(0.35 * density):
            conditions["locations"] = {
                "includeLocations": self.one([["All"], ["AllTrusted"], self.some(PLACES + MAGIC_PLACES, 2)]),
                "excludeLocations": self.one([["AllTrusted"], self.some(PLACES + MAGIC_PLACES, 2)])}
            if self.maybe(0.02):
                conditions["locations"]["excludeLocations"] = ["All"]
        if self.maybe(0.25 * density):
            conditions["devices"] = {"deviceFilter": {"mode": self.one(["include", "exclude"]),
                                                      "rule": self.device_rule()}}
        for name in ["signInRiskLevels", "userRiskLevels"]:
            if self.maybe(0.12 * density):
                conditions[name] = self.some(LEVELS, 2, 1)
        if self.maybe(0.1 * density):
            conditions["insiderRiskLevels"] = ",".join(self.some(INSIDER, 2, 1))
        if self.maybe(0.1 * density):
            conditions["authenticationFlows"] = {"transferMethods": ",".join(self.some(FLOWS, 2, 1))}
        if self.maybe(0.01):
            conditions[self.one(["times", "agents", "signInRiskDetections"])] = {"all": ["x"]}
        return conditions

    def grant(self):
        if self.maybe(0.15):
            return None
        grant = {"operator": self.one(["AND", "OR"]), "builtInControls": [], "customAuthenticationFactors": [],
                 "termsOfUse": [], "authenticationStrength": None}
        if self.maybe(0.15):
            grant["builtInControls"] = ["block"]
            return grant
        grant["builtInControls"] = self.some(CONTROLS[:5], 3)
        if self.maybe(0.25):
            grant["termsOfUse"] = self.some(TERMS, 2, 1)
        if self.maybe(0.25):
            grant["builtInControls"] = [word for word in grant["builtInControls"] if word != "mfa"]
            grant["authenticationStrength"] = {"id": self.one(STRENGTHS + BUILT_IN_STRENGTHS)}
        return grant

    def session(self):
        if self.maybe(0.6):
            return None
        session = {}
        if self.maybe(0.5):
            every = self.maybe(0.3)
            kind = self.one(["hours", "days"])
            session["signInFrequency"] = {
                "isEnabled": self.one([True, True, False, None]), "value": None if every else self.random.randint(1, 23),
                "type": None if every else kind, "frequencyInterval": "everyTime" if every else "timeBased",
                "authenticationType": self.one(["primaryAndSecondaryAuthentication", "secondaryAuthentication"])}
        if self.maybe(0.4):
            session["persistentBrowser"] = {"isEnabled": self.one([True, True, None]),
                                            "mode": self.one(["always", "never"])}
        if self.maybe(0.3):
            session["cloudAppSecurity"] = {"isEnabled": True, "cloudAppSecurityType": self.one(
                ["mcasConfigured", "monitorOnly", "blockDownloads"])}
        for name in ["applicationEnforcedRestrictions", "secureSignInSession"]:
            if self.maybe(0.2):
                session[name] = {"isEnabled": self.one([True, None, False])}
        if self.maybe(0.2):
            session["disableResilienceDefaults"] = self.one([True, False, None])
        if self.maybe(0.2):
            session["continuousAccessEvaluation"] = {"mode": self.one(["strictEnforcement", "disabled",
                                                                       "strictLocation"])}
        return session or None

    def policy(self, number):
        policy = {"id": "%08d-0000-4000-8000-000000000000" % number, "displayName": "Policy %d" % number,
                  "state": self.one(["enabled"] * 7 + ["enabledForReportingButNotEnforced", "disabled"]),
                  "conditions": self.conditions(), "grantControls": self.grant(), "sessionControls": self.session()}
        if self.maybe(0.02):
            self.one([policy, policy, policy["conditions"]]).pop(self.one(["state", "users", "applications"]), None)
        if not policy["grantControls"] and not policy["sessionControls"]:
            policy["grantControls"] = {"operator": "OR", "builtInControls": ["mfa"]}
        return self.odd(policy)

    def odd(self, policy):
        """The same policy, written as somebody's tool might have."""
        def walk(value, style):
            if isinstance(value, dict):
                out = {}
                for key, inner in value.items():
                    if inner is None and self.maybe(0.2):
                        inner = self.one([{}, [], ""])
                    if inner in (None, []) and self.maybe(0.2):
                        continue
                    named = key[0].upper() + key[1:] if style == "Pascal" and key[0] != "@" else key
                    out[named] = walk(inner, style)
                if style == "annotated":
                    out["x@odata.context"] = None
                return out
            if isinstance(value, list):
                return [walk(inner, style) for inner in value]
            if isinstance(value, str) and style == "upper" and len(value) == 36:
                return value.upper()
            if value in ("All", "AND", "OR") and style == "lower":
                return value.lower()
            return value
        if self.maybe(0.04):
            # Nothing that may be quietly left out.
            part, name, value = self.one([
                ("conditions", "moonPhase", {"includePhases": ["full"]}), ("conditions", "agentIdRiskLevels", "high"),
                ("users", "includeUsers", ["Everyone"]), ("users", "excludeGroups", [" " + GROUPS[0]]),
                ("users", "includeFriends", ["x-1"]), ("applications", "includeApplications", ["AllAgentIdResources"]),
                ("applications", "networkAccess", {"trafficForwardingProfile": "x"}),
                ("grantControls", "builtInControls", ["retinaScan"])])
            target = {"conditions": policy["conditions"], "grantControls": policy["grantControls"]}.get(
                part, policy["conditions"].get(part))
            if target is not None:
                target[name] = value
        policy = walk(policy, self.one(["", "", "", "Pascal", "annotated", "upper", "lower"]))
        conditions = policy.get("conditions") or {}
        nulls = {"platforms": {"includePlatforms": None, "excludePlatforms": None},
                 "locations": {"includeLocations": None, "excludeLocations": None},
                 "devices": {"deviceFilter": None}, "authenticationFlows": {"transferMethods": None}}
        for name, value in nulls.items():
            if conditions.get(name, 0) is None and self.maybe(0.2):
                conditions[name] = value
        return policy

    # ------------------------------------------------------------ what policies refer to

    def locations(self):
        found = []
        for id in self.some(PLACES, 6, 3):
            if self.maybe(0.5):
                found.append({"@odata.type": "#microsoft.graph.ipNamedLocation", "id": id, "displayName": id,
                              "isTrusted": self.maybe(0.5),
                              "ipRanges": [self.range(text) for text in self.some(RANGES, 3, 1)]})
            else:
                found.append({"@odata.type": "#microsoft.graph.countryNamedLocation", "id": id, "displayName": id,
                              **({"isTrusted": True} if self.maybe(0.1) else {}),
                              "countriesAndRegions": self.some(COUNTRIES, 3, 1),
                              "countryLookupMethod": self.one(["clientIpAddress", "clientIpAddress",
                                                               "authenticatorAppGps"]),
                              "includeUnknownCountriesAndRegions": self.maybe(0.4)})
        return found

    def range(self, text):
        kind = "iPv6CidrRange" if ":" in text else "iPv4CidrRange"
        return {"@odata.type": "#microsoft.graph." + kind, "cidrAddress": text}

    def strengths(self):
        return [{"id": id, "displayName": id, "policyType": "custom", "requirementsSatisfied": "mfa",
                 "allowedCombinations": self.some(COMBINATIONS, 4, 1), "combinationConfigurations": []}
                for id in STRENGTHS]

    # ------------------------------------------------------------ sign-ins

    def sign_in(self, number, pools):
        def known(name, pool, chance=0.75):
            if pool and self.maybe(chance):
                found[name] = self.one(pool)
            elif self.maybe(0.2):
                found[name] = None
        found = {"id": str(number)}
        if self.maybe(0.12):
            found["servicePrincipalId"] = self.one(pools.get("principals", PRINCIPALS))
            known("servicePrincipalRisk", LEVELS)
        else:
            known("userId", pools.get("users", USERS), 0.9)
            known("userType", ["member"] * 4 + GUESTS, 0.8)
            known("homeTenantId", pools.get("tenants", TENANTS), 0.5)
            found["groupIds"] = self.some(pools.get("groups", GROUPS))
            found["roleIds"] = self.some(pools.get("roles", ROLES))
        choice = self.random.random()
        if choice < 0.05:
            found["authContext"] = self.one(CONTEXTS)
            known("userAction", ACTIONS, 0.3)
            known("appId", pools.get("apps", APPS), 0.6)
            known("appGroups", [["Office365"], []], 0.3)
        elif choice < 0.15:
            found["userAction"] = self.one(ACTIONS)
        elif choice < 0.3:
            found["authContext"] = self.one(pools.get("contexts", CONTEXTS))
        elif choice < 0.95:
            known("appId", pools.get("apps", APPS), 0.95)
            if self.maybe(0.2):
                found["appGroups"] = self.some(["Office365", "MicrosoftAdminPortals"])
            if self.maybe(0.5):
                found["appAttributes"] = {"Eng_Project": self.one(["Baker", ["Baker", "x"]]), "HR_Tag": "requireMFA"}
        known("clientAppType", CLIENTS)
        known("platform", PLATFORMS)
        known("ip", pools.get("ips", IPS))
        known("country", pools.get("countries", COUNTRIES), 0.6)
        known("gpsCountry", pools.get("countries", COUNTRIES), 0.4)
        known("compliantNetwork", [True, False], 0.4)
        known("userRisk", LEVELS, 0.5)
        known("signInRisk", LEVELS, 0.5)
        known("insiderRisk", INSIDER + ["none"], 0.5)
        known("authFlow", FLOWS, 0.4)
        if self.maybe(0.6):
            found["device"] = self.device(pools)
        found["completedCombinations"] = self.some(COMBINATIONS)
        found["satisfiedControls"] = self.some(CONTROLS + TERMS)
        return found

    def device(self, pools):
        device = {}
        for name, pool in [("registered", [True, True, False]), ("isCompliant", [True, False]),
                           ("isManaged", [True, False]), ("trustType", ["AzureAD", "ServerAD", "Workplace"]),
                           ("displayName", NAMES + pools.get("texts", [])), ("model", NAMES),
                           ("extensionAttribute1", NAMES + pools.get("texts", [])),
                           ("deviceOwnership", ["Company", "Personal"]), ("operatingSystem", ["Windows", "iOS"]),
                           ("mdmAppId", pools.get("texts", NAMES)), ("enrollmentProfileName", pools.get("texts", NAMES))]:
            if self.maybe(0.6):
                device[name] = self.one(pool)
        return device

    def case(self):
        return {"policies": [self.policy(number) for number in range(self.random.randint(1, 4))],
                "namedLocations": self.locations(), "authStrengths": self.strengths(),
                "options": {"mfaTrustedIps": self.one([["192.0.2.0/24"], []])},
                "signIns": [self.sign_in(number, {}) for number in range(3)]}

    def published(self, policies, objects):
        chosen = [self.one(policies) for _ in range(self.random.randint(1, 3))]
        pools = {}
        for policy in chosen:
            gather(policy, pools)
        by_id = {str(item.get("id", "")).lower(): item for item in objects}
        places = [item for item in by_id.values() if str(item.get("id", "")).lower() in
                  [str(id).lower() for id in pools.get("places", [])]]
        for place in places:
            for item in place.get("ipRanges") or []:
                text = item.get("cidrAddress") if isinstance(item, dict) else item
                pools.setdefault("ips", list(IPS)).append(str(text).split("/")[0])
            pools.setdefault("countries", list(COUNTRIES)).extend(place.get("countriesAndRegions") or [])
        places += [{"id": id, "displayName": "x", "isTrusted": self.maybe(0.5), "ipRanges": [self.range(RANGES[0])]}
                   for id in pools.get("places", [])
                   if str(id).lower() not in [str(item.get("id")).lower() for item in places] and self.maybe(0.5)
                   and str(id).lower() not in ["all", "alltrusted"] + MAGIC_PLACES]
        pools = {name: pool for name, pool in pools.items() if pool}
        pools.setdefault("texts", ["x"])
        return {"policies": chosen, "namedLocations": places, "authStrengths": self.strengths(),
                "signIns": [self.sign_in(number, pools) for number in range(4)]}


def gather(value, pools, key=""):
    names = {"users": "users", "groups": "groups", "roles": "roles", "applications": "apps", "locations": "places",
             "serviceprincipals": "principals", "members": "tenants", "includeauthenticationcontextclassreferences":
             "contexts"}
    if isinstance(value, dict):
        for name, inner in value.items():
            gather(inner, pools, name.lower())
            if name.lower() == "rule" and isinstance(inner, str):
                pools.setdefault("texts", []).extend(inner.split('"')[1::2])
    elif isinstance(value, list):
        pool = names.get(key.removeprefix("include").removeprefix("exclude"), names.get(key))
        if pool:
            pools.setdefault(pool, []).extend(
                item for item in value if isinstance(item, str) and item and (pool == "places" or not item.isalpha()))


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    cases, folder = Cases(seed), os.environ.get("DOORSTEP_CA_CORPUS")
    policies = objects = None
    if folder and os.path.isdir(folder):
        def read(name):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                return [json.loads(line) for line in file]
        policies = [line["object"] for line in read("shared.policies.jsonl")]
        objects = [line["object"] for line in read("shared.objects.jsonl") if line["kind"] == "namedLocation"]
    for number in range(count):
        case = cases.published(policies, objects) if policies and number % 2 else cases.case()
        print(json.dumps(case))


if __name__ == "__main__":
    main()
