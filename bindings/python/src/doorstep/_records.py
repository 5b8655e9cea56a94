"""What administrators and hosts are answered with: frozen dataclasses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from ._access import PolicyResult, SessionControls, SignInContext, Warning
from ._doorstep import Lazy

AttributeValue: TypeAlias = str | bool | int
MethodKind: TypeAlias = Literal["password", "email_otp"]
UserState: TypeAlias = Literal["active", "disabled"]
IdentityProvider: TypeAlias = Literal["email_password", "email_otp"]


@dataclass(frozen=True, slots=True)
class TenantRecord:
    """A tenant as the engine lists it."""

    id: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MailReport:
    """What one round of delivery did."""

    sent: int
    failed: int  # will be tried again
    dropped: int  # expired or refused for good
    waiting: int  # still in the outbox


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """How much a purge deleted."""

    journeys: int
    sessions: int
    messages: int
    counters: int


@dataclass(frozen=True, slots=True)
class Message:
    """What the mailer is handed: the only place where a code can be read."""

    to: str = field(repr=False)
    sender: str  # address
    sender_name: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    purpose: Literal["sign_in", "second_factor", "sign_up", "registration", "account_exists"]
    locale: str
    code: str | None = field(repr=False)
    tenant_id: str
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantSettings:
    """What an administrator may set for a whole tenant. Values out of range are refused when they are set."""

    display_name: str | None = None
    sender_name: str | None = None
    sender_address: str = "no-reply@localhost"
    default_locale: str = "en"
    code_length: int = 8
    password_min_length: int = 8
    ask_again_after_sign_up: bool = False
    session_idle: timedelta = timedelta(hours=1)
    session_lifetime: timedelta = timedelta(hours=24)
    mfa_trusted_ips: list[str] = field(default_factory=list)  # networks that "AllTrusted" means too, up to 50


Mailer: TypeAlias = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class AppRegistration:
    """An app that people sign in to."""

    client_id: str
    name: str
    app_groups: list[str]  # groups of apps that it is in, as policies name them: "Office365"
    custom_security_attributes: dict[str, list[str]]  # what filters for applications ask about, by "Set_Attribute"
    created_at: datetime


@dataclass(frozen=True, slots=True)
class User:
    """A user of one tenant."""

    id: str
    email: str | None  # the sign-in address; None for users known by external subject only
    external_subject: str | None
    display_name: str | None
    state: UserState
    has_password: bool
    attributes: dict[str, AttributeValue]
    locale: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class EmailMethod:
    """An address that codes for a second factor can go to."""

    id: str
    address: str  # unmasked: administrators only
    is_account_email: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class UserPage:
    """One page of users."""

    items: list[User]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of users and groups."""

    id: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A direct member of a group."""

    kind: Literal["user", "group"]
    id: str


@dataclass(frozen=True, slots=True)
class DirectoryRole:
    """A directory role, under Microsoft's role template id."""

    id: str  # Microsoft's role template id
    display_name: str


@dataclass(frozen=True, slots=True)
class FlowAttribute:
    """Something a user flow collects at sign-up."""

    name: str
    label: str
    type: Literal["string", "boolean", "integer", "choice"] = field(default="string", kw_only=True)
    required: bool = field(default=False, kw_only=True)
    pattern: str | None = field(default=None, kw_only=True)
    choices: list[str] = field(default_factory=list, kw_only=True)


@dataclass(frozen=True, slots=True)
class UserFlow:
    """How people sign up and in, and to which apps."""

    id: str
    display_name: str
    identity_provider: IdentityProvider
    sign_up_allowed: bool
    attributes: list[FlowAttribute]
    client_ids: list[str]
    reveal_existing_accounts: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a method is for."""

    kind: Literal["all_users", "group", "user"]
    id: str | None

    @staticmethod
    def all_users() -> Target:
        """Every user."""
        return Target("all_users", None)

    @staticmethod
    def group(group_id: str) -> Target:
        """The members of a group, through nested groups too."""
        return Target("group", group_id)

    @staticmethod
    def user(user_id: str) -> Target:
        """One user."""
        return Target("user", user_id)


@dataclass(frozen=True, slots=True)
class MethodConfiguration:
    """How a method is set, and what the policy lint says."""

    kind: MethodKind
    enabled: bool
    include: list[Target]
    exclude: list[Target]
    warnings: list[Warning]  # what the lint says after a change


@dataclass(frozen=True, slots=True)
class AuthenticationDetail:
    """One thing that was shown or tried in an attempt."""

    at: datetime
    method: str  # "password", "email_otp", "external", "terms_of_use"
    detail: str | None  # masked target, the words of the host for what it checked, or the id of the terms
    succeeded: bool
    result: str
    requirement: Literal["primary", "secondary"]


@dataclass(frozen=True, slots=True)
class SignIn(Lazy):
    """One entry of the sign-in log: one attempt, from its first call to its end."""

    id: str
    kind: Literal["sign_in", "sign_up", "second_factor", "step_up"]
    created_at: datetime
    updated_at: datetime
    user_id: str | None
    user_email: str | None
    client_id: str
    app_name: str
    ip: str | None
    user_agent: str | None
    context: SignInContext  # the whole request as policies saw it, with the country that was looked up
    auth_context: str | None  # of a step-up: c1 to c99
    result: Literal["success", "failure", "interrupted", "blocked"]
    error_code: int  # Microsoft's AADSTS number; 0 = success
    failure_reason: str | None
    conditional_access: Literal["success", "failure", "notApplied"]
    policies: list[PolicyResult]
    requirement: Literal["singleFactorAuthentication", "multiFactorAuthentication"]
    details: list[AuthenticationDetail]
    session_id: str | None


@dataclass(frozen=True, slots=True)
class SignInPage:
    """One page of the sign-in log."""

    items: list[SignIn]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One administrative change, or its refusal."""

    id: str
    at: datetime
    actor: str  # "host" or a user id
    action: str  # "policies.create", …
    target_kind: str
    target_id: str | None
    result: Literal["success", "refused"]
    before: Any  # JSON, None where there was nothing
    after: Any


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of the audit log."""

    items: list[AuditEntry]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class UsedMethod:
    """A way in which the user was shown to be who they are."""

    kind: str  # "password", "email_otp", "external"
    channel: str  # "knowledge", "email", "external"
    detail: str | None  # masked address
    at: datetime


@dataclass(frozen=True, slots=True)
class AppliedPolicy:
    """A policy that applied, with its result."""

    id: str
    display_name: str
    result: str


@dataclass(frozen=True, slots=True)
class Session(Lazy):
    """A session, without its token."""

    id: str
    user_id: str
    client_id: str
    created_at: datetime
    auth_time: datetime
    last_seen_at: datetime
    idle_expires_at: datetime
    expires_at: datetime
    amr: list[str]
    mfa: bool
    methods: list[UsedMethod]
    policies: list[AppliedPolicy]
    auth_contexts: list[str]  # that are satisfied ("acrs" in Microsoft's tokens), as in "c1"
    controls: SessionControls
