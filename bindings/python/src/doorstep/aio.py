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
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any

import doorstep as _doorstep

__all__ = ["AsyncApp", "AsyncCollection", "AsyncEngine", "AsyncTenant", "open"]


def _in_thread(call: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def awaited(*args: Any, **kwargs: Any) -> Any:
        return await asyncio.to_thread(call, *args, **kwargs)

    awaited.__doc__ = call.__doc__
    awaited.__name__ = getattr(call, "__name__", "call")
    return awaited


class AsyncCollection:
    """A collection of a tenant (``apps``, ``users``, ``sessions``, …) whose every method is awaited."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        call = getattr(self._wrapped, name)
        if not callable(call):
            raise AttributeError(name)
        return _in_thread(call)


class AsyncApp(AsyncCollection):
    """:class:`doorstep.App`, every method awaited."""

    @property
    def client_id(self) -> str:
        """The client id."""
        client_id: str = self._wrapped.client_id
        return client_id


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

    def acting_as(self, user_id: str) -> AsyncTenant:
        """The same tenant in the name of that user, whose roles are checked."""
        return AsyncTenant(self._tenant.acting_as(user_id))

    async def app(self, client_id: str) -> AsyncApp:
        """The app with this client id, to run journeys on."""
        return AsyncApp(await asyncio.to_thread(self._tenant.app, client_id))

    def __getattr__(self, name: str) -> Any:
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


async def open(database: str, keys: _doorstep.KeyRing, **options: Any) -> AsyncEngine:
    """Opens an engine; the options are those of :class:`doorstep.Engine`. The mailer stays a plain callable."""
    return AsyncEngine(await asyncio.to_thread(lambda: _doorstep.Engine(database, keys, **options)))
