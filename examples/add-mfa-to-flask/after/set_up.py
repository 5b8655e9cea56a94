"""Opens Doorstep beside the app's own database; the first time, asks for a second factor from everybody."""

from pathlib import Path

import doorstep

REQUIRE_MFA = {
    "displayName": "Require multifactor authentication for all users",
    "state": "enabled",
    "conditions": {
        "clientAppTypes": ["all"],
        "users": {"includeUsers": ["All"]},
        "applications": {"includeApplications": ["All"]},
    },
    "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
}


def open_doorstep(folder, mailer):
    """The tenant and the app's client id. ``mailer`` is a function that sends one message, or an ``SmtpMailer``."""
    database, key = Path(folder, "doorstep.sqlite"), Path(folder, "doorstep.key")
    # In production the key lives somewhere else than the database.
    create = not key.exists() and not database.exists()
    keys = doorstep.KeyRing.create_file(str(key)) if create else doorstep.KeyRing.from_file(str(key))
    engine = doorstep.Engine(str(database), keys, mailer=mailer)
    if not engine.tenants():
        engine.create_tenant("ledger")
    tenant = engine.tenant("ledger")
    if not tenant.apps.list():
        tenant.apps.register("Ledger")
    if not tenant.policies.list():
        tenant.policies.create(REQUIRE_MFA)
        tenant.methods.enable("email_otp")
    return tenant, tenant.apps.list()[0].client_id


def print_instead_of_sending(message):
    """For trying it out. In production: doorstep.SmtpMailer("smtp.example.com", 587, username=…, password=…)."""
    print(f"to {message.to}: {message.subject}\n{message.text}", flush=True)
