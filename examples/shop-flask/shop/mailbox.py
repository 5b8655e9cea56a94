"""The demo's own mail server on the loopback address, and the page that shows what it received."""

import asyncio
import email
import email.policy
import socket
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP
from flask import Blueprint, abort, current_app, render_template

pages = Blueprint("mailbox", __name__, url_prefix="/mailbox")


@dataclass
class Received:
    id: str
    at: datetime
    message: EmailMessage

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""


class Mailbox:
    """Receives over SMTP on 127.0.0.1, keeps each message as one .eml file."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._messages = [read(file) for file in sorted(folder.glob("*.eml"))]
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mailbox")

    def start(self) -> None:
        self._thread.start()
        self._listening.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(lambda: SMTP(self, loop=self._loop), sock=self._socket)
        )
        self._listening.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(server.wait_closed())
        self._loop.close()

    async def handle_DATA(self, server, session, envelope) -> str:
        name = f"{time.time_ns() // 1_000_000}-{uuid.uuid4().hex[:8]}"
        new = self.folder / f"{name}.new"
        new.touch(mode=0o600)
        new.write_bytes(envelope.original_content)
        file = new.rename(self.folder / f"{name}.eml")
        with self._lock:
            self._messages.append(read(file))
        return "250 OK"

    def newest_first(self) -> list[Received]:
        with self._lock:
            return self._messages[::-1]

    def get(self, message_id: str) -> Received | None:
        return next((m for m in self.newest_first() if m.id == message_id), None)


def read(file: Path) -> Received:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    at = datetime.fromtimestamp(int(file.stem.split("-")[0]) / 1000, timezone.utc)
    return Received(file.stem, at, message)


# ---------------------------------------------------------------- pages


@pages.get("/")
def index():
    return render_template("mailbox/index.html", messages=current_app.demo.mailbox.newest_first())


@pages.get("/<message_id>")
def message(message_id: str):
    received = current_app.demo.mailbox.get(message_id) or abort(404)
    return render_template("mailbox/message.html", received=received)


@pages.get("/<message_id>/html")
def html_part(message_id: str):
    """The HTML part as it came, shut into a sandbox: no script, no request, no form."""
    received = current_app.demo.mailbox.get(message_id) or abort(404)
    response = current_app.make_response(received.html)
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
