"""What policies tell of themselves across the boundary: proofs, gaps, lint, templates, explanations, replays, imports."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import get_args

import doorstep
import pytest
from conftest import BLOCK, PASSWORD, World, policy


def test_claims_are_proved_or_shown_wrong(world: World) -> None:
    policies = world.tenant.policies
    gap = policies.gaps()[0]
    assert gap.conditions == [] and gap.sign_in["appId"] == world.app.client_id
    claim = "every sign-in requires mfa"
    wrong = policies.prove(claim)
    assert not wrong.holds and wrong.classes_examined > 0 and wrong.counterexample is not None
    assert wrong.counterexample.decision.outcome == "allow" and isinstance(wrong.counterexample.sign_in["appId"], str)
    assert doorstep.evaluate({"policies": [], "signIns": [wrong.counterexample.sign_in]})[0]["decision"] == "allow"
    policies.create(policy("MFA", {}, grantControls={"operator": "OR", "builtInControls": ["mfa"]}))
    proof = policies.prove(claim)
    assert proof.holds and proof.counterexample is None and policies.gaps() == []
    with pytest.raises(doorstep.InvalidArgument) as refused:
        policies.prove("every sign-in is nice")
    assert refused.value.field == "claim"


def test_a_warning_says_how_severe_it_is(world: World) -> None:
    world.tenant.policies.create(policy("Everybody out", {}, **BLOCK))
    severities = {warning.severity for warning in world.tenant.policies.lint()}
    assert "error" in severities and severities <= set(get_args(doorstep.Severity))


def test_a_template_is_a_dict_to_create(world: World) -> None:
    ids = [template.id for template in doorstep.policy_templates()]
    assert len(set(ids)) == len(ids) and "require-mfa-all-users" in ids
    document = doorstep.policy_template("require-mfa-all-users", break_glass_user_ids=["u-1"], app_ids=(world.app.client_id,))
    assert document["conditions"]["users"]["excludeUsers"] == ["u-1"]
    assert world.tenant.policies.create(document).state == "enabledForReportingButNotEnforced"
    with pytest.raises(doorstep.NotFound) as unknown:
        doorstep.policy_template("no-such-template")
    assert unknown.value.kind == "template"
    with pytest.raises(doorstep.InvalidArgument) as missing:
        doorstep.policy_template("block-outside-allowed-countries")
    assert missing.value.field == "allowed_location_ids"
    with pytest.raises(TypeError):
        doorstep.policy_template("require-mfa-all-users", ["u-1"])  # type: ignore[misc]


def test_the_log_explains_itself_and_drafts_are_held_against_it(world: World) -> None:
    user = world.tenant.users.create(email="ada@example.com", password=PASSWORD)
    world.app.sign_in("ada@example.com", PASSWORD)
    draft = policy("Everybody out", {}, **BLOCK)
    page = world.tenant.policies.replay([draft], until=world.clock.now() + timedelta(days=1))
    assert (page.examined, page.total, page.blocked, page.next_cursor) == (1, 1, 1, None)
    assert page.days == [doorstep.ReplayDay(day=world.clock.now(), prompted=0, blocked=1, freed=0)]
    assert page.users == [doorstep.ReplayUser(user_id=user.id, prompted=0, blocked=1, freed=0)]
    why = world.tenant.explain(world.tenant.sign_ins().items[0].id)
    assert why.text == "ada@example.com signed in to Contoso Shop." and why.policies == []
    with pytest.raises(doorstep.InvalidArgument) as refused:
        world.tenant.policies.replay([draft, {"x": object()}])
    assert refused.value.field == "drafts[1]"


def test_an_import_takes_bytes_or_text(world: World) -> None:
    text = json.dumps([{**policy("Out", {}, **BLOCK), "id": "p-1"}])
    report = world.tenant.import_(text.encode("utf-16"), state="disabled")
    assert report.stored and [(item.kind, item.id, item.code) for item in report.items] == [("policy", "p-1", None)]
    assert world.tenant.policies.get("p-1").state == "disabled"
    again = world.tenant.import_(text, keep_going=True)
    assert [(item.id, item.code) for item in again.items] == [(None, "already_exists")]
    with pytest.raises(doorstep.InvalidArgument) as refused:
        world.tenant.import_(text, state="off")  # type: ignore[arg-type]
    assert refused.value.field == "state"
    with pytest.raises(TypeError, match="file: expected bytes or str"):
        world.tenant.import_(json.loads(text))
