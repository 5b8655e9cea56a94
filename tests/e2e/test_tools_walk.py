"""The tools of an administrator, by clicking: places, What If, explanations, replay, lint, gaps and claims. They come
after the walk of the how-to, on what it left, and on the past that a first start records."""

from __future__ import annotations

import re

import pytest
from conftest import Demo, Visitor
from playwright.sync_api import Page, expect

OUTSIDE = "CA101: Require MFA outside the office"


@pytest.fixture(autouse=True)
def running(demo: Demo) -> None:
    """The walk before ends with Ctrl-C."""
    if demo.process is None or demo.process.poll() is not None:
        demo.start()


def fits(page: Page) -> None:
    """Nothing sticks out, on a desk or in a hand."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})


def test_named_locations(admin: Visitor) -> None:
    page = admin.open("/admin/locations/")
    expect(page.locator("#locations")).to_contain_text("Contoso office")
    fits(page)
    page.click("#new-ip")
    page.fill("#display-name", "Warehouse")
    page.fill("#ranges", "203.0.113.0/24\n300.1.2.3/24")
    page.click("#location-submit")
    expect(page.locator("#problem-text")).to_contain_text("300.1.2.3/24")
    fits(page)
    page.fill("#ranges", "203.0.113.0/24")
    page.click("#location-submit")
    expect(page.locator("#locations")).to_contain_text("Warehouse")
    admin.shot("named-locations")
    page.click("#locations >> text=Warehouse")
    page.click("#delete-location")
    page.click("#confirm")
    expect(page.locator("#locations")).not_to_contain_text("Warehouse")
    page.click("#locations >> text=Where we deliver")
    page.click("#delete-location")
    page.click("#confirm")
    expect(page.locator("#problem-text")).to_contain_text("CA102")


def test_what_if_with_more_inputs(admin: Visitor) -> None:
    page = admin.open("/admin/what-if/")
    page.select_option("#user-id", label="aiko@customer.example")
    page.select_option("#client-id", label="Contoso Shop")
    page.fill("#ip", "198.51.100.7")
    page.click("summary >> text=Device")
    page.fill("#device-model", "Till")
    page.click("#what-if-submit")
    expect(page.locator("#what-if-policies tr", has_text=OUTSIDE)).to_contain_text("The location does not match", ignore_case=True)
    expect(page.locator("#device-model")).to_be_visible()  # what was given stays open
    fits(page)
    admin.shot("what-if-inputs")


def test_a_log_entry_in_plain_words(admin: Visitor) -> None:
    page = admin.open("/admin/sign-ins/")
    page.select_option("#user_id", label="dario@customer.example")
    page.click("#filter")
    page.locator("#sign-ins a").first.click()
    expect(page.locator("#explanation")).to_contain_text("dario@customer.example signed in to Contoso Shop.")
    expect(page.locator("#explanation")).to_contain_text("would have blocked")
    fits(page)
    admin.shot("sign-in-explained")


def test_replay_before_switching_on(admin: Visitor) -> None:
    page = admin.open("/admin/policies/")
    page.click(f"#policies >> text={OUTSIDE}")
    page.click("#switch-on")
    assert int(page.inner_text("#prompted")) > 20
    assert page.locator("#picture-wide rect.prompted").count() >= 8  # a bar for each day of the past
    bar = page.locator("#picture-wide rect.prompted").first
    assert bar.evaluate("bar => getComputedStyle(bar).fill") != "rgb(0, 0, 0)"
    expect(page.locator("#by-user")).to_contain_text("aiko@customer.example")
    expect(page.locator("#by-user")).not_to_contain_text("erin@staff.example")
    fits(page)
    admin.shot("replay")
    page.click("#confirm")
    expect(page.locator("#policy-state")).to_have_text("On")


def test_lint_gaps_and_a_claim(admin: Visitor) -> None:
    page = admin.open("/admin/checks/")
    expect(page.locator("#findings .finding").first).to_have_attribute("data-severity", re.compile("error|warning|info"))
    expect(page.locator("#gaps")).to_contain_text("trusted locations")
    page.fill("#claim", "no sign-in outside trusted locations is allowed without mfa")
    page.click("#claim-submit")
    expect(page.locator("#proof")).to_have_attribute("data-holds", "false")
    expect(page.locator("#counterexample")).to_contain_text("Break-glass accounts")
    fits(page)
    admin.shot("lint-and-gaps")
    page.fill("#claim", "every foo")
    page.click("#claim-submit")
    expect(page.locator("#problem-text")).to_contain_text("expected")


def test_a_policy_from_a_template(admin: Visitor) -> None:
    page = admin.open("/admin/policies/")
    page.click("#from-template")
    fits(page)
    admin.shot("templates")
    page.click("text=Block For all users When device code flow")
    fits(page)
    page.click("#template-submit")
    expect(page.locator("#policy-state")).to_have_text("Report-only")
