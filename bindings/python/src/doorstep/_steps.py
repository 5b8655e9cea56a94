"""What a journey answers with: steps, and the problems and denials they carry. Frozen dataclasses, made for ``match``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from ._records import AppliedPolicy, FlowAttribute, MethodKind, Session


@dataclass(frozen=True, slots=True)
class PasswordRequired:
    """Ask for the password: submit_password."""

    token: str = field(repr=False)
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class CodeRequired:
    """Ask for the code that was sent: submit_code, resend_code."""

    __match_args__ = ("token", "purpose", "masked_target", "problem")


    token: str = field(repr=False)
    purpose: Literal["sign_in", "second_factor", "sign_up", "registration"]
    channel: Literal["email"]
    masked_target: str
    code_length: int
    resend_after: datetime
    expires_at: datetime
    reference: str
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class MethodOption:
    """A method to choose."""

    id: str
    kind: MethodKind
    hint: str


@dataclass(frozen=True, slots=True)
class MethodRequired:
    """Ask which method to use: request_challenge."""

    token: str = field(repr=False)
    methods: list[MethodOption]
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class RegistrationRequired:
    """Ask for an address to send codes to: register_method."""

    token: str = field(repr=False)
    kinds: list[MethodKind]
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class AttributesRequired:
    """Ask for attributes: submit_attributes."""

    token: str = field(repr=False)
    attributes: list[FlowAttribute]
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """What a new password must be like, in characters."""

    min_length: int
    max_length: int


@dataclass(frozen=True, slots=True)
class NewPasswordRequired:
    """Ask for a new password: submit_password."""

    token: str = field(repr=False)
    rules: PasswordRules
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class TermsRequired:
    """Show terms of use and ask whether they are accepted: accept_terms."""

    token: str = field(repr=False)
    terms: list[str]  # their ids, as the policies have them; what they say is the host's to show
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Completed:
    """Done: the user is signed in."""

    token: str = field(repr=False)  # the session token: hand it to the browser in a Secure, HttpOnly cookie
    session: Session


@dataclass(frozen=True, slots=True)
class Denied:
    """Over: the user is not signed in."""

    reason: Denial


Step: TypeAlias = (
    PasswordRequired | CodeRequired | MethodRequired | RegistrationRequired
    | AttributesRequired | NewPasswordRequired | TermsRequired | Completed | Denied
)


@dataclass(frozen=True, slots=True)
class InvalidCredentials:
    """The password is wrong, or the account is unknown, disabled, locked or has none: never said which."""


@dataclass(frozen=True, slots=True)
class InvalidCode:
    """The code is wrong. At 0 left, another must be asked for."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeSuperseded:
    """The code was right once, but a newer one was sent."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeExpired:
    """The code ran out; another must be asked for."""


@dataclass(frozen=True, slots=True)
class PasswordRejected:
    """The new password breaks a rule."""

    reason: Literal["too_short", "too_long", "common", "contains_identity", "invalid_characters", "same_as_current"]


@dataclass(frozen=True, slots=True)
class AttributesRejected:
    """Attributes are missing or not acceptable."""

    names: list[str]


@dataclass(frozen=True, slots=True)
class TargetRejected:
    """What was given to be registered is no address."""


@dataclass(frozen=True, slots=True)
class ResendTooSoon:
    """Another code was asked for too soon."""

    retry_after: timedelta


@dataclass(frozen=True, slots=True)
class SendLimitReached:
    """No more codes can be sent: to this address for now, or, without a time, in this journey at all."""

    retry_after: timedelta | None


@dataclass(frozen=True, slots=True)
class MailFailed:
    """The message could not be delivered; it is tried again."""

    retry_after: timedelta


Problem: TypeAlias = (
    InvalidCredentials | InvalidCode | CodeSuperseded | CodeExpired | PasswordRejected
    | AttributesRejected | TargetRejected | ResendTooSoon | SendLimitReached | MailFailed
)


@dataclass(frozen=True, slots=True)
class BlockedByPolicy:
    """A policy blocks this sign-in. Without a policy, the account of a host-checked user is disabled."""

    policies: list[AppliedPolicy]


@dataclass(frozen=True, slots=True)
class NoUsableMethod:
    """A second factor is required and there is none that this user could use."""

    why: Literal["email_otp_was_first_factor", "no_method_enabled", "no_mailer", "strength_not_met"]


@dataclass(frozen=True, slots=True)
class TooManyAttempts:
    """Too many wrong answers."""

    retry_after: timedelta


@dataclass(frozen=True, slots=True)
class JourneyEnded:
    """The journey expired, was canceled, or its token was used twice."""


@dataclass(frozen=True, slots=True)
class SignUpNotAllowed:
    """The flow does not let people sign up."""


@dataclass(frozen=True, slots=True)
class UserAlreadyExists:
    """There is an account with this address."""


@dataclass(frozen=True, slots=True)
class ControlsUnmet:
    """A control that no prompt can satisfy."""

    controls: list[str]


Denial: TypeAlias = (
    BlockedByPolicy | NoUsableMethod | TooManyAttempts | JourneyEnded
    | SignUpNotAllowed | UserAlreadyExists | ControlsUnmet
)
