"""Monitoring: the sign-in log, one entry per attempt with every policy's result, and the audit log."""

import json
from datetime import datetime, timedelta

from flask import Blueprint, abort, g, render_template, request

from .directory import directory

pages = Blueprint("logs", __name__)

PER_PAGE = 25
AROUND = timedelta(seconds=1)


@pages.get("/sign-ins/")
def sign_ins():
    chosen = {name: request.args.get(name) or None for name in ("user_id", "client_id", "result")}
    page = g.tenant.sign_ins(**chosen, limit=PER_PAGE, cursor=request.args.get("cursor"))
    return render_template(
        "admin/sign_ins.html",
        entries=page.items,
        next_cursor=page.next_cursor,
        chosen=chosen,
        directory=directory(),
        results=("success", "failure", "interrupted", "blocked"),
    )


@pages.get("/sign-ins/<entry_id>")
def sign_in(entry_id: str):
    """The log is read by time, so the link carries the entry's."""
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        abort(404)
    page = g.tenant.sign_ins(since=at - AROUND, until=at + AROUND, limit=200)
    entry = next((entry for entry in page.items if entry.id == entry_id), None) or abort(404)
    return render_template("admin/sign_in.html", entry=entry, explanation=g.tenant.explain(entry.id))


@pages.get("/audit/")
def audit():
    chosen = {name: request.args.get(name) or None for name in ("actor", "action")}
    page = g.tenant.audit_log(**chosen, limit=PER_PAGE, cursor=request.args.get("cursor"))
    return render_template(
        "admin/audit.html",
        entries=page.items,
        next_cursor=page.next_cursor,
        chosen=chosen,
        directory=directory(),
        pretty=lambda value: json.dumps(value, indent=2, ensure_ascii=False),
    )
