"""Types of the collections of a tenant, which are classes of the native module. Import from :mod:`doorstep`."""

from builtins import list as _list
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import final

from ._access import (
    AuthenticationContextRecord, Gap, GraphDocument, LocationRecord, Policy, Proof, ReplayPage, StrengthRecord, Warning,
)
from ._records import (
    AppRegistration, AttributeValue, DirectoryRole, EmailMethod, FlowAttribute, Group, IdentityProvider, Member,
    MethodConfiguration, MethodKind, Session, Target, User, UserFlow, UserPage,
)

__all__ = [
    "Apps", "AuthenticationContexts", "AuthenticationStrengths", "Groups", "Locations", "Methods", "Policies", "Roles",
    "Sessions", "UserFlows", "Users",
]

@final
class Apps:
    def register(self, name: str) -> AppRegistration: ...
    def list(self) -> _list[AppRegistration]: ...
    def get(self, client_id: str) -> AppRegistration: ...
    def rename(self, client_id: str, new_name: str) -> AppRegistration: ...
    def update(
        self,
        client_id: str,
        *,
        name: str | None = None,
        app_groups: Sequence[str] | None = None,
        custom_security_attributes: Mapping[str, Sequence[str]] | None = None,
    ) -> AppRegistration:
        """Changes what is given and leaves the rest.

        Args:
            client_id: The app.
            name: Another name, 1 to 64 characters on one line.
            app_groups: Replaces the groups of apps that it is in, as policies name them (``Office365``): up to 20, of 1
                to 64 characters each.
            custom_security_attributes: Replaces what filters for applications ask about: up to 50 attributes by
                ``Set_Attribute``, both of up to 32 letters and digits, each with 1 to 50 values of 1 to 64 characters.

        Raises:
            InvalidArgument: One of them is out of its limits (``app_groups[1]``,
                ``custom_security_attributes.Sets_Kind``).
            NotFound: There is no such ``app``.
            Forbidden: The acting user may not change apps.
        """
    def delete(self, client_id: str) -> None: ...

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
    def email_methods(self, user_id: str) -> _list[EmailMethod]: ...
    def add_email_method(self, user_id: str, address: str) -> EmailMethod: ...
    def remove_email_method(self, user_id: str, method_id: str) -> None: ...
    def groups(self, user_id: str) -> _list[Group]:
        """Every group the user is in, through nested groups too."""

@final
class Groups:
    def create(self, name: str) -> Group: ...
    def list(self) -> _list[Group]: ...
    def get(self, group_id: str) -> Group: ...
    def rename(self, group_id: str, new_name: str) -> Group: ...
    def delete(self, group_id: str) -> None: ...
    def members(self, group_id: str) -> _list[Member]: ...
    def add_user(self, group_id: str, user_id: str) -> None: ...
    def remove_user(self, group_id: str, user_id: str) -> None: ...
    def add_group(self, group_id: str, member_group_id: str) -> None: ...
    def remove_group(self, group_id: str, member_group_id: str) -> None: ...

@final
class Roles:
    def list(self) -> _list[DirectoryRole]: ...
    def assign(self, user_id: str, role: str) -> None:
        """``role`` is a role's id or display name."""
    def unassign(self, user_id: str, role: str) -> None: ...
    def of_user(self, user_id: str) -> _list[DirectoryRole]: ...
    def members(self, role: str) -> _list[str]: ...

@final
class UserFlows:
    def create(
        self,
        display_name: str,
        identity_provider: IdentityProvider,
        *,
        sign_up_allowed: bool = True,
        attributes: Sequence[FlowAttribute] | None = None,
        client_ids: Sequence[str] | None = None,
        reveal_existing_accounts: bool = False,
    ) -> UserFlow: ...
    def create_from_graph(self, document: GraphDocument) -> UserFlow: ...
    def to_graph(self, flow_id: str) -> GraphDocument: ...
    def list(self) -> _list[UserFlow]: ...
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
class Methods:
    def get(self, kind: MethodKind) -> MethodConfiguration: ...
    def list(self) -> _list[MethodConfiguration]: ...
    def enable(
        self, kind: MethodKind, *, include: Sequence[Target] | None = None, exclude: Sequence[Target] | None = None
    ) -> MethodConfiguration:
        """Includes all users when ``include`` is not given."""
    def disable(self, kind: MethodKind) -> MethodConfiguration: ...
    def to_graph(self, kind: MethodKind) -> GraphDocument: ...
    def update_from_graph(self, kind: MethodKind, document: GraphDocument) -> MethodConfiguration: ...

@final
class Policies:
    def create(self, document: GraphDocument) -> Policy: ...
    def list(self) -> _list[Policy]: ...
    def get(self, policy_id: str) -> Policy: ...
    def update(self, policy_id: str, changes: GraphDocument) -> Policy:
        """Replaces the top-level fields that ``changes`` names, as Graph's PATCH does."""
    def delete(self, policy_id: str) -> None: ...
    def lint(self) -> _list[Warning]: ...
    def prove(self, claim: str) -> Proof:
        """Proves a claim about every sign-in under the enforced policies, or shows one for which it does not hold.

        Nothing is sampled: users (of any of the groups and roles there are), the registered apps and all conditions
        are gone through in the classes that the policies tell apart. Users are named by id or email address; groups,
        roles, apps and locations by id or name. A sign-in that is blocked requires everything: it does not go through
        without it.

        Args:
            claim: As in ``every sign-in of a customer to app "Shop" requires mfa`` or ``no sign-in outside trusted
                locations is allowed without mfa or compliantDevice``.

        Raises:
            InvalidArgument: ``claim``, saying what was not understood or is not there; ``policies`` that tell too much
                apart to go through it all.
            Forbidden: The acting user may not read policies.
        """
    def gaps(self) -> _list[Gap]:
        """Every sign-in to an app that goes through though no enforced policy asks anything of it, as sets of sign-ins,
        the widest first. The sets may overlap; together they are exactly those sign-ins.

        Raises:
            InvalidArgument: ``policies`` that tell too much apart to go through it all.
            Forbidden: The acting user may not read policies.
        """
    def replay(
        self,
        drafts: Sequence[GraphDocument],
        *,
        only_drafts: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 10_000,
        cursor: str | None = None,
    ) -> ReplayPage:
        """Decides again over recorded sign-ins, as things are and with drafts, and counts what differs.

        Each sign-in is taken as it was recorded, after its first factor, and one that went on from a session with what
        that had shown; groups, roles and locations are those of today. Attempts at which nobody was recognized are
        passed over. Changes nothing.

        Args:
            drafts: Policies. One with the id of a stored policy stands in for it; the others come on top. What only
                reports is taken as enforced, what is disabled as not there.
            only_drafts: Whether the drafts are all that counts, instead of what is stored.
            since: Sign-ins begun at or after.
            until: Sign-ins begun before.
            limit: Sign-ins a call, 1 to 100,000; the rest follows from the cursor, so that a long replay can show how
                far it is and be stopped.
            cursor: Where the call before stopped.

        Raises:
            PolicyInvalid: A draft breaks a rule (``drafts[0].conditions.users``).
            PolicyUnsupported: A draft cannot be evaluated here (``drafts[0].conditions.times``).
            InvalidArgument: ``limit`` is out of its range.
            Forbidden: The acting user may not read policies and the log.
        """

@final
class Locations:
    """Named locations: networks, which may be trusted, and countries. Policies name them by id."""

    def create(self, document: GraphDocument) -> LocationRecord:
        """Creates a location from Microsoft Graph's ``ipNamedLocation`` or ``countryNamedLocation``.

        Raises:
            PolicyInvalid: The document breaks a rule at ``path``: a range as wide as a /8 does, and more than 2000.
            InvalidArgument: There are as many ``locations`` as there may be, 195 unless ``PolicyLimits`` say more.
            Forbidden: The acting user may not change policies.
        """
    def list(self) -> _list[LocationRecord]:
        """Every location, oldest first."""
    def get(self, location_id: str) -> LocationRecord:
        """One location.

        Raises:
            NotFound: There is no such ``location``.
        """
    def update(self, location_id: str, changes: GraphDocument) -> LocationRecord:
        """Replaces the top-level fields that ``changes`` names, as Graph's PATCH does.

        Raises:
            NotFound: There is no such ``location``.
            PolicyInvalid: What comes of it breaks a rule at ``path``.
            Forbidden: The acting user may not change policies.
        """
    def delete(self, location_id: str) -> None:
        """Deletes a location.

        Raises:
            InvalidArgument: ``location_id`` is trusted, or a policy names it, in whatever state.
            NotFound: There is no such ``location``.
            Forbidden: The acting user may not change policies.
        """

@final
class AuthenticationStrengths:
    """Authentication strengths: which combinations of methods are good enough. Policies ask for them by id."""

    def create(self, document: GraphDocument) -> StrengthRecord:
        """Creates a strength from Microsoft Graph's ``authenticationStrengthPolicy``.

        Raises:
            PolicyInvalid: The document breaks a rule at ``path``.
            PolicyUnsupported: It has ``combinationConfigurations[0]``, which cannot be evaluated here.
            InvalidArgument: There are as many ``authentication_strengths`` as there may be, 100 beside the built-in ones
                unless ``PolicyLimits`` say more.
            Forbidden: The acting user may not change policies.
        """
    def list(self) -> _list[StrengthRecord]:
        """The built-in strengths, and then the tenant's own, oldest first."""
    def get(self, strength_id: str) -> StrengthRecord:
        """One strength.

        Raises:
            NotFound: There is no such ``authentication_strength``.
        """
    def update(self, strength_id: str, changes: GraphDocument) -> StrengthRecord:
        """Replaces the top-level fields that ``changes`` names, as Graph's PATCH does.

        Raises:
            InvalidArgument: ``strength_id`` is built in.
            NotFound: There is no such ``authentication_strength``.
            PolicyInvalid: What comes of it breaks a rule at ``path``.
            PolicyUnsupported: It has ``combinationConfigurations[0]``, which cannot be evaluated here.
            Forbidden: The acting user may not change policies.
        """
    def delete(self, strength_id: str) -> None:
        """Deletes a strength.

        Raises:
            InvalidArgument: ``strength_id`` is built in, or a policy asks for it, in whatever state.
            NotFound: There is no such ``authentication_strength``.
            Forbidden: The acting user may not change policies.
        """

@final
class AuthenticationContexts:
    """Authentication contexts: names, ``c1`` to ``c99``, for what an app asks more for than a sign-in."""

    def create(self, document: GraphDocument) -> AuthenticationContextRecord:
        """Creates a context from Microsoft Graph's ``authenticationContextClassReference``, whose ``id`` is one of
        ``c1`` to ``c99``.

        Raises:
            PolicyInvalid: The document breaks a rule at ``path``.
            AlreadyExists: There is an ``authentication_context`` of this id.
            Forbidden: The acting user may not change policies.
        """
    def list(self) -> _list[AuthenticationContextRecord]:
        """Every context, oldest first."""
    def get(self, context_id: str) -> AuthenticationContextRecord:
        """One context.

        Raises:
            NotFound: There is no such ``authentication_context``.
        """
    def update(self, context_id: str, changes: GraphDocument) -> AuthenticationContextRecord:
        """Replaces the top-level fields that ``changes`` names, as Graph's PATCH does. The id stays.

        Raises:
            NotFound: There is no such ``authentication_context``.
            PolicyInvalid: What comes of it breaks a rule at ``path``.
            Forbidden: The acting user may not change policies.
        """
    def delete(self, context_id: str) -> None:
        """Deletes a context.

        Raises:
            InvalidArgument: ``context_id`` is available, or a policy names it, in whatever state.
            NotFound: There is no such ``authentication_context``.
            Forbidden: The acting user may not change policies.
        """

@final
class Sessions:
    def validate(self, token: str) -> Session | None: ...
    def list(self, user_id: str) -> _list[Session]: ...
    def revoke(self, session_id: str) -> None: ...
    def revoke_token(self, token: str) -> None:
        """Signs out: ends the session of this token, if there is one."""
    def revoke_all(self, user_id: str) -> int: ...
