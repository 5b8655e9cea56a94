"""The reference's reading of grant and session controls."""

import sys

from reference_documents import Unsupported, configured, part, words

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


def combination(text):
    return frozenset(piece.strip().lower() for piece in text.split(",") if piece.strip())


def is_mfa(methods):
    return len(methods) > 1 or any(method in STRONG_ALONE for method in methods)


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
