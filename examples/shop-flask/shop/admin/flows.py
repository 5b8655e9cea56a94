"""External Identities › User flows: the first factor, the attributes, the apps; and the app registrations."""

import doorstep
from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from .directory import directory

pages = Blueprint("flows", __name__)

SPARE_ROWS = 3  # empty attribute rows under the filled ones: save to get more
MOST_ROWS = 100
PROVIDERS = {"email_password": "Email with password", "email_otp": "Email one-time passcode"}


@pages.get("/user-flows/")
def index():
    return render_template(
        "admin/flows.html", flows=g.tenant.user_flows.list(), providers=PROVIDERS, directory=directory()
    )


@pages.get("/user-flows/new")
def new():
    return flow_page(None)


@pages.post("/user-flows/new")
def create():
    form = request.form
    try:
        flow = g.tenant.user_flows.create(
            form.get("display_name", "").strip(),
            form.get("identity_provider", "email_password"),
            sign_up_allowed="sign_up_allowed" in form,
            attributes=attributes(),
            client_ids=form.getlist("client_ids"),
            reveal_existing_accounts="reveal_existing_accounts" in form,
        )
    except (doorstep.InvalidArgument, doorstep.AlreadyExists) as error:
        return flow_page(None, error)
    flash("The user flow is created.", "done")
    return redirect(url_for(".edit", flow_id=flow.id))


@pages.get("/user-flows/<flow_id>")
def edit(flow_id: str):
    return flow_page(g.tenant.user_flows.get(flow_id))


@pages.post("/user-flows/<flow_id>")
def update(flow_id: str):
    form, flows = request.form, g.tenant.user_flows
    flow = flows.get(flow_id)
    try:
        flows.update(
            flow_id,
            display_name=form.get("display_name", "").strip(),
            identity_provider=form.get("identity_provider"),
            sign_up_allowed="sign_up_allowed" in form,
            attributes=attributes(),
            reveal_existing_accounts="reveal_existing_accounts" in form,
        )
        before, after = set(flow.client_ids), set(form.getlist("client_ids"))
        for client_id in before - after:
            flows.detach_app(flow_id, client_id)
        for client_id in after - before:
            flows.attach_app(flow_id, client_id)
    except (doorstep.InvalidArgument, doorstep.AlreadyExists) as error:
        return flow_page(flow, error)
    flash("The user flow is saved.", "done")
    return redirect(url_for(".edit", flow_id=flow_id))


@pages.get("/user-flows/<flow_id>/delete")
def ask_delete(flow_id: str):
    flow = g.tenant.user_flows.get(flow_id)
    return render_template(
        "admin/confirm.html",
        question=f"Delete the user flow “{flow.display_name}”?",
        text="Nobody can sign in to its apps until they are added to another user flow.",
        back=url_for(".edit", flow_id=flow_id),
        parents=[("External Identities", None), ("User flows", url_for(".index"))],
    )


@pages.post("/user-flows/<flow_id>/delete")
def delete(flow_id: str):
    g.tenant.user_flows.delete(flow_id)
    flash("The user flow is deleted.", "done")
    return redirect(url_for(".index"))


def attributes() -> list[doorstep.FlowAttribute]:
    """One attribute per row of the table whose name is filled in."""
    form, found = request.form, []
    for row in range(min(form.get("rows", 0, type=int), MOST_ROWS)):
        name = form.get(f"attribute_{row}_name", "").strip()
        if not name:
            continue
        choices = [choice.strip() for choice in form.get(f"attribute_{row}_choices", "").split(",")]
        found.append(
            doorstep.FlowAttribute(
                name,
                form.get(f"attribute_{row}_label", "").strip() or name,
                type=form.get(f"attribute_{row}_type", "string"),
                required=f"attribute_{row}_required" in form,
                pattern=form.get(f"attribute_{row}_pattern", "").strip() or None,
                choices=[choice for choice in choices if choice],
            )
        )
    return found


def flow_page(flow, error: doorstep.Error | None = None):
    problem = None
    if isinstance(error, doorstep.AlreadyExists):
        problem = {"fields": ["display-name"], "text": "The name is taken, or an app is in another user flow already."}
    elif error:
        problem = {"fields": [error.field.replace("_", "-")], "text": f"{error.field}: {error.reason}"}
    page = render_template(
        "admin/flow.html",
        flow=flow,
        providers=PROVIDERS,
        apps=directory().apps,
        spare_rows=SPARE_ROWS,
        problem=problem,
        form=request.form,
    )
    return page, 422 if error else 200


# ---------------------------------------------------------------- app registrations


@pages.get("/apps/")
def apps():
    flow_of = {id: flow.display_name for flow in g.tenant.user_flows.list() for id in flow.client_ids}
    return render_template("admin/apps.html", apps=g.tenant.apps.list(), flow_of=flow_of)


@pages.post("/apps/")
def register_app():
    app = g.tenant.apps.register(request.form.get("name", "").strip())
    flash(f"{app.name} is registered. Its client id is {app.client_id}.", "done")
    return redirect(url_for(".apps"))


@pages.get("/apps/<client_id>/delete")
def ask_delete_app(client_id: str):
    app = g.tenant.apps.get(client_id)
    return render_template(
        "admin/confirm.html",
        question=f"Delete the app “{app.name}”?",
        text="Its sessions end, and nobody can sign in to it any more.",
        back=url_for(".apps"),
        parents=[("Applications", None), ("App registrations", url_for(".apps"))],
    )


@pages.post("/apps/<client_id>/delete")
def delete_app(client_id: str):
    g.tenant.apps.delete(client_id)
    flash("The app is deleted.", "done")
    return redirect(url_for(".apps"))
