"""The collections of a tenant: classes of the native module, whose types are in the stub beside this file."""

from ._doorstep import (
    Apps, AuthenticationContexts, AuthenticationStrengths, Groups, Locations, Methods, Policies, Roles, Sessions,
    UserFlows, Users,
)

__all__ = [
    "Apps", "AuthenticationContexts", "AuthenticationStrengths", "Groups", "Locations", "Methods", "Policies", "Roles",
    "Sessions", "UserFlows", "Users",
]
