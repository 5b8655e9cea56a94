"""Named locations, What If, explanations, replay, lint and gaps, templates: each page does what it says."""

import re
from datetime import datetime, timedelta, timezone

import pytest
from shop import history
from shop.admin.replay import Change, picture
from shop.seed_data import open_demo
from test_walk import EMAIL, PASSWORD, sign_in_as_admin, sign_up


@pytest.fixture
def admin(browser):
    one = browser()
    sign_in_as_admin(one)
    return one


def office(admin) -> str:
    return admin.demo.tenant.locations.create({
        "@odata.type": "#microsoft.graph.ipNamedLocation",
        "displayName": "Office",
        "isTrusted": True,
        "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/24"}],
    }).id  # fmt: skip


def policy(admin, state="enabledForReportingButNotEnforced", **conditions) -> str:
    return admin.demo.tenant.policies.create({
        "displayName": "CA100: MFA",
        "state": state,
        "conditions": {
            "clientAppTypes": ["all"],
            "users": {"includeUsers": ["All"], "excludeGroups": [admin.demo.tenant.groups.list()[0].id]},
            "applications": {"includeApplications": ["All"]},
        } | conditions,
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    }).id  # fmt: skip


OUTSIDE = {"locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}}


def test_a_network_is_created_changed_and_deleted(admin):
    assert 'id="no-locations"' in admin.get("/admin/locations/")
    admin.get("/admin/locations/new/ip")
    page = admin.post("/admin/locations/new/ip", display_name="Office", ranges="198.51.100.0/24\n2001:db8::/48", trusted="on")
    assert "2001:db8::/48" in page and "Trusted" in page
    (location,) = admin.demo.tenant.locations.list()
    path = f"/admin/locations/{location.id}"
    admin.get(f"{path}/delete")
    assert "is trusted" in admin.post(f"{path}/delete", status=422)
    admin.get(path)
    admin.post(path, display_name="Old office", ranges="198.51.100.0/25")
    (location,) = admin.demo.tenant.locations.list()
    assert (location.display_name, location.is_trusted) == ("Old office", False)
    admin.get(f"{path}/delete")
    admin.post(f"{path}/delete")
    assert admin.demo.tenant.locations.list() == []


def test_countries_are_created_and_a_fault_names_its_field(admin):
    admin.get("/admin/locations/new/country")
    page = admin.post("/admin/locations/new/country", status=422, display_name="Here", countries="FR Canada")
    assert re.search(r'<input id="countries"[^>]*aria-invalid="true"', page) and "CANADA" in page
    admin.post("/admin/locations/new/country", display_name="Here", countries="fr ca", unknown="on")
    (location,) = admin.demo.tenant.locations.list()
    assert location.document["countriesAndRegions"] == ["FR", "CA"]
    assert location.document["includeUnknownCountriesAndRegions"] is True
    admin.get("/admin/locations/new/ip")
    page = admin.post("/admin/locations/new/ip", status=422, display_name="There", ranges="198.51.100.0/24 300.1.2.3/24")
    assert re.search(r'<textarea id="ranges"[^>]*aria-invalid="true"', page) and "300.1.2.3/24" in page


def test_the_policy_form_knows_locations(admin):
    location = office(admin)
    admin.get("/admin/policies/new")
    fields = {"display_name": "CA101", "users_include": "all", "apps_include": "all", "grant": "grant", "controls": "mfa"}
    page = admin.post("/admin/policies/new", locations_include="all", exclude_locations=["AllTrusted", location], **fields)
    assert "All trusted locations, Office" in page
    (policy,) = admin.demo.tenant.policies.list()
    chosen = policy.document["conditions"]["locations"]
    assert (chosen["includeLocations"], chosen["excludeLocations"]) == (["All"], ["AllTrusted", location])
    page = admin.get(f"/admin/policies/{policy.id}/edit")
    assert re.search(rf'name="exclude_locations" value="{location}" checked', page)
    admin.post(f"/admin/policies/{policy.id}/edit", locations_include="any", **fields)
    assert not admin.demo.tenant.policies.get(policy.id).document["conditions"]["locations"]


def test_what_if_takes_every_input(admin):
    sign_up(admin)
    sign_in_as_admin(admin)
    policy(
        admin,
        "enabled",
        signInRiskLevels=["high"],
        platforms={"includePlatforms": ["android"], "excludePlatforms": []},
        devices={"deviceFilter": {"mode": "include", "rule": 'device.model -eq "Till"'}},
    )
    query = {
        "user_id": admin.demo.tenant.users.find_by_email(EMAIL).id, "client_id": admin.demo.shop_client,
        "ip": "203.0.113.7", "country": "FR", "gps_country": "FR", "compliant_network": "yes",
        "client_app_type": "browser", "platform": "android", "authentication_flow": "deviceCodeFlow",
        "user_type": "member", "sign_in_risk": "high", "user_risk": "low", "insider_risk": "minor",
        "device.model": "Till", "device.registered": "yes", "device.is_compliant": "no",
        "device.physical_ids": "[a]:1, [b]:2", "device.extension_attributes": "1=retail, 2=till",
    }  # fmt: skip
    ask = lambda **more: admin.client.get("/admin/what-if/", query_string=query | more).get_data(as_text=True)  # noqa: E731
    assert 'data-outcome="controls_required"' in ask()
    assert 'data-outcome="allow"' in ask(satisfied="mfa")
    page = ask(**{"device.model": "Van", "platform": "iOS", "sign_in_risk": "low"})
    for reason in ("devicePlatform", "devices", "signInRisk"):
        assert f'title="{reason}"' in page  # every condition that fails, not only the first
    assert re.search(r'<input id="ip"[^>]*aria-invalid="true"', ask(ip="here"))
    assert re.search(r'id="device-extension-attributes"[^>]*aria-invalid', ask(**{"device.extension_attributes": "x"}))
    assert re.search(r'<select id="user-id"[^>]*aria-invalid', ask(user_id=""))
    assert 'id="decision"' in ask(user_id="", service_principal_id="7d5a0001-0000-4000-8000-000000000001")


def test_what_if_tells_session_controls(admin):
    id = policy(admin, "enabled")
    admin.demo.tenant.policies.update(id, {"sessionControls": {
        "signInFrequency": {
            "isEnabled": True, "type": "hours", "value": 4, "frequencyInterval": "timeBased",
            "authenticationType": "primaryAndSecondaryAuthentication",
        },
        "persistentBrowser": {"isEnabled": True, "mode": "never"},
    }})  # fmt: skip
    user = admin.demo.tenant.users.find_by_email(admin.demo.admin_email).id
    page = admin.get(f"/admin/what-if/?user_id={user}&client_id={admin.demo.shop_client}")
    assert "after 4 hours" in page and "Persistent browser session</dt><dd>never" in page


def test_a_log_entry_is_explained(admin):
    policy(admin, **OUTSIDE)
    sign_up(admin)
    sign_in_as_admin(admin)
    page = admin.get("/admin/sign-ins/")
    link = re.search(r'<a href="(/admin/sign-ins/[^"]+)"', page).group(1).replace("&amp;", "&")
    page = admin.get(link)
    assert 'id="explanation"' in page and "only reports" in page and "outside the trusted locations" in page


def test_switching_on_shows_what_would_have_changed(admin, browser):
    id = policy(admin)
    path = f"/admin/policies/{id}/switch-on"
    sign_up(browser())
    for _ in range(2):
        one = browser()
        one.get("/sign-in")
        one.post("/sign-in", email=EMAIL, password=PASSWORD)
    assert path in admin.get(f"/admin/policies/{id}")
    page = admin.get(path)
    assert '<strong id="prompted">4</strong>' in page  # signed up, in twice; and the administrator
    assert '<rect class="prompted"' in page and EMAIL in page
    today = datetime.now(timezone.utc).strftime("%d %b: 4 prompted")
    assert today in page
    page = admin.post(path)
    assert admin.demo.tenant.policies.get(id).state == "enabled" and "switch-on" not in page


def test_a_replay_of_nothing_says_so(admin):
    id = policy(admin, users={"includeUsers": ["None"]})
    assert 'id="no-change"' in admin.get(f"/admin/policies/{id}/switch-on?days=7")


def test_the_picture_stacks_what_a_day_has():
    day = datetime(2026, 1, 5, tzinfo=timezone.utc).date()
    drawn = picture({day: Change(30, 10, 0), day + timedelta(days=1): Change()}, 720)
    prompted, blocked = drawn.columns[0].bars
    assert prompted.height == pytest.approx(3 * blocked.height, abs=0.3)
    assert blocked.y + blocked.height == pytest.approx(prompted.y, abs=0.2)
    assert drawn.columns[1].bars == [] and drawn.lines[-1][0] == 40


def test_lint_gaps_and_claims(admin):
    claim = '/admin/checks/?claim=every+sign-in+to+app+"Contoso+Shop"+requires+mfa'
    page = admin.get("/admin/checks/")
    assert 'id="no-findings"' in page and 'class="gap"' in page
    assert 'data-holds="false"' in admin.get(claim) and 'id="counterexample"' in admin.text
    group = admin.demo.tenant.groups.list()[0]
    policy(admin, "enabled", users={"includeUsers": ["All"]})
    page = admin.get("/admin/checks/")
    assert 'data-severity="error"' in page or 'data-severity="warning"' in page
    assert "CA100: MFA" in page and 'id="no-gaps"' in page
    assert 'data-holds="true"' in admin.get(claim)
    admin.demo.tenant.policies.delete(admin.demo.tenant.policies.list()[0].id)
    policy(admin, "enabled")
    assert f"“{group.name}”" in admin.get("/admin/checks/")  # by name, not by id
    assert "expected" in admin.get("/admin/checks/?claim=every+foo", status=422)


def test_a_template_makes_a_report_only_policy(admin):
    assert "require-mfa-all-users" in admin.get("/admin/policies/templates/")
    path = "/admin/policies/templates/block-outside-allowed-countries"
    admin.get(path)
    assert 'id="problem"' in admin.post(path, status=422)
    location = admin.demo.tenant.locations.create({"displayName": "Here", "countriesAndRegions": ["FR"]}).id
    group = admin.demo.tenant.groups.list()[0].id
    assert f'value="{group}" checked' in admin.get(path)
    admin.post(path, break_glass=group, allowed_locations=location)
    (made,) = admin.demo.tenant.policies.list()
    assert made.state == "enabledForReportingButNotEnforced"
    assert made.document["conditions"]["locations"]["excludeLocations"] == [location]
    assert made.document["conditions"]["users"]["excludeGroups"] == [group]


def test_a_first_start_has_a_past(tmp_path, demo):
    (tmp_path / "new").mkdir()
    with_past = open_demo(tmp_path / "new", demo.mailbox, past=True, deliver_in_background=False)
    try:
        tenant = with_past.tenant
        recorded = tenant.sign_ins(limit=200).items
        assert len(recorded) == sum(often for *_, often in history.CUSTOMERS)
        assert len({entry.created_at.date() for entry in recorded}) == history.DAYS
        assert recorded[0].created_at < datetime.now(timezone.utc)
        assert not (tmp_path / "new" / "first-start").exists()
        for policy in tenant.policies.list():
            page = tenant.policies.replay([policy.document | {"state": "enabled"}])
            assert page.prompted + page.blocked > 5 and policy.state != "enabled"
    finally:
        with_past.engine.close()
