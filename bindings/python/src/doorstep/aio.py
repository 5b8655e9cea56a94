"""The same calls for asyncio: each runs in a worker thread, so that the event loop never waits.

::

    from doorstep import KeyRing, aio

    async def main():
        async with await aio.open(":memory:", KeyRing.from_bytes(key), mailer=send) as engine:
            tenant = await engine.tenant("contoso")
            app = await tenant.app(client_id)
            step = await app.sign_in("ada@example.com", "correct horse battery")

The methods, their arguments and results are those of the classes of the same name without ``Async``. Cancelling a call
stops the waiting, not the call: what was submitted counts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any

import doorstep as _doorstep

__all__ = ["AsyncApp", "AsyncCollection", "AsyncEngine", "AsyncSessions", "AsyncTenant", "evaluate", "open"]


def _in_thread(call: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def awaited(*args: Any, **kwargs: Any) -> Any:
        return await asyncio.to_thread(call, *args, **kwargs)

    awaited.__doc__ = call.__doc__
    awaited.__name__ = getattr(call, "__name__", "call")
    return awaited


def _public(name: str) -> None:
    """Looks up nothing that begins with an underscore: copy and pickle ask for such names before ``__init__`` ran."""
    if name.startswith("_"):
        raise AttributeError(name)


class AsyncCollection:
    """A collection of a tenant (``apps``, ``users``, ``policies``, …) whose every method is awaited."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        _public(name)
        call = getattr(self._wrapped, name)
        if not callable(call):
            raise AttributeError(name)
        return _in_thread(call)


class AsyncApp:
    """:class:`doorstep.App`, every method awaited."""

    def __init__(self, app: _doorstep.App) -> None:
        self._app = app

    @property
    def client_id(self) -> str:
        """The client id."""
        return self._app.client_id

    async def sign_in(
        self, email: str, password: str | None = None, *, context: _doorstep.SignInContext | None = None
    ) -> _doorstep.Step:
        """Begins a sign-in."""
        return await asyncio.to_thread(self._app.sign_in, email, password, context=context)

    async def sign_up(self, email: str, *, context: _doorstep.SignInContext | None = None) -> _doorstep.Step:
        """Begins a sign-up: a code goes to the address."""
        return await asyncio.to_thread(self._app.sign_up, email, context=context)

    async def begin_second_factor(
        self,
        *,
        subject: str,
        email: str | None = None,
        amr: Sequence[str] | None = None,
        authenticated_at: datetime | None = None,
        context: _doorstep.SignInContext | None = None,
    ) -> _doorstep.Step:
        """Goes on after a first factor that the host checked with its own user table."""
        return await asyncio.to_thread(
            self._app.begin_second_factor,
            subject=subject,
            email=email,
            amr=amr,
            authenticated_at=authenticated_at,
            context=context,
        )

    async def submit_password(self, token: str, password: str) -> _doorstep.Step:
        """Answers PasswordRequired and NewPasswordRequired."""
        return await asyncio.to_thread(self._app.submit_password, token, password)

    async def submit_code(self, token: str, code: str) -> _doorstep.Step:
        """Answers CodeRequired."""
        return await asyncio.to_thread(self._app.submit_code, token, code)

    async def resend_code(self, token: str) -> _doorstep.Step:
        """Sends another code, which makes the earlier ones worthless."""
        return await asyncio.to_thread(self._app.resend_code, token)

    async def request_challenge(self, token: str, method_id: str) -> _doorstep.Step:
        """Answers MethodRequired: sends a code by the chosen method."""
        return await asyncio.to_thread(self._app.request_challenge, token, method_id)

    async def register_method(self, token: str, kind: _doorstep.MethodKind, target: str) -> _doorstep.Step:
        """Answers RegistrationRequired: sends a code to ``target``."""
        return await asyncio.to_thread(self._app.register_method, token, kind, target)

    async def submit_attributes(self, token: str, attributes: Mapping[str, _doorstep.AttributeValue]) -> _doorstep.Step:
        """Answers AttributesRequired."""
        return await asyncio.to_thread(self._app.submit_attributes, token, attributes)

    async def accept_terms(self, token: str) -> _doorstep.Step:
        """Answers TermsRequired: the user has accepted all of the terms that it named."""
        return await asyncio.to_thread(self._app.accept_terms, token)

    async def refresh(self, session_token: str, *, context: _doorstep.SignInContext | None = None) -> _doorstep.Step:
        """Lets the policies decide again over a session, and gives it a new token."""
        return await asyncio.to_thread(self._app.refresh, session_token, context=context)

    async def step_up(
        self, session_token: str, auth_context: str, *, context: _doorstep.SignInContext | None = None
    ) -> _doorstep.Step:
        """As ``refresh``, with the policies of an authentication context."""
        return await asyncio.to_thread(self._app.step_up, session_token, auth_context, context=context)

    async def resume(self, token: str) -> _doorstep.Step:
        """The step that a token waits at. Changes nothing."""
        return await asyncio.to_thread(self._app.resume, token)

    async def cancel(self, token: str) -> None:
        """Ends a journey and wipes it."""
        await asyncio.to_thread(self._app.cancel, token)


class AsyncSessions:
    """:class:`doorstep.Sessions`, every method awaited."""

    def __init__(self, sessions: _doorstep.Sessions) -> None:
        self._sessions = sessions

    async def validate(self, token: str) -> _doorstep.Session | None:
        """The live session of a token, or None. Call it on each request."""
        return await asyncio.to_thread(self._sessions.validate, token)

    async def revoke(self, session_id: str) -> None:
        """Ends a session by its id."""
        await asyncio.to_thread(self._sessions.revoke, session_id)

    async def revoke_token(self, token: str) -> None:
        """Signs out: ends the session of this token, if there is one."""
        await asyncio.to_thread(self._sessions.revoke_token, token)

    async def revoke_all(self, user_id: str) -> int:
        """Ends all sessions and journeys of a user and says how many sessions there were."""
        return await asyncio.to_thread(self._sessions.revoke_all, user_id)

    async def list(self, user_id: str) -> list[_doorstep.Session]:
        """A user's live sessions, oldest first."""
        return await asyncio.to_thread(self._sessions.list, user_id)


class AsyncTenant:
    """:class:`doorstep.Tenant`: collections are attributes, their methods are awaited."""

    def __init__(self, tenant: _doorstep.Tenant) -> None:
        self._tenant = tenant

    @property
    def id(self) -> str:
        """The tenant's id."""
        return self._tenant.id

    @property
    def name(self) -> str:
        """The tenant's name when this handle was opened."""
        return self._tenant.name

    @property
    def actor(self) -> str:
        """In whose name calls are made."""
        return self._tenant.actor

    def acting_as(self, user_id: str) -> AsyncTenant:
        """The same tenant in the name of that user, whose roles are checked."""
        return AsyncTenant(self._tenant.acting_as(user_id))

    @property
    def sessions(self) -> AsyncSessions:
        """Sessions."""
        return AsyncSessions(self._tenant.sessions)

    async def app(self, client_id: str) -> AsyncApp:
        """The app with this client id, to run journeys on."""
        return AsyncApp(await asyncio.to_thread(self._tenant.app, client_id))

    def __getattr__(self, name: str) -> Any:
        _public(name)
        found = getattr(self._tenant, name)
        return _in_thread(found) if callable(found) else AsyncCollection(found)


class AsyncEngine:
    """:class:`doorstep.Engine`, every method awaited. Made by :func:`open`."""

    def __init__(self, engine: _doorstep.Engine) -> None:
        self._engine = engine

    async def create_tenant(self, name: str) -> AsyncTenant:
        """Creates a tenant."""
        return AsyncTenant(await asyncio.to_thread(self._engine.create_tenant, name))

    async def tenant(self, name_or_id: str) -> AsyncTenant:
        """Opens a tenant by name or id."""
        return AsyncTenant(await asyncio.to_thread(self._engine.tenant, name_or_id))

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        _public(name)
        return _in_thread(getattr(self._engine, name))

    async def __aenter__(self) -> AsyncEngine:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self._engine.close)


async def evaluate(case: Any) -> Any:
    """:func:`doorstep.evaluate`: judges sign-ins by policies, without an engine."""
    return await asyncio.to_thread(_doorstep.evaluate, case)


async def open(database: str, keys: _doorstep.KeyRing, **options: Any) -> AsyncEngine:
    """Opens an engine; the options are those of :class:`doorstep.Engine`. The mailer and the country
    lookup stay plain callables."""
    return AsyncEngine(await asyncio.to_thread(lambda: _doorstep.Engine(database, keys, **options)))
