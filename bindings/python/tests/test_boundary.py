"""The boundary itself: positional patterns, times, threads, forks, repr and the asyncio surface, against the contract."""

from __future__ import annotations

import asyncio
import copy
import os
import pickle
import re
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import doorstep
import pytest
from conftest import PASSWORD, START, World
from doorstep import aio

KEY = bytes(range(32))


def test_positional_patterns_are_those_of_the_contract(world: World) -> None:
    assert doorstep.PasswordRequired.__match_args__ == ("token", "problem")
    assert doorstep.CodeRequired.__match_args__ == ("token", "purpose", "masked_target", "problem")
    assert doorstep.MethodRequired.__match_args__ == ("token", "methods", "problem")
    assert doorstep.RegistrationRequired.__match_args__ == ("token", "kinds", "problem")
    assert doorstep.AttributesRequired.__match_args__ == ("token", "attributes", "problem")
    assert doorstep.NewPasswordRequired.__match_args__ == ("token", "rules", "problem")
    assert doorstep.Completed.__match_args__ == ("token", "session")
    assert doorstep.Denied.__match_args__ == ("reason",)
    world.require_mfa()
    world.tenant.users.create(email="ada@example.com", password=PASSWORD)
    match world.app.sign_in("ada@example.com", PASSWORD):
        case doorstep.CodeRequired(_, "second_factor", where, None):
            assert where.startswith("a***")
        case other:
            pytest.fail(repr(other))


def test_times_are_aware_and_named_when_refused(world: World) -> None:
    user = world.tenant.users.create(email="ada@example.com")
    assert user.created_at == START and user.created_at.utcoffset() == timedelta(0)
    world.clock.set(START.astimezone(timezone(timedelta(hours=9))))
    assert world.clock.now() == START
    with pytest.raises(doorstep.InvalidArgument) as naive:
        world.tenant.sign_ins(until=datetime(2026, 1, 1))
    assert naive.value.field == "until" and isinstance(naive.value, ValueError)
    with pytest.raises(TypeError, match="since"):
        world.tenant.sign_ins(since=timedelta(1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="code_lifetime"):
        doorstep.Limits(code_lifetime=START)  # type: ignore[arg-type]
    assert isinstance(world.tenant.settings().session_idle, timedelta)


def test_a_mailer_that_waits_stops_nobody_else() -> None:
    inside, go_on = threading.Event(), threading.Event()

    def mailer(message: doorstep.Message) -> None:
        inside.set()
        assert go_on.wait(30)

    keys = doorstep.KeyRing.from_bytes(KEY)
    with doorstep.Engine(":memory:", keys, mailer=mailer, deliver_in_background=False) as engine:
        tenant = engine.create_tenant("contoso")
        shop = tenant.apps.register("Shop")
        tenant.user_flows.create("Flow", "email_otp", client_ids=[shop.client_id])
        tenant.users.create(email="ada@example.com")
        tenant.app(shop.client_id).sign_in("ada@example.com")
        thread = threading.Thread(target=engine.deliver_mail)
        thread.start()
        assert inside.wait(30)
        assert engine.tenant("contoso").id == tenant.id
        go_on.set()
        thread.join(30)
        assert not thread.is_alive()


def test_hashing_releases_the_interpreter(world: World) -> None:
    """A password hash is one long call into Rust: were the interpreter held, this thread would get no turns."""
    user = world.tenant.users.create(email="ada@example.com")
    entered, done = threading.Event(), threading.Event()

    def hash_once() -> None:
        entered.set()
        world.tenant.users.set_password(user.id, PASSWORD)
        done.set()

    thread = threading.Thread(target=hash_once)
    thread.start()
    assert entered.wait(30)
    turns = 0
    while not done.is_set():
        turns += 1
        time.sleep(0.0005)
    thread.join()
    assert turns > 3


FORK = """
import doorstep, os
engine = doorstep.Engine(":memory:", doorstep.KeyRing.from_bytes(bytes(range(32))))
tenant = engine.create_tenant("contoso")
child = os.fork()
if child == 0:
    try:
        tenant.users.list()
    except doorstep.StorageError:
        os._exit(7)
    os._exit(1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
assert tenant.users.list().items == []
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_handle_from_before_a_fork_is_refused() -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", FORK], check=True, timeout=60)


def test_handles_show_no_secret(world: World) -> None:
    mailer = doorstep.SmtpMailer("localhost", 25, security="tls", username="ada", password="hunter2hunter2")
    ring = doorstep.KeyRing.from_bytes(KEY)
    shown = [repr(x) for x in (mailer, ring, world.engine, world.tenant, world.app, world.clock, doorstep.Limits())]
    assert all(text.startswith("<doorstep.") for text in shown)
    assert "hunter2" not in "".join(shown) and KEY.hex() not in "".join(shown)


def test_exceptions_survive_pickling(world: World) -> None:
    with pytest.raises(doorstep.NotFound) as missing:
        world.tenant.users.get("nobody")
    again = pickle.loads(pickle.dumps(missing.value))
    assert (type(again), again.kind, str(again)) == (doorstep.NotFound, "user", str(missing.value))


def test_records_are_frozen_values(world: World) -> None:
    user = world.tenant.users.create(email="ada@example.com")
    assert user == world.tenant.users.get(user.id)
    with pytest.raises(AttributeError):
        user.display_name = "x"  # type: ignore[misc]


def test_the_manual_runs() -> None:
    """The first example of ``help(doorstep)``."""
    example = re.search(r"::\n\n((?:    .*\n|\n)+)", doorstep.__doc__ or "")
    assert example
    scope: dict[str, object] = {}
    exec("\n".join(line[4:] for line in example.group(1).splitlines()), scope)
    assert isinstance(scope["tenant"], doorstep.Tenant)
    engine = scope["engine"]
    assert isinstance(engine, doorstep.Engine)
    engine.close()


def test_asyncio_has_every_call() -> None:
    for name, plain in (("AsyncApp", doorstep.App), ("AsyncSessions", doorstep.Sessions)):
        wanted = {call for call in vars(plain) if not call.startswith("_")}
        assert wanted <= set(vars(getattr(aio, name))), name


def test_asyncio_wrappers_copy_and_raise_as_usual(world: World) -> None:
    async def story() -> None:
        tenant = aio.AsyncTenant(world.tenant)
        assert copy.copy(tenant).id == world.tenant.id
        copy.copy(tenant.users)
        with pytest.raises(doorstep.NotFound):
            await tenant.users.get("nobody")
        assert await tenant.sessions.validate("x") is None
        with pytest.raises(AttributeError):
            tenant.nothing
        app = await tenant.app(world.client_id)
        step = await app.sign_in("ada@example.com", context=doorstep.SignInContext(ip="192.0.2.1"))
        assert isinstance(step, doorstep.PasswordRequired)
        await app.cancel(step.token)
        assert await app.resume(step.token) == doorstep.Denied(doorstep.JourneyEnded())
        host = await app.begin_second_factor(subject="u1", email="u1@example.com")
        assert isinstance(host, doorstep.Completed)

    asyncio.run(story())


def test_a_commit_that_fails_is_unknown_and_the_file_is_good_afterwards(tmp_path: Path) -> None:
    """A file that may not grow (``RLIMIT_FSIZE``): the write-ahead log fails at the commit, as on a broken disk."""
    program = """
import resource, sys, doorstep
path = sys.argv[1]
key = doorstep.KeyRing.from_bytes(bytes(range(32)))
engine = doorstep.Engine(path, key)
tenant = engine.create_tenant("contoso")
size = __import__("os").stat(path + "-wal").st_size
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
for name in ("one", "two"):
    try:
        tenant.groups.create(name)
    except doorstep.OutcomeUnknown as error:
        print(error.code)
print(len(tenant.groups.list()))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(tenant.groups.create("three").name)
print([group.name for group in doorstep.Engine(path, key).tenant("contoso").groups.list()])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "shop.db")], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n") == ["outcome_unknown", "outcome_unknown", "0", "three", "['three']", ""], done


def test_names_of_durations_in_errors_are_those_of_the_arguments(world: World) -> None:
    for wrong, field in (({"code_lifetime": timedelta(0)}, "code_lifetime"), ({"resend_after": timedelta(0)}, "resend_after")):
        with pytest.raises(doorstep.InvalidArgument) as refused:
            doorstep.Engine(":memory:", doorstep.KeyRing.from_bytes(KEY), limits=doorstep.Limits(**wrong))
        assert refused.value.field == field
