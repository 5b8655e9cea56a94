"""Conditional Access › What If: what the policies would say about a sign-in, with the reason for each of them."""

import doorstep
from flask import Blueprint, g, render_template, request

from .directory import directory

pages = Blueprint("what_if", __name__, url_prefix="/what-if")


@pages.get("/")
def index():
    user_id, client_id, ip = (request.args.get(name, "").strip() for name in ("user_id", "client_id", "ip"))
    decision, problem = None, None
    if user_id and client_id:
        try:
            decision = g.tenant.what_if(
                user_id=user_id, client_id=client_id, context=doorstep.SignInContext(ip=ip or None)
            )
        except doorstep.InvalidArgument as error:
            problem = {"fields": [error.field.replace("_", "-")], "text": f"{error.field}: {error.reason}"}
    return render_template(
        "admin/what_if.html",
        decision=decision,
        problem=problem,
        directory=directory(),
        user_id=user_id,
        client_id=client_id,
        ip=ip,
    )
