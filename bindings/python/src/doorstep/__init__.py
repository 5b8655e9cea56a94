"""Multi-factor sign-in inside your own process.

Doorstep has tenants, app registrations, sign-up and sign-in user flows, Conditional Access policies in Microsoft Graph's
form, and one-time passcodes by email, over one SQLite file. Everything starts with an :class:`Engine`::

    import doorstep

    sent = []                                            # a mailer is any callable, or doorstep.SmtpMailer(...)
    engine = doorstep.Engine(":memory:", doorstep.KeyRing.from_bytes(bytes(range(32))), mailer=sent.append)
    tenant = engine.create_tenant("contoso")
    shop = tenant.apps.register("Contoso Shop")
    tenant.user_flows.create("Sign up and sign in", "email_password", client_ids=[shop.client_id])

Administrators work on a :class:`Tenant`: ``apps``, ``users``, ``groups``, ``roles``, ``user_flows``, ``methods``,
``policies`` and what these refer to (``locations``, ``authentication_strengths``, ``authentication_contexts``), the logs
and ``what_if``. ``tenant.acting_as(user_id)`` is the same tenant with that user's roles checked.

People work on an :class:`App`: ``sign_in``, ``sign_up``, or ``begin_second_factor`` for a program that checks the first
factor itself. Each call answers with a step::

    app = tenant.app(shop.client_id)
    match app.sign_in("ada@example.com", "correct horse battery"):
        case doorstep.CodeRequired(token=token, masked_target=where):
            ...                                          # ask for the code, then app.submit_code(token, code)
        case doorstep.Completed(token=token, session=session):
            ...                                          # put token into a Secure, HttpOnly cookie
        case doorstep.Denied(reason=reason):
            ...                                          # show why
        case step:
            ...                                          # step.problem says why the last answer did not do

Later, ``app.refresh`` lets the policies decide again over a session, and ``app.step_up`` asks for what an authentication
context needs. :func:`evaluate` judges sign-ins given as JSON, without an engine; :func:`policy_template` makes the
policies that most tenants want.

What a person causes is a step, a problem or a denial. What the program or its environment causes is a subclass of
:class:`Error` with a stable ``code``. Times are aware ``datetime`` in UTC, durations ``timedelta``.

Every call may be made from any thread and releases the interpreter while it works. Open an engine after a fork, not
before. :mod:`doorstep.aio` has the same calls for asyncio.

A code by email is better than a password alone and no more: NIST SP 800-63B-4 and OWASP ASVS level 3 do not accept
email as a second factor.
"""

from ._access import (
    AuthenticationContextRecord, AuthenticationFlow, ClientAppType, Control, Counterexample, CountryLookup, Decision,
    Device, DevicePlatform, Explanation, Gap, GraphDocument, ImportItem, ImportReport, InsiderRiskLevel,
    LocationRecord, Policy, PolicyExplanation, PolicyResult, PolicyState, PolicyTemplate, Proof, Reason, ReplayDay,
    ReplayPage, ReplayUser, Requirement, RiskLevel, SessionControls, Severity, SignInContext, SignInFrequency,
    StrengthRecord, UserAction, UserType, Warning,
)
from ._doorstep import (
    App, Apps, AuthenticationContexts, AuthenticationStrengths, Engine, Groups, KeyRing, Limits, Locations,
    ManualClock, Methods, Policies, PolicyLimits, Roles, Sessions, SmtpMailer, Tenant, UserFlows, Users,
    __version__, evaluate, policy_template, policy_templates,
)
from ._errors import (
    AlreadyExists, Busy, Error, Forbidden, IncompatibleDatabase, InternalError, InvalidArgument, KeyMismatch,
    KeyUnavailable, MailError, NotFound, OutcomeUnknown, PolicyInvalid, PolicyUnsupported, StorageError,
    StorageFull,
)
from ._records import (
    AppRegistration, AppliedPolicy, AttributeValue, AuditEntry, AuditPage, AuthenticationDetail, DirectoryRole,
    EmailMethod, FlowAttribute, Group, IdentityProvider, MailReport, Mailer, Member, Message, MethodConfiguration,
    MethodKind, PurgeReport, Session, SignIn, SignInPage, Target, TenantRecord, TenantSettings, UsedMethod, User,
    UserFlow, UserPage, UserState,
)
from ._steps import (
    AttributesRejected, AttributesRequired, BlockedByPolicy, CodeExpired, CodeRequired, CodeSuperseded,
    Completed, ControlsUnmet, Denial, Denied, InvalidCode, InvalidCredentials, JourneyEnded, MailFailed,
    MethodOption, MethodRequired, NewPasswordRequired, NoUsableMethod, PasswordRejected, PasswordRequired,
    PasswordRules, Problem, RegistrationRequired, ResendTooSoon, SendLimitReached, SignUpNotAllowed, Step,
    TargetRejected, TermsRequired, TooManyAttempts, UserAlreadyExists,
)

__all__ = [
    "AlreadyExists",
    "App",
    "AppRegistration",
    "AppliedPolicy",
    "Apps",
    "AttributeValue",
    "AttributesRejected",
    "AttributesRequired",
    "AuditEntry",
    "AuditPage",
    "AuthenticationContextRecord",
    "AuthenticationContexts",
    "AuthenticationDetail",
    "AuthenticationFlow",
    "AuthenticationStrengths",
    "BlockedByPolicy",
    "Busy",
    "ClientAppType",
    "CodeExpired",
    "CodeRequired",
    "CodeSuperseded",
    "Completed",
    "Control",
    "ControlsUnmet",
    "Counterexample",
    "CountryLookup",
    "Decision",
    "Denial",
    "Denied",
    "Device",
    "DevicePlatform",
    "DirectoryRole",
    "EmailMethod",
    "Engine",
    "Error",
    "Explanation",
    "FlowAttribute",
    "Forbidden",
    "Gap",
    "GraphDocument",
    "Group",
    "Groups",
    "IdentityProvider",
    "ImportItem",
    "ImportReport",
    "IncompatibleDatabase",
    "InsiderRiskLevel",
    "InternalError",
    "InvalidArgument",
    "InvalidCode",
    "InvalidCredentials",
    "JourneyEnded",
    "KeyMismatch",
    "KeyRing",
    "KeyUnavailable",
    "Limits",
    "LocationRecord",
    "Locations",
    "MailError",
    "MailFailed",
    "MailReport",
    "Mailer",
    "ManualClock",
    "Member",
    "Message",
    "MethodConfiguration",
    "MethodKind",
    "MethodOption",
    "MethodRequired",
    "Methods",
    "NewPasswordRequired",
    "NoUsableMethod",
    "NotFound",
    "OutcomeUnknown",
    "PasswordRejected",
    "PasswordRequired",
    "PasswordRules",
    "Policies",
    "Policy",
    "PolicyExplanation",
    "PolicyInvalid",
    "PolicyLimits",
    "PolicyResult",
    "PolicyState",
    "PolicyTemplate",
    "PolicyUnsupported",
    "Problem",
    "Proof",
    "PurgeReport",
    "Reason",
    "RegistrationRequired",
    "ReplayDay",
    "ReplayPage",
    "ReplayUser",
    "Requirement",
    "ResendTooSoon",
    "RiskLevel",
    "Roles",
    "SendLimitReached",
    "Session",
    "SessionControls",
    "Sessions",
    "Severity",
    "SignIn",
    "SignInContext",
    "SignInFrequency",
    "SignInPage",
    "SignUpNotAllowed",
    "SmtpMailer",
    "Step",
    "StorageError",
    "StorageFull",
    "StrengthRecord",
    "Target",
    "TargetRejected",
    "Tenant",
    "TenantRecord",
    "TenantSettings",
    "TermsRequired",
    "TooManyAttempts",
    "UsedMethod",
    "User",
    "UserAction",
    "UserAlreadyExists",
    "UserFlow",
    "UserFlows",
    "UserPage",
    "UserState",
    "UserType",
    "Users",
    "Warning",
    "__version__",
    "evaluate",
    "policy_template",
    "policy_templates",
]
