"""Mail servers that fail in every way a server can: no code is lost while it lives, none is sent twice after a server
said that it has it, and the person at the sign-in page sees none of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import doorstep
import hostile
import pytest
from conftest import Open, World, code_in, without_secrets
from exim import until
from hostile import Server

ADA = "ada@example.com"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def mailer(server: Server, timeout: timedelta = timedelta(seconds=30)) -> doorstep.SmtpMailer:
    return doorstep.SmtpMailer("127.0.0.1", server.port, security="none", timeout=timeout)


# For the servers that never answer: what is waited for cannot come.
IMPATIENT = timedelta(seconds=2)

PASSING = [
    hostile.DEFER, hostile.NEVER_GREET, hostile.HANG_AFTER_DOT, hostile.DIE_IN_DATA, hostile.DIE_AFTER_DOT,
]


def healthy_step(open_world: Open) -> doorstep.CodeRequired:
    server = Server()
    world = open_world(mailer(server), ADA)
    step = world.sign_in(ADA)
    assert world.engine.deliver_mail().sent == 1 and len(server.taken) == 1
    server.close()
    assert world.app.resume(step.token) == step
    return without_secrets(step)


def nothing_more(world: World, server: Server) -> None:
    """However long one waits, no server that took the message hears of it again."""
    taken, connections = len(server.taken), server.connections
    for _ in range(20):
        world.clock.advance(timedelta(minutes=1))
        assert world.engine.deliver_mail() == doorstep.MailReport(0, 0, 0, 0)
    assert (len(server.taken), server.connections) == (taken, connections)


@pytest.mark.parametrize("behavior", PASSING)
def test_a_passing_failure_delays_the_code_and_nothing_else(
    server: Server, open_world: Open, behavior: str
) -> None:
    healthy = healthy_step(open_world)
    hangs = behavior in (hostile.NEVER_GREET, hostile.HANG_AFTER_DOT)
    world = open_world(mailer(server, IMPATIENT) if hangs else mailer(server), ADA)
    server.plan(behavior, behavior)
    step = world.sign_in(ADA)
    assert without_secrets(step) == healthy
    for wait in (2, 4):
        report = world.engine.deliver_mail()
        assert (report.sent, report.failed, report.dropped, report.waiting) == (0, 1, 0, 1)
        assert world.app.resume(step.token) == step
        assert world.engine.deliver_mail().failed == 0  # not before its time
        world.clock.advance(timedelta(seconds=wait))
    if hangs:
        world.reopen(mailer(server))
    assert world.engine.deliver_mail() == doorstep.MailReport(sent=1, failed=0, dropped=0, waiting=0)
    assert len(server.taken) == 1 and server.connections == 3

    # However often it was sent, it is one message with one code, the one that opens the journey.
    assert {(code_in(mail), mail["Message-ID"], mail["Subject"]) for mail in server.seen} == {
        (code_in(server.taken[0]), server.taken[0]["Message-ID"], server.taken[0]["Subject"])
    }
    twice = behavior in (hostile.HANG_AFTER_DOT, hostile.DIE_AFTER_DOT)
    assert len(server.seen) == (3 if twice else 1)  # a reply that is lost cannot be told from a message that is
    assert isinstance(world.app.submit_code(step.token, code_in(server.seen[0])), doorstep.Completed)
    nothing_more(world, server)


def test_a_server_that_falls_silent_after_taking_a_message_has_it(server: Server, open_world: Open) -> None:
    world = open_world(mailer(server, IMPATIENT), ADA)
    server.plan(hostile.TAKE_AND_HANG)
    step = world.sign_in(ADA)
    assert world.engine.deliver_mail().sent == 1
    nothing_more(world, server)
    assert len(server.taken) == 1 and step.reference in server.taken[0]["Subject"]


def test_a_refused_recipient_is_not_tried_again_but_may_ask_again(server: Server, open_world: Open) -> None:
    healthy = healthy_step(open_world)
    world = open_world(mailer(server), ADA)
    server.plan(hostile.REFUSE)
    step = world.sign_in(ADA)
    assert without_secrets(step) == healthy
    assert world.engine.deliver_mail() == doorstep.MailReport(sent=0, failed=0, dropped=1, waiting=0)
    assert world.app.resume(step.token) == step
    world.clock.advance(timedelta(seconds=60))
    assert world.engine.deliver_mail() == doorstep.MailReport(0, 0, 0, 0) and server.connections == 1
    again = world.app.resend_code(step.token)
    assert isinstance(again, doorstep.CodeRequired)
    assert world.engine.deliver_mail().sent == 1
    assert isinstance(world.app.submit_code(again.token, code_in(server.taken[0])), doorstep.Completed)


def test_who_showed_a_password_is_told_that_the_mail_failed(server: Server, open_world: Open) -> None:
    """Not a stranger, who would learn from it that there is an account."""
    world = open_world(mailer(server))
    bank = world.tenant.apps.register("Bank")
    world.tenant.user_flows.create("Bank", "email_password", client_ids=[bank.client_id])
    world.tenant.methods.enable("email_otp")
    world.tenant.policies.create(
        {
            "displayName": "MFA",
            "state": "enabled",
            "conditions": {
                "users": {"includeUsers": ["All"]}, "applications": {"includeApplications": [bank.client_id]},
            },
            "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
        }
    )
    world.tenant.users.create(email=ADA, password="correct horse battery")
    app = world.tenant.app(bank.client_id)
    for behavior in (hostile.REFUSE, hostile.DEFER):
        server.plan(behavior)
        step = app.sign_in(ADA, "correct horse battery")
        assert isinstance(step, doorstep.CodeRequired) and step.problem is None
        assert world.engine.deliver_mail().sent == 0
        told = app.resume(step.token)
        assert isinstance(told, doorstep.CodeRequired) and isinstance(told.problem, doorstep.MailFailed)
        world.clock.advance(timedelta(minutes=2))
    assert world.engine.deliver_mail().sent == 1  # the one that was put off
    assert isinstance(app.submit_code(step.token, code_in(server.taken[0])), doorstep.Completed)


@pytest.mark.parametrize("minutes", [1, 9])
def test_an_outage_shorter_than_the_code_lives_costs_nothing(
    server: Server, open_world: Open, minutes: int
) -> None:
    people = [f"user{n}@example.com" for n in range(5)]
    world = open_world(mailer(server), *people)
    server.go_down()
    steps = {person: world.sign_in(person) for person in people}
    for _ in range(minutes * 6):
        assert world.engine.deliver_mail().waiting == 5
        world.clock.advance(timedelta(seconds=10))
    server.come_up()
    world.clock.advance(timedelta(seconds=59))
    assert world.engine.deliver_mail() == doorstep.MailReport(sent=5, failed=0, dropped=0, waiting=0)
    assert sorted(mail["To"] for mail in server.taken) == people
    left = {1: "9 minutes", 9: "one minute"}[minutes]
    for mail in server.taken:
        text = mail.get_body(("plain",))
        assert text is not None and f"The code works once, for {left}." in text.get_content()
        done = world.app.submit_code(steps[mail["To"]].token, code_in(mail))
        assert isinstance(done, doorstep.Completed)
    nothing_more(world, server)


def test_after_an_hour_down_only_living_codes_are_sent_and_each_once(server: Server, open_world: Open) -> None:
    healthy = healthy_step(open_world)
    people = [f"user{n}@example.com" for n in range(12)]
    world = open_world(mailer(server), *people)
    server.go_down()
    steps: dict[str, doorstep.CodeRequired] = {}
    dropped = 0
    for person in people:  # one every five minutes, for an hour
        before = world.clock.now()
        step = steps[person] = world.sign_in(person)
        shown = without_secrets(step)
        assert (shown.purpose, shown.code_length, shown.problem) == ("sign_in", healthy.code_length, None)
        assert (shown.expires_at - before, shown.resend_after - before) == (
            timedelta(minutes=10), timedelta(minutes=1),
        )
        for _ in range(5):
            report = world.engine.deliver_mail()
            assert report.sent == 0
            dropped += report.dropped
            world.clock.advance(timedelta(minutes=1))
    server.come_up()
    report = world.engine.deliver_mail()
    living = [person for person, step in steps.items() if step.expires_at > world.clock.now()]
    assert living == people[-1:] and (report.sent, report.waiting) == (1, 0)
    assert dropped + report.dropped == 11
    assert [mail["To"] for mail in server.taken] == living
    done = world.app.submit_code(steps[living[0]].token, code_in(server.taken[0]))
    assert isinstance(done, doorstep.Completed)

    # Whoever's code died unsent starts over and is served.
    step = world.sign_in(people[0])
    assert world.engine.deliver_mail().sent == 1
    assert isinstance(world.app.submit_code(step.token, code_in(server.taken[-1])), doorstep.Completed)
    nothing_more(world, server)


def test_a_newer_code_takes_the_place_of_one_that_could_not_be_sent(server: Server, open_world: Open) -> None:
    world = open_world(mailer(server), ADA)
    server.plan(hostile.DIE_AFTER_DOT)
    first = world.sign_in(ADA)
    assert world.engine.deliver_mail().failed == 1
    world.clock.advance(timedelta(seconds=60))
    second = world.app.resend_code(first.token)
    assert isinstance(second, doorstep.CodeRequired)
    assert world.engine.deliver_mail().sent == 1 and server.connections == 2
    old, new = (code_in(mail) for mail in server.seen)
    refused = world.app.submit_code(second.token, old)
    assert isinstance(refused, doorstep.CodeRequired) and isinstance(refused.problem, doorstep.CodeSuperseded)
    assert isinstance(world.app.submit_code(refused.token, new), doorstep.Completed)


def test_no_mail_leaves_before_its_code_is_committed(
    server: Server, open_world: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen from another connection to the database, at the moment when the server has the mail."""
    people = [f"user{n}@example.com" for n in range(20)]
    world = open_world(mailer(server), *people, background=True)
    committed: list[bool] = []
    take = hostile.Handler.handle_DATA

    async def look_first(handler: hostile.Handler, smtp, session, envelope) -> str:  # type: ignore[no-untyped-def]
        subject = envelope.original_content.decode()
        with sqlite3.connect(f"file:{world.path}?mode=ro", uri=True) as database:
            references = [row[0] for row in database.execute("SELECT reference FROM codes")]
        committed.append(any(f"(reference {reference})" in subject for reference in references))
        return await take(handler, smtp, session, envelope)

    monkeypatch.setattr(hostile.Handler, "handle_DATA", look_first)
    for person in people:
        world.sign_in(person)
    until(lambda: len(server.taken) == len(people), lambda: f"{len(server.taken)} arrived")
    assert committed == [True] * len(people)
