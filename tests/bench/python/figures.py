"""The Python half of the comparison with Rust: answers ``what first count`` with times in nanoseconds, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from time import perf_counter_ns

import doorstep

PATH, USERS, START = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
PASSWORD = "correct horse battery staple"

codes: dict[str, str] = {}


def keep(message: doorstep.Message) -> None:
    codes[message.to] = message.code or ""


clock = doorstep.ManualClock(datetime.fromtimestamp(START / 1000, timezone.utc))
engine = doorstep.Engine(
    PATH, doorstep.KeyRing.from_bytes(bytes(range(32))), mailer=keep, clock=clock, deliver_in_background=False
)
tenant = engine.tenant("contoso")
client_id = tenant.apps.list()[0].client_id
app = tenant.app(client_id)
session = ""


def user_of(n: int) -> int:
    return n * 7_368_787 % USERS


def context(user: int) -> doorstep.SignInContext:
    return doorstep.SignInContext(ip=f"10.{user >> 16 & 255}.{user >> 8 & 255}.{user & 255}")


def sign_in(n: int) -> int:
    global session
    user = user_of(n)
    email, where = f"user{user:08}@example.com", context(user)
    began = perf_counter_ns()
    step = app.sign_in(email, PASSWORD, context=where)
    half = perf_counter_ns() - began
    assert isinstance(step, doorstep.CodeRequired), step
    engine.deliver_mail()
    code = codes.pop(email)
    began = perf_counter_ns()
    done = app.submit_code(step.token, code)
    half += perf_counter_ns() - began
    assert isinstance(done, doorstep.Completed), done
    session = done.token
    clock.advance(timedelta(seconds=1))
    return half


def validate(n: int) -> int:
    began = perf_counter_ns()
    found = tenant.sessions.validate(session)
    elapsed = perf_counter_ns() - began
    assert found
    return elapsed


def what_if(n: int) -> int:
    user = user_of(n)
    user_id, where = f"01900000-0000-7000-8000-{user:012x}", context(user)
    began = perf_counter_ns()
    found = tenant.what_if(user_id=user_id, client_id=client_id, context=where)
    elapsed = perf_counter_ns() - began
    assert found
    return elapsed


CALLS: dict[str, Callable[[int], int]] = {"sign_in": sign_in, "validate": validate, "what_if": what_if}

print("[]", flush=True)
for line in sys.stdin:
    what, first, count = line.split()
    times = [CALLS[what](n) for n in range(int(first), int(first) + int(count))]
    print(json.dumps(times), flush=True)
