"""Codes through a real mail server: what reaches it, and whom Doorstep refuses to talk to."""

from __future__ import annotations

from datetime import timedelta

import doorstep
import pytest
import trustme
from conftest import Open, code_in
from exim import PASSWORD, USERNAME, Exim


def mailer(exim: Exim, port: str, **changes: object) -> doorstep.SmtpMailer:
    options: dict[str, object] = {
        "username": USERNAME, "password": PASSWORD, "root_certificate_pem": exim.root_pem,
        "timeout": timedelta(seconds=30), "hello_name": "shop.contoso.example",
    }
    return doorstep.SmtpMailer("localhost", exim.ports[port], **{**options, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_code_arrives_and_signs_in(exim: Exim, open_world: Open, security: str) -> None:
    ada = f"ada-{security}@example.com"
    world = open_world(mailer(exim, security, security=security), ada)
    step = world.sign_in(ada)
    report = world.engine.deliver_mail()
    assert (report.sent, report.failed, report.dropped, report.waiting) == (1, 0, 0, 0), exim.log()
    mail = exim.mail_to(ada)
    # Exim wrote down how it came: in TLS, from somebody who logged in.
    assert "with esmtpsa" in mail["Received"] and "TLS1.3" in mail["Received"]
    assert f"A=plain:{USERNAME}" in exim.log()
    assert mail["To"] == ada and mail["Return-path"].strip() == "<no-reply@contoso.example>"
    assert step.reference in mail["Subject"]
    assert isinstance(world.app.submit_code(step.token, code_in(mail)), doorstep.Completed)
    assert world.engine.deliver_mail().sent == 0


def test_the_background_thread_delivers_by_itself(exim: Exim, open_world: Open) -> None:
    people = [f"background-{n}@example.com" for n in range(8)]
    world = open_world(mailer(exim, "starttls"), *people, background=True)
    for person, step in [(person, world.sign_in(person)) for person in people]:
        done = world.app.submit_code(step.token, code_in(exim.mail_to(person)))
        assert isinstance(done, doorstep.Completed)


@pytest.mark.parametrize("change", [{"password": "wrong"}, {"username": None, "password": None}])
def test_a_wrong_login_fails_and_the_right_one_delivers(
    exim: Exim, open_world: Open, change: dict[str, str | None]
) -> None:
    ada = f"login-{len(change)}@example.com"
    world = open_world(mailer(exim, "starttls", **change), ada)
    step = world.sign_in(ada)
    report = world.engine.deliver_mail()
    assert (report.sent, report.failed, report.dropped, report.waiting) == (0, 1, 0, 1)
    assert not any(mail["Envelope-To"] == ada for mail in exim.mailbox())
    assert world.app.resume(step.token) == step  # nothing was shown yet, so a stranger learns nothing
    world.reopen(mailer(exim, "starttls"))
    world.clock.advance(timedelta(seconds=2))
    assert world.engine.deliver_mail().sent == 1
    assert isinstance(world.app.submit_code(step.token, code_in(exim.mail_to(ada))), doorstep.Completed)


OTHER_ROOT = trustme.CA().cert_pem.bytes().decode()


@pytest.mark.parametrize(
    ("port", "changes"),
    [
        ("starttls", {"root_certificate_pem": None}),  # the public roots did not sign it
        ("starttls", {"root_certificate_pem": OTHER_ROOT}),
        ("tls", {"root_certificate_pem": OTHER_ROOT, "security": "tls"}),
        ("other_name", {}),
        ("expired", {}),
        ("no_tls", {}),  # plaintext is no answer to "STARTTLS"
        ("starttls", {"security": "tls"}),
    ],
    ids=["public roots", "other root", "other root, tls", "other host name", "expired", "no STARTTLS", "not TLS"],
)
def test_an_untrusted_server_gets_neither_login_nor_code(
    exim: Exim, open_world: Open, port: str, changes: dict[str, str | None]
) -> None:
    before = len(exim.mailbox())
    world = open_world(mailer(exim, port, **{"timeout": timedelta(seconds=2), **changes}), "eve@example.com")
    logins = exim.log().count("A=plain")
    step = world.sign_in("eve@example.com")
    report = world.engine.deliver_mail()
    # Not the message's fault: it waits, in case the server is put right while the code lives.
    assert (report.sent, report.failed, report.dropped, report.waiting) == (0, 1, 0, 1)
    assert world.app.resume(step.token) == step
    assert exim.log().count("A=plain") == logins and len(exim.mailbox()) == before


def test_a_server_put_right_in_time_gets_the_mail(exim: Exim, open_world: Open) -> None:
    """A certificate renewed, a password corrected: whoever waits for a code need not ask for another one."""
    ada = "mended@example.com"
    world = open_world(mailer(exim, "expired"), ada)
    step = world.sign_in(ada)
    for broken in [None, mailer(exim, "starttls", password="wrong"), mailer(exim, "no_tls")]:
        if broken is not None:
            world.reopen(broken)
        assert world.engine.deliver_mail().waiting == 1
        world.clock.advance(timedelta(minutes=2))
    world.reopen(mailer(exim, "starttls"))
    assert world.engine.deliver_mail().sent == 1
    assert isinstance(world.app.submit_code(step.token, code_in(exim.mail_to(ada))), doorstep.Completed)
