"""Conditional Access › What If: what the policies would say about a sign-in, with the reason for each of them."""

from datetime import timedelta

import doorstep
from flask import Blueprint, g, render_template, request

from ..words import span
from .directory import directory
from .what_if_fields import COMMON, CONTROLS, DEVICE, GROUPS, Field

pages = Blueprint("what_if", __name__, url_prefix="/what-if")

SESSION = {  # SessionControls, in words
    "persistent_browser": "Persistent browser session",
    "application_enforced_restrictions": "App-enforced restrictions",
    "cloud_app_security": "Cloud app security",
    "continuous_access_evaluation": "Continuous access evaluation",
    "disable_resilience_defaults": "Resilience defaults off",
    "secure_sign_in_session": "Token bound to the device",
}


@pages.get("/")
def index():
    decision = problem = None
    if any(value.strip() for value in request.args.values()):
        try:
            decision = ask()
        except doorstep.InvalidArgument as error:
            problem = fault(error.field, error.reason)
        except doorstep.NotFound as error:
            problem = fault({"user": "user_id", "app": "client_id"}.get(error.kind, error.kind), "does not exist")
        except ValueError as error:
            problem = fault(*error.args)
    page = render_template(
        "admin/what_if.html",
        decision=decision,
        session=session_words(decision.session) if decision else [],
        problem=problem,
        common=COMMON,
        groups=[(title, hint, fields, any(given(field.name) for field in fields)) for title, hint, fields in GROUPS],
        controls=CONTROLS,
        satisfied=request.args.getlist("satisfied"),
        given=given,
        contexts=g.tenant.authentication_contexts.list(),
        directory=directory(),
    )
    return page, 422 if problem else 200


def ask() -> doorstep.Decision:
    device = {field.attribute: typed(field) for field in DEVICE if given(field.name)}
    context = {
        name: yes_no(name) if name == "compliant_network" else given(name)
        for name in (
            "ip", "country", "gps_country", "compliant_network", "client_app_type", "platform", "user_risk",
            "sign_in_risk", "insider_risk", "authentication_flow", "user_type", "home_tenant_id",
        )
    }  # fmt: skip
    return g.tenant.what_if(
        user_id=given("user_id"),
        client_id=given("client_id"),
        service_principal_id=given("service_principal_id"),
        service_principal_risk=given("service_principal_risk"),
        user_action=given("user_action"),
        auth_context=given("auth_context"),
        context=doorstep.SignInContext(**context, device=doorstep.Device(**device) if device else None),
        satisfied=request.args.getlist("satisfied"),
        completed_combinations=(given("completed_combinations") or "").split(),
    )


def given(name: str) -> str | None:
    return request.args.get(name, "").strip() or None


def yes_no(name: str) -> bool | None:
    return {"yes": True, "no": False}.get(given(name))


def typed(field: Field):
    """A device's attribute, as `Device` takes it."""
    text = given(field.name)
    match field.kind:
        case "yes_no":
            return yes_no(field.name)
        case "list":
            return [word.strip() for word in text.split(",")]
        case "numbered":
            pairs = [pair.partition("=") for pair in text.split(",")]
            if not all(number.strip().isdecimal() for number, *_ in pairs):
                raise ValueError(field.name, "write them as 1=retail, 2=till")
            return {int(number): value.strip() for number, _, value in pairs}
    return text


def fault(field: str, reason: str) -> dict:
    """`context.device.model` is the field `device.model` of the form, `satisfied[0]` one of the boxes."""
    name = field.removeprefix("context.").split("[")[0]
    if name.startswith("device.extension_attributes"):
        name = "device.extension_attributes"
    if name == "user_id" and given("user_id") is None:
        reason = "choose a user, or give a service principal"
    labels = {f.name: f.label for f in (*COMMON, *(f for _, _, fields in GROUPS for f in fields))}
    return {"fields": [Field(name, "").id], "text": f"{labels.get(name, name)}: {reason}."}


def session_words(session: doorstep.SessionControls) -> list[tuple[str, str]]:
    """The session controls that are set."""
    words = []
    for name, label in (
        ("sign_in_frequency", "Sign in again"),
        ("secondary_sign_in_frequency", "Second factor again"),
    ):
        if every := getattr(session, name):
            words.append((label, "every time" if every == "every_time" else f"after {days_or(every)}"))
    for name, label in SESSION.items():
        if value := getattr(session, name):
            words.append((label, ", ".join(value) if isinstance(value, list) else "yes" if value is True else value))
    return words + [(name, str(value)) for name, value in session.other.items()]


def days_or(every: timedelta) -> str:
    whole = every == timedelta(days=every.days)
    return f"{every.days} day{'s' if every.days > 1 else ''}" if whole else span(every)
