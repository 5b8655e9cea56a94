"""The walk of the README, through the pages: off, then on, then what each customer meets."""

PASSWORD = "a long sentence about kilns"
EMAIL = "mia@customer.example"


def sign_up(one, email=EMAIL):
    one.get("/sign-up")
    one.post("/sign-up", email=email)
    one.post("/journey/code", code=one.code())
    one.post("/journey/password", password=PASSWORD)
    answers = {"attr.displayName": "Mia", "attr.country": "Japan", "attr.birth_year": "1990", "attr.accepts_terms": "yes"}
    return one.post("/journey/attributes", **answers)


def sign_in_as_admin(one):
    one.get("/admin/sign-in")
    return one.post("/admin/sign-in", email=one.demo.admin_email, password=one.demo.admin_password)


def turn_mfa_on(admin):
    sign_in_as_admin(admin)
    group = admin.demo.tenant.groups.list()[0]
    admin.get("/admin/policies/new")
    page = admin.post(
        "/admin/policies/new",
        display_name="CA001: MFA for all users",
        users_include="all",
        exclude_groups=group.id,
        apps_include="all",
        grant="grant",
        controls="mfa",
        state="enabled",
    )
    assert "CA001: MFA for all users" in page
    admin.get("/admin/methods/email_otp")
    assert "Email OTP is on." in admin.post("/admin/methods/email_otp", enabled="yes", target="all")


def test_without_a_policy_one_factor_is_enough(browser):
    assert "How this session was proven" in sign_up(browser())
    one = browser()
    one.get("/sign-in")
    assert "Single factor" in one.post("/sign-in", email=EMAIL, password=PASSWORD)


def test_a_customer_is_asked_for_a_code_once_mfa_is_on(browser):
    sign_up(browser())
    turn_mfa_on(browser())
    one = browser()
    one.get("/sign-in")
    page = one.post("/sign-in", email=EMAIL, password=PASSWORD)
    assert 'id="code"' in page and EMAIL not in page
    assert one.client.get("/account").status_code == 302  # the password alone opens nothing
    assert "not right" in one.post("/journey/code", code=one.wrong_code())
    assert 'id="problem"' not in one.get("/journey")  # reloading the page sends nothing again
    page = one.post("/journey/code", code=" " + one.code() + " ")
    assert "Multifactor" in page and "CA001: MFA for all users" in page


def test_the_log_and_what_if_name_the_policy(browser):
    sign_up(browser())
    admin = browser()
    turn_mfa_on(admin)
    one = browser()
    one.get("/sign-in")
    one.post("/sign-in", email=EMAIL, password=PASSWORD)
    one.post("/journey/code", code=one.code())
    log = admin.get("/admin/sign-ins/?result=success")
    link = log.split('<tbody>')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert "CA001: MFA for all users" in admin.get(link)
    user = admin.demo.tenant.users.find_by_email(EMAIL)
    page = admin.get(f"/admin/what-if/?user_id={user.id}&client_id={admin.demo.shop_client}&ip=203.0.113.7")
    assert 'data-outcome="controls_required"' in page
    assert "policies.create" in admin.get("/admin/audit/")


def test_terms_of_use_are_shown_once(browser):
    sign_up(browser())
    one = browser()
    one.demo.tenant.policies.create({
        "displayName": "CA002: Terms of the shop",
        "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": [one.demo.shop_client]}},
        "grantControls": {"operator": "OR", "termsOfUse": ["7d5a0001-0000-4000-8000-000000000001"]},
    })  # fmt: skip
    one.get("/sign-in")
    page = one.post("/sign-in", email=EMAIL, password=PASSWORD)
    assert 'id="terms-form"' in page and "7d5a0001" in page
    assert "CA002: Terms of the shop" in one.post("/journey/terms")
    two = browser()
    two.get("/sign-in")
    assert "How this session was proven" in two.post("/sign-in", email=EMAIL, password=PASSWORD)


def test_a_code_cannot_be_both_factors(browser):
    one = browser()
    one.get("/newsletter/sign-up")
    one.post("/newsletter/sign-up", email=EMAIL)
    assert "Single factor" in one.post("/newsletter/journey/code", code=one.code())
    turn_mfa_on(browser())
    two = browser()
    two.get("/newsletter/sign-in")
    two.post("/newsletter/sign-in", email=EMAIL)
    page = two.post("/newsletter/journey/code", code=two.code(), status=403)
    assert 'data-kind="no_usable_method"' in page and "Email with password" in page


def test_a_blocked_customer_reads_why(browser):
    sign_up(browser())
    admin = browser()
    sign_in_as_admin(admin)
    admin.get("/admin/policies/new")
    fields = {"display_name": "CA002: Closed", "users_include": "selected", "apps_include": "selected"}
    user = admin.demo.tenant.users.find_by_email(EMAIL)
    admin.post(
        "/admin/policies/new",
        include_users=user.id,
        include_apps=admin.demo.shop_client,
        grant="block",
        state="enabled",
        **fields,
    )
    one = browser()
    one.get("/sign-in")
    page = one.post("/sign-in", email=EMAIL, password=PASSWORD, status=403)
    assert 'data-kind="blocked"' in page and "CA002: Closed" in page


def test_a_customer_is_no_administrator(browser):
    sign_up(browser())
    one = browser()
    one.get("/admin/sign-in")
    page = one.post("/admin/sign-in", email=EMAIL, password=PASSWORD, status=403)
    assert 'id="forbidden"' in page


def test_a_session_of_one_app_opens_no_other(browser):
    one = browser()
    sign_up(one)
    token = one.client.get_cookie("doorstep_session").value
    one.client.set_cookie("doorstep_session_admin", token, path="/admin")
    assert one.client.get("/admin/").status_code == 302


def test_a_form_without_its_token_is_refused(browser):
    one = browser()
    assert one.client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD}).status_code == 400


def test_an_old_tab_cannot_answer_a_newer_step(browser):
    one = browser()
    one.get("/sign-up")
    one.post("/sign-up", email=EMAIL)
    old = one.page
    one.post("/journey/code", code=one.code())
    one.page = old
    page = one.post("/journey/code", code="12345678")
    assert "out of date" in page and 'id="new-password-form"' in page


def test_a_faulty_policy_names_its_field(browser):
    admin = browser()
    sign_in_as_admin(admin)
    admin.get("/admin/policies/import")
    page = admin.post("/admin/policies/import", document='{"displayName": ', status=422)
    assert "line 1" in page
    document = '{"displayName": "x", "state": "on", "conditions": {}}'
    assert "state" in admin.post("/admin/policies/import", document=document, status=422)


def test_every_page_forbids_framing_and_scripts_from_elsewhere(browser):
    one = browser()
    for path in ("/", "/sign-in", "/mailbox/", "/admin/sign-in"):
        one.get(path)
        assert one.page.headers["X-Frame-Options"] == "DENY"
        assert "script-src 'self'" in one.page.headers["Content-Security-Policy"]
        assert one.page.headers["Cache-Control"] == "no-store"


def test_the_admin_pages_open(browser):
    admin = browser()
    turn_mfa_on(admin)
    tenant = admin.demo.tenant
    for path in (
        "", "policies/", "policies/new", "policies/import", "what-if/", "methods/", "methods/password", "user-flows/",
        "user-flows/new", "apps/", "users/", "users/new", "groups/", "sign-ins/", "audit/", "account",
        f"policies/{tenant.policies.list()[0].id}", f"policies/{tenant.policies.list()[0].id}/edit",
        f"policies/{tenant.policies.list()[0].id}/json", f"policies/{tenant.policies.list()[0].id}/delete",
        f"user-flows/{tenant.user_flows.list()[0].id}", f"users/{tenant.users.list().items[0].id}",
        f"groups/{tenant.groups.list()[0].id}",
    ):  # fmt: skip
        admin.get(f"/admin/{path}")


def test_mail_survives_a_restart(browser, demo):
    from shop.mailbox import Mailbox

    one = browser()
    one.get("/sign-up")
    one.post("/sign-up", email=EMAIL)
    one.code()
    again = Mailbox(demo.data / "mail")
    again.start()
    again.stop()
    assert len(again.newest_first()) == 1
    page = one.get("/mailbox/")
    assert EMAIL in page
    message = again.newest_first()[0]
    assert "sandbox" in one.get(f"/mailbox/{message.id}")
    one.get(f"/mailbox/{message.id}/html")
    assert one.page.headers["Content-Security-Policy"].startswith("sandbox;")
