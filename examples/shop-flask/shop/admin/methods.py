"""Protection › Authentication methods: which methods may be used, and by whom."""

import doorstep
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for

from .directory import directory

pages = Blueprint("methods", __name__, url_prefix="/methods")

NAMES = {"email_otp": "Email OTP", "password": "Password"}


@pages.get("/")
def index():
    return render_template(
        "admin/methods.html", methods=g.tenant.methods.list(), names=NAMES, directory=directory()
    )


@pages.get("/<kind>")
def show(kind: str):
    return method_page(kind)


@pages.post("/<kind>")
def save(kind: str):
    if kind not in NAMES:
        abort(404)
    form = request.form
    if form.get("target") == "selected":
        include = targets("include")
        if not include and form.get("enabled"):
            return method_page(kind, {"fields": ["target-selected"], "text": "Select at least one group or user."})
    else:
        include = [doorstep.Target.all_users()]
    try:
        if form.get("enabled"):
            saved = g.tenant.methods.enable(kind, include=include, exclude=targets("exclude"))
        else:
            saved = g.tenant.methods.disable(kind)
    except doorstep.InvalidArgument as error:
        return method_page(kind, {"fields": [], "text": f"{error.field}: {error.reason}"})
    for warning in saved.warnings:
        flash(warning.message, "warning")
    flash(f"{NAMES[kind]} is {'on' if saved.enabled else 'off'}.", "done")
    return redirect(url_for(".show", kind=kind))


def targets(side: str) -> list[doorstep.Target]:
    groups = [doorstep.Target.group(id) for id in request.form.getlist(f"{side}_groups")]
    return groups + [doorstep.Target.user(id) for id in request.form.getlist(f"{side}_users")]


def method_page(kind: str, problem: dict | None = None):
    if kind not in NAMES:
        abort(404)
    page = render_template(
        "admin/method.html",
        method=g.tenant.methods.get(kind),
        name=NAMES[kind],
        directory=directory(),
        problem=problem,
    )
    return page, 422 if problem else 200
