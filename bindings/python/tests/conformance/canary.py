"""Whether results and exceptions show a code, a password or a token in their ``repr`` or ``str``."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import doorstep

from .runner import World


class Canary(World):
    """Notes every secret, and how everything that comes back shows itself."""

    def __init__(self, choice: Mapping[str, Any]) -> None:
        self.secrets: set[str] = set()
        self.public = ""
        self.shown = ""
        super().__init__(choice)

    def show(self, given: object) -> None:
        """Notes how a value shows itself."""
        self.shown += f"{given!r}\n{given}\n{vars(given) if isinstance(given, BaseException) else ''}\n"

    def _collect(self, message: doorstep.Message) -> None:
        self.show(message)
        if message.code is not None:
            self.secrets.add(message.code)
        super()._collect(message)

    def _dispatch(self, step: Mapping[str, Any], args: dict[str, Any]) -> object:
        for name, given in args.items():
            if name in ("password", "token", "session_token"):
                self.secrets.add(str(given))
            elif name != "code":
                self.public += f"{given}\n"
        try:
            result = super()._dispatch(step, args)
        except doorstep.Error as error:
            self.show(error)
            self.show(error.args)
            raise
        self.show(result)
        if isinstance(token := getattr(result, "token", None), str):
            self.secrets.add(token)
        return result

    def found(self) -> list[str]:
        """The secrets that are shown, in any of a few spellings; not those that are given openly too."""
        hidden = {secret for secret in self.secrets if len(secret) >= 6 and secret not in self.public}
        return [secret for secret in hidden if any(spelling in self.shown for spelling in spellings(secret))]


def spellings(secret: str) -> tuple[str, ...]:
    """A secret as text, hex, base64 and a list of bytes."""
    raw = secret.encode()
    encoded = base64.b64encode(raw).decode().rstrip("=")[:-1]
    listed = ", ".join(map(str, raw))
    return secret, raw.hex(), raw.hex().upper(), encoded, encoded.translate({43: "-", 47: "_"}), listed
