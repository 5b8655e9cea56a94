"""A tenant with an app, a flow and Email OTP on, in memory; time stands still until moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import doorstep
import pytest

PASSWORD = "correct horse battery"
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
BLOCK = {"grantControls": {"operator": "OR", "builtInControls": ["block"]}}


def policy(name: str, conditions: dict[str, Any], **controls: Any) -> doorstep.GraphDocument:
    return {
        "displayName": name,
        "state": "enabled",
        "conditions": {
            "users": {"includeUsers": ["All"]},
            "applications": {"includeApplications": ["All"]},
            **conditions,
        },
        **controls,
    }


@dataclass
class World:
    engine: doorstep.Engine
    tenant: doorstep.Tenant
    client_id: str
    clock: doorstep.ManualClock
    mails: list[doorstep.Message] = field(default_factory=list)

    @property
    def app(self) -> doorstep.App:
        return self.tenant.app(self.client_id)

    def code(self) -> str:
        self.engine.deliver_mail()
        code = self.mails[-1].code
        assert code is not None
        return code

    def require_mfa(self, **users: object) -> doorstep.Policy:
        return self.tenant.policies.create(
            {
                "displayName": "CA01 - All apps: Require MFA",
                "state": "enabled",
                "conditions": {
                    "users": {"includeUsers": ["All"], **users},
                    "applications": {"includeApplications": ["All"]},
                },
                "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
            }
        )


@pytest.fixture
def world() -> Iterator[World]:
    mails: list[doorstep.Message] = []
    clock = doorstep.ManualClock(START)
    keys = doorstep.KeyRing.from_bytes(bytes(range(32)))
    with doorstep.Engine(
        ":memory:", keys, mailer=mails.append, clock=clock, deliver_in_background=False
    ) as engine:
        tenant = engine.create_tenant("contoso")
        shop = tenant.apps.register("Contoso Shop")
        tenant.user_flows.create("Sign up and sign in", "email_password", client_ids=[shop.client_id])
        tenant.methods.enable("email_otp")
        yield World(engine, tenant, shop.client_id, clock, mails)
