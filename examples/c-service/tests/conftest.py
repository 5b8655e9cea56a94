"""The service as a person starts it: built by its Makefile, with a mail server, in a folder of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SERVICE = Path(__file__).resolve().parents[1]
ROOT = SERVICE.parents[1]
sys.path += [str(ROOT / "bindings" / "c" / "tests"), str(ROOT / "examples" / "shop-flask")]

import building  # noqa: E402
from browser import Browser  # noqa: E402
from shop.mailbox import Mailbox  # noqa: E402


class PrintingMailbox(Mailbox):
    """The demo's mail server, which prints what it receives into a file as well."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "mail")
        self.printed = folder / "mail.txt"
        self.printed.touch()
        self._arrived = threading.Condition()

    async def handle_DATA(self, server, session, envelope) -> str:
        reply = await super().handle_DATA(server, session, envelope)
        with self._arrived:
            with self.printed.open("a") as file:
                file.write(self.newest_first()[0].text)
            self._arrived.notify_all()
        return reply

    def code(self, number: int) -> str:
        """The code in the message with this number, once it is there."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.newest_first()) >= number, 30)
        text = self.newest_first()[-number].text
        found = re.search(r"^(\d{8})\r?$", text, re.M)
        assert found is not None
        return found[1]


@dataclass
class Service:
    """A program that is running, and what it needs to run."""

    program: Path
    folder: Path
    mailbox: PrintingMailbox
    env: dict[str, str] = field(default_factory=dict)
    port: int = 0
    said: str = ""
    _process: subprocess.Popen[str] | None = None

    def start(self, **env: str) -> None:
        self.port = self.port or free_port()
        settings = {"DOORSTEP_SMTP": f"127.0.0.1:{self.mailbox.port}", "DOORSTEP_PORT": str(self.port)}
        self._process = subprocess.Popen(
            [self.program],
            cwd=self.folder,
            env={**os.environ, **self.env, **settings, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said += line
            if line.startswith("listening on "):
                return
        raise AssertionError(f"it does not listen:\n{self.said}")

    def stop(self) -> None:
        """Ends it as Ctrl-C does; every handle must be free by then."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        rest, _ = self._process.communicate(timeout=60)
        status, self._process = self._process.returncode, None
        assert (status, rest) == (0, "")

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        return (self.folder / "data" / "password").read_text().strip()

    def browser(self) -> Browser:
        return Browser(self.port)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture(scope="session")
def program() -> Path:
    building.installed("/usr/include/microhttpd.h", "libmicrohttpd-dev")
    building.installed("/usr/bin/pkg-config", "pkg-config")
    env = building.pkg_config()
    building.run(["make", "-C", SERVICE, "BUILD=build", f"CFLAGS=-O2 -g {' '.join(building.WARNINGS)}"], env=env)
    return SERVICE / "build" / "c-service"


@pytest.fixture
def service(program: Path, tmp_path: Path) -> Iterator[Service]:
    mailbox = PrintingMailbox(tmp_path)
    mailbox.start()
    service = Service(program, tmp_path, mailbox)
    try:
        service.start()
        yield service
    finally:
        try:
            service.stop()
        finally:
            mailbox.stop()
