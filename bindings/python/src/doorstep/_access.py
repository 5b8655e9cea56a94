"""Conditional Access: what a host knows of a sign-in, policies and what they refer to, and decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from ._doorstep import Lazy

GraphDocument: TypeAlias = dict[str, Any]

ClientAppType: TypeAlias = Literal[
    "browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"
]
DevicePlatform: TypeAlias = Literal["android", "iOS", "windows", "windowsPhone", "macOS", "linux"]
RiskLevel: TypeAlias = Literal["low", "medium", "high", "hidden", "none"]
Severity: TypeAlias = Literal["error", "warning", "info"]  # an error: everybody, or every administrator, is locked out
InsiderRiskLevel: TypeAlias = Literal["minor", "moderate", "elevated"]
AuthenticationFlow: TypeAlias = Literal["deviceCodeFlow", "authenticationTransfer"]
UserType: TypeAlias = Literal[
    "member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember", "b2bDirectConnectUser",
    "otherExternalUser", "serviceProvider",
]  # fmt: skip
UserAction: TypeAlias = Literal[
    "urn:user:registersecurityinfo", "urn:user:registerdevice", "urn:user:accountrecovery"
]
Control: TypeAlias = Literal[
    "mfa", "authenticationStrength", "compliantDevice", "domainJoinedDevice", "approvedApplication",
    "compliantApplication", "passwordChange", "riskRemediation", "termsOfUse", "verifiedID", "compliantNetwork",
    "customAuthenticationFactor",
]  # fmt: skip
Reason: TypeAlias = Literal[
    "users", "workloadIdentities", "application", "userActions", "authenticationContext", "devicePlatform", "devices",
    "clientApps", "location", "signInRisk", "invalidPolicy", "policyNotEnabled", "userRisk", "insiderRisk",
    "authenticationFlow",
]  # fmt: skip
PolicyState: TypeAlias = Literal["enabled", "disabled", "enabledForReportingButNotEnforced"]
SignInFrequency: TypeAlias = timedelta | Literal["every_time"]

CountryLookup: TypeAlias = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device, as the host knows it: what filters for devices ask about. Texts of up to 1024 bytes.

    What is not given is unknown, as everything is of a device that is not registered.
    """

    registered: bool | None = None  # of one that is not, nothing else counts
    is_managed: bool | None = None  # by default: has an mdm_app_id, is compliant, or of trust type ServerAD
    device_id: str | None = None
    display_name: str | None = None
    device_ownership: str | None = None  # "Personal" or "Company"
    enrollment_profile_name: str | None = None
    is_compliant: bool | None = None
    manufacturer: str | None = None
    mdm_app_id: str | None = None
    model: str | None = None
    operating_system: str | None = None
    operating_system_version: str | None = None
    physical_ids: list[str] = field(default_factory=list)  # up to 100
    profile_type: str | None = None  # "RegisteredDevice", "SecureVM", "Printer", "Shared" or "IoT"
    system_labels: list[str] = field(default_factory=list)  # up to 100
    trust_type: str | None = None  # "AzureAD" (joined), "ServerAD" (hybrid joined) or "Workplace" (registered)
    extension_attributes: dict[int, str] = field(default_factory=dict)  # by number, 1 to 15; of managed devices only


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInContext:
    """The request behind a sign-in, as the host saw it: what conditions of policies are about.

    Everything is optional; what is not given is unknown, and an unknown value comes only under policies that ask for
    none in particular. Words are read in any case. The address, risks and all the rest are taken on the host's word.
    """

    ip: str | None = None  # IPv4 or IPv6; behind a proxy, the host decides which header it trusts
    user_agent: str | None = None  # up to 512 bytes
    locale: str | None = None  # "en-US"
    country: str | None = None  # two letters, where the host knows it better than the engine's country lookup
    gps_country: str | None = None  # two letters, by the device's own positioning
    compliant_network: bool | None = None  # through the organization's compliant network
    client_app_type: ClientAppType | None = None
    platform: DevicePlatform | None = None
    device: Device | None = None
    user_risk: RiskLevel | None = None  # that the account is somebody else's
    sign_in_risk: RiskLevel | None = None  # that the sign-in is somebody else's
    insider_risk: InsiderRiskLevel | None = None  # that the person means harm
    authentication_flow: AuthenticationFlow | None = None  # by which the sign-in comes from another device
    user_type: UserType | None = None  # "member" when not given
    home_tenant_id: str | None = None  # where an external user comes from
    satisfied_controls: list[str] = field(default_factory=list)
    """Grant controls that the host knows to be satisfied: ``compliantDevice``, ``domainJoinedDevice``,
    ``approvedApplication``, ``compliantApplication``, ``riskRemediation``, or the id of a custom control; up to 100.
    What Doorstep sees for itself (``mfa``, strengths, ``passwordChange``, terms of use) is not taken from here."""


@dataclass(frozen=True, slots=True)
class Warning:
    """One finding of the policy lint."""

    code: str
    message: str
    policy_id: str | None
    path: str | None
    severity: Severity


@dataclass(frozen=True, slots=True)
class Policy:
    """A stored Conditional Access policy."""

    id: str
    display_name: str
    state: PolicyState
    document: GraphDocument
    warnings: list[Warning]
    created_at: datetime
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class LocationRecord:
    """A stored named location: networks or countries."""

    id: str
    display_name: str
    is_trusted: bool  # whether "AllTrusted" means it too; a country never is
    document: GraphDocument
    created_at: datetime
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class StrengthRecord:
    """A built-in or stored authentication strength."""

    id: str
    display_name: str
    built_in: bool  # every tenant has it, and nobody can change it
    document: GraphDocument
    created_at: datetime | None  # None when it is built in
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuthenticationContextRecord:
    """A stored authentication context."""

    id: str  # "c1" to "c99"
    display_name: str
    is_available: bool  # published: apps may ask for it
    document: GraphDocument
    created_at: datetime
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What one policy says of a sign-in."""

    id: str
    display_name: str
    state: str
    applies: bool
    result: Literal["success", "failure", "notApplied", "notEnabled", "reportOnlySuccess", "reportOnlyFailure", "reportOnlyInterrupted", "reportOnlyNotApplied"]
    reasons: list[Reason]  # Graph's analysisReasons words: why it does not apply
    grant_controls: list[str]  # "mfa", "termsOfUse:7d5a…"
    operator: str | None  # "AND" or "OR"; None when it names no grant control
    session_controls: list[str]  # the names of those it has, in Graph's words


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an enforced policy that applies asks of the sign-in."""

    policy_id: str
    index: int  # its place among all policies, from 0
    operator: Literal["AND", "OR"]  # every control, or any of them
    controls: list[str]  # in the order of prompting: "mfa", "termsOfUse:7d5a…"
    satisfied: bool
    missing: list[str]  # those that would still do; empty once it is satisfied


@dataclass(frozen=True, slots=True)
class SessionControls:
    """What policies say about the session that a sign-in yields; of several, the strictest wins.

    Doorstep itself enforces the sign-in frequency, at a refresh or step-up. The rest is for the host.
    """

    sign_in_frequency: SignInFrequency | None  # how often every factor has to be shown again
    secondary_sign_in_frequency: SignInFrequency | None  # how often the second one has, where that is oftener
    persistent_browser: Literal["never", "always"] | None  # whether the session outlives the browser
    application_enforced_restrictions: bool
    cloud_app_security: list[str]  # Graph's words; their order of strictness is nowhere documented
    continuous_access_evaluation: list[str]  # Graph's words
    disable_resilience_defaults: bool
    secure_sign_in_session: bool  # whether tokens are to be bound to the device
    other: dict[str, Any]  # controls that this engine does not know, as JSON by name; several of a name in a list


@dataclass(frozen=True, slots=True)
class Decision(Lazy):
    """What the policies say of a sign-in."""

    outcome: Literal["allow", "block", "controls_required"]
    required: list[Control]  # controls still to be satisfied, in the order of prompting
    policies: list[PolicyResult]
    requirements: list[Requirement]  # of each enforced policy that applies and does not block
    session: SessionControls  # of all enforced policies that apply
    _json: str = field(repr=False, compare=False)

    def to_json(self) -> str:
        """The decision in its stable JSON form."""
        return self._json


@dataclass(frozen=True, slots=True)
class PolicyExplanation:
    """What one policy had to do with a sign-in."""

    policy_id: str
    display_name: str  # at the time
    applies: bool
    result: str  # as in PolicyResult
    text: str  # one sentence: why it asked, blocked, or did not apply


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sign-in went as it did."""

    sign_in_id: str
    text: str  # all of it, one sentence a line: what happened, and then every policy
    policies: list[PolicyExplanation]  # those that applied first


@dataclass(frozen=True, slots=True)
class ImportItem:
    """What became of one document of an import."""

    kind: Literal["policy", "named_location", "authentication_strength", "authentication_context"]
    place: str  # where in the file it was: "value[3]"
    display_name: str
    id: str | None  # it is stored under, its own where it has one; None when it was not stored
    code: str | None  # of the error it was refused for; "policy_unsupported" of a policy that is stored disabled
    path: str | None  # the field that the error is about
    reason: str | None  # what is wrong with it


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an import."""

    stored: bool  # not, when something was refused and keep_going was not asked for
    items: list[ImportItem]  # every document that was found, in the order of the file


@dataclass(frozen=True, slots=True)
class ReplayDay:
    """What drafts would have changed on one day."""

    day: datetime  # when it begins, in UTC
    prompted: int
    blocked: int
    freed: int


@dataclass(frozen=True, slots=True)
class ReplayUser:
    """What drafts would have changed for one user."""

    user_id: str
    prompted: int
    blocked: int
    freed: int


@dataclass(frozen=True, slots=True)
class ReplayPage:
    """What drafts would have changed of the sign-ins of one call."""

    examined: int  # sign-ins looked at
    total: int  # sign-ins of the whole time, in the first call; 0 in the others
    prompted: int  # asked with the drafts for a control that nothing asks for as things are
    blocked: int  # kept out with the drafts alone: blocked, or asked for what no prompt can satisfy
    freed: int  # blocked or asked as things are, and less than that with the drafts
    days: list[ReplayDay]  # in order, only those on which something would have changed
    users: list[ReplayUser]  # only those for whom something would have changed
    next_cursor: str | None  # for the next call; None when all is done


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A sign-in that shows a claim wrong."""

    sign_in: dict[str, Any]
    """In the fields that :func:`evaluate` takes. ``(any other user)`` stands for anybody whose id no policy names, and
    likewise for apps and organizations."""
    decision: Decision  # what the policies say of it


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a claim holds."""

    holds: bool  # for every sign-in that it is about
    classes_examined: int  # classes of sign-ins told apart; none: the claim is about no sign-in at all
    counterexample: Counterexample | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Sign-ins that no enforced policy blocks or asks anything of."""

    who: str  # "anybody not in group 8f0e…"
    apps: str  # "any app but app 4d2c…"
    conditions: list[str]  # under which circumstances, all at once; whatever they are where there is none
    sign_in: dict[str, Any]  # one of them, as in Counterexample


@dataclass(frozen=True, slots=True)
class PolicyTemplate:
    """A policy that most tenants want."""

    id: str
    name: str  # what the policy made of it is called
    description: str
    category: Literal["foundation", "zeroTrust", "remoteWork", "protectAdministrators", "emergingThreats"]
