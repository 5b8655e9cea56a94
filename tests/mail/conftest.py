"""A tenant whose mail goes wherever a test sends it; time stands still until moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from email.message import EmailMessage
from pathlib import Path

import doorstep
import pytest
from exim import Exim

ROOT = Path(__file__).resolve().parents[2]
KEYS = doorstep.KeyRing.from_bytes(bytes(range(32)))
START = datetime(2026, 1, 1, tzinfo=timezone.utc)


@dataclass
class World:
    """An engine and one tenant with an app in which everybody signs in with a code by email."""

    path: str
    engine: doorstep.Engine
    clock: doorstep.ManualClock
    tenant: doorstep.Tenant
    app: doorstep.App

    def sign_in(self, address: str) -> doorstep.CodeRequired:
        step = self.app.sign_in(address)
        assert isinstance(step, doorstep.CodeRequired)
        return step

    def reopen(self, mailer: doorstep.SmtpMailer) -> None:
        """The same database with another mailer, as after a restart with other settings."""
        self.engine.close()
        self.engine = doorstep.Engine(
            self.path, KEYS, mailer=mailer, clock=self.clock, deliver_in_background=False
        )
        self.tenant = self.engine.tenant("contoso")
        self.app = self.tenant.app(self.app.client_id)


def without_secrets(step: doorstep.CodeRequired) -> doorstep.CodeRequired:
    """What must be the same in every world."""
    return replace(step, token="", reference="")


def code_in(mail: EmailMessage) -> str:
    """The code as a person finds it: a line of its own in the text."""
    body = mail.get_body(("plain",))
    assert body is not None
    (code,) = re.findall(r"^(\d{8,10})\r?$", body.get_content(), re.M)
    return code


Open = Callable[..., World]


@pytest.fixture
def open_world(tmp_path: Path) -> Iterator[Open]:
    worlds: list[World] = []

    def open_world(mailer: doorstep.SmtpMailer, *people: str, background: bool = False) -> World:
        clock = doorstep.ManualClock(START)
        path = str(tmp_path / f"doorstep-{len(worlds)}.sqlite")
        engine = doorstep.Engine(path, KEYS, mailer=mailer, clock=clock, deliver_in_background=background)
        tenant = engine.create_tenant("contoso")
        tenant.update_settings(doorstep.TenantSettings(sender_address="no-reply@contoso.example"))
        shop = tenant.apps.register("Contoso Shop")
        tenant.user_flows.create("Sign in", "email_otp", client_ids=[shop.client_id])
        for address in people:
            tenant.users.create(email=address)
        worlds.append(World(path, engine, clock, tenant, tenant.app(shop.client_id)))
        return worlds[-1]

    yield open_world
    for world in worlds:
        world.engine.close()


@pytest.fixture(scope="session")
def exim() -> Iterator[Exim]:
    exim = Exim(ROOT / "target" / "mail" / "exim")
    exim.start()
    yield exim
    exim.stop()
