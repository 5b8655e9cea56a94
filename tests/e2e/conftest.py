"""The demo as ``make demo`` starts it, in a folder of its own, and a real Chromium."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop-flask"
SCREENSHOTS = ROOT / "target" / "screenshots"

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


class Demo:
    """One demo: its data outlives its processes."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        self.greeting = ""

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "shop"],
            cwd=SHOP,
            env={**os.environ, "DOORSTEP_DEMO_PORT": str(self.port), "DOORSTEP_DEMO_DATA": str(self.data)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        self.greeting = "".join(lines)
        assert self.address in self.greeting, self.greeting

    def stop(self, how: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    @property
    def admin_password(self) -> str:
        return (self.data / "admin-password.txt").read_text().strip()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = Demo(tmp_path_factory.mktemp("demo"))
    demo.start()
    yield demo
    if demo.process is not None and demo.process.poll() is None:
        demo.stop(signal.SIGKILL)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


class Visitor:
    """Somebody with a private browser window."""

    def __init__(self, demo: Demo, context: BrowserContext) -> None:
        self.demo = demo
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)

    def open(self, path: str) -> Page:
        self.page.goto(self.demo.address + path)
        return self.page

    def shot(self, name: str) -> None:
        self.page.screenshot(path=str(SCREENSHOTS / f"{name}.png"), full_page=True)

    def sign_in(self, email: str, password: str | None, prefix: str = "") -> Page:
        page = self.open(f"{prefix}/sign-in")
        page.fill("#email", email)
        if password is not None:
            page.fill("#password", password)
        page.click("#sign-in-submit")
        return page

    def enter(self, code: str) -> Page:
        self.page.fill("#code", code)
        self.page.click("#code-submit")
        return self.page

    def mailed_code(self, to: str, reference: str) -> str:
        """The code of the message with this reference, read on the mailbox page in a tab of its own."""
        tab = self.context.new_page()
        try:
            for _ in range(50):
                tab.goto(self.demo.address + "/mailbox/")
                mail = tab.locator("#messages .mail", has_text=to).filter(has_text=reference)
                if mail.count():
                    mail.first.click()
                    text = tab.inner_text("#mail-text")
                    found = re.search(r"^\s*(\d{6,10})\s*$", text, re.M)
                    assert found, text
                    return found.group(1)
                tab.wait_for_timeout(100)
        finally:
            tab.close()
        raise AssertionError(f"no message {reference} for {to}")

    def code(self, to: str) -> str:
        """The code for the step that the page shows."""
        return self.mailed_code(to, self.page.inner_text("#reference").strip())


@pytest.fixture
def visitor(demo: Demo, browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1100, "height": 800}, locale="en-US")
    yield Visitor(demo, context)
    context.close()


@pytest.fixture
def phone(demo: Demo, browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(
        viewport={"width": 360, "height": 720}, java_script_enabled=False, locale="en-US"
    )
    yield Visitor(demo, context)
    context.close()


@pytest.fixture
def admin(demo: Demo, browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    visitor = Visitor(demo, context)
    visitor.sign_in("admin@contoso.example", demo.admin_password, "/admin")
    if visitor.page.locator("#code").count():  # once the policy is on, administrators prove themselves too
        visitor.enter(visitor.code("admin@contoso.example"))
    visitor.page.wait_for_selector("#sign-out")
    yield visitor
    context.close()
