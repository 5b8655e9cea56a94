"""The admin pages. Every call is made in the name of whoever is signed in, so Doorstep itself checks the roles."""

import doorstep
from flask import Blueprint, current_app, g, redirect, render_template

from ..journey import Front
from . import checks, flows, locations, logs, methods, people, policies, replay, starters, what_if

MAY_ENTER = {"Conditional Access Administrator", "Security Administrator", "Global Administrator"}


def pages(front: Front) -> Blueprint:
    manage = Blueprint("manage", __name__, url_prefix="/admin")
    for part in (policies, starters, replay, locations, what_if, checks, methods, flows, people, logs):
        manage.register_blueprint(part.pages)

    @manage.before_request
    def only_administrators():
        g.front, g.session = front, front.session()
        if g.session is None:
            return redirect(front.url("sign_in"))
        host = current_app.demo.tenant
        g.me = host.users.get(g.session.user_id)
        g.roles = [role.display_name for role in host.roles.of_user(g.me.id)]
        if not MAY_ENTER.intersection(g.roles):
            return refused(sorted(MAY_ENTER))
        g.tenant = host.acting_as(g.me.id)

    @manage.get("/")
    def overview():
        return render_template("admin/overview.html", **progress())

    @manage.errorhandler(doorstep.Forbidden)
    def forbidden(error: doorstep.Forbidden):
        return refused(error.needs)

    @manage.errorhandler(doorstep.Error)
    def failed(error: doorstep.Error):
        """A form names its own field where it can; what is left comes back to the page it was sent from."""
        status = 404 if isinstance(error, doorstep.NotFound) else 400
        return render_template("admin/problem.html", code=error.code, text=explain(error)), status

    return manage


def refused(needs):
    if isinstance(needs, str):
        needs = [needs]
    return render_template("admin/forbidden.html", needs=needs), 403


def explain(error: doorstep.Error) -> str:
    match error:
        case doorstep.NotFound():
            return "This does not exist, or not any more."
        case doorstep.AlreadyExists():
            return "There is one already."
        case doorstep.InvalidArgument():
            return f"{error.field}: {error.reason}"
    return str(error)


def progress() -> dict:
    """How far the walk through the set-up has come."""
    host = current_app.demo.tenant
    shop = current_app.demo.shop_client
    flow = next((f for f in host.user_flows.list() if shop in f.client_ids), None)
    wanted = [
        p
        for p in host.policies.list()
        if p.state == "enabled" and "mfa" in ((p.document.get("grantControls") or {}).get("builtInControls") or [])
    ]
    proven = any(
        "email_otp" in [detail.method for detail in entry.details] and entry.requirement.startswith("multi")
        for entry in host.sign_ins(client_id=shop, result="success", limit=20).items
    )
    return {
        "flow": flow,
        "flow_done": flow is not None and flow.identity_provider == "email_password",
        "policy": wanted[0] if wanted else None,
        "otp_done": host.methods.get("email_otp").enabled,
        "proven": proven,
    }
