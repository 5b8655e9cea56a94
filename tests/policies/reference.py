"""A second, naive reading of Conditional Access: one policy at a time, in the words of Microsoft's documentation.

It exists to be compared with the engine, so it shares nothing with it and is as plain as it can be. A case on every line
of standard input becomes a list of verdicts on the same line of standard output.
"""

import ipaddress
import json
import re
import sys

from reference_controls import grant_controls, is_satisfied, merge_sessions
from reference_documents import Unsupported, configured, ids, only, part, plain, words
from reference_filters import app_filter, device_filter

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


# ---------------------------------------------------------------- assignments: each answers the words that failed

def judge_users(users, sign_in):
    only(users, USERS, "conditions.users")

    def matches(side):
        listed = ids(users, side + "users", ["none", "guestsorexternalusers"] + ["all"] * (side == "include"))
        kind = sign_in["usertype"]
        groups, roles = words(users, side + "groups"), words(users, side + "roles")
        guests = judge_guests(part(users, side + "guestsorexternalusers"), sign_in)
        return "all" in listed or sign_in["userid"] in listed or guests \
            or ("guestsorexternalusers" in listed and kind in GUESTS) \
            or any(id in groups for id in sign_in["groupids"]) or any(id in roles for id in sign_in["roleids"])
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
    if "all" in excluded:
        raise Unsupported("conditions.locations.excludeLocations")
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
    conditions = part(policy, "conditions")
    only(conditions, CONDITIONS, "conditions")
    clients = part(conditions, "clientapplications")
    workload_policy = bool(clients)
    failed = []
    users = part(conditions, "users")
    concerned = judge_users(users, sign_in)
    if workload_policy:
        if any(word != "none" for name in USERS[:4] for word in words(users, name)):
            raise Unsupported("conditions.clientApplications")
        workload = judge_workloads(clients, sign_in)
        levels = words(conditions, "serviceprincipalrisklevels", RISKS, "conditions")
        if not workload or not judge_levels(levels, sign_in["serviceprincipalrisk"]):
            failed.append("workloadIdentities")
    else:
        if configured(conditions.get("serviceprincipalrisklevels")):
            raise Unsupported("conditions.servicePrincipalRiskLevels")
        if not concerned:
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
