"""Conditional Access › Lint and gaps: what is wrong with the policies, what they leave open, and whether a claim holds."""

import doorstep
from flask import Blueprint, g, render_template, request

from .directory import directory

pages = Blueprint("checks", __name__, url_prefix="/checks")

WORST_FIRST = ("error", "warning", "info")
EXAMPLES = (
    'every sign-in to app "Contoso Shop" requires mfa',
    "no sign-in outside trusted locations is allowed without mfa",
    'every sign-in of role "Global Administrator" to any app requires mfa',
)
NAMES = {  # of the fields of `evaluate`
    "userId": "User",
    "userType": "User type",
    "homeTenantId": "Home tenant",
    "groupIds": "Groups",
    "roleIds": "Roles",
    "servicePrincipalId": "Workload identity",
    "servicePrincipalRisk": "Workload identity risk",
    "appId": "App",
    "appGroups": "App groups",
    "appAttributes": "App attributes",
    "userAction": "User action",
    "authContext": "Authentication context",
    "clientAppType": "Client app",
    "platform": "Device platform",
    "ip": "IP address",
    "country": "Country",
    "gpsCountry": "Country by positioning",
    "compliantNetwork": "Compliant network",
    "userRisk": "User risk",
    "signInRisk": "Sign-in risk",
    "insiderRisk": "Insider risk",
    "authFlow": "Authentication flow",
    "device": "Device",
    "completedCombinations": "Methods used",
    "satisfiedControls": "Satisfied controls",
}


@pages.get("/")
def index():
    claim = request.args.get("claim", "").strip()
    proof = problem = None
    if claim:
        try:
            proof = g.tenant.policies.prove(claim)
        except doorstep.InvalidArgument as error:
            problem = {"fields": ["claim"], "text": f"{error.field.capitalize()}: {error.reason}."}
    gaps, too_much = [], None
    try:
        gaps = g.tenant.policies.gaps()
    except doorstep.InvalidArgument as error:  # policies that tell too much apart to go through it all
        too_much = error.reason
    policies = {policy.id: policy.display_name for policy in g.tenant.policies.list()}
    page = render_template(
        "admin/checks.html",
        warnings=sorted(g.tenant.policies.lint(), key=lambda warning: WORST_FIRST.index(warning.severity)),
        policies=policies,
        gaps=gaps,
        too_much=too_much,
        claim=claim,
        proof=proof,
        problem=problem,
        examples=EXAMPLES,
        told=told,
        directory=directory(),
    )
    return page, 422 if problem else 200


def told(sign_in: dict) -> list[tuple[str, str]]:
    """The fields of a sample sign-in, with names for them."""
    return [(NAMES.get(name, name), words(value)) for name, value in sign_in.items() if value not in ([], {}, None)]


def words(value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(words(item) for item in value)
        case dict():
            return ", ".join(f"{name} {words(item)}" for name, item in value.items())
    return str(value)
