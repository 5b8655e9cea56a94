"""Types of the native module. Import from :mod:`doorstep`."""

from builtins import list as _list
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Final, Literal, final, overload

from typing_extensions import Self, disjoint_base

from ._access import (
    Control, CountryLookup, Decision, Explanation, GraphDocument, ImportReport, PolicyState, PolicyTemplate, RiskLevel,
    SignInContext, UserAction,
)
from ._collections import (
    Apps as Apps, AuthenticationContexts as AuthenticationContexts,
    AuthenticationStrengths as AuthenticationStrengths, Groups as Groups, Locations as Locations,
    Methods as Methods, Policies as Policies, Roles as Roles, Sessions as Sessions, UserFlows as UserFlows,
    Users as Users,
)
from ._records import (
    AttributeValue, AuditPage, Mailer, MailReport, MethodKind, PurgeReport, SignInPage, TenantRecord, TenantSettings,
)
from ._steps import (
    Step,
)

__all__ = [
    "App", "Apps", "AuthenticationContexts", "AuthenticationStrengths", "Engine", "Groups", "KeyRing", "Lazy", "Limits",
    "Locations", "ManualClock", "Methods", "Policies", "PolicyLimits", "Roles", "Sessions", "SmtpMailer", "Tenant",
    "UserFlows", "Users", "__version__", "_error_codes", "_panic", "evaluate", "policy_template", "policy_templates",
]

__version__: Final[str]

def _error_codes() -> _list[tuple[int, str]]: ...
def _panic() -> None: ...

@overload
def evaluate(case: str) -> str:
    """Judges sign-ins by policies, without an engine or a database.

    Pure: the same text in always gives the same text out, in every language. What is wrong with a case is said in the
    answer; nothing of it is raised.

    Args:
        case: JSON text, or the same as a dict: ``{"policies", "namedLocations", "authStrengths", "options":
            {"mfaTrustedIps"}, "signIns"}``, all of them lists of Microsoft Graph's documents or of sign-ins. Of a
            sign-in every field is optional, and unknown when it is left out: ``id``, ``userId``, ``userType``,
            ``homeTenantId``, ``groupIds``, ``roleIds``, ``servicePrincipalId``, ``servicePrincipalRisk``, ``appId``,
            ``appGroups``, ``appAttributes``, ``userAction``, ``authContext``, ``clientAppType``, ``platform``, ``ip``,
            ``country``, ``gpsCountry``, ``compliantNetwork``, ``userRisk``, ``signInRisk``, ``insiderRisk``,
            ``authFlow``, ``device``, ``completedCombinations``, ``satisfiedControls``.

    Returns:
        Text for text, lists and dicts for a dict: a verdict for each sign-in, ``{"id", "decision": "allow" |
        "controlsRequired" | "block", "policies", "requirements", "session"}``. A policy that cannot be evaluated is
        listed as ``unsupported`` and makes the verdict ``"incomplete": true``; a sign-in that cannot be read gives
        ``{"id", "error": {"field", "reason"}}``. A case that cannot be read gives such an ``error`` instead of the list.

    Raises:
        InvalidArgument: ``case`` is a dict that is not made of JSON's types.
    """
@overload
def evaluate(case: Mapping[str, Any]) -> Any: ...
def policy_templates() -> _list[PolicyTemplate]:
    """Every policy that most tenants want, as Microsoft Entra offers them."""

def policy_template(
    id: str,
    *,
    break_glass_user_ids: Sequence[str] | None = None,
    break_glass_group_ids: Sequence[str] | None = None,
    app_ids: Sequence[str] | None = None,
    allowed_location_ids: Sequence[str] | None = None,
    trusted_location_ids: Sequence[str] | None = None,
    authentication_context: str | None = None,
) -> GraphDocument:
    """The policy of a template, for :meth:`Policies.create`: report-only until somebody enables it.

    Args:
        id: Of the template.
        break_glass_user_ids: Emergency access accounts, which the policy is to leave alone.
        break_glass_group_ids: Groups of emergency access accounts.
        app_ids: The apps it is about; every app, when there is none. Templates for certain apps or actions do not look.
        allowed_location_ids: Named locations of the countries to allow, for the template that blocks the others.
        trusted_location_ids: Where somebody may register methods without a second factor; the trusted locations, when
            there is none.
        authentication_context: The authentication context to protect: ``c1``, when not given.

    Raises:
        NotFound: There is no such template.
        InvalidArgument: What the template cannot do without is missing.
    """

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
        timeout: timedelta | None = None,
        hello_name: str | None = None,
        root_certificate_pem: str | None = None,
    ) -> SmtpMailer: ...

@final
class Limits:
    """Tightens the built-in limits; a value looser than the built-in one is refused."""

    def __new__(
        cls,
        *,
        code_lifetime: timedelta | None = None,
        tries_per_code: int = 5,
        resend_after: timedelta | None = None,
        sends_per_journey: int = 5,
        sends_per_hour: int = 10,
        sends_per_day: int = 20,
        wrong_codes_before_lock: int = 10,
        wrong_codes_per_day: int = 20,
        wrong_passwords_before_lock: int = 10,
    ) -> Limits: ...

@final
class PolicyLimits:
    """How many policies, and what they refer to, a tenant may have. Lowering one deletes nothing; it refuses more.

    Args:
        policies: In any state, 1 to 10,000; 240 as in Microsoft Entra by default.
        locations: Named locations, 1 to 10,000; 195 as in Microsoft Entra by default.
        authentication_strengths: Beside the built-in ones, 1 to 10,000.
        location_ranges: Networks of one named location, 1 to 10,000; 2000 as in Microsoft Entra by default.
        mfa_trusted_ips: Networks trusted for MFA, 1 to 10,000; 50 as in Microsoft Entra by default.
        policy_applications: Applications that one policy lists, excluded ones among them, 1 to 10,000; 250 as in
            Microsoft Entra by default.

    Raises:
        InvalidArgument: One is out of its range (``policy_limits.locations``).
    """

    def __new__(
        cls,
        *,
        policies: int = 240,
        locations: int = 195,
        authentication_strengths: int = 100,
        location_ranges: int = 2000,
        mfa_trusted_ips: int = 50,
        policy_applications: int = 250,
    ) -> PolicyLimits: ...

@final
class Engine:
    """One opened database with its keys, mailer and clock. Everything starts here. Use it from any thread.

    Args:
        database: A path, or ``:memory:``.
        keys: The host's master key.
        mailer: Who sends the mails. Without one, policies that require a code deny.
        clock: Where the time comes from; the system's clock by default.
        limits: Limits tighter than the built-in ones.
        policy_limits: How many policies, and what they refer to, a tenant may have.
        country_lookup: Knows the country of an address (two letters, in any case; None or anything else when it is not
            known). Asked with a canonical IPv4 or IPv6 address, on the thread of the call and with nothing held, once
            for a sign-in, sign-up, refresh, step-up or what-if that gives an address and no country, while a policy of
            the tenant names countries by address. What it raises comes out of that call, which then has done nothing.
        country_database: Instead of that, the path of a file in MaxMind's DB format (GeoLite2, GeoIP2 or DB-IP, of
            countries or cities). It is read into memory as a whole, once.
        deliver_in_background: Whether a thread of the engine sends mail; when not, call ``deliver_mail``.

    Raises:
        InvalidArgument: A limit is looser than the built-in one (by its name); ``country_database`` cannot be read or
            has no countries, or is given beside a ``country_lookup``.
        IncompatibleDatabase: The file is another program's, or newer than this library.
        KeyMismatch: The file was made with another key.
        StorageError: The file cannot be used.
    """

    def __new__(
        cls,
        database: str,
        keys: KeyRing,
        *,
        mailer: Mailer | SmtpMailer | None = None,
        clock: ManualClock | None = None,
        limits: Limits | None = None,
        policy_limits: PolicyLimits | None = None,
        country_lookup: CountryLookup | None = None,
        country_database: str | None = None,
        deliver_in_background: bool = True,
    ) -> Engine: ...
    def create_tenant(self, name: str) -> Tenant: ...
    def tenants(self) -> _list[TenantRecord]: ...
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

# ---------------------------------------------------------------- tenant

@final
class Tenant:
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def actor(self) -> str: ...
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
    def locations(self) -> Locations:
        """Named locations."""
    @property
    def authentication_strengths(self) -> AuthenticationStrengths:
        """Authentication strengths."""
    @property
    def authentication_contexts(self) -> AuthenticationContexts:
        """Authentication contexts."""
    @property
    def sessions(self) -> Sessions: ...
    def app(self, client_id: str) -> App: ...
    def what_if(
        self,
        *,
        user_id: str | None = None,
        client_id: str | None = None,
        service_principal_id: str | None = None,
        service_principal_risk: RiskLevel | None = None,
        user_action: UserAction | None = None,
        auth_context: str | None = None,
        context: SignInContext | None = None,
        satisfied: Sequence[Control] | None = None,
        completed_combinations: Sequence[str] | None = None,
    ) -> Decision:
        """What the policies would say of a sign-in that nobody makes. Changes nothing. What is not given is unknown.

        Args:
            user_id: Who signs in. Groups, roles and accepted terms are looked up.
            client_id: The app that is signed in to.
            service_principal_id: The workload identity that signs in, instead of a user.
            service_principal_risk: How likely it is in somebody else's hands.
            user_action: What is done, when it is not signing in to an app.
            auth_context: The authentication context that is asked for: ``c1`` to ``c99``.
            context: The request.
            satisfied: Grant controls that are satisfied already.
            completed_combinations: Methods that were used together, in Graph's words, as in ``password,email``.

        Raises:
            InvalidArgument: Neither or both of ``user_id`` and ``service_principal_id`` are given, a word is none of
                Graph's (``user_action``, ``satisfied[0]``, ``completed_combinations[0]``), or the context is not well
                formed (``context.ip``).
            NotFound: There is no such ``user`` or ``app``.
            Forbidden: The acting user may not read policies.
        """
    def explain(self, sign_in_id: str) -> Explanation:
        """Why a sign-in of the log went as it did, in plain words that are the same in every language. What a policy
        covers is told from the policy as it is now, unless it has changed since.

        Raises:
            NotFound: There is no such ``sign_in``.
            Forbidden: The acting user may not read the log.
        """
    def import_(self, file: bytes | str, *, state: PolicyState | None = None, keep_going: bool = False) -> ImportReport:
        """Takes in every policy, location, strength and context in a file that another tool exported: JSON in UTF-8 or
        UTF-16, JSON Lines or Markdown, in any wrapper, of up to 16 MiB and 10,000 documents.

        Documents keep their ids, so that policies go on naming what they named; one whose id is taken is refused. A
        policy that cannot be evaluated is taken in disabled, whatever its state, and its item says why.

        Args:
            file: What the file holds, not its path.
            state: Of every policy; by default as the documents have it, and disabled where they have none.
            keep_going: Whether to take in what is good when something is not. Otherwise it is all or nothing.

        Raises:
            PolicyInvalid: There is no such document in the file (``$``). What is wrong with one is in the report.
            InvalidArgument: There would be more ``policies``, ``locations`` or ``authentication_strengths`` than there
                may be.
            Forbidden: The acting user may not change policies.
        """
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

# ---------------------------------------------------------------- decisions and records

@disjoint_base
class Lazy:
    """The base of records that convert a field when it is first read."""

    def __new__(cls, *args: object, **kwargs: object) -> Self: ...

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
        amr: Sequence[str] | None = None,
        authenticated_at: datetime | None = None,
        context: SignInContext | None = None,
    ) -> Step: ...
    def submit_password(self, token: str, password: str) -> Step: ...
    def submit_code(self, token: str, code: str) -> Step: ...
    def resend_code(self, token: str) -> Step: ...
    def request_challenge(self, token: str, method_id: str) -> Step: ...
    def register_method(self, token: str, kind: MethodKind, target: str) -> Step: ...
    def submit_attributes(self, token: str, attributes: Mapping[str, AttributeValue]) -> Step: ...
    def accept_terms(self, token: str) -> Step:
        """Answers TermsRequired: the user has accepted all of the terms that it named. Who accepted what and when is
        kept for good, so that nobody is asked twice.

        Raises:
            StorageError: The answer could not be stored.
        """
    def refresh(self, session_token: str, *, context: SignInContext | None = None) -> Step:
        """Lets the policies decide again over a session, for the request as it is now.

        What has become too old for a sign-in frequency is asked for again, and before a new password both factors;
        nothing else. Until the journey is completed the session is as it was, and a policy that blocks ends the
        journey, not the session. Once completed (perhaps at once), the session goes on under another token, and the one
        given here is worth nothing. A session that has ended, or another app's, is denied with JourneyEnded.

        Raises:
            InvalidArgument: The context is not well formed (``context.ip``).
        """
    def step_up(self, session_token: str, auth_context: str, *, context: SignInContext | None = None) -> Step:
        """As ``refresh``, for something that needs more: the policies of an authentication context apply as well.

        Once they are satisfied, ``session.auth_contexts`` lists the context. One that no policy is about is satisfied.

        Args:
            session_token: The session's.
            auth_context: ``c1`` to ``c99``.
            context: The request.

        Raises:
            InvalidArgument: ``auth_context`` has another form, or the context is not well formed (``context.ip``).
        """
    def resume(self, token: str) -> Step:
        """The step this token waits at, to draw a page again. Changes nothing."""
    def cancel(self, token: str) -> None: ...
