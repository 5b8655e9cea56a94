"""A mail server that misbehaves on command, and remembers what it saw and what it took."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
import threading
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

# What it does with one connection. A connection that nothing was planned for is served well.
REFUSE = "refuses the recipient for good"
DEFER = "asks to come back later"
NEVER_GREET = "takes the connection and says nothing"
HANG_AFTER_DOT = "takes the whole message and says nothing"
DIE_IN_DATA = "closes the connection in the middle of the message"
DIE_AFTER_DOT = "closes the connection when it has the whole message, before it says so"
TAKE_AND_HANG = "takes the message, says so, and is silent ever after"


class Server:
    """Listens on one port of the loopback address, which it keeps through ``go_down`` and ``come_up``."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self.planned: list[str] = []
        self.connections = 0
        self.taken: list[EmailMessage] = []  # answered with 250
        self.seen: list[EmailMessage] = []  # every message that came in whole, answered or not
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail server")
        self._thread.start()
        self._listener: asyncio.Server | None = None
        self.come_up()

    def plan(self, *behaviors: str) -> None:
        """What to do with the next connections, in turn."""
        self.planned.extend(behaviors)

    def come_up(self) -> None:
        self._listener = self._do(
            self._loop.create_server(self._connected, "127.0.0.1", self.port, reuse_address=True)
        )

    def go_down(self) -> None:
        if self._listener is not None:
            self._loop.call_soon_threadsafe(self._listener.close)
            self._do(asyncio.sleep(0))
            self._listener = None

    def close(self) -> None:
        self.go_down()
        self._do(self._cancel_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _cancel_all(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _do(self, work: Any) -> Any:
        async def awaited() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(awaited(), self._loop).result(30)

    def _connected(self) -> SMTP:
        self.connections += 1
        behavior = self.planned.pop(0) if self.planned else ""
        return Connection(Handler(self, behavior), behavior, loop=self._loop)


class Handler:
    """What aiosmtpd asks about one connection."""

    def __init__(self, server: Server, behavior: str) -> None:
        self.server = server
        self.behavior = behavior

    async def handle_RCPT(
        self, smtp: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.behavior == REFUSE:
            return f"550 5.1.1 <{address}>: nobody of that name"
        if self.behavior == DEFER:
            return f"451 4.7.1 <{address}>: greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, smtp: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content
        assert content is not None
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage) and envelope.rcpt_tos == [mail["To"]]
        self.server.seen.append(mail)
        if self.behavior == DIE_AFTER_DOT:
            die(smtp)
            return "250 OK"  # nobody is there to read it
        if self.behavior == HANG_AFTER_DOT:
            await asyncio.Event().wait()
        self.server.taken.append(mail)
        return "250 OK"


def die(smtp: SMTP) -> None:
    assert isinstance(smtp.transport, asyncio.Transport)
    smtp.transport.abort()


class Connection(SMTP):
    """One connection, where aiosmtpd has no hook."""

    def __init__(self, handler: Handler, behavior: str, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(handler, hostname="mail.contoso.example", loop=loop, enable_SMTPUTF8=True)
        self.behavior = behavior

    async def _handle_client(self) -> None:
        if self.behavior == NEVER_GREET:
            await asyncio.Event().wait()
        await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:
        if self.behavior == DIE_IN_DATA:
            await self.push("354 go on")
            await self._reader.readline()
            die(self)
        else:
            await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        if self.behavior == TAKE_AND_HANG:
            await asyncio.Event().wait()
        await super().smtp_QUIT(arg)
