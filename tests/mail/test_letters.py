"""Every mail there is, in every language: read by Python's parser, and drawn by a browser to be looked at.

The pictures are ``target/screenshots/mail-*.png``.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Literal

import doorstep
import pytest
from conftest import ROOT, code_in
from hostile import Server
from playwright.sync_api import Browser, sync_playwright

SCREENSHOTS = ROOT / "target" / "screenshots"
LANGUAGES = ["en", "es", "ar"]
PURPOSES = ["sign_in", "second_factor", "sign_up", "registration", "account_exists"]
KEYS = doorstep.KeyRing.from_bytes(bytes(range(32)))
MFA = {
    "displayName": "MFA",
    "state": "enabled",
    "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
    "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
}


@dataclass
class Letter:
    mail: EmailMessage
    reference: str | None

    def part(self, kind: str) -> str:
        body = self.mail.get_body((kind,))
        assert body is not None
        content: str = body.get_content()
        return content.replace("\r\n", "\n")


def written(
    locale: str, app_name: str = "Contoso Shop", tenant_name: str = "Contoso", digits: int = 8
) -> dict[str, Letter]:
    """One mail of each purpose, as a server received it."""
    server = Server()
    mailer = doorstep.SmtpMailer("127.0.0.1", server.port, security="none", timeout=timedelta(seconds=30))
    found: dict[str, Letter] = {}
    with doorstep.Engine(":memory:", KEYS, mailer=mailer, deliver_in_background=False) as engine:
        tenant = engine.create_tenant("contoso")
        tenant.update_settings(
            doorstep.TenantSettings(
                display_name=tenant_name, sender_name="Contoso accounts", default_locale=locale,
                sender_address="no-reply@contoso.example", code_length=digits,
            )
        )
        client = tenant.apps.register(app_name).client_id
        flow = tenant.user_flows.create("Sign in", "email_otp", client_ids=[client])
        tenant.methods.enable("email_otp")
        tenant.users.create(email="ada@example.com", password="correct horse battery")
        app = tenant.app(client)

        def mailed(purpose: str, step: doorstep.Step) -> None:
            assert isinstance(step, doorstep.CodeRequired) and engine.deliver_mail().sent == 1
            found[purpose] = Letter(server.taken[-1], None if purpose == "account_exists" else step.reference)

        mailed("sign_in", app.sign_in("ada@example.com"))
        tenant.user_flows.update(flow.id, identity_provider="email_password")
        mailed("sign_up", app.sign_up("grace@example.com"))
        mailed("account_exists", app.sign_up("ada@example.com"))
        tenant.policies.create(MFA)
        mailed("second_factor", app.sign_in("ada@example.com", "correct horse battery"))
        begun = app.begin_second_factor(subject="crm|7")
        assert isinstance(begun, doorstep.RegistrationRequired)
        mailed("registration", app.register_method(begun.token, "email_otp", "alan@example.com"))
    server.close()
    return found


@pytest.fixture(scope="module")
def letters() -> dict[tuple[str, str], Letter]:
    return {
        (locale, purpose): letter for locale in LANGUAGES for purpose, letter in written(locale).items()
    }


EVERY = [(locale, purpose) for locale in LANGUAGES for purpose in PURPOSES]
every_letter = pytest.mark.parametrize(("locale", "purpose"), EVERY, ids=["-".join(pair) for pair in EVERY])


class Outline(HTMLParser):
    """The tags and attributes of a document, and its visible text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str | None]] = {}
        self.text = ""
        self._open = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value)

    def handle_data(self, data: str) -> None:
        if self._open != "style":
            self.text += data


@every_letter
def test_parses_without_a_defect(letters: dict[tuple[str, str], Letter], locale: str, purpose: str) -> None:
    mail = letters[locale, purpose].mail
    parsed = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default.clone(raise_on_defect=True))
    for part in [mail, parsed, *mail.walk(), *parsed.walk()]:
        assert part.defects == []
        for name, value in part.items():
            assert getattr(value, "defects", ()) == (), name
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]
    assert all(part.get_content_charset() == "utf-8" for part in mail.iter_parts())
    assert not list(mail.iter_attachments())
    assert mail["From"].addresses[0].display_name == "Contoso accounts"
    assert len(mail["From"].addresses) == len(mail["To"].addresses) == 1
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Content-Language"] == locale
    assert mail["Date"].datetime is not None and mail["Message-ID"].endswith("@contoso.example>")
    assert mail["Cc"] is None and mail["Bcc"] is None and mail["Reply-To"] is None


@every_letter
def test_the_text_says_what_the_picture_says(
    letters: dict[tuple[str, str], Letter], locale: str, purpose: str
) -> None:
    letter = letters[locale, purpose]
    text, html = letter.part("plain"), Outline(letter.part("html"))
    assert not re.search(r"<[a-z/!]|&[a-z#]+;|\{\{|\{%", text)
    assert all(len(line) <= 78 for line in text.splitlines())
    for shown in (text, html.text):
        assert "Contoso Shop" in shown
        if letter.reference is None:
            assert not re.search(r"\d{6}", shown)
        else:
            assert shown.count(code_in(letter.mail)) == 1
            assert letter.reference in shown and re.search(r"\b10\b", shown)
            assert code_in(letter.mail) not in letter.mail["Subject"]
    # Nothing to follow and nothing to fetch.
    assert not re.search(r"https?:|www\.|://|mailto:", text + letter.part("html"))
    assert not html.tags & {"a", "area", "img", "link", "script", "iframe", "form", "object", "svg", "base", "video"}
    assert not html.attributes.keys() & {"href", "src", "srcset", "background", "action", "poster", "ping", "onclick"}
    assert "url(" not in letter.part("html") and "@import" not in letter.part("html")
    assert html.attributes["lang"] == {locale}
    assert ("rtl" in html.attributes["dir"]) == (locale == "ar")


class Screen:
    """A window of one width in one color scheme, in which nothing may be fetched."""

    def __init__(self, browser: Browser, name: str, width: int, scheme: Literal["light", "dark"]) -> None:
        self.name = f"{name}-{scheme}"
        self.width = width
        self.fetched: list[str] = []
        self.page = browser.new_page(viewport={"width": width, "height": 640}, color_scheme=scheme)
        self.page.on("request", lambda request: self.fetched.append(request.url))

    def show(self, html: str, name: str) -> None:
        self.page.set_content(html)
        self.page.screenshot(path=str(SCREENSHOTS / f"mail-{name}-{self.name}.png"), full_page=True)
        assert self.fetched == []
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width
        assert self.page.evaluate(CONTRAST) >= 4.5

    def assert_code(self, expected: str) -> None:
        """On one line inside the card, from left to right, and selected by a click as what it is."""
        code = self.page.locator(".code")
        assert code.evaluate("e => getComputedStyle(e).direction") == "ltr"
        box, card = code.bounding_box(), self.page.locator(".box").bounding_box()
        assert box is not None and card is not None
        assert box["height"] < 60
        assert card["x"] <= box["x"] and box["x"] + box["width"] <= card["x"] + card["width"]
        code.click()
        assert self.page.evaluate("getSelection().toString().trim()") == expected


@pytest.fixture(scope="module")
def screens() -> Iterator[dict[str, Screen]]:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        screens = [
            Screen(browser, name, width, scheme)
            for name, width in {"phone": 360, "desktop": 1000, "smallest": 320}.items()
            for scheme in ("light", "dark")
        ]
        yield {screen.name: screen for screen in screens}
        browser.close()


# The color of an element's text against the nearest background behind it, as WCAG measures it.
CONTRAST = """
() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (parts(color)[3] !== 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const worst = [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => {
      const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    });
  return Math.min(...worst);
}
"""


@every_letter
def test_looks_right_on_a_phone_and_a_desk_in_light_and_dark(
    letters: dict[tuple[str, str], Letter], screens: dict[str, Screen], locale: str, purpose: str
) -> None:
    letter = letters[locale, purpose]
    for name in ("phone-light", "phone-dark", "desktop-light", "desktop-dark"):
        screen = screens[name]
        screen.show(letter.part("html"), f"{locale}-{purpose}")
        if letter.reference is not None:
            screen.assert_code(code_in(letter.mail))
        heading = screen.page.locator("h1").evaluate("e => getComputedStyle(e).textAlign")
        assert heading == ("right" if locale == "ar" else "left")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_long_names_and_codes_stay_on_the_smallest_phone(screens: dict[str, Screen], locale: str) -> None:
    names = {"app_name": "W" * 64, "tenant_name": "متجر كونتوسو للكتب والأقلام"}
    for purpose, letter in written(locale, digits=10, **names).items():
        for name in ("smallest-light", "desktop-dark"):
            screens[name].show(letter.part("html"), f"{locale}-{purpose}-long")
            if letter.reference is not None:
                screens[name].assert_code(code_in(letter.mail))
