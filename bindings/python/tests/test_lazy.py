"""Sessions, decisions and log entries convert a field when it is first read, and are dataclasses like every other."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import doorstep
import pytest
from conftest import PASSWORD, World


def completed(world: World) -> doorstep.Completed:
    world.require_mfa()
    world.tenant.users.create(email="ada@example.com", password=PASSWORD)
    step = world.app.sign_in("ada@example.com", PASSWORD)
    assert isinstance(step, doorstep.CodeRequired)
    done = world.app.submit_code(step.token, world.code())
    assert isinstance(done, doorstep.Completed)
    return done


def session(world: World) -> Callable[[], doorstep.Session | None]:
    token = completed(world).token
    return lambda: world.tenant.sessions.validate(token)


def decision(world: World) -> Callable[[], doorstep.Decision]:
    user_id = completed(world).session.user_id
    return lambda: world.tenant.what_if(user_id=user_id, client_id=world.client_id)


def entry(world: World) -> Callable[[], doorstep.SignIn]:
    completed(world)
    return lambda: world.tenant.sign_ins().items[0]


@pytest.mark.parametrize("ready", [session, decision, entry])
def test_a_lazy_record_is_a_frozen_dataclass(world: World, ready: Callable[[World], Callable[[], Any]]) -> None:
    fresh = ready(world)  # each call makes one that nothing was read of
    record = fresh()
    names = [field.name for field in dataclasses.fields(record)]
    assert record == fresh() and fresh() == record and not record != fresh()
    assert repr(record) == repr(fresh()) and repr(record).startswith(f"{type(record).__name__}({names[0]}=")
    assert dataclasses.asdict(fresh()) == dataclasses.asdict(record)
    assert type(record).__match_args__ == tuple(names)
    made = type(record)(**{name: getattr(fresh(), name) for name in names})
    others = (made, copy.copy(fresh()), copy.deepcopy(fresh()), dataclasses.replace(fresh()), pickle.loads(pickle.dumps(fresh())))
    for other in others:
        assert other == record and type(other) is type(record)
        assert [getattr(other, name) for name in names] == [getattr(record, name) for name in names]
        with pytest.raises(AttributeError):
            other.nothing
    with pytest.raises(TypeError):
        hash(fresh())  # it holds lists
    unread = fresh()
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(unread, names[0], "x")
    with pytest.raises(AttributeError, match=f"'{type(record).__name__}' object has no attribute 'nothing'"):
        unread.nothing
    assert all(getattr(unread, name) is getattr(unread, name) for name in names)


def test_the_lazy_records_match(world: World) -> None:
    found = session(world)()
    match found:
        case doorstep.Session(identifier, amr=["pwd", "otp", "mfa"], mfa=True, methods=[first, _], policies=[policy]):
            assert found and identifier == found.id
            assert first.kind == "password" and policy == doorstep.AppliedPolicy(policy.id, "CA01 - All apps: Require MFA", "success")
        case other:
            pytest.fail(repr(other))
