"""A real mail server for the tests: Exim with a configuration of its own, on free ports of the loopback address.

It runs without privileges from a folder of its own and delivers everything into one maildir there.
"""

from __future__ import annotations

import email
import email.policy
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import trustme

USERNAME = "doorstep"
PASSWORD = "s3cret-of-the-mail-server"

# Debian's packages put it here; the copy that the tests start has no set-uid bit.
BINARY = Path("/usr/sbin/exim4")

CONFIG = """
primary_hostname = localhost
exim_user = {user}
exim_group = {group}
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
pid_file_path = {folder}/pid
local_interfaces = {listening}
keep_environment =
deliver_drop_privilege = true
smtp_accept_max = 50
# Which of the ports a connection came in on decides what it is offered.
tls_advertise_hosts = ${{if eq{{$received_port}}{{{no_tls}}} {{}}{{*}}}}
tls_on_connect_ports = {tls}
tls_certificate = ${{if eq{{$received_port}}{{{other_name}}} {{{folder}/other-name.pem}}\\
  {{${{if eq{{$received_port}}{{{expired}}} {{{folder}/expired.pem}}{{{folder}/good.pem}}}}}}}}
auth_advertise_hosts = ${{if def:tls_in_cipher {{*}}}}
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept authenticated = *
  deny message = 530 5.7.0 log in first
begin routers
everybody:
  driver = accept
  transport = mailbox
begin transports
mailbox:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  create_directory
  envelope_to_add
  return_path_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{ {{eq{{$auth2}}{{{username}}}}} {{eq{{$auth3}}{{{password}}}}} }}}}
  server_set_id = $auth2
"""


def free_ports(names: list[str]) -> dict[str, int]:
    sockets = {name: socket.create_server(("127.0.0.1", 0)) for name in names}
    ports = {name: s.getsockname()[1] for name, s in sockets.items()}
    for s in sockets.values():
        s.close()
    return ports


class Exim:
    """One server with five ports: ``starttls``, ``tls``, ``no_tls``, ``other_name`` and ``expired``."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder = folder
        self.ports = free_ports(["starttls", "tls", "no_tls", "other_name", "expired"])
        self.root_pem = self._certificates()
        shutil.copy(BINARY, folder / "exim")
        (folder / "exim").chmod(0o755)
        # Exim does not run as root; the package makes a user for it.
        self.user = pwd.getpwnam("Debian-exim") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        listening = " ; ".join(f"[127.0.0.1]:{port}" for port in self.ports.values())
        (folder / "config").write_text(
            CONFIG.format(
                folder=folder, user=self.user.pw_uid, group=self.user.pw_gid, listening=f"<; {listening}",
                username=USERNAME, password=PASSWORD, **self.ports,
            )
        )
        if os.geteuid() == 0:
            for path in [folder, *folder.iterdir()]:
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        self.process: subprocess.Popen[bytes] | None = None

    def _certificates(self) -> str:
        """What the ports show, and the private root that signed it all."""
        root = trustme.CA()
        past = datetime.now(timezone.utc) - timedelta(days=1)
        for name, certificate in {
            "good": root.issue_cert("localhost"),
            "other-name": root.issue_cert("mail.fabrikam.example"),
            "expired": root.issue_cert("localhost", not_before=past - timedelta(days=9), not_after=past),
        }.items():
            certificate.private_key_and_cert_chain_pem.write_to_path(self.folder / f"{name}.pem")
        return root.cert_pem.bytes().decode()

    def start(self) -> None:
        becoming = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        self.process = subprocess.Popen(
            [str(self.folder / "exim"), "-C", str(self.folder / "config"), "-bdf"],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            **(becoming if os.geteuid() == 0 else {}),  # type: ignore[call-overload]
        )
        for port in self.ports.values():
            until(partial(self._listens, port), self.log)

    def _listens(self, port: int) -> bool:
        assert self.process is not None and self.process.poll() is None, self.log()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def log(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("*log")))

    def mailbox(self) -> list[EmailMessage]:
        """Everything that was delivered, oldest first."""
        files = sorted((self.folder / "mail" / "new").glob("*"), key=lambda file: file.stat().st_mtime_ns)
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def mail_to(self, address: str) -> EmailMessage:
        """The one message for ``address``. Exim answers once it has it, and delivers right after."""
        until(lambda: any(mail["Envelope-To"] == address for mail in self.mailbox()), self.log)
        (mail,) = [mail for mail in self.mailbox() if mail["Envelope-To"] == address]
        return mail


def until(condition: Callable[[], bool], explain: Callable[[], str]) -> None:
    """Waits for what another process does; fails after half a minute."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.02)
