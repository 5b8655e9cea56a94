"""What makes the package pleasant and safe in Python, beside the behavior that the scenarios pin down."""

from __future__ import annotations

import asyncio
import re
import threading
from datetime import timedelta
from pathlib import Path

import doorstep
import pytest
from conftest import PASSWORD, START, World
from doorstep import _doorstep, _errors, aio


def test_the_readme_runs_as_shown(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text()
    example = re.search(r"```python\n(.*?)```", readme, re.S)
    assert example
    exec(example.group(1), {})
    assert capsys.readouterr().out == "['pwd', 'otp', 'mfa']\n"


def test_steps_match(world: World) -> None:
    world.require_mfa()
    world.tenant.users.create(email="ada@example.com", password=PASSWORD)
    match world.app.sign_in("ada@example.com", PASSWORD):
        case doorstep.CodeRequired(token, "second_factor", masked_target=where):
            assert where.startswith("a***")
        case other:
            pytest.fail(repr(other))
    code = world.code()
    wrong = "1" * 8 if code != "1" * 8 else "2" * 8
    match world.app.submit_code(token, wrong):
        case doorstep.CodeRequired(problem=doorstep.InvalidCode(tries_left=4)):
            pass
        case other:
            pytest.fail(repr(other))
    match world.app.submit_code(token, code):
        case doorstep.Completed(session=session):
            assert session.amr == ["pwd", "otp", "mfa"] and session.mfa
            assert session.created_at == START and session.expires_at - session.created_at == timedelta(hours=24)
        case other:
            pytest.fail(repr(other))
    match world.app.submit_code(token, code):
        case doorstep.Denied(doorstep.JourneyEnded()):
            pass
        case other:
            pytest.fail(repr(other))


def test_nothing_secret_shows(world: World) -> None:
    world.require_mfa()
    world.tenant.users.create(email="ada@example.com", password=PASSWORD)
    step = world.app.sign_in("ada@example.com", PASSWORD)
    assert isinstance(step, doorstep.CodeRequired)
    assert step.token not in repr(step)
    code = world.code()
    message = world.mails[-1]
    assert code not in repr(message) and message.to not in repr(message)
    done = world.app.submit_code(step.token, code)
    assert isinstance(done, doorstep.Completed) and done.token not in repr(done)


def test_every_code_has_its_exception() -> None:
    classes = {cls.code: cls for cls in _errors._CLASSES.values()}
    assert {(cls.number, code) for code, cls in classes.items()} == set(_doorstep._error_codes())
    assert all(issubclass(cls, doorstep.Error) and cls.__doc__ for cls in classes.values())


def test_exceptions_say_what_is_wrong(world: World) -> None:
    with pytest.raises(doorstep.InvalidArgument) as bad:
        world.tenant.users.create(email="no address")
    assert bad.value.field == "email" and bad.value.code == "invalid_argument"
    with pytest.raises(LookupError) as missing:
        world.tenant.users.get("nobody")
    assert isinstance(missing.value, doorstep.NotFound) and missing.value.kind == "user"
    with pytest.raises(doorstep.PolicyUnsupported) as unsupported:
        world.tenant.policies.create(
            {
                "displayName": "x",
                "state": "enabled",
                "conditions": {
                    "users": {"includeUsers": ["All"]},
                    "applications": {"includeApplications": ["All"]},
                    "times": {"includedRanges": ["09:00"]},
                },
                "grantControls": {"operator": "OR", "builtInControls": ["block"]},
            }
        )
    assert unsupported.value.path == "conditions.times"
    nobody = world.tenant.users.create(email="b@example.com")
    with pytest.raises(PermissionError) as refused:
        world.tenant.acting_as(nobody.id).apps.register("x")
    assert isinstance(refused.value, doorstep.Forbidden) and "Global Administrator" in refused.value.needs
    with pytest.raises(doorstep.InvalidArgument):
        doorstep.Limits(tries_per_code=6)
    with pytest.raises(doorstep.InvalidArgument):
        doorstep.Limits(code_lifetime=timedelta(seconds=601))
    with pytest.raises(doorstep.InvalidArgument):
        world.tenant.policies.create({"x": object()})  # type: ignore[dict-item]


def test_a_panic_is_an_ordinary_exception() -> None:
    with pytest.raises(Exception) as caught:
        _doorstep._panic()
    assert isinstance(caught.value, doorstep.InternalError)


def test_another_key_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "doorstep.sqlite")
    doorstep.Engine(path, doorstep.KeyRing.from_bytes(bytes(range(32)))).close()
    with pytest.raises(doorstep.KeyMismatch):
        doorstep.Engine(path, doorstep.KeyRing.from_bytes(bytes(range(1, 33))))
    other = tmp_path / "other"
    other.write_text("not a database, but long enough to be looked at as one" * 50)
    with pytest.raises(doorstep.IncompatibleDatabase):
        doorstep.Engine(str(other), doorstep.KeyRing.from_bytes(bytes(range(32))))


def test_threads_and_a_mailer_that_calls_back(tmp_path: Path) -> None:
    arrived: dict[str, str] = {}
    ready = threading.Condition()

    def mailer(message: doorstep.Message) -> None:
        assert engine.tenant("contoso").name == "contoso"  # re-entrant: nothing is held
        with ready:
            arrived[message.to] = message.code or ""
            ready.notify_all()

    keys = doorstep.KeyRing.create_file(str(tmp_path / "key"))
    engine = doorstep.Engine(str(tmp_path / "doorstep.sqlite"), keys, mailer=mailer)
    with engine:
        tenant = engine.create_tenant("contoso")
        shop = tenant.apps.register("Shop")
        tenant.user_flows.create("Flow", "email_otp", client_ids=[shop.client_id])
        app = tenant.app(shop.client_id)
        names = [f"user{n}@example.com" for n in range(8)]
        for name in names:
            tenant.users.create(email=name)
        outcomes: list[str] = []

        def sign_in(name: str) -> None:
            step = app.sign_in(name)
            assert isinstance(step, doorstep.CodeRequired)
            with ready:
                assert ready.wait_for(lambda: name in arrived, timeout=30)
            outcomes.append(type(app.submit_code(step.token, arrived[name])).__name__)

        threads = [threading.Thread(target=sign_in, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert outcomes == ["Completed"] * 8


def test_a_failing_mailer_loses_nothing(world: World) -> None:
    answers: list[Exception | None] = [RuntimeError("down"), None]
    sent: list[str | None] = []

    def mailer(message: doorstep.Message) -> None:
        if failure := answers.pop(0):
            raise failure
        sent.append(message.code)

    keys = doorstep.KeyRing.from_bytes(bytes(range(32)))
    engine = doorstep.Engine(":memory:", keys, mailer=mailer, clock=world.clock, deliver_in_background=False)
    tenant = engine.create_tenant("contoso")
    shop = tenant.apps.register("Shop")
    tenant.user_flows.create("Flow", "email_otp", client_ids=[shop.client_id])
    tenant.users.create(email="ada@example.com")
    step = tenant.app(shop.client_id).sign_in("ada@example.com")
    assert isinstance(step, doorstep.CodeRequired)
    report = engine.deliver_mail()
    assert (report.sent, report.failed, report.waiting) == (0, 1, 1)
    assert tenant.app(shop.client_id).resume(step.token) == step  # a stranger sees nothing of it
    assert engine.deliver_mail().failed == 0  # not before its time
    world.clock.advance(timedelta(seconds=2))
    assert engine.deliver_mail().sent == 1
    assert sent[0] is not None
    assert isinstance(tenant.app(shop.client_id).submit_code(step.token, sent[0]), doorstep.Completed)


def test_asyncio(world: World) -> None:
    async def story() -> str:
        keys = doorstep.KeyRing.from_bytes(bytes(range(32)))
        mails: list[doorstep.Message] = []
        engine = await aio.open(":memory:", keys, mailer=mails.append, deliver_in_background=False)
        async with engine:
            tenant = await engine.create_tenant("contoso")
            shop = await tenant.apps.register("Shop")
            await tenant.user_flows.create("Flow", "email_otp", client_ids=[shop.client_id])
            await tenant.users.create(email="ada@example.com")
            app = await tenant.app(shop.client_id)
            step = await app.sign_in("ada@example.com")
            await engine.deliver_mail()
            done = await app.submit_code(step.token, mails[-1].code)
            assert (await tenant.sessions.validate(done.token)) == done.session
            return type(done).__name__

    assert asyncio.run(story()) == "Completed"


def test_help_reads_like_a_manual() -> None:
    for name in doorstep.__all__:
        found = getattr(doorstep, name)
        if isinstance(found, type):
            assert found.__doc__, name
            for method, value in vars(found).items():
                if callable(value) and not method.startswith("_"):
                    assert value.__doc__, f"{name}.{method}"


def test_a_handle_says_in_whose_name_it_acts(world: World) -> None:
    user = world.tenant.users.create(email="ada@example.com")
    assert (world.tenant.actor, world.tenant.acting_as(user.id).actor) == ("host", user.id)
