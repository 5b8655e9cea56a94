"""Conditional Access across the boundary: contexts and devices, country lookups, limits, session controls, evaluate."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import doorstep
import pytest
from conftest import BLOCK, PASSWORD, World, policy
from doorstep import SignInContext, aio

KEY = bytes(range(32))
EVERYTHING = SignInContext(
    ip="192.0.2.1",
    user_agent="curl",
    locale="en-US",
    country="DE",
    gps_country="FR",
    compliant_network=True,
    client_app_type="browser",
    platform="macOS",
    device=doorstep.Device(
        registered=True,
        is_managed=True,
        device_id="d1",
        display_name="Mac",
        device_ownership="Company",
        enrollment_profile_name="office",
        is_compliant=False,
        manufacturer="Apple",
        mdm_app_id="m1",
        model="Air",
        operating_system="macOS",
        operating_system_version="15.1",
        physical_ids=["p1", "p2"],
        profile_type="RegisteredDevice",
        system_labels=["blue"],
        trust_type="AzureAD",
        extension_attributes={1: "one", 15: "fifteen"},
    ),
    user_risk="low",
    sign_in_risk="none",
    insider_risk="minor",
    authentication_flow="deviceCodeFlow",
    user_type="member",
    home_tenant_id="t1",
    satisfied_controls=["compliantDevice"],
)


def engine(**options: Any) -> tuple[doorstep.Engine, doorstep.App]:
    """With a policy that blocks sign-ins from Germany, by address."""
    made = doorstep.Engine(":memory:", doorstep.KeyRing.from_bytes(KEY), deliver_in_background=False, **options)
    tenant = made.create_tenant("contoso")
    shop = tenant.apps.register("Shop")
    tenant.user_flows.create("Flow", "email_password", client_ids=[shop.client_id])
    tenant.users.create(email="ada@example.com", password=PASSWORD)
    germany = tenant.locations.create(
        {
            "@odata.type": "#microsoft.graph.countryNamedLocation",
            "displayName": "Germany",
            "countriesAndRegions": ["DE"],
        }
    )
    tenant.policies.create(policy("Not from Germany", {"locations": {"includeLocations": [germany.id]}}, **BLOCK))
    return made, tenant.app(shop.client_id)


def sign_in(app: doorstep.App, ip: str = "192.0.2.1") -> doorstep.Step:
    return app.sign_in("ada@example.com", PASSWORD, context=SignInContext(ip=ip))


def test_a_context_comes_back_from_the_log_as_it_was_given(world: World) -> None:
    assert all(getattr(EVERYTHING, field.name) for field in dataclasses.fields(EVERYTHING))
    world.tenant.users.create(email="ada@example.com", password=PASSWORD)
    world.app.sign_in("ada@example.com", PASSWORD, context=EVERYTHING)
    assert world.tenant.sign_ins().items[0].context == EVERYTHING
    world.app.sign_in("ada@example.com", PASSWORD)
    assert world.tenant.sign_ins().items[0].context == SignInContext()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("client_app_type", doorstep.ClientAppType),
        ("platform", doorstep.DevicePlatform),
        ("user_risk", doorstep.RiskLevel),
        ("sign_in_risk", doorstep.RiskLevel),
        ("insider_risk", doorstep.InsiderRiskLevel),
        ("authentication_flow", doorstep.AuthenticationFlow),
        ("user_type", doorstep.UserType),
    ],
)
def test_every_word_of_a_context_is_known_and_no_other(world: World, field: str, words: Any) -> None:
    for word in get_args(words):
        for spelling in (word, word.upper()):
            given: dict[str, Any] = {field: spelling}
            step = world.app.sign_in("ada@example.com", context=SignInContext(**given))
            assert isinstance(step, doorstep.PasswordRequired)
            assert getattr(world.tenant.sign_ins().items[0].context, field) == word
    wrong: dict[str, Any] = {field: "abacus"}
    with pytest.raises(doorstep.InvalidArgument) as refused:
        world.app.sign_in("ada@example.com", context=SignInContext(**wrong))
    assert refused.value.field == f"context.{field}"


@pytest.mark.parametrize(
    ("context", "error", "text"),
    [
        ("192.0.2.1", TypeError, "context: expected doorstep.SignInContext, not str"),
        (doorstep.Device(), TypeError, "context: expected doorstep.SignInContext, not Device"),
        (SignInContext(ip=1), TypeError, "context.ip: "),  # type: ignore[arg-type]
        (SignInContext(platform=1), TypeError, "context.platform: "),  # type: ignore[arg-type]
        (SignInContext(compliant_network=1), TypeError, "context.compliant_network: "),  # type: ignore[arg-type]
        (SignInContext(satisfied_controls="mfa"), TypeError, "context.satisfied_controls: "),  # type: ignore[arg-type]
        (SignInContext(device={}), TypeError, "context.device: expected doorstep.Device, not dict"),  # type: ignore[arg-type]
        (SignInContext(device=doorstep.Device(physical_ids=[1])), TypeError, "context.device.physical_ids: "),  # type: ignore[list-item]
        (SignInContext(device=doorstep.Device(extension_attributes={"1": "x"})), TypeError, "context.device.extension_attributes: "),  # type: ignore[dict-item]
        (SignInContext(device=doorstep.Device(extension_attributes={256: "x"})), doorstep.InvalidArgument, "context.device.extension_attributes: "),
        (SignInContext(device=doorstep.Device(extension_attributes={-1: "x"})), doorstep.InvalidArgument, "context.device.extension_attributes: "),
        (SignInContext(device=doorstep.Device(extension_attributes={16: "x"})), doorstep.InvalidArgument, "context.device.extension_attributes: "),
        (SignInContext(device=doorstep.Device(model="x" * 1025)), doorstep.InvalidArgument, "context.device.model: "),
        (SignInContext(gps_country="DEU"), doorstep.InvalidArgument, "context.gps_country: "),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_context_is_named(world: World, context: Any, error: type[Exception], text: str) -> None:
    calls: list[Callable[[], object]] = [
        lambda: world.app.sign_in("ada@example.com", context=context),
        lambda: world.app.refresh("dss_x", context=context),
        lambda: world.app.step_up("dss_x", "c1", context=context),
        lambda: world.tenant.what_if(service_principal_id="p", context=context),
    ]
    for call in calls:
        with pytest.raises(error) as refused:
            call()
        assert text in str(refused.value), refused.value


def test_what_if_takes_all_that_graph_does(world: World) -> None:
    user = world.tenant.users.create(email="ada@example.com")
    world.require_mfa()
    asked = world.tenant.what_if(user_id=user.id, client_id=world.client_id)
    assert (asked.outcome, asked.required) == ("controls_required", ["mfa"])
    assert [(one.index, one.operator, one.missing, one.satisfied) for one in asked.requirements] == [(0, "OR", ["mfa"], False)]
    assert world.tenant.what_if(user_id=user.id, client_id=world.client_id, satisfied=["mfa"]).outcome == "allow"
    for word in get_args(doorstep.Control):
        world.tenant.what_if(user_id=user.id, satisfied=(word,))
    for action in get_args(doorstep.UserAction):
        assert world.tenant.what_if(user_id=user.id, user_action=action).policies
    combined = world.tenant.what_if(user_id=user.id, completed_combinations=["password,email"], auth_context="c1")
    assert json.loads(combined.to_json())["outcome"] == combined.outcome
    wrong: dict[str, dict[str, Any]] = {
        "user_id": {},
        "service_principal_id": {"user_id": user.id, "service_principal_id": "p"},
        "service_principal_risk": {"service_principal_id": "p", "service_principal_risk": "huge"},
        "user_action": {"user_id": user.id, "user_action": "sleep"},
        "satisfied[1]": {"user_id": user.id, "satisfied": ["mfa", "luck"]},
        "completed_combinations[0]": {"user_id": user.id, "completed_combinations": ["abacus"]},
    }
    for field, arguments in wrong.items():
        with pytest.raises(doorstep.InvalidArgument) as refused:
            world.tenant.what_if(**arguments)
        assert refused.value.field == field
    with pytest.raises(TypeError):
        world.tenant.what_if(user.id, world.client_id)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        world.tenant.what_if(user_id=user.id, satisfied="mfa")  # type: ignore[arg-type]


def test_session_controls_are_values(world: World) -> None:
    user = world.tenant.users.create(email="ada@example.com", password=PASSWORD)
    frequency = {"value": 2, "type": "days", "frequencyInterval": "timeBased", "isEnabled": True}
    world.tenant.policies.create(
        policy(
            "Kept short",
            {},
            sessionControls={
                "signInFrequency": frequency,
                "persistentBrowser": {"mode": "never", "isEnabled": True},
            },
        )
    )
    step = world.app.sign_in("ada@example.com", PASSWORD)
    assert isinstance(step, doorstep.Completed)
    controls = step.session.controls
    assert controls.sign_in_frequency == timedelta(days=2) and controls.persistent_browser == "never"
    assert controls == world.tenant.what_if(user_id=user.id, client_id=world.client_id).session
    assert step.session.auth_contexts == [] and controls.other == {}
    found = world.tenant.what_if(user_id=user.id, client_id=world.client_id).policies[0]
    assert sorted(found.session_controls) == ["persistentBrowser", "signInFrequency"]


def test_a_session_steps_up_and_terms_are_accepted(world: World) -> None:
    world.tenant.users.create(email="ada@example.com", password=PASSWORD)
    world.tenant.authentication_contexts.create({"id": "c1", "displayName": "Payments", "isAvailable": True})
    terms = {"grantControls": {"operator": "OR", "termsOfUse": ["7d5a0001-0000-4000-8000-000000000001"]}}
    world.tenant.policies.create(
        policy("Terms", {"applications": {"includeAuthenticationContextClassReferences": ["c1"]}}, **terms)
    )
    first = world.app.sign_in("ada@example.com", PASSWORD)
    assert isinstance(first, doorstep.Completed) and first.session.auth_contexts == []

    async def story() -> doorstep.Step:
        app = await aio.AsyncTenant(world.tenant).app(world.client_id)
        refreshed = await app.refresh(first.token)
        assert isinstance(refreshed, doorstep.Completed) and refreshed.token != first.token
        step = await app.step_up(refreshed.token, "c1")
        match step:
            case doorstep.TermsRequired(token, [terms], None):
                assert terms.startswith("7d5a") and token not in repr(step)
                return await app.accept_terms(token)
            case other:
                pytest.fail(repr(other))

    done = asyncio.run(story())
    assert isinstance(done, doorstep.Completed) and done.session.auth_contexts == ["c1"]
    assert world.app.refresh(first.token) == doorstep.Denied(doorstep.JourneyEnded())
    with pytest.raises(doorstep.InvalidArgument) as refused:
        world.app.step_up(done.token, "c100")
    assert refused.value.field == "auth_context"


def test_a_country_is_asked_for_and_may_be_unknown() -> None:
    asked: list[str] = []

    def lookup(ip: str) -> str | None:
        asked.append(ip)
        made.tenants()  # re-entrant: nothing is held
        return {"192.0.2.1": "de"}.get(ip)

    made, app = engine(country_lookup=lookup)
    with made:
        assert isinstance(sign_in(app), doorstep.Denied)
        assert made.tenant("contoso").sign_ins().items[0].context.country == "DE"
        assert isinstance(sign_in(app, "::ffff:192.0.2.1"), doorstep.Denied)
        assert isinstance(sign_in(app, "2001:db8:0::1"), doorstep.Completed)
        assert asked == ["192.0.2.1", "192.0.2.1", "2001:db8::1"]


def test_what_a_country_lookup_raises_comes_out_and_nothing_was_done() -> None:
    answers: list[object] = [RuntimeError("down"), KeyboardInterrupt(), 49, b"DE", None]

    def lookup(ip: str) -> Any:
        answer = answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    made, app = engine(country_lookup=lookup)
    with made:
        with pytest.raises(RuntimeError, match="^down$"):
            sign_in(app)
        with pytest.raises(KeyboardInterrupt):
            sign_in(app)
        with pytest.raises(TypeError, match="country_lookup must return str or None, not int"):
            sign_in(app)
        with pytest.raises(TypeError, match="not bytes"):
            sign_in(app)
        assert made.tenant("contoso").sign_ins().items == []
        assert isinstance(sign_in(app), doorstep.Completed)


def test_a_country_database_is_a_file_with_countries(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.mmdb"
    wrong.write_bytes(b"no database")
    for options in (
        {"country_database": str(wrong)},
        {"country_database": str(tmp_path / "missing.mmdb")},
        {"country_database": str(wrong), "country_lookup": lambda ip: None},
    ):
        with pytest.raises(doorstep.InvalidArgument) as refused:
            engine(**options)
        assert refused.value.field == "country_database"
    with pytest.raises(TypeError, match="country_lookup must be a callable"):
        engine(country_lookup="DE")


def test_policy_limits_have_a_range_and_are_kept() -> None:
    for wrong in (0, 10_001):
        with pytest.raises(doorstep.InvalidArgument) as refused:
            doorstep.PolicyLimits(locations=wrong)
        assert refused.value.field == "policy_limits.locations"
    with pytest.raises(OverflowError):
        doorstep.PolicyLimits(policies=-1)
    limits = doorstep.PolicyLimits(locations=1)
    shown = "policies: 240, locations: 1, authentication_strengths: 100, location_ranges: 2000, mfa_trusted_ips: 50, "
    shown += "policy_applications: 250"
    assert repr(limits) == f"<doorstep.PolicyLimits {{ {shown} }}>"
    made, _ = engine(policy_limits=limits)
    with made, pytest.raises(doorstep.InvalidArgument) as full:
        made.tenant("contoso").locations.create({"displayName": "France", "countriesAndRegions": ["FR"]})
    assert full.value.field == "locations"


def test_apps_have_groups_and_attributes(world: World) -> None:
    app = world.tenant.apps.update(world.client_id, app_groups=("Office365",), custom_security_attributes={"Sets_Kind": ["shop"]})
    assert (app.name, app.app_groups, app.custom_security_attributes) == ("Contoso Shop", ["Office365"], {"Sets_Kind": ["shop"]})
    assert world.tenant.apps.update(world.client_id, name="Shop").app_groups == ["Office365"]
    with pytest.raises(doorstep.InvalidArgument) as refused:
        world.tenant.apps.update(world.client_id, app_groups=["x", ""])
    assert refused.value.field == "app_groups[1]"
    with pytest.raises(TypeError):
        world.tenant.apps.update(world.client_id, app_groups="Office365")


def test_documents_are_dicts(world: World) -> None:
    office = world.tenant.locations.create(
        {
            "@odata.type": "#microsoft.graph.ipNamedLocation",
            "displayName": "Office",
            "isTrusted": True,
            "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "192.0.2.0/24"}],
        }
    )
    assert office.is_trusted and office.document["displayName"] == "Office" and office.modified_at is None
    assert world.tenant.locations.update(office.id, {"isTrusted": False}).modified_at == world.clock.now()
    built_in = world.tenant.authentication_strengths.list()[0]
    assert built_in.built_in and built_in.created_at is None
    for collection in (world.tenant.locations, world.tenant.authentication_strengths, world.tenant.authentication_contexts):
        with pytest.raises(doorstep.InvalidArgument) as refused:
            collection.create({"x": object()})
        assert refused.value.field == "document"
        with pytest.raises(doorstep.PolicyInvalid):
            collection.create({})
    with pytest.raises(doorstep.InvalidArgument) as changes:
        world.tenant.locations.update(office.id, {"x": object()})
    assert changes.value.field == "changes"


def test_evaluate_answers_in_kind() -> None:
    case = {
        "policies": [{"id": "p1", **policy("MFA", {}, grantControls={"operator": "OR", "builtInControls": ["mfa"]})}],
        "signIns": [{"id": 1, "userId": "u", "appId": "a"}, {"id": 2, "userId": "u", "appId": "a", "satisfiedControls": ["mfa"]}],
    }
    verdicts = doorstep.evaluate(case)
    assert [verdict["decision"] for verdict in verdicts] == ["controlsRequired", "allow"]
    assert json.loads(doorstep.evaluate(json.dumps(case))) == verdicts == asyncio.run(aio.evaluate(case))
    assert json.loads(doorstep.evaluate("{"))["error"]["field"] == "$"
    with pytest.raises(doorstep.InvalidArgument) as refused:
        doorstep.evaluate({"policies": object()})
    assert refused.value.field == "case"
    with pytest.raises(TypeError):
        doorstep.evaluate()  # type: ignore[call-overload]
