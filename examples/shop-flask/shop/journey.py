"""Sign-up, sign-in and account pages, the same for every app of the demo.

The browser holds one handle, the continuation token, in a cookie that scripts cannot read. Every form posts, and every
post answers with a redirect, so that reloading a page never sends anything twice: ``GET journey`` asks Doorstep where
this token waits and draws that page.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timezone

import doorstep
from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)

from .security import drop_cookie, set_cookie, sign
from .words import denial_words, problem_words

JOURNEY_SECONDS = 30 * 60  # no journey lives longer; Doorstep keeps the real, shorter times


@dataclass(frozen=True)
class Front:
    """One app of the demo as a customer meets it."""

    name: str
    title: str
    client_id: str
    prefix: str
    sign_up: bool = True

    @property
    def app(self) -> doorstep.App:
        return current_app.demo.tenant.app(self.client_id)

    @property
    def path(self) -> str:
        return self.prefix or "/"

    @property
    def suffix(self) -> str:
        return "" if self.name == "shop" else f"_{self.name}"

    @property
    def journey_cookie(self) -> str:
        return "doorstep_journey" + self.suffix

    @property
    def session_cookie(self) -> str:
        return "doorstep_session" + self.suffix

    def session(self) -> doorstep.Session | None:
        """Who is signed in to this app. A session of another app does not count."""
        token = request.cookies.get(self.session_cookie)
        found = current_app.demo.tenant.sessions.validate(token) if token else None
        return found if found and found.client_id == self.client_id else None

    def flow(self) -> doorstep.UserFlow | None:
        flows = current_app.demo.tenant.user_flows.list()
        return next((flow for flow in flows if self.client_id in flow.client_ids), None)

    def asks_password(self) -> bool:
        flow = self.flow()
        return flow is not None and flow.identity_provider == "email_password"

    def url(self, page: str, **values) -> str:
        return url_for(f"{self.name}.{page}", **values)


def context() -> doorstep.SignInContext:
    """What is known about the browser, for the sign-in log and the policies."""
    return doorstep.SignInContext(
        ip=request.remote_addr,
        user_agent=request.user_agent.string or None,
        locale=request.accept_languages.best,
    )


def journey_pages(front: Front) -> Blueprint:
    pages = Blueprint(front.name, __name__, url_prefix=front.prefix)

    # ------------------------------------------------------------ starting

    @pages.get("/sign-in")
    def sign_in():
        return start_page(front, "sign_in")

    @pages.post("/sign-in")
    def start_sign_in():
        email = request.form.get("email", "").strip()
        password = request.form.get("password") or None
        if not email or (front.asks_password() and not password):
            return not_filled_in(front, "sign_in", email)
        return begin(front, "sign_in", email, lambda: front.app.sign_in(email, password, context=context()))

    @pages.get("/sign-up")
    def sign_up():
        return start_page(front, "sign_up")

    @pages.post("/sign-up")
    def start_sign_up():
        email = request.form.get("email", "").strip()
        if not email:
            return not_filled_in(front, "sign_up", email)
        return begin(front, "sign_up", email, lambda: front.app.sign_up(email, context=context()))

    # ------------------------------------------------------------ going on

    @pages.get("/journey")
    def journey():
        token = request.cookies.get(front.journey_cookie)
        if not token:
            return redirect(front.url("sign_in"))
        return render_step(front, front.app.resume(token))

    @pages.post("/journey/password")
    def submit_password():
        return advance(front, lambda app, token: app.submit_password(token, request.form.get("password", "")))

    @pages.post("/journey/code")
    def submit_code():
        code = "".join(request.form.get("code", "").split())  # pasted "1234 5678" is fine
        return advance(front, lambda app, token: app.submit_code(token, code))

    @pages.post("/journey/resend")
    def resend():
        return advance(front, lambda app, token: app.resend_code(token), done="A new code is on its way.")

    @pages.post("/journey/method")
    def choose_method():
        return advance(front, lambda app, token: app.request_challenge(token, request.form.get("method", "")))

    @pages.post("/journey/register")
    def register_method():
        kind, target = request.form.get("kind", "email_otp"), request.form.get("target", "").strip()
        return advance(front, lambda app, token: app.register_method(token, kind, target))

    @pages.post("/journey/terms")
    def accept_terms():
        return advance(front, lambda app, token: app.accept_terms(token))

    @pages.post("/journey/attributes")
    def submit_attributes():
        return advance(front, submit_answers)

    @pages.post("/journey/cancel")
    def cancel():
        token = request.cookies.get(front.journey_cookie)
        if token and is_current(token):
            front.app.cancel(token)
        response = redirect(front.url("sign_in"))
        drop_cookie(response, front.journey_cookie, path=front.path)
        return response

    @pages.get("/denied")
    def denied():
        words = session.get(f"denied_{front.name}")
        if not words:
            return redirect(front.url("sign_in"))
        return render_template("journey/denied.html", front=front, denial=words), 403

    # ------------------------------------------------------------ signed in

    @pages.get("/account")
    def account():
        signed_in = front.session()
        if signed_in is None:
            return redirect(front.url("sign_in"))
        tenant = current_app.demo.tenant
        flow = front.flow()
        return render_template(
            "pages/account.html",
            front=front,
            session=signed_in,
            user=tenant.users.get(signed_in.user_id),
            sessions=tenant.sessions.list(signed_in.user_id),
            app_names={app.client_id: app.name for app in tenant.apps.list()},
            labels={attribute.name: attribute.label for attribute in flow.attributes} if flow else {},
        )

    @pages.post("/account/sessions/<session_id>/revoke")
    def revoke_session(session_id: str):
        signed_in = front.session() or abort(401)
        sessions = current_app.demo.tenant.sessions
        if not any(mine.id == session_id for mine in sessions.list(signed_in.user_id)):
            abort(404)  # somebody else's session looks like one that does not exist
        sessions.revoke(session_id)
        flash("That session is ended.", "done")
        return redirect(front.url("account"))

    @pages.post("/sign-out")
    def sign_out():
        token = request.cookies.get(front.session_cookie)
        if token:
            current_app.demo.tenant.sessions.revoke_token(token)
        response = redirect(front.path if front.name != "admin" else front.url("sign_in"))
        drop_cookie(response, front.session_cookie, path=front.path)
        return response

    return pages


# ---------------------------------------------------------------- one step


def render_step(front: Front, step: doorstep.Step):
    """The page for a step. Every step has exactly one."""
    match step:
        case doorstep.PasswordRequired():
            template = "journey/password.html"
        case doorstep.CodeRequired():
            template = "journey/code.html"
        case doorstep.MethodRequired():
            template = "journey/method.html"
        case doorstep.RegistrationRequired():
            template = "journey/register.html"
        case doorstep.AttributesRequired():
            template = "journey/attributes.html"
        case doorstep.NewPasswordRequired():
            template = "journey/new_password.html"
        case doorstep.TermsRequired():
            template = "journey/terms.html"
        case doorstep.Completed() | doorstep.Denied():
            return follow(front, step)
        case _:
            raise TypeError(f"a step this demo does not know: {step!r}")
    problem = session.pop(f"problem_{front.name}", None)
    typed = session.pop(f"typed_{front.name}", {})
    return render_template(
        template,
        front=front,
        step=step,
        mark=mark(step.token),
        email=session.get(f"email_{front.name}", ""),
        now=datetime.now(timezone.utc),
        problem=problem,
        typed=typed,
    )


def follow(front: Front, step: doorstep.Step):
    """After a post: keep what the browser has to keep, and redirect."""
    match step:
        case doorstep.Completed(token=token):
            response = redirect(front.url("account") if front.name != "admin" else "/admin/")
            set_cookie(response, front.session_cookie, token, path=front.path, max_age=24 * 3600)
            drop_cookie(response, front.journey_cookie, path=front.path)
            session.pop(f"email_{front.name}", None)
        case doorstep.Denied(reason=reason):
            session[f"denied_{front.name}"] = denial_words(reason)
            response = redirect(front.url("denied"))
            drop_cookie(response, front.journey_cookie, path=front.path)
        case _:
            if step.problem is not None:
                session[f"problem_{front.name}"] = problem_words(step.problem)
            response = redirect(front.url("journey"))
            set_cookie(response, front.journey_cookie, step.token, path=front.path, max_age=JOURNEY_SECONDS)
    return response


def begin(front: Front, page: str, email: str, call):
    session.pop(f"problem_{front.name}", None)
    session[f"email_{front.name}"] = email
    try:
        return follow(front, call())
    except doorstep.InvalidArgument as error:
        if error.field not in ("email", "password"):
            raise
        return start_page(front, page, email, {"fields": [error.field], "text": "This does not look right. Check it."})


def advance(front: Front, call, done: str | None = None):
    token = request.cookies.get(front.journey_cookie)
    if not token:
        return redirect(front.url("sign_in"))
    if not is_current(token):
        flash("That page was out of date. This is where your sign-in stands.", "note")
        return redirect(front.url("journey"))
    try:
        step = call(front.app, token)
    except doorstep.InvalidArgument as error:
        session[f"problem_{front.name}"] = {"fields": [error.field], "text": "This does not look right. Check it."}
        return redirect(front.url("journey"))
    if getattr(step, "problem", None) is not None:  # so that nothing but a secret must be typed twice
        typed = {name: value for name, value in request.form.items() if name.startswith("attr.") or name == "target"}
        session[f"typed_{front.name}"] = typed
    if done and getattr(step, "problem", None) is None and not isinstance(step, doorstep.Denied):
        flash(done, "done")
    return follow(front, step)


def mark(token: str) -> str:
    """Names the step a form was drawn for, so that an old tab or a second click cannot answer a newer step."""
    return sign(f"step:{token}")[:24]


def is_current(token: str) -> bool:
    return hmac.compare_digest(request.form.get("step", "").encode(), mark(token).encode())


def start_page(front: Front, page: str, email: str = "", problem: dict | None = None):
    return (
        render_template(
            f"journey/{page}.html",
            front=front,
            email=email,
            problem=problem,
            asks_password=front.asks_password(),
        ),
        200 if problem is None else 422,
    )


def not_filled_in(front: Front, page: str, email: str):
    field, text = ("password", "Enter your password.") if email else ("email", "Enter your email address.")
    return start_page(front, page, email, {"fields": [field], "text": text})


def submit_answers(app: doorstep.App, token: str) -> doorstep.Step:
    """Turns the form's texts into the types that the user flow asks for."""
    step = app.resume(token)
    if not isinstance(step, doorstep.AttributesRequired):
        return step
    answers: dict[str, doorstep.AttributeValue] = {}
    for attribute in step.attributes:
        given = request.form.get(f"attr.{attribute.name}", "").strip()
        if attribute.type == "boolean":
            answers[attribute.name] = given == "yes"
        elif attribute.type == "integer" and given.lstrip("+-").isdecimal():
            answers[attribute.name] = int(given)
        elif given:
            answers[attribute.name] = given
    return app.submit_attributes(token, answers)
