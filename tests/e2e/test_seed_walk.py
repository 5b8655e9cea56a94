"""The how-to "Add multifactor authentication to a customer-facing app", lived through: an administrator sets it up by
clicking, and customers meet it. The tests build on one another and run in this order."""

from __future__ import annotations

import re
import signal

from conftest import Demo, Visitor
from playwright.sync_api import expect

CUSTOMER, PASSWORD = "mia@example.com", "a quiet morning walk"


def wrong(code: str) -> str:
    return str((int(code[0]) + 1) % 10) + code[1:]


def check_box(visitor: Visitor, group: str, label: str) -> None:
    box = visitor.page.locator(f'input[name="{group}"]').locator("xpath=ancestor::label", has_text=label)
    box.locator("input").check()


def policy_state(admin: Visitor, state: str) -> None:
    """Opens the policy and sets Enable policy to On, Off or Report-only."""
    page = admin.open("/admin/policies/")
    page.click("#policies a >> text=CA001")
    page.click("#edit-policy")
    page.check(f"#state-{state}")
    page.click("#policy-submit")
    page.wait_for_selector("#policy-state")


def test_a_customer_signs_up_and_needs_no_second_factor_yet(visitor: Visitor) -> None:
    page = visitor.open("/")
    visitor.shot("shop")
    page.click("#sign-up-link")
    page.fill("#email", CUSTOMER)
    page.click("#sign-up-submit")
    assert CUSTOMER not in page.inner_text("#masked-target")
    visitor.shot("sign-up-code")
    code = visitor.code(CUSTOMER)
    visitor.enter(f"{code[:4]} {code[4:]}")
    page.fill("#password", "password")
    page.click("#new-password-submit")
    expect(page.locator("#problem")).to_be_visible()
    page.fill("#password", PASSWORD)
    page.click("#new-password-submit")
    page.fill("#attr-displayName", "Mia")
    page.select_option("#attr-country", "Japan")
    page.check("#attr-accepts_terms")
    visitor.shot("sign-up-attributes")
    page.click("#attributes-submit")
    expect(page.locator("#account-email")).to_contain_text(CUSTOMER)
    page.click("#sign-out")
    visitor.sign_in(CUSTOMER, PASSWORD)
    expect(page.locator("#session-amr")).to_contain_text("pwd")
    expect(page.locator("#session-amr")).not_to_contain_text("mfa")


def test_the_administrator_creates_the_policy(admin: Visitor) -> None:
    page = admin.open("/admin/policies/")
    page.click("#new-policy")
    page.fill("#display-name", "CA001: Require multifactor authentication")
    page.check("#users-include-all")
    page.check("#apps-include-all")
    page.check("#grant-grant")
    page.check("#require-mfa")
    page.check("#state-on")
    page.click("#policy-submit")
    # The lint speaks before anybody is locked out: nobody is excluded, no method is enabled.
    expect(page.locator("#warnings")).to_contain_text(re.compile("break-glass|emergency", re.I))
    expect(page.locator("#warnings")).to_contain_text(re.compile("method", re.I))
    admin.shot("policy-warnings")
    page.click("#edit-policy")
    check_box(admin, "exclude_groups", "Break-glass accounts")
    admin.shot("policy-form")
    page.click("#policy-submit")
    expect(page.locator("#warnings")).not_to_contain_text(re.compile("break-glass", re.I))


def test_without_a_method_customers_are_told_why(visitor: Visitor) -> None:
    page = visitor.sign_in(CUSTOMER, PASSWORD)
    expect(page.locator("#denied")).to_have_attribute("data-kind", "no_usable_method")


def test_break_glass_and_email_otp(demo: Demo, visitor: Visitor) -> None:
    """The excluded account still gets in, and turns Email OTP on."""
    emergency = (demo.data / "break-glass-password.txt").read_text().strip()
    page = visitor.sign_in("break-glass@contoso.example", emergency, "/admin")
    page.wait_for_selector("#sign-out")
    visitor.open("/admin/methods/")
    page.click("#method-email_otp")
    page.check("#enabled")
    page.check("#target-all")
    page.click("#method-submit")
    page.wait_for_load_state()
    visitor.shot("email-otp")
    expect(page.locator("#enabled")).to_be_checked()


def test_a_customer_is_asked_for_a_code_that_arrives(visitor: Visitor) -> None:
    page = visitor.sign_in(CUSTOMER, PASSWORD)
    expect(page.locator("#code-lead")).to_contain_text("second proof")
    visitor.shot("second-factor")
    page.screenshot(path="../../target/screenshots/readme.png")
    first = visitor.code(CUSTOMER)
    visitor.enter(wrong(first))
    expect(page.locator("#problem-text")).to_contain_text("4")
    visitor.shot("wrong-code")
    # A reload draws the same page and submits nothing.
    page.reload()
    expect(page.locator("#code")).to_be_visible()
    # Another code: the button waits out its minute, and the first code is worth nothing then.
    expect(page.locator("#resend")).to_be_enabled(timeout=75_000)
    page.click("#resend")
    second = visitor.code(CUSTOMER)
    assert second != first
    visitor.enter(first)
    expect(page.locator("#problem-text")).to_contain_text("replaced by a newer one")
    visitor.enter(second)
    expect(page.locator("#session-amr")).to_contain_text("mfa")
    visitor.shot("account")


def test_a_phone_without_javascript(phone: Visitor) -> None:
    page = phone.sign_in(CUSTOMER, "not the password")
    expect(page.locator("#problem-text")).to_be_visible()
    page.fill("#password", PASSWORD)
    page.click("#password-submit")
    page.click("#resend")
    expect(page.locator("#problem-text")).to_contain_text("ask for a new code")
    phone.shot("phone-code")


    phone.enter(phone.code(CUSTOMER))
    expect(page.locator("#account-email")).to_contain_text(CUSTOMER)
    phone.shot("phone-account")


def test_a_stranger_learns_nothing(visitor: Visitor) -> None:
    page = visitor.sign_in("nobody@example.com", PASSWORD)
    unknown = page.inner_text("#problem-text")
    page = visitor.sign_in(CUSTOMER, "not the password")
    assert page.inner_text("#problem-text") == unknown


def test_email_otp_customers_read_the_note(visitor: Visitor) -> None:
    """The note of the how-to: who signs in with a code by email cannot use one as the second factor."""
    page = visitor.open("/newsletter/sign-up")
    page.fill("#email", "otto@example.com")
    page.click("#sign-up-submit")
    visitor.enter(visitor.code("otto@example.com"))
    expect(page.locator("#denied")).to_have_attribute("data-kind", "no_usable_method")
    expect(page.locator("#denied-text")).to_contain_text("same mailbox cannot count twice")
    expect(page.locator("#denied-note")).to_contain_text("Email with password")
    visitor.shot("email-otp-denied")


def test_report_only_is_logged_and_does_not_ask(admin: Visitor, visitor: Visitor) -> None:
    policy_state(admin, "report")
    page = visitor.sign_in(CUSTOMER, PASSWORD)
    expect(page.locator("#session-amr")).not_to_contain_text("mfa")
    log = admin.open("/admin/sign-ins/")
    log.locator("#sign-ins a").first.click()
    expect(log.locator("#policy-results")).to_contain_text("reportOnlyInterrupted")
    admin.shot("sign-in-log-entry")


def test_what_if_says_the_same(admin: Visitor) -> None:
    page = admin.open("/admin/what-if/")
    page.select_option("#user-id", label=CUSTOMER)
    page.select_option("#client-id", label="Contoso Shop")
    page.click("#what-if-submit")
    expect(page.locator("#outcome")).to_have_attribute("data-outcome", "allow")
    policy_state(admin, "on")
    admin.open("/admin/what-if/")
    page.select_option("#user-id", label=CUSTOMER)
    page.select_option("#client-id", label="Contoso Shop")
    page.click("#what-if-submit")
    expect(page.locator("#outcome")).to_have_attribute("data-outcome", "controls_required")
    admin.shot("what-if")


def test_a_customer_with_two_addresses_chooses(admin: Visitor, visitor: Visitor) -> None:
    """An administrator adds a second address; the customer is asked which one the code is to go to."""
    email, other = "ida@example.com", "ida@work.example"
    page = visitor.open("/sign-up")
    page.fill("#email", email)
    page.click("#sign-up-submit")
    visitor.enter(visitor.code(email))
    page.fill("#password", PASSWORD)
    page.click("#new-password-submit")
    page.fill("#attr-displayName", "Ida")
    page.select_option("#attr-country", "Japan")
    page.check("#attr-accepts_terms")
    page.click("#attributes-submit")
    # The mailbox was proven a moment ago: with the password that makes two factors.
    expect(page.locator("#session-amr")).to_contain_text("mfa")
    page.click("#sign-out")
    directory = admin.open("/admin/users/")
    directory.click(f"text={email}")
    directory.fill("#address", other)
    directory.click("#method-submit")
    visitor.sign_in(email, PASSWORD)
    assert other not in page.content()
    page.check("#method-2")
    visitor.shot("choose-method")
    page.click("#method-submit")
    visitor.enter(visitor.code(other))
    expect(page.locator("#session-methods")).to_contain_text("w***.example")


def test_a_block_is_told_with_the_name_of_the_policy(admin: Visitor, visitor: Visitor) -> None:
    page = admin.open("/admin/policies/")
    page.click("#new-policy")
    page.fill("#display-name", "CA002: The shop is closed")
    page.check("#users-include-all")
    check_box(admin, "exclude_groups", "Break-glass accounts")
    page.check("#apps-include-selected")
    check_box(admin, "include_apps", "Contoso Shop")
    page.check("#grant-block")
    page.check("#state-on")
    page.click("#policy-submit")
    page.wait_for_selector("#policy-state")
    shop = visitor.sign_in(CUSTOMER, PASSWORD)
    expect(shop.locator("#denied")).to_have_attribute("data-kind", "blocked")
    expect(shop.locator("#denied")).to_contain_text("CA002: The shop is closed")
    visitor.shot("blocked")
    page.click("#edit-policy")
    page.check("#state-off")
    page.click("#policy-submit")
    page.wait_for_selector("#policy-state")


def test_kill_9_between_code_sent_and_code_entered(demo: Demo, visitor: Visitor) -> None:
    page = visitor.sign_in(CUSTOMER, PASSWORD)
    code = visitor.code(CUSTOMER)
    demo.stop(signal.SIGKILL)
    demo.start()
    page.reload()
    expect(page.locator("#code")).to_be_visible()
    visitor.enter(code)
    expect(page.locator("#session-amr")).to_contain_text("mfa")


def test_policy_off_is_not_asked(admin: Visitor, visitor: Visitor) -> None:
    policy_state(admin, "off")
    page = visitor.sign_in(CUSTOMER, PASSWORD)
    expect(page.locator("#session-amr")).not_to_contain_text("mfa")
    admin.open("/admin/audit/")
    expect(admin.page.locator("#audit")).to_contain_text("policies.update")
    admin.shot("audit")


def test_a_customer_is_no_administrator(visitor: Visitor) -> None:
    page = visitor.sign_in(CUSTOMER, PASSWORD, "/admin")
    expect(page.locator("#forbidden")).to_be_visible()
    expect(page.locator("#needs")).to_contain_text("Conditional Access Administrator")


def test_ctrl_c_stops_it_cleanly(demo: Demo) -> None:
    assert demo.stop(signal.SIGINT) == 0
    demo.start()
    assert demo.stop(signal.SIGINT) == 0
