"""Protection › Conditional Access › Policies: the form of the walk-through, and the JSON behind it."""

import copy
import json

import doorstep
from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from .directory import directory

pages = Blueprint("policies", __name__, url_prefix="/policies")

READ_ONLY = ("id", "createdDateTime", "modifiedDateTime")  # Graph fills these in
NEW = {
    "displayName": "",
    "state": "enabledForReportingButNotEnforced",
    "conditions": {
        "clientAppTypes": ["all"],
        "users": {"includeUsers": ["None"], "excludeUsers": [], "includeGroups": [], "excludeGroups": []},
        "applications": {"includeApplications": ["None"], "excludeApplications": []},
    },
    "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
}


@pages.get("/")
def index():
    return render_template(
        "admin/policies.html",
        policies=g.tenant.policies.list(),
        warnings=g.tenant.policies.lint(),
        directory=directory(),
    )


@pages.get("/new")
def new():
    return form_page(None, NEW)


@pages.post("/new")
def create():
    document = from_form(NEW)
    try:
        policy = g.tenant.policies.create(document)
    except (doorstep.PolicyInvalid, doorstep.PolicyUnsupported, doorstep.InvalidArgument) as error:
        return form_page(None, document, error)
    return saved(policy, "created")


@pages.get("/<policy_id>")
def show(policy_id: str):
    policy = g.tenant.policies.get(policy_id)
    warnings = [w for w in g.tenant.policies.lint() if w.policy_id == policy.id]
    return render_template(
        "admin/policy.html",
        policy=policy,
        warnings=warnings,
        directory=directory(),
        in_form=fits_form(policy.document),
        text=pretty(policy.document),
    )


@pages.get("/<policy_id>/edit")
def edit(policy_id: str):
    policy = g.tenant.policies.get(policy_id)
    if not fits_form(policy.document):
        flash("This policy says more than the form can show. Edit it as JSON.", "note")
        return redirect(url_for(".edit_json", policy_id=policy_id))
    return form_page(policy, policy.document)


@pages.post("/<policy_id>/edit")
def update(policy_id: str):
    policy = g.tenant.policies.get(policy_id)
    document = from_form(policy.document)
    changes = {name: document[name] for name in ("displayName", "state", "conditions", "grantControls")}
    try:
        policy = g.tenant.policies.update(policy_id, changes)
    except (doorstep.PolicyInvalid, doorstep.PolicyUnsupported, doorstep.InvalidArgument) as error:
        return form_page(policy, document, error)
    return saved(policy, "saved")


@pages.get("/import")
def import_json():
    return json_page(None, pretty(NEW | {"displayName": "CA001-AllApps-RequireMFA-AllUsers"}))


@pages.post("/import")
def create_from_json():
    return save_json(None)


@pages.get("/<policy_id>/json")
def edit_json(policy_id: str):
    policy = g.tenant.policies.get(policy_id)
    return json_page(policy, pretty(policy.document))


@pages.post("/<policy_id>/json")
def update_from_json(policy_id: str):
    return save_json(g.tenant.policies.get(policy_id))


@pages.get("/<policy_id>/delete")
def ask_delete(policy_id: str):
    policy = g.tenant.policies.get(policy_id)
    return render_template(
        "admin/confirm.html",
        question=f"Delete the policy “{policy.display_name}”?",
        text="Sign-ins are no longer checked against it, from the next one on.",
        back=url_for(".show", policy_id=policy_id),
        parents=[("Protection", None), ("Conditional Access", None), ("Policies", url_for(".index"))],
    )


@pages.post("/<policy_id>/delete")
def delete(policy_id: str):
    g.tenant.policies.delete(policy_id)
    flash("The policy is deleted.", "done")
    return redirect(url_for(".index"))


# ---------------------------------------------------------------- form and document


def from_form(base: dict) -> dict:
    """The document, with the fields that the form owns replaced. The rest stays as it was."""
    form, document = request.form, copy.deepcopy(base)
    document["displayName"] = form.get("display_name", "").strip()
    document["state"] = form.get("state", "enabledForReportingButNotEnforced")

    conditions = document.setdefault("conditions", {})
    users = conditions.get("users") or {}
    conditions["users"] = users
    match form.get("users_include"):
        case "all":
            users["includeUsers"], users["includeGroups"] = ["All"], []
        case "selected":
            users["includeUsers"] = form.getlist("include_users")
            users["includeGroups"] = form.getlist("include_groups")
        case _:
            users["includeUsers"], users["includeGroups"] = ["None"], []
    users["excludeUsers"] = form.getlist("exclude_users")
    users["excludeGroups"] = form.getlist("exclude_groups")

    apps = conditions.get("applications") or {}
    conditions["applications"] = apps
    match form.get("apps_include"):
        case "all":
            apps["includeApplications"] = ["All"]
        case "selected":
            apps["includeApplications"] = form.getlist("include_apps")
        case _:
            apps["includeApplications"] = ["None"]
    apps["excludeApplications"] = form.getlist("exclude_apps")

    conditions.pop("locations", None)
    outside = form.getlist("exclude_locations")
    match form.get("locations_include"):
        case "all":
            places = ["All"]
        case "trusted":
            places = ["AllTrusted"]
        case "selected":
            places = form.getlist("include_locations")
        case _:
            places = ["All"] if outside else None  # all but these
    if places is not None:
        conditions["locations"] = {"includeLocations": places, "excludeLocations": outside}

    controls = ["block"] if form.get("grant") == "block" else form.getlist("controls")
    document["grantControls"] = (document.get("grantControls") or {}) | {"operator": "OR", "builtInControls": controls}
    return document


def fits_form(document: dict) -> bool:
    """Whether the form shows all that this policy says."""
    conditions, grant = document.get("conditions") or {}, document.get("grantControls") or {}
    shown = {
        "users": {"includeUsers", "excludeUsers", "includeGroups", "excludeGroups"},
        "applications": {"includeApplications", "excludeApplications"},
        "locations": {"includeLocations", "excludeLocations"},
    }
    for name, value in conditions.items():
        if name == "clientAppTypes":
            if value != ["all"]:
                return False
        elif name in shown:
            if any(value[key] for key in value or {} if key not in shown[name]):
                return False
        elif value:
            return False
    if set(grant.get("builtInControls") or []) not in ({"mfa"}, {"block"}, set()):
        return False
    more = ("customAuthenticationFactors", "termsOfUse", "authenticationStrength")
    return not any(grant.get(key) for key in more) and not document.get("sessionControls")


FIELD_OF_PATH = {  # where the page shows a fault of the document
    "displayName": "display-name",
    "state": "state-on",
    "conditions.users": "users-include-none",
    "conditions.applications": "apps-include-none",
    "conditions.locations": "locations-include-any",
    "grantControls": "grant-grant",
}


def fault(error: doorstep.Error) -> dict:
    match error:
        case doorstep.PolicyInvalid():
            path, text = error.path, f"{error.path}: {error.reason}"
        case doorstep.PolicyUnsupported():
            path = error.path
            text = f"{path}: Doorstep cannot evaluate this yet, so the policy can be kept only with state “disabled”."
        case _:
            path, text = getattr(error, "field", ""), f"{error.field}: {error.reason}"
    field = next((id for start, id in FIELD_OF_PATH.items() if path.startswith(start)), None)
    return {"fields": [field] if field else [], "text": text}


def form_page(policy, document: dict, error: doorstep.Error | None = None):
    page = render_template(
        "admin/policy_form.html",
        policy=policy,
        document=document,
        users=(document.get("conditions") or {}).get("users") or {},
        apps=(document.get("conditions") or {}).get("applications") or {},
        places=(document.get("conditions") or {}).get("locations") or {},
        controls=(document.get("grantControls") or {}).get("builtInControls") or [],
        directory=directory(),
        problem=fault(error) if error else None,
    )
    return page, 422 if error else 200


def json_page(policy, text: str, problem: dict | None = None):
    return render_template("admin/policy_json.html", policy=policy, text=text, problem=problem), 422 if problem else 200


def save_json(policy):
    text = request.form.get("document", "")
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return json_page(policy, text, {"fields": ["document"], "text": f"This is not JSON: {error.msg} ({where})."})
    if not isinstance(document, dict):
        return json_page(policy, text, {"fields": ["document"], "text": "A policy is a JSON object."})
    for name in READ_ONLY:
        document.pop(name, None)
    try:
        if policy is None:
            return saved(g.tenant.policies.create(document), "created")
        return saved(g.tenant.policies.update(policy.id, document), "saved")
    except (doorstep.PolicyInvalid, doorstep.PolicyUnsupported, doorstep.InvalidArgument) as error:
        return json_page(policy, text, fault(error) | {"fields": ["document"]})


def saved(policy: doorstep.Policy, what: str):
    flash(f"The policy is {what}.", "done")
    return redirect(url_for(".show", policy_id=policy.id))


def pretty(document: dict) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)
