"""A second, naive reading of Conditional Access: one policy at a time, in the words of Microsoft's documentation.

It exists to be compared with the engine, so it shares nothing with it and is as plain as it can be. A case on every line
of standard input becomes a list of verdicts on the same line of standard output.
"""

import ipaddress
import json
import re
import sys

MFA_TRUSTED_IPS = "00000000-0000-0000-0000-000000000000"
COMPLIANT_NETWORK = "3d46dbda-8382-466a-856d-eb00cbc6b910"

GUESTS = ["internalguest", "b2bcollaborationguest", "b2bcollaborationmember", "b2bdirectconnectuser",
          "otherexternaluser", "serviceprovider"]
CLIENTS = ["all", "browser", "mobileappsanddesktopclients", "exchangeactivesync", "eassupported", "easunsupported",
           "other"]
PLATFORMS = ["android", "ios", "windows", "windowsphone", "macos", "linux", "all"]
RISKS = ["low", "medium", "high", "hidden", "none"]
ACTIONS = ["urn:user:registersecurityinfo", "urn:user:registerdevice", "urn:user:accountrecovery"]

# All that can be judged. Whatever else says something makes a policy unsupported: it would match too much.
CONDITIONS = ["users", "applications", "clientapplications", "clientapptypes", "platforms", "locations", "devices",
              "devicestates", "signinrisklevels", "userrisklevels", "serviceprincipalrisklevels", "insiderrisklevels",
              "authenticationflows"]
TARGETS = ["includeapplications", "excludeapplications", "includeuseractions",
           "includeauthenticationcontextclassreferences", "applicationfilter"]
USERS = [side + kind for side in ["include", "exclude"] for kind in ["users", "groups", "roles",
                                                                     "guestsorexternalusers"]]

BUILT_IN_CONTROLS = ["mfa", "compliantDevice", "domainJoinedDevice", "approvedApplication", "compliantApplication",
                     "passwordChange", "riskRemediation"]
# Words outside Graph's enum, which exports have all the same. They come after the terms of use.
FOREIGN_CONTROLS = ["verifiedID", "compliantNetwork"]

# What is mfa all by itself; of everything else it takes two.
STRONG_ALONE = ["windowshelloforbusiness", "fido2", "x509certificatemultifactor", "devicebasedpush",
                "temporaryaccesspassonetime", "temporaryaccesspassmultiuse", "federatedmultifactor"]

PASSWORDLESS = ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor", "deviceBasedPush"]
PHISHING_RESISTANT = ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"]
MULTIFACTOR = PASSWORDLESS + [
    "temporaryAccessPassOneTime", "temporaryAccessPassMultiUse", "federatedMultiFactor",
    "password,microsoftAuthenticatorPush", "password,softwareOath", "password,hardwareOath",
    "password,x509CertificateSingleFactor", "password,x509CertificateMultiFactor", "password,sms", "password,voice",
    "microsoftAuthenticatorPush,federatedSingleFactor", "softwareOath,federatedSingleFactor",
    "hardwareOath,federatedSingleFactor", "sms,federatedSingleFactor", "voice,federatedSingleFactor"]
BUILT_IN_STRENGTHS = {
    "00000000-0000-0000-0000-000000000002": MULTIFACTOR,
    "00000000-0000-0000-0000-000000000003": PASSWORDLESS,
    "00000000-0000-0000-0000-000000000004": PHISHING_RESISTANT,
}


class Unsupported(Exception):
    """A policy that cannot be judged; the text is the field's path."""


# ---------------------------------------------------------------- documents

def plain(value):
    """Keys without case and without annotations; of two spellings of a key the last counts."""
    if isinstance(value, dict):
        return {key.lower(): plain(inner) for key, inner in value.items() if "@" not in key and not key.startswith("#")}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def configured(value):
    """Missing, null, "", [], {} and an object of such members are all the same: not configured."""
    if isinstance(value, dict):
        return any(configured(inner) for inner in value.values())
    return value not in (None, "", [])


def part(document, *names):
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
        if not configured(document):
            return {}
    return document if isinstance(document, dict) else {}


def words(document, name, known=None, path=""):
    """A list, or flags in one comma-separated string, in lower case."""
    value = document.get(name)
    items = value if isinstance(value, list) else str(value).split(",") if configured(value) else []
    found = [str(item).strip().lower() for item in items]
    if any(known and word not in known for word in found):
        raise Unsupported(f"{path}.{name}")
    if isinstance(value, list) and any(str(item) != str(item).strip() for item in items):
        raise Unsupported(f"{path}.{name}")
    return found


def ids(document, name, known):
    """Ids and known words. A word that is not known is no id: those have more than letters."""
    found = words(document, name)
    if any(id not in known and id.isascii() and id.isalpha() for id in found):
        raise Unsupported(name)
    return found


def only(document, known, path):
    for name, value in document.items():
        if name not in known and configured(value):
            raise Unsupported(f"{path}.{name}")


# ---------------------------------------------------------------- filter rules

TOKEN = re.compile(r"""\s*(?:(?P<mark>[()\[\],])|(?P<text>"[^"]*"|'[^']*')|(?P<word>[^\s()\[\],"']+))""")
OPERATORS = ["-eq", "-startswith", "-endswith", "-contains", "-in", "-match"]
NEGATIVE = {"-ne": "-eq", "-notstartswith": "-startswith", "-notendswith": "-endswith", "-notcontains": "-contains",
            "-notin": "-in", "-notmatch": "-match"}
# Microsoft's table: what may be asked of an attribute, and the values that some of them have.
EQUAL, ANY = ["-eq", "-in"], OPERATORS
DEVICE_ATTRIBUTES = {
    "deviceid": EQUAL, "displayname": ANY, "deviceownership": EQUAL, "enrollmentprofilename": ANY,
    "iscompliant": ["-eq"], "manufacturer": ANY, "mdmappid": EQUAL, "model": ANY, "operatingsystem": ANY,
    "operatingsystemversion": ANY, "physicalids": ["-contains"], "profiletype": EQUAL, "systemlabels": ["-contains"],
    "trusttype": EQUAL, **{f"extensionattribute{n}": ANY for n in range(1, 16)}}
VALUES = {
    "deviceownership": ["personal", "company"], "trusttype": ["azuread", "serverad", "workplace"],
    "profiletype": ["registereddevice", "securevm", "printer", "shared", "iot"], "iscompliant": ["true", "false"]}


class Rule:
    """comparison > -not > -and > -or; `lookup` gives an attribute's value, or None."""

    def __init__(self, text, lookup):
        self.tokens, self.lookup, place = [], lookup, 0
        text = text.strip()
        while place < len(text):
            found = TOKEN.match(text, place)
            if not found:
                raise ValueError("token")
            self.tokens.append((found.lastgroup, found.group(found.lastgroup)))
            place = found.end()

    def take(self, *expected):
        kind, text = self.tokens[0] if self.tokens else (None, "")
        if kind != "text" and text.lower() in expected:
            self.tokens.pop(0)
            return True
        return False

    def value(self):
        result = self.either()
        if self.tokens:
            raise ValueError("more")
        return result

    def either(self):
        result = self.both()
        while self.take("-or", "or"):
            result = self.both() or result
        return result

    def both(self):
        result = self.negated()
        while self.take("-and", "and"):
            result = self.negated() and result
        return result

    def negated(self):
        if self.take("-not", "not"):
            return not self.negated()
        if self.take("("):
            result = self.either()
            if not self.take(")"):
                raise ValueError(")")
            return result
        return self.comparison()

    def comparison(self):
        if len(self.tokens) < 3 or self.tokens[0][0] != "word":
            raise ValueError("comparison")
        name = self.tokens.pop(0)[1].lower()
        operator = self.tokens.pop(0)[1].lower()
        operator = operator if operator.startswith("-") else "-" + operator
        positive = NEGATIVE.get(operator, operator)
        if positive not in OPERATORS:
            raise ValueError(operator)
        wanted = self.list() if positive == "-in" else self.literal()
        actual = self.lookup(name, positive, wanted if positive == "-in" else [wanted])
        return compare(positive, actual, wanted) != (operator in NEGATIVE)

    def list(self):
        if not self.take("["):
            return [self.literal()]
        items = []
        while not self.take("]"):
            items.append(self.literal())
            if not self.take(",") and (not self.tokens or self.tokens[0][1] != "]"):
                raise ValueError("list")
        return items

    def literal(self):
        kind, text = self.tokens.pop(0) if self.tokens else (None, "")
        if kind == "text":
            return text[1:-1]
        if kind == "word" and text.lower() in ("null", "$null"):
            return None
        if kind == "word" and text.lower() in ("true", "false"):
            return text
        raise ValueError("literal")


def compare(operator, actual, wanted):
    """A positive operator. Nothing equals null, except null itself where a rule writes it."""
    if operator == "-in":
        return any(compare("-eq", actual, item) for item in wanted)
    if actual is None or wanted is None:
        return operator == "-eq" and actual is None and wanted is None
    pattern, wanted = wanted, wanted.lower()
    if isinstance(actual, list):
        # Of a collection, whole strings are compared.
        items = [str(item).lower() for item in actual]
        return wanted in items if operator in ("-contains", "-eq") else any(compare(operator, i, pattern) for i in items)
    actual = str(actual).lower()
    return {"-eq": lambda: actual == wanted, "-startswith": lambda: actual.startswith(wanted),
            "-endswith": lambda: actual.endswith(wanted), "-contains": lambda: wanted in actual,
            "-match": lambda: re.search(pattern, actual, re.IGNORECASE) is not None}[operator]()


def device_filter(rule, device):
    """Whether the device is one that the rule describes. An unregistered device has no attributes."""
    def lookup(name, operator, wanted):
        attribute = name.removeprefix("device.")
        if attribute == name or operator not in DEVICE_ATTRIBUTES.get(attribute, []):
            raise ValueError(name)
        if any(value is not None and value.lower() not in VALUES.get(attribute, [value.lower()]) for value in wanted):
            raise ValueError(wanted)
        if device.get("registered") is False:
            return None
        managed = device.get("ismanaged")
        if managed is None:
            managed = device.get("mdmappid") or device.get("iscompliant") is True \
                or str(device.get("trusttype")).lower() == "serverad"
        if attribute.startswith("extensionattribute") and not managed:
            return None
        return device.get(attribute)
    return judge_rule(rule, lookup, "conditions.devices.deviceFilter.rule")


def app_filter(rule, attributes):
    def lookup(name, _operator, _wanted):
        attribute = name.removeprefix("customsecurityattribute.")
        if attribute == name or "_" not in attribute:
            raise ValueError(name)
        return attributes.get(attribute)
    return judge_rule(rule, lookup, "conditions.applications.applicationFilter.rule")


def judge_rule(rule, lookup, path):
    try:
        return Rule(rule, lookup).value()
    except (ValueError, re.error):
        raise Unsupported(path)


# ---------------------------------------------------------------- assignments: each answers the words that failed

def judge_users(users, sign_in):
    only(users, USERS, "conditions.users")

    def matches(side):
        listed = ids(users, side + "users", ["none", "guestsorexternalusers"] + ["all"] * (side == "include"))
        kind = sign_in["usertype"]
        return "all" in listed or sign_in["userid"] in listed \
            or ("guestsorexternalusers" in listed and kind in GUESTS) \
            or any(group in sign_in["groupids"] for group in words(users, side + "groups")) \
            or any(role in sign_in["roleids"] for role in words(users, side + "roles")) \
            or judge_guests(part(users, side + "guestsorexternalusers"), sign_in)
    included, excluded = matches("include"), matches("exclude")
    return included and not excluded and not sign_in["workload"]


def judge_guests(guests, sign_in):
    kinds = words(guests, "guestorexternalusertypes", GUESTS + ["none"], "conditions.users")
    kind = sign_in["usertype"]
    if kind not in GUESTS or kind not in kinds:
        return False
    tenants = part(guests, "externaltenants")
    members = words(tenants, "members")
    if words(tenants, "membershipkind") == ["enumerated"] or members:
        # Another tenant's people only: an internal guest has no home elsewhere.
        return kind != "internalguest" and sign_in["hometenantid"] in members
    return True


def judge_workloads(clients, sign_in):
    if configured(part(clients, "serviceprincipalfilter").get("rule")):
        raise Unsupported("conditions.clientApplications.servicePrincipalFilter")
    if not sign_in["workload"]:
        return False
    included = words(clients, "includeserviceprincipals")
    excluded = words(clients, "excludeserviceprincipals")
    mine = sign_in["serviceprincipalid"]
    return ("serviceprincipalsinmytenant" in included or mine in included) and mine not in excluded


def judge_target(target, sign_in):
    """The resource, the user action or the context, whichever of the three the policy selects."""
    only(target, TARGETS, "conditions.applications")
    actions = words(target, "includeuseractions", ACTIONS, "conditions.applications")
    contexts = words(target, "includeauthenticationcontextclassreferences")
    included = ids(target, "includeapplications", ["all", "none", "office365", "microsoftadminportals"])
    rule = part(target, "applicationfilter")
    described = bool(rule) and app_filter(rule["rule"], sign_in["appattributes"])
    excluded = ids(target, "excludeapplications", ["none", "office365", "microsoftadminportals"])
    app = [sign_in["appid"]] + sign_in["appgroups"]
    named = bool(sign_in["appid"] or sign_in["appgroups"] or sign_in["appattributes"])
    if sign_in["useraction"]:
        resource = False
        everything = sign_in["useraction"] == ACTIONS[0]
    else:
        # A request for a context alone asks for no resource; of one that says nothing, the resource is unknown.
        resource = everything = named or not sign_in["authcontext"]
    mode = words(rule, "mode")
    inside = sign_in["useraction"] in actions or sign_in["authcontext"] in contexts \
        or ("all" in included and everything) or any(id in included for id in app) \
        or (described and resource and mode == ["include"])
    outside = any(id in excluded for id in app) or (described and resource and mode == ["exclude"])
    if inside and not outside:
        return ""
    apps = bool(rule) or any(id != "none" for id in included)
    return "application" if apps or not (actions or contexts) else "userActions" if actions else "authenticationContext"


# ---------------------------------------------------------------- conditions

def judge_clients(kinds, sign_in):
    mine = sign_in["clientapptype"]
    # easUnsupported is merged into exchangeActiveSync, which covers easSupported.
    kinds = ["exchangeactivesync" if kind == "easunsupported" else kind for kind in kinds]
    return not kinds or "all" in kinds or mine in kinds or (mine == "eassupported" and "exchangeactivesync" in kinds)


def judge_platforms(platforms, sign_in):
    included = words(platforms, "includeplatforms", PLATFORMS, "conditions.platforms")
    excluded = words(platforms, "excludeplatforms", PLATFORMS, "conditions.platforms")
    mine = sign_in["platform"]
    return (not included or "all" in included or mine in included) and not (mine in excluded or "all" in excluded)


def judge_locations(locations, sign_in, world):
    def inside(place):
        if place == "all":
            return True
        if place == "alltrusted":
            return at(MFA_TRUSTED_IPS) or any(
                location.get("istrusted") is True and "countriesandregions" not in location and at(id)
                for id, location in world["locations"].items())
        return at(place)

    def at(id):
        if id in world["broken"]:
            raise Unsupported("conditions.locations")
        if id == MFA_TRUSTED_IPS:
            return in_ranges(sign_in["ip"], world["mfa_trusted"])
        if id == COMPLIANT_NETWORK:
            return sign_in["compliantnetwork"] is True
        location = world["locations"].get(id)
        if location is None:
            return False
        if "countriesandregions" in location:
            gps = words(location, "countrylookupmethod") == ["authenticatorappgps"]
            country = sign_in["gpscountry" if gps else "country"]
            if not country:
                return location.get("includeunknowncountriesandregions") is True
            return country in words(location, "countriesandregions")
        return in_ranges(sign_in["ip"], ranges_of(location))
    included, excluded = words(locations, "includelocations"), words(locations, "excludelocations")
    return (not included or any(inside(place) for place in included)) and not any(inside(place) for place in excluded)


def ranges_of(location):
    return [item.get("cidraddress") if isinstance(item, dict) else item for item in location.get("ipranges") or []]


def in_ranges(ip, ranges):
    """An IPv4 address in IPv6's clothes is the IPv4 address."""
    if not ip:
        return False
    address = ipaddress.ip_address(ip)
    address = getattr(address, "ipv4_mapped", None) or address
    for text in ranges:
        network = ipaddress.ip_network(text, strict=False)
        if network.version == 6 and network.prefixlen >= 96 and network.network_address.ipv4_mapped:
            network = ipaddress.ip_network(
                f"{network.network_address.ipv4_mapped}/{network.prefixlen - 96}", strict=False)
        if network.version == address.version and address in network:
            return True
    return False


def judge_devices(devices, states, sign_in):
    """A filter, or the states that filters replaced."""
    rule = part(devices, "devicefilter")
    if rule:
        described = device_filter(rule["rule"], sign_in["device"])
        return described == (words(rule, "mode") == ["include"])
    included = words(devices, "includedevices") + words(devices, "includedevicestates") + words(states, "includestates")
    excluded = words(devices, "excludedevices") + words(devices, "excludedevicestates") + words(states, "excludestates")
    device = sign_in["device"] if sign_in["device"].get("registered") is not False else {}
    known = {"all": True, "compliant": device.get("iscompliant") is True,
             "domainjoined": str(device.get("trusttype")).lower() == "serverad"}
    if any(state not in known for state in included + excluded):
        raise Unsupported("conditions.devices")
    return (not included or any(known[state] for state in included)) and not any(known[state] for state in excluded)


def judge_levels(levels, level):
    return not levels or level in levels


# ---------------------------------------------------------------- one policy

def judge_policy(policy, sign_in, world):
    """The conditions that failed, in the order of Graph's flags. None of them: the policy applies."""
    if not any(configured(control) for control in effective_controls(policy)):
        raise Unsupported("grantControls")
    conditions = part(policy, "conditions")
    only(conditions, CONDITIONS, "conditions")
    clients = part(conditions, "clientapplications")
    workload_policy = bool(clients)
    failed = []
    if workload_policy:
        workload = judge_workloads(clients, sign_in)
        levels = words(conditions, "serviceprincipalrisklevels", RISKS, "conditions")
        if not workload or not judge_levels(levels, sign_in["serviceprincipalrisk"]):
            failed.append("workloadIdentities")
    else:
        if configured(conditions.get("serviceprincipalrisklevels")):
            raise Unsupported("conditions.servicePrincipalRiskLevels")
        if not judge_users(part(conditions, "users"), sign_in):
            failed.append("users")
    target = judge_target(part(conditions, "applications"), sign_in)
    if target:
        failed.append(target)
    flows = [flow for flow in words(part(conditions, "authenticationflows"), "transfermethods",
                                    ["none", "devicecodeflow", "authenticationtransfer"], "conditions")
             if flow != "none"]
    checks = [
        ("devicePlatform", judge_platforms(part(conditions, "platforms"), sign_in)),
        ("devices", judge_devices(part(conditions, "devices"), part(conditions, "devicestates"), sign_in)),
        ("clientApps", judge_clients(words(conditions, "clientapptypes", CLIENTS, "conditions"), sign_in)),
        ("location", judge_locations(part(conditions, "locations"), sign_in, world)),
        ("signInRisk", judge_levels(words(conditions, "signinrisklevels", RISKS, "conditions"), sign_in["signinrisk"])),
        ("userRisk", judge_levels(words(conditions, "userrisklevels", RISKS, "conditions"), sign_in["userrisk"])),
        ("insiderRisk", judge_levels(words(conditions, "insiderrisklevels", ["minor", "moderate", "elevated"],
                                           "conditions"), sign_in["insiderrisk"])),
        ("authenticationFlow", judge_levels(flows, sign_in["authflow"])),
    ]
    return failed + [word for word, holds in checks if not holds]


# ---------------------------------------------------------------- controls

def combination(text):
    return frozenset(piece.strip().lower() for piece in text.split(",") if piece.strip())


def is_mfa(methods):
    return len(methods) > 1 or any(method in STRONG_ALONE for method in methods)


def effective_controls(policy):
    """What the policy asks for: one that asks for nothing is no valid policy."""
    session = part(policy, "sessioncontrols")
    asked = [part(session, name) for name in session if isinstance(session[name], dict)]
    return [part(policy, "grantcontrols").get(name) for name in [
        "builtincontrols", "termsofuse", "customauthenticationfactors", "authenticationstrength"]] \
        + [control for control in asked if control.get("isenabled") is not False] \
        + [session.get("disableresiliencedefaults") is True or None]


def grant_controls(policy):
    """Its controls in the order people are asked for them, by the words of a verdict, and how they are joined."""
    grant = part(policy, "grantcontrols")
    built_in = words(grant, "builtincontrols")
    for word in built_in:
        if word != "block" and word not in [known.lower() for known in BUILT_IN_CONTROLS + FOREIGN_CONTROLS]:
            raise Unsupported("grantControls.builtInControls")
    controls = [word for word in BUILT_IN_CONTROLS if word.lower() in built_in]
    strength = part(grant, "authenticationstrength")
    if strength:
        controls.insert(controls.count("mfa"), "authenticationStrength:" + str(strength.get("id")).lower())
    controls += ["termsOfUse:" + id for id in sorted(words(grant, "termsofuse"))]
    controls += [word for word in FOREIGN_CONTROLS if word.lower() in built_in]
    controls += ["customAuthenticationFactor:" + id for id in words(grant, "customauthenticationfactors")]
    return controls, "block" in built_in, "OR" if words(grant, "operator") == ["or"] else "AND"


def is_satisfied(control, sign_in, world):
    kind, _, id = control.partition(":")
    if kind != "authenticationStrength" and (id or control).lower() in sign_in["satisfiedcontrols"]:
        return True
    completed = [combination(text) for text in sign_in["completedcombinations"]]
    if control == "mfa":
        return any(is_mfa(methods) for methods in completed)
    if kind == "authenticationStrength":
        allowed = world["strengths"].get(id) or BUILT_IN_STRENGTHS.get(id, [])
        return any(combination(text) <= methods for text in allowed for methods in completed)
    return False


def merge_sessions(policies):
    """All of them together; of two that differ, the stricter."""
    merged, frequencies = {}, {}
    hours = {"hours": 1, "days": 24}
    for session in policies:
        frequency = part(session, "signinfrequency")
        if frequency and frequency.get("isenabled") is not False:
            every = words(frequency, "frequencyinterval") == ["everytime"]
            count = 0 if every else frequency["value"] * hours[str(frequency["type"]).lower()]
            second = words(frequency, "authenticationtype") == ["secondaryauthentication"]
            frequencies.setdefault(second, []).append(count)
        browser = part(session, "persistentbrowser")
        if browser and browser.get("isenabled") is not False:
            mode = str(browser["mode"]).lower()
            merged["persistentBrowser"] = "never" if "never" in (mode, merged.get("persistentBrowser")) else mode
        for name in ["applicationEnforcedRestrictions", "secureSignInSession"]:
            if part(session, name.lower()).get("isenabled") is True:
                merged[name] = True
        if session.get("disableresiliencedefaults") is True:
            merged["disableResilienceDefaults"] = True
        proxy = part(session, "cloudappsecurity")
        if proxy and proxy.get("isenabled") is not False:
            merged.setdefault("cloudAppSecurity", []).append(proxy["cloudappsecuritytype"])
        mode = part(session, "continuousaccessevaluation").get("mode")
        if mode:
            merged.setdefault("continuousAccessEvaluation", []).append(mode)
    # Whoever shows both factors anew has shown the second one anew.
    if False in frequencies:
        merged["signInFrequency"] = min(frequencies[False])
    if True in frequencies and min(frequencies[True]) < merged.get("signInFrequency", sys.maxsize):
        merged["secondarySignInFrequency"] = min(frequencies[True])
    for name in ["signInFrequency", "secondarySignInFrequency"]:
        if name in merged:
            merged[name] = write_frequency(merged[name])
    for name in ["cloudAppSecurity", "continuousAccessEvaluation"]:
        if name in merged:
            merged[name] = list(dict.fromkeys(merged[name]))
    order = ["signInFrequency", "secondarySignInFrequency", "persistentBrowser", "applicationEnforcedRestrictions",
             "cloudAppSecurity", "continuousAccessEvaluation", "disableResilienceDefaults", "secureSignInSession"]
    return {name: merged[name] for name in order if name in merged}


def write_frequency(hours):
    if hours == 0:
        return {"frequencyInterval": "everyTime"}
    whole = hours % 24 == 0
    return {"frequencyInterval": "timeBased", "value": hours // 24 if whole else hours,
            "type": "days" if whole else "hours"}


# ---------------------------------------------------------------- cases

def read_sign_in(document):
    found = {key.lower(): value for key, value in document.items()}
    sign_in = {}
    for name in ["userid", "usertype", "hometenantid", "serviceprincipalid", "serviceprincipalrisk", "appid",
                 "useraction", "authcontext", "clientapptype", "platform", "ip", "country", "gpscountry", "userrisk",
                 "signinrisk", "insiderrisk", "authflow"]:
        value = found.get(name)
        sign_in[name] = value.lower() if isinstance(value, str) else None
    # Graph's evaluate has words of its own.
    sign_in["useraction"] = {"registersecurityinformation": ACTIONS[0], "registerorjoindevices": ACTIONS[1]}.get(
        sign_in["useraction"], sign_in["useraction"])
    if sign_in["clientapptype"] == "easunsupported":
        sign_in["clientapptype"] = "exchangeactivesync"
    for name in ["groupids", "roleids", "appgroups", "completedcombinations", "satisfiedcontrols"]:
        sign_in[name] = [item.lower() for item in found.get(name) or []]
    sign_in["satisfiedcontrols"] = [
        re.sub("^(termsofuse|customauthenticationfactor):", "", word) for word in sign_in["satisfiedcontrols"]]
    sign_in["compliantnetwork"] = found.get("compliantnetwork")
    sign_in["device"] = plain(found.get("device") or {})
    sign_in["appattributes"] = {}
    for name, value in plain(found.get("appattributes") or {}).items():
        nested = value if isinstance(value, dict) else {None: value}
        for inner, values in nested.items():
            values = values[0] if isinstance(values, list) and len(values) == 1 else values
            sign_in["appattributes"][f"{name}_{inner}" if inner else name] = values
    sign_in["workload"] = sign_in["serviceprincipalid"] is not None
    return sign_in


def is_broken(location):
    try:
        in_ranges("192.0.2.1", ranges_of(location))
        return False
    except ValueError:
        return True


def judge_case(case):
    world = {
        "locations": {str(item.get("id")).lower(): plain(item) for item in case.get("namedLocations") or []},
        "strengths": {str(item.get("id")).lower(): item["allowedCombinations"]
                      for item in case.get("authStrengths") or []},
        "broken": [str(item.get("id")).lower() for item in case.get("namedLocations") or [] if is_broken(plain(item))],
        "mfa_trusted": (case.get("options") or {}).get("mfaTrustedIps") or [],
    }
    policies = [plain(policy) for policy in case.get("policies") or []]
    return [judge(policies, read_sign_in(document), document.get("id"), world) for document in case["signIns"]]


def judge(policies, sign_in, id, world):
    verdict = {"id": id, "decision": "allow", "policies": [], "requirements": [], "session": {}}
    blocked, sessions = False, []
    for index, policy in enumerate(policies):
        entry = {"id": policy.get("id"), "index": index, "result": "notApplied", "failed": []}
        verdict["policies"].append(entry)
        state = str(policy.get("state")).lower()
        if state == "disabled":
            entry["failed"] = ["policyNotEnabled"]
            continue
        try:
            if state == "none":
                raise Unsupported("state")
            controls, block, operator = grant_controls(policy)
            entry["failed"] = judge_policy(policy, sign_in, world)
        except Unsupported as unsupported:
            entry["result"], entry["field"] = "unsupported", str(unsupported)
            verdict["incomplete"] = True
            continue
        if entry["failed"]:
            continue
        entry["result"] = "applied" if state == "enabled" else "reportOnly"
        if entry["result"] == "reportOnly":
            continue
        blocked |= block
        sessions.append(part(policy, "sessioncontrols"))
        if controls:
            missing = [control for control in controls if not is_satisfied(control, sign_in, world)]
            satisfied = not missing if operator == "AND" else len(missing) < len(controls)
            verdict["requirements"].append({"index": index, "operator": operator, "controls": controls,
                                            "satisfied": satisfied, "missing": [] if satisfied else missing})
    verdict["session"] = merge_sessions(sessions)
    if blocked:
        verdict["decision"] = "block"
    elif any(not requirement["satisfied"] for requirement in verdict["requirements"]):
        verdict["decision"] = "controlsRequired"
    return verdict


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(judge_case(json.loads(line))))
