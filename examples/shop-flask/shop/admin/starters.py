"""Conditional Access › Policies › From a template: policies that most tenants want, report-only at first."""

import doorstep
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for

from ..seed_data import BREAK_GLASS_GROUP
from .directory import directory

pages = Blueprint("starters", __name__, url_prefix="/policies/templates")

CATEGORIES = {
    "foundation": "Secure foundation",
    "zeroTrust": "Zero Trust",
    "remoteWork": "Remote work",
    "protectAdministrators": "Protect administrators",
    "emergingThreats": "Emerging threats",
}
FIELDS = {"allowed_location_ids": "allowed-locations-1", "authentication_context": "authentication-context"}


@pages.get("/")
def index():
    templates = doorstep.policy_templates()
    groups = [(name, [t for t in templates if t.category == category]) for category, name in CATEGORIES.items()]
    return render_template("admin/starters.html", groups=groups)


@pages.get("/<template_id>")
def show(template_id: str):
    return template_page(template(template_id))


@pages.post("/<template_id>")
def create(template_id: str):
    chosen, form = template(template_id), request.form
    try:
        document = doorstep.policy_template(
            chosen.id,
            break_glass_group_ids=form.getlist("break_glass"),
            app_ids=form.getlist("apps"),
            allowed_location_ids=form.getlist("allowed_locations"),
            authentication_context=form.get("authentication_context") or None,
        )
        policy = g.tenant.policies.create(document)
    except (doorstep.InvalidArgument, doorstep.PolicyInvalid, doorstep.PolicyUnsupported) as error:
        name = getattr(error, "field", None) or error.path
        field = FIELDS.get(name)
        return template_page(chosen, {"fields": [field] if field else [], "text": f"{name}: {error.reason}"})
    flash("The policy is created, report-only.", "done")
    return redirect(url_for("manage.policies.show", policy_id=policy.id))


def template(id: str) -> doorstep.PolicyTemplate:
    return next((template for template in doorstep.policy_templates() if template.id == id), None) or abort(404)


def template_page(chosen: doorstep.PolicyTemplate, problem: dict | None = None):
    known = directory()
    break_glass = [group.id for group in known.groups if group.name == BREAK_GLASS_GROUP]
    page = render_template(
        "admin/starter.html",
        template=chosen,
        category=CATEGORIES[chosen.category],
        directory=known,
        break_glass=request.form.getlist("break_glass") if problem else break_glass,
        contexts=g.tenant.authentication_contexts.list(),
        problem=problem,
    )
    return page, 422 if problem else 200
