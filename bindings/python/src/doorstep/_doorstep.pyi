"""Types of the native module. Import from :mod:`doorstep`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Final, Literal, TypeAlias, final

__all__: list[str]

__version__: Final[str]

GraphDocument: TypeAlias = dict[str, Any]
AttributeValue: TypeAlias = str | bool | int
MethodKind: TypeAlias = Literal["password", "email_otp"]
UserState: TypeAlias = Literal["active", "disabled"]
IdentityProvider: TypeAlias = Literal["email_password", "email_otp"]
Mailer: TypeAlias = Callable[[Message], None]

# ---------------------------------------------------------------- engine

@final
class KeyRing:
    @staticmethod
    def from_bytes(key: bytes) -> KeyRing: ...
    @staticmethod
    def from_file(path: str) -> KeyRing: ...
    @staticmethod
    def create_file(path: str) -> KeyRing: ...
    @staticmethod
    def from_env(variable: str) -> KeyRing: ...
    @property
    def id(self) -> str: ...

@final
class ManualClock:
    """A clock that stands still until told to move: for tests."""

    def __new__(cls, now: datetime) -> ManualClock: ...
    def advance(self, by: timedelta) -> None: ...
    def set(self, now: datetime) -> None: ...
    def now(self) -> datetime: ...

@final
class SmtpMailer:
    def __new__(
        cls,
        host: str,
        port: int,
        *,
        security: Literal["none", "starttls", "tls"] = "starttls",
        username: str | None = None,
        password: str | None = None,
        timeout: timedelta = ...,
        hello_name: str | None = None,
        root_certificate_pem: str | None = None,
    ) -> SmtpMailer: ...

@final
class Limits:
    """Tightens the built-in limits; a value looser than the built-in one is refused."""

    def __new__(
        cls,
        *,
        code_lifetime: timedelta = ...,
        tries_per_code: int = 5,
        resend_after: timedelta = ...,
        sends_per_journey: int = 5,
        sends_per_hour: int = 10,
        sends_per_day: int = 20,
        wrong_codes_before_lock: int = 10,
        wrong_codes_per_day: int = 20,
        wrong_passwords_before_lock: int = 10,
    ) -> Limits: ...

@final
class Engine:
    def __new__(
        cls,
        database: str,
        keys: KeyRing,
        *,
        mailer: Mailer | SmtpMailer | None = None,
        clock: ManualClock | None = None,
        limits: Limits | None = None,
        deliver_in_background: bool = True,
    ) -> Engine: ...
    def create_tenant(self, name: str) -> Tenant: ...
    def tenants(self) -> list[TenantRecord]: ...
    def tenant(self, name_or_id: str) -> Tenant: ...
    def rename_tenant(self, name_or_id: str, new_name: str) -> None: ...
    def delete_tenant(self, name_or_id: str) -> None: ...
    def deliver_mail(self) -> MailReport: ...
    def purge(self) -> PurgeReport: ...
    def close(self) -> None: ...
    def __enter__(self) -> Engine: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

@final
class TenantRecord:
    id: str
    name: str
    created_at: datetime

@final
class MailReport:
    """What one round of delivery did."""

    sent: int
    failed: int  # will be tried again
    dropped: int  # expired or refused for good
    waiting: int  # still in the outbox

@final
class PurgeReport:
    journeys: int
    sessions: int
    messages: int
    counters: int

@final
class Message:
    """What the mailer is handed. The only place where a code can be read."""

    to: str
    sender: str  # address
    sender_name: str
    subject: str
    text: str
    html: str
    purpose: Literal["sign_in", "second_factor", "sign_up", "registration", "account_exists"]
    locale: str
    code: str | None
    tenant_id: str
    message_id: str

# ---------------------------------------------------------------- tenant: administration

@final
class TenantSettings:
    def __new__(
        cls,
        *,
        display_name: str | None = None,
        sender_name: str | None = None,
        sender_address: str = "no-reply@localhost",
        default_locale: str = "en",
        code_length: int = 8,
        password_min_length: int = 8,
        ask_again_after_sign_up: bool = False,
        session_idle: timedelta = ...,  # 1 h
        session_lifetime: timedelta = ...,  # 24 h
    ) -> TenantSettings: ...
    display_name: str | None
    sender_name: str | None
    sender_address: str
    default_locale: str
    code_length: int
    password_min_length: int
    ask_again_after_sign_up: bool
    session_idle: timedelta
    session_lifetime: timedelta

@final
class Tenant:
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    def acting_as(self, user_id: str) -> Tenant:
        """The same tenant, every administrative call made in the name of that user, whose roles are checked."""
    def settings(self) -> TenantSettings: ...
    def update_settings(self, settings: TenantSettings) -> None: ...
    @property
    def apps(self) -> Apps: ...
    @property
    def users(self) -> Users: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def user_flows(self) -> UserFlows: ...
    @property
    def methods(self) -> Methods: ...
    @property
    def policies(self) -> Policies: ...
    @property
    def sessions(self) -> Sessions: ...
    def app(self, client_id: str) -> App: ...
    def what_if(self, user_id: str, client_id: str, context: SignInContext | None = None) -> Decision: ...
    def sign_ins(
        self,
        *,
        user_id: str | None = None,
        client_id: str | None = None,
        result: Literal["success", "failure", "interrupted", "blocked"] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> SignInPage: ...
    def audit_log(
        self,
        *,
        actor: str | None = None,
        action: str | None = None,
        target_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> AuditPage: ...

@final
class AppRegistration:
    client_id: str
    name: str
    created_at: datetime

@final
class Apps:
    def register(self, name: str) -> AppRegistration: ...
    def list(self) -> list[AppRegistration]: ...
    def get(self, client_id: str) -> AppRegistration: ...
    def rename(self, client_id: str, new_name: str) -> AppRegistration: ...
    def delete(self, client_id: str) -> None: ...

@final
class User:
    id: str
    email: str | None  # the sign-in address; None for users known by external subject only
    external_subject: str | None
    display_name: str | None
    state: UserState
    has_password: bool
    attributes: dict[str, AttributeValue]
    locale: str | None
    created_at: datetime

@final
class EmailMethod:
    id: str
    address: str  # unmasked: administrators only
    is_account_email: bool
    verified: bool

@final
class UserPage:
    items: list[User]
    next_cursor: str | None

@final
class Users:
    def create(
        self,
        *,
        email: str | None = None,
        password: str | None = None,
        external_subject: str | None = None,
        display_name: str | None = None,
        attributes: Mapping[str, AttributeValue] | None = None,
        locale: str | None = None,
    ) -> User: ...
    def get(self, user_id: str) -> User: ...
    def find_by_email(self, email: str) -> User | None: ...
    def find_by_subject(self, external_subject: str) -> User | None: ...
    def list(self, *, limit: int = 50, cursor: str | None = None) -> UserPage: ...
    def update(
        self,
        user_id: str,
        *,
        display_name: str | None = None,
        email: str | None = None,
        external_subject: str | None = None,
        attributes: Mapping[str, AttributeValue] | None = None,
        locale: str | None = None,
    ) -> User:
        """Changes what is given and leaves the rest."""
    def set_password(self, user_id: str, password: str) -> None: ...
    def disable(self, user_id: str) -> User: ...
    def enable(self, user_id: str) -> User: ...
    def unlock(self, user_id: str) -> None: ...
    def delete(self, user_id: str) -> None: ...
    def email_methods(self, user_id: str) -> list[EmailMethod]: ...
    def add_email_method(self, user_id: str, address: str) -> EmailMethod: ...
    def remove_email_method(self, user_id: str, method_id: str) -> None: ...
    def groups(self, user_id: str) -> list[Group]:
        """Every group the user is in, through nested groups too."""

@final
class Group:
    id: str
    name: str
    created_at: datetime

@final
class Member:
    kind: Literal["user", "group"]
    id: str

@final
class Groups:
    def create(self, name: str) -> Group: ...
    def list(self) -> list[Group]: ...
    def get(self, group_id: str) -> Group: ...
    def rename(self, group_id: str, new_name: str) -> Group: ...
    def delete(self, group_id: str) -> None: ...
    def members(self, group_id: str) -> list[Member]: ...
    def add_user(self, group_id: str, user_id: str) -> None: ...
    def remove_user(self, group_id: str, user_id: str) -> None: ...
    def add_group(self, group_id: str, member_group_id: str) -> None: ...
    def remove_group(self, group_id: str, member_group_id: str) -> None: ...

@final
class DirectoryRole:
    id: str  # Microsoft's role template id
    display_name: str

@final
class Roles:
    def list(self) -> list[DirectoryRole]: ...
    def assign(self, user_id: str, role: str) -> None:
        """``role`` is a role's id or display name."""
    def unassign(self, user_id: str, role: str) -> None: ...
    def of_user(self, user_id: str) -> list[DirectoryRole]: ...
    def members(self, role: str) -> list[str]: ...

@final
class FlowAttribute:
    def __new__(
        cls,
        name: str,
        label: str,
        *,
        type: Literal["string", "boolean", "integer", "choice"] = "string",
        required: bool = False,
        pattern: str | None = None,
        choices: Sequence[str] = (),
    ) -> FlowAttribute: ...
    name: str
    label: str
    type: Literal["string", "boolean", "integer", "choice"]
    required: bool
    pattern: str | None
    choices: list[str]

@final
class UserFlow:
    id: str
    display_name: str
    identity_provider: IdentityProvider
    sign_up_allowed: bool
    attributes: list[FlowAttribute]
    client_ids: list[str]
    reveal_existing_accounts: bool
    created_at: datetime

@final
class UserFlows:
    def create(
        self,
        display_name: str,
        identity_provider: IdentityProvider,
        *,
        sign_up_allowed: bool = True,
        attributes: Sequence[FlowAttribute] = (),
        client_ids: Sequence[str] = (),
        reveal_existing_accounts: bool = False,
    ) -> UserFlow: ...
    def create_from_graph(self, document: GraphDocument) -> UserFlow: ...
    def to_graph(self, flow_id: str) -> GraphDocument: ...
    def list(self) -> list[UserFlow]: ...
    def get(self, flow_id: str) -> UserFlow: ...
    def update(
        self,
        flow_id: str,
        *,
        display_name: str | None = None,
        identity_provider: IdentityProvider | None = None,
        sign_up_allowed: bool | None = None,
        attributes: Sequence[FlowAttribute] | None = None,
        reveal_existing_accounts: bool | None = None,
    ) -> UserFlow: ...
    def attach_app(self, flow_id: str, client_id: str) -> None: ...
    def detach_app(self, flow_id: str, client_id: str) -> None: ...
    def delete(self, flow_id: str) -> None: ...

@final
class Target:
    @staticmethod
    def all_users() -> Target: ...
    @staticmethod
    def group(group_id: str) -> Target: ...
    @staticmethod
    def user(user_id: str) -> Target: ...
    kind: Literal["all_users", "group", "user"]
    id: str | None

@final
class MethodConfiguration:
    kind: MethodKind
    enabled: bool
    include: list[Target]
    exclude: list[Target]
    warnings: list[Warning]  # what the lint says after a change

@final
class Methods:
    def get(self, kind: MethodKind) -> MethodConfiguration: ...
    def list(self) -> list[MethodConfiguration]: ...
    def enable(
        self, kind: MethodKind, *, include: Sequence[Target] | None = None, exclude: Sequence[Target] = ()
    ) -> MethodConfiguration:
        """Includes all users when ``include`` is not given."""
    def disable(self, kind: MethodKind) -> MethodConfiguration: ...
    def to_graph(self, kind: MethodKind) -> GraphDocument: ...
    def update_from_graph(self, kind: MethodKind, document: GraphDocument) -> MethodConfiguration: ...

@final
class Warning:
    """One finding of the policy lint."""

    code: str
    message: str
    policy_id: str | None
    path: str | None

@final
class Policy:
    id: str
    display_name: str
    state: Literal["enabled", "disabled", "enabledForReportingButNotEnforced"]
    document: GraphDocument
    warnings: list[Warning]
    created_at: datetime
    modified_at: datetime | None

@final
class Policies:
    def create(self, document: GraphDocument) -> Policy: ...
    def list(self) -> list[Policy]: ...
    def get(self, policy_id: str) -> Policy: ...
    def update(self, policy_id: str, changes: GraphDocument) -> Policy:
        """Replaces the top-level fields that ``changes`` names, as Graph's PATCH does."""
    def delete(self, policy_id: str) -> None: ...
    def lint(self) -> list[Warning]: ...

# ---------------------------------------------------------------- decisions and records

@final
class SignInContext:
    def __new__(
        cls, *, ip: str | None = None, user_agent: str | None = None, locale: str | None = None
    ) -> SignInContext: ...
    ip: str | None
    user_agent: str | None
    locale: str | None

@final
class PolicyResult:
    id: str
    display_name: str
    state: str
    applies: bool
    result: Literal[
        "success", "failure", "notApplied", "notEnabled",
        "reportOnlySuccess", "reportOnlyFailure", "reportOnlyInterrupted", "reportOnlyNotApplied",
    ]
    reasons: list[str]  # Graph's analysisReasons words: why it does not apply
    grant_controls: list[str]
    operator: str | None

@final
class Decision:
    outcome: Literal["allow", "block", "controls_required"]
    required: list[str]  # controls still to be satisfied
    policies: list[PolicyResult]
    def to_json(self) -> str: ...

@final
class AuthenticationDetail:
    at: datetime
    method: str  # "password", "email_otp", "external"
    detail: str | None  # masked target
    succeeded: bool
    result: str
    requirement: Literal["primary", "secondary"]

@final
class SignIn:
    """One entry of the sign-in log: one attempt, from its first call to its end."""

    id: str
    kind: Literal["sign_in", "sign_up", "second_factor"]
    created_at: datetime
    updated_at: datetime
    user_id: str | None
    user_email: str | None
    client_id: str
    app_name: str
    ip: str | None
    user_agent: str | None
    result: Literal["success", "failure", "interrupted", "blocked"]
    error_code: int  # Microsoft's AADSTS number; 0 = success
    failure_reason: str | None
    conditional_access: Literal["success", "failure", "notApplied"]
    policies: list[PolicyResult]
    requirement: Literal["singleFactorAuthentication", "multiFactorAuthentication"]
    details: list[AuthenticationDetail]
    session_id: str | None

@final
class SignInPage:
    items: list[SignIn]
    next_cursor: str | None

@final
class AuditEntry:
    id: str
    at: datetime
    actor: str  # "host" or a user id
    action: str  # "policies.create", …
    target_kind: str
    target_id: str | None
    result: Literal["success", "refused"]
    before: Any  # JSON, None where there was nothing
    after: Any

@final
class AuditPage:
    items: list[AuditEntry]
    next_cursor: str | None

# ---------------------------------------------------------------- sessions

@final
class UsedMethod:
    kind: str  # "password", "email_otp", "external"
    channel: str  # "knowledge", "email", "external"
    detail: str | None  # masked address
    at: datetime

@final
class AppliedPolicy:
    id: str
    display_name: str
    result: str

@final
class Session:
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

@final
class Sessions:
    def validate(self, token: str) -> Session | None: ...
    def list(self, user_id: str) -> list[Session]: ...
    def revoke(self, session_id: str) -> None: ...
    def revoke_token(self, token: str) -> None:
        """Signs out: ends the session of this token, if there is one."""
    def revoke_all(self, user_id: str) -> int: ...

# ---------------------------------------------------------------- journeys

@final
class App:
    @property
    def client_id(self) -> str: ...
    def sign_in(self, email: str, password: str | None = None, *, context: SignInContext | None = None) -> Step: ...
    def sign_up(self, email: str, *, context: SignInContext | None = None) -> Step: ...
    def begin_second_factor(
        self,
        *,
        subject: str,
        email: str | None = None,
        amr: Sequence[str] = ("pwd",),
        authenticated_at: datetime | None = None,
        context: SignInContext | None = None,
    ) -> Step: ...
    def submit_password(self, token: str, password: str) -> Step: ...
    def submit_code(self, token: str, code: str) -> Step: ...
    def resend_code(self, token: str) -> Step: ...
    def request_challenge(self, token: str, method_id: str) -> Step: ...
    def register_method(self, token: str, kind: MethodKind, target: str) -> Step: ...
    def submit_attributes(self, token: str, attributes: Mapping[str, AttributeValue]) -> Step: ...
    def resume(self, token: str) -> Step:
        """The step this token waits at, to draw a page again. Changes nothing."""
    def cancel(self, token: str) -> None: ...

@final
class PasswordRequired:
    __match_args__ = ("token", "problem")
    token: str
    problem: Problem | None

@final
class CodeRequired:
    __match_args__ = ("token", "purpose", "masked_target", "problem")
    token: str
    purpose: Literal["sign_in", "second_factor", "sign_up", "registration"]
    channel: Literal["email"]
    masked_target: str
    code_length: int
    resend_after: datetime
    expires_at: datetime
    reference: str
    problem: Problem | None

@final
class MethodOption:
    id: str
    kind: MethodKind
    hint: str

@final
class MethodRequired:
    __match_args__ = ("token", "methods", "problem")
    token: str
    methods: list[MethodOption]
    problem: Problem | None

@final
class RegistrationRequired:
    __match_args__ = ("token", "kinds", "problem")
    token: str
    kinds: list[MethodKind]
    problem: Problem | None

@final
class AttributesRequired:
    __match_args__ = ("token", "attributes", "problem")
    token: str
    attributes: list[FlowAttribute]
    problem: Problem | None

@final
class PasswordRules:
    min_length: int
    max_length: int

@final
class NewPasswordRequired:
    __match_args__ = ("token", "rules", "problem")
    token: str
    rules: PasswordRules
    problem: Problem | None

@final
class Completed:
    __match_args__ = ("token", "session")
    token: str  # the session token: hand it to the browser in a Secure, HttpOnly cookie
    session: Session

@final
class Denied:
    __match_args__ = ("reason",)
    reason: Denial

Step: TypeAlias = (
    PasswordRequired | CodeRequired | MethodRequired | RegistrationRequired
    | AttributesRequired | NewPasswordRequired | Completed | Denied
)

@final
class InvalidCredentials: ...

@final
class InvalidCode:
    __match_args__ = ("tries_left",)
    tries_left: int

@final
class CodeSuperseded:
    __match_args__ = ("tries_left",)
    tries_left: int

@final
class CodeExpired: ...

@final
class PasswordRejected:
    __match_args__ = ("reason",)
    reason: Literal["too_short", "too_long", "common", "contains_identity", "invalid_characters"]

@final
class AttributesRejected:
    __match_args__ = ("names",)
    names: list[str]

@final
class TargetRejected: ...

@final
class ResendTooSoon:
    __match_args__ = ("retry_after",)
    retry_after: timedelta

@final
class SendLimitReached:
    __match_args__ = ("retry_after",)
    retry_after: timedelta | None

@final
class MailFailed:
    __match_args__ = ("retry_after",)
    retry_after: timedelta

Problem: TypeAlias = (
    InvalidCredentials | InvalidCode | CodeSuperseded | CodeExpired | PasswordRejected
    | AttributesRejected | TargetRejected | ResendTooSoon | SendLimitReached | MailFailed
)

@final
class BlockedByPolicy:
    __match_args__ = ("policies",)
    policies: list[AppliedPolicy]

@final
class NoUsableMethod:
    __match_args__ = ("why",)
    why: Literal["email_otp_was_first_factor", "no_method_enabled", "no_mailer", "none_registered"]

@final
class TooManyAttempts:
    __match_args__ = ("retry_after",)
    retry_after: timedelta

@final
class JourneyEnded: ...

@final
class SignUpNotAllowed: ...

@final
class UserAlreadyExists: ...

@final
class ControlsUnmet:
    __match_args__ = ("controls",)
    controls: list[str]

Denial: TypeAlias = (
    BlockedByPolicy | NoUsableMethod | TooManyAttempts | JourneyEnded
    | SignUpNotAllowed | UserAlreadyExists | ControlsUnmet
)
