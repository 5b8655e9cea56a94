"""Names for the pickers and the tables of the admin pages."""

import re
from dataclasses import dataclass, field

import doorstep
from flask import g

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FIXED = {"All": "All", "AllTrusted": "All trusted locations", "None": "None", "host": "The program itself"}
MANY = 200  # a picker lists this many; larger directories need a search, which a demo does not


@dataclass
class Directory:
    users: list[doorstep.User] = field(default_factory=list)
    groups: list[doorstep.Group] = field(default_factory=list)
    apps: list[doorstep.AppRegistration] = field(default_factory=list)
    locations: list[doorstep.LocationRecord] = field(default_factory=list)
    roles: list[doorstep.DirectoryRole] = field(default_factory=list)

    def name(self, id: str) -> str:
        for user in self.users:
            if user.id == id:
                return user.email or user.external_subject or id
        for group in self.groups:
            if group.id == id:
                return group.name
        for app in self.apps:
            if app.client_id == id:
                return app.name
        for location in self.locations:
            if location.id == id:
                return location.display_name
        for role in self.roles:
            if role.id == id:
                return role.display_name
        return FIXED.get(id, id)

    def names_in(self, text: str) -> str:
        """The text, with a name in place of each id."""
        return ID.sub(lambda id: f"“{self.name(id.group())}”" if self.name(id.group()) != id.group() else id.group(), text)


def directory() -> Directory:
    """What this administrator may see of it: a role that may not list users still gets its page."""

    def seen(call) -> list:
        try:
            return call()
        except doorstep.Forbidden:
            return []

    tenant = g.tenant
    return Directory(
        seen(lambda: tenant.users.list(limit=MANY).items),
        seen(tenant.groups.list),
        seen(tenant.apps.list),
        seen(tenant.locations.list),
        seen(tenant.roles.list),
    )
