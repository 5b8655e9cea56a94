"""A past for the demo: a shop that has been open for ten days, with two policies that only report.

The sign-ins are real ones, made through the same calls as the pages make them; only the clock is set. They are made on
the first start, before the database is opened with the system's clock, so that replay has something to decide again.
"""

import secrets
from datetime import datetime, time, timedelta, timezone
from random import Random

import doorstep

DAYS = 10
OFFICE, ABROAD = "198.51.100.20", "192.0.2.77"
# Reserved names and documentation addresses: nobody's. Mail address, where from, how many sign-ins in ten days.
CUSTOMERS = [
    ("aiko@customer.example", "203.0.113.15", "JP", 12),
    ("benoit@customer.example", "203.0.113.86", "FR", 9),
    ("carmen@customer.example", "203.0.113.140", "US", 11),
    ("dario@customer.example", ABROAD, "BR", 6),
    ("erin@staff.example", OFFICE, "CA", 14),
    ("farid@staff.example", OFFICE, "CA", 10),
]
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"


def locations(tenant: doorstep.Tenant) -> tuple[str, str]:
    """The ids of an office, which is trusted, and of the countries that the shop delivers to."""
    known = {location.display_name: location.id for location in tenant.locations.list()}

    def location(name: str, document: dict) -> str:
        return known.get(name) or tenant.locations.create({"displayName": name} | document).id

    office = location("Contoso office", {
        "@odata.type": "#microsoft.graph.ipNamedLocation",
        "isTrusted": True,
        "ipRanges": [
            {"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/24"},
            {"@odata.type": "#microsoft.graph.iPv6CidrRange", "cidrAddress": "2001:db8:40::/48"},
        ],
    })  # fmt: skip
    # Unknown countries are in it: a browser on this machine comes from none.
    countries = location("Where we deliver", {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        "countriesAndRegions": ["CA", "FR", "JP", "US"],
        "includeUnknownCountriesAndRegions": True,
    })  # fmt: skip
    return office, countries


def report_only_policies(tenant: doorstep.Tenant, break_glass_group: str) -> None:
    _, countries = locations(tenant)
    known = {policy.display_name for policy in tenant.policies.list()}
    for name, elsewhere, control in (
        ("CA101: Require MFA outside the office", "AllTrusted", "mfa"),
        ("CA102: Block where we do not deliver", countries, "block"),
    ):
        if name not in known:
            tenant.policies.create({
                "displayName": name,
                "state": "enabledForReportingButNotEnforced",
                "conditions": {
                    "clientAppTypes": ["all"],
                    "users": {"includeUsers": ["All"], "excludeGroups": [break_glass_group]},
                    "applications": {"includeApplications": ["All"]},
                    "locations": {"includeLocations": ["All"], "excludeLocations": [elsewhere]},
                },
                "grantControls": {"operator": "OR", "builtInControls": [control]},
            })  # fmt: skip


def record(tenant: doorstep.Tenant, clock: doorstep.ManualClock, shop: str, until: datetime) -> None:
    """Ten days of sign-ins to the shop, the last of them before `until`."""
    password = secrets.token_urlsafe()  # nobody signs in as them again
    for email, *_ in CUSTOMERS:
        tenant.users.create(email=email, password=password, display_name=email.split("@")[0].title())
    for at, email, ip, country in moments(until):
        clock.set(at)
        context = doorstep.SignInContext(
            ip=ip, country=country, user_agent=BROWSER, client_app_type="browser", platform="linux"
        )
        tenant.app(shop).sign_in(email, password, context=context)


def start(now: datetime) -> datetime:
    """When the shop opened: midnight, ten days ago."""
    return datetime.combine(now.astimezone(timezone.utc).date(), time(), timezone.utc) - timedelta(days=DAYS)


def moments(until: datetime) -> list[tuple[datetime, str, str, str]]:
    """Who signs in when, in order: the same on every machine, but for the day it ends on."""
    chance, first = Random(20), start(until)
    return sorted(
        (first + timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(7 * 60, 22 * 60)), email, ip, country)
        for email, ip, country, often in CUSTOMERS
        for _ in range(often)
    )
