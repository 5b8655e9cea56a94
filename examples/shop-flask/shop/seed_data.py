"""Opens the engine, and on the first start puts a shop into it.

Every step looks before it creates, so a first start that was interrupted is finished by the next one.
Multifactor authentication is left off on purpose: turning it on is what the admin pages are for.
"""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import doorstep

from . import history
from .mailbox import Mailbox

ADMIN_EMAIL = "admin@contoso.example"
BREAK_GLASS_EMAIL = "break-glass@contoso.example"
BREAK_GLASS_GROUP = "Break-glass accounts"


@dataclass
class Demo:
    """What the pages need: the tenant, its three apps, the mailbox."""

    data: Path
    engine: doorstep.Engine
    tenant: doorstep.Tenant
    mailbox: Mailbox
    shop_client: str
    newsletter_client: str
    admin_client: str
    admin_email: str
    admin_password: str
    flask_secret: str


def open_demo(data: Path, mailbox: Mailbox, *, past: bool = False, **engine_options) -> Demo:
    """Opens the engine. With a `past`, a first start also records what happened in the ten days before."""
    unfinished = data / "first-start"
    if past and (unfinished.exists() or not (data / "doorstep.sqlite").exists()):
        unfinished.touch()  # a first start that was interrupted begins again
        for left in data.glob("doorstep.sqlite*"):
            left.unlink()
        record_past(data)
        unfinished.unlink()
    # Mail really travels: Doorstep speaks SMTP to the demo's own server on the loopback address.
    mailer = doorstep.SmtpMailer("127.0.0.1", mailbox.port, security="none")
    engine = doorstep.Engine(str(data / "doorstep.sqlite"), keys(data), mailer=mailer, **engine_options)
    try:
        return fill(engine, data, mailbox)
    except BaseException:
        engine.close()
        raise


def record_past(data: Path) -> None:
    now = datetime.now(timezone.utc)
    clock = doorstep.ManualClock(history.start(now))
    with doorstep.Engine(str(data / "doorstep.sqlite"), keys(data), clock=clock, deliver_in_background=False) as engine:
        tenant, shop, *_ = base(engine, data)
        history.report_only_policies(tenant, next(g.id for g in tenant.groups.list() if g.name == BREAK_GLASS_GROUP))
        history.record(tenant, clock, shop, now)


def keys(data: Path) -> doorstep.KeyRing:
    """The key stands beside the database only because this is a demo. Keep yours elsewhere."""
    key_file = data / "doorstep.key"
    if key_file.exists() or (data / "doorstep.sqlite").exists():
        return doorstep.KeyRing.from_file(str(key_file))  # a lost key is an error, never a new key
    return doorstep.KeyRing.create_file(str(key_file))


def fill(engine: doorstep.Engine, data: Path, mailbox: Mailbox) -> Demo:
    tenant, shop, newsletter, admin, admin_password = base(engine, data)
    return Demo(
        data=data,
        engine=engine,
        tenant=tenant,
        mailbox=mailbox,
        shop_client=shop,
        newsletter_client=newsletter,
        admin_client=admin,
        admin_email=ADMIN_EMAIL,
        admin_password=admin_password,
        flask_secret=secret_file(data / "flask-secret.txt", lambda: secrets.token_hex(32)),
    )


def base(engine: doorstep.Engine, data: Path) -> tuple[doorstep.Tenant, str, str, str, str]:
    """The tenant, the client ids of its three apps, and the administrator's password."""
    if not any(record.name == "contoso" for record in engine.tenants()):
        engine.create_tenant("contoso").update_settings(
            doorstep.TenantSettings(
                display_name="Contoso", sender_name="Contoso Shop", sender_address="no-reply@contoso.example"
            )
        )
    tenant = engine.tenant("contoso")

    shop = app(tenant, "Contoso Shop")
    newsletter = app(tenant, "Contoso Newsletter")
    admin = app(tenant, "Contoso Admin")
    flow(tenant, shop, "Shop: sign up and sign in", "email_password", attributes=SHOP_ATTRIBUTES)
    flow(tenant, newsletter, "Newsletter: sign up and sign in", "email_otp")
    flow(tenant, admin, "Admin: sign in", "email_password", sign_up_allowed=False)

    admin_password = secret_file(data / "admin-password.txt", lambda: readable_secret(4))
    administrator(tenant, ADMIN_EMAIL, admin_password, "Contoso administrator")
    emergency_password = secret_file(data / "break-glass-password.txt", lambda: readable_secret(6))
    emergency = administrator(tenant, BREAK_GLASS_EMAIL, emergency_password, "Emergency access")
    break_glass_group(tenant, emergency.id)
    return tenant, shop, newsletter, admin, admin_password


SHOP_ATTRIBUTES = [
    doorstep.FlowAttribute("displayName", "Your name", required=True),
    doorstep.FlowAttribute(
        "country", "Country", type="choice", required=True, choices=["Canada", "France", "Japan", "United States"]
    ),
    doorstep.FlowAttribute("birth_year", "Year of birth", type="integer"),
    doorstep.FlowAttribute("accepts_terms", "I accept the terms of sale", type="boolean", required=True),
]


def app(tenant: doorstep.Tenant, name: str) -> str:
    for registration in tenant.apps.list():
        if registration.name == name:
            return registration.client_id
    return tenant.apps.register(name).client_id


def flow(tenant: doorstep.Tenant, client_id: str, name: str, identity_provider: str, **options) -> None:
    if any(client_id in existing.client_ids for existing in tenant.user_flows.list()):
        return
    for existing in tenant.user_flows.list():
        if existing.display_name == name:  # the app was detached on the admin pages: leave it so
            return
    tenant.user_flows.create(name, identity_provider, client_ids=[client_id], **options)


def administrator(tenant: doorstep.Tenant, email: str, password: str, name: str) -> doorstep.User:
    user = tenant.users.find_by_email(email)
    if user is None:
        user = tenant.users.create(email=email, password=password, display_name=name)
        tenant.roles.assign(user.id, "Global Administrator")
    return user


def break_glass_group(tenant: doorstep.Tenant, user_id: str) -> None:
    if not any(group.name == BREAK_GLASS_GROUP for group in tenant.groups.list()):
        group = tenant.groups.create(BREAK_GLASS_GROUP)
        tenant.groups.add_user(group.id, user_id)


def readable_secret(parts: int) -> str:
    """Letters that cannot be taken for one another: "k3pt-9wzd-…"."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(parts))


def secret_file(path: Path, make) -> str:
    """The secret kept in this file, made on the first call. Only its owner may read it."""
    if not path.exists():
        new = path.with_suffix(".new")
        with open(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(make() + "\n")
        new.rename(path)
    return path.read_text().strip()
