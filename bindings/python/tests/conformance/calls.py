"""From the names of calls in scenarios to methods of the package, and from their arguments to its types."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import doorstep

from .matching import Mismatch
from .normal import START

Table = Mapping[str, Callable[[Any], Callable[..., object]]]

ENGINE: Table = {
    "engine.create_tenant": lambda engine: engine.create_tenant,
    "engine.tenant": lambda engine: engine.tenant,
    "engine.tenants": lambda engine: engine.tenants,
    "engine.rename_tenant": lambda engine: engine.rename_tenant,
    "engine.delete_tenant": lambda engine: engine.delete_tenant,
    "engine.purge": lambda engine: engine.purge,
}

TEMPLATES: Table = {
    "templates.list": lambda _: doorstep.policy_templates,
    "templates.make": lambda _: doorstep.policy_template,
}


def _update_settings(tenant: doorstep.Tenant) -> Callable[..., object]:
    return lambda **settings: tenant.update_settings(
        doorstep.TenantSettings(**dict(limit(name, value) for name, value in settings.items()))
    )


def _import(tenant: doorstep.Tenant) -> Callable[..., object]:
    return lambda file, **options: tenant.import_(file if isinstance(file, str) else json.dumps(file), **options)


def _replay(tenant: doorstep.Tenant) -> Callable[..., object]:
    return lambda drafts=(), **options: tenant.policies.replay(drafts, **options)


TENANT: Table = {
    "tenant.settings": lambda tenant: tenant.settings,
    "tenant.update_settings": _update_settings,
    "tenant.what_if": lambda tenant: tenant.what_if,
    "tenant.explain": lambda tenant: tenant.explain,
    "tenant.import": _import,
    "tenant.sign_ins": lambda tenant: tenant.sign_ins,
    "tenant.audit_log": lambda tenant: tenant.audit_log,
    "apps.register": lambda tenant: tenant.apps.register,
    "apps.list": lambda tenant: tenant.apps.list,
    "apps.get": lambda tenant: tenant.apps.get,
    "apps.rename": lambda tenant: tenant.apps.rename,
    "apps.update": lambda tenant: tenant.apps.update,
    "apps.delete": lambda tenant: tenant.apps.delete,
    "users.create": lambda tenant: tenant.users.create,
    "users.get": lambda tenant: tenant.users.get,
    "users.find_by_email": lambda tenant: tenant.users.find_by_email,
    "users.find_by_subject": lambda tenant: tenant.users.find_by_subject,
    "users.list": lambda tenant: tenant.users.list,
    "users.update": lambda tenant: tenant.users.update,
    "users.set_password": lambda tenant: tenant.users.set_password,
    "users.disable": lambda tenant: tenant.users.disable,
    "users.enable": lambda tenant: tenant.users.enable,
    "users.unlock": lambda tenant: tenant.users.unlock,
    "users.delete": lambda tenant: tenant.users.delete,
    "users.email_methods": lambda tenant: tenant.users.email_methods,
    "users.add_email_method": lambda tenant: tenant.users.add_email_method,
    "users.remove_email_method": lambda tenant: tenant.users.remove_email_method,
    "users.groups": lambda tenant: tenant.users.groups,
    "groups.create": lambda tenant: tenant.groups.create,
    "groups.list": lambda tenant: tenant.groups.list,
    "groups.get": lambda tenant: tenant.groups.get,
    "groups.rename": lambda tenant: tenant.groups.rename,
    "groups.delete": lambda tenant: tenant.groups.delete,
    "groups.members": lambda tenant: tenant.groups.members,
    "groups.add_user": lambda tenant: tenant.groups.add_user,
    "groups.remove_user": lambda tenant: tenant.groups.remove_user,
    "groups.add_group": lambda tenant: tenant.groups.add_group,
    "groups.remove_group": lambda tenant: tenant.groups.remove_group,
    "roles.list": lambda tenant: tenant.roles.list,
    "roles.assign": lambda tenant: tenant.roles.assign,
    "roles.unassign": lambda tenant: tenant.roles.unassign,
    "roles.of_user": lambda tenant: tenant.roles.of_user,
    "roles.members": lambda tenant: tenant.roles.members,
    "user_flows.create": lambda tenant: tenant.user_flows.create,
    "user_flows.create_from_graph": lambda tenant: tenant.user_flows.create_from_graph,
    "user_flows.to_graph": lambda tenant: tenant.user_flows.to_graph,
    "user_flows.list": lambda tenant: tenant.user_flows.list,
    "user_flows.get": lambda tenant: tenant.user_flows.get,
    "user_flows.update": lambda tenant: tenant.user_flows.update,
    "user_flows.attach_app": lambda tenant: tenant.user_flows.attach_app,
    "user_flows.detach_app": lambda tenant: tenant.user_flows.detach_app,
    "user_flows.delete": lambda tenant: tenant.user_flows.delete,
    "methods.get": lambda tenant: tenant.methods.get,
    "methods.list": lambda tenant: tenant.methods.list,
    "methods.enable": lambda tenant: tenant.methods.enable,
    "methods.disable": lambda tenant: tenant.methods.disable,
    "methods.to_graph": lambda tenant: tenant.methods.to_graph,
    "methods.update_from_graph": lambda tenant: tenant.methods.update_from_graph,
    "policies.create": lambda tenant: tenant.policies.create,
    "policies.list": lambda tenant: tenant.policies.list,
    "policies.get": lambda tenant: tenant.policies.get,
    "policies.update": lambda tenant: tenant.policies.update,
    "policies.delete": lambda tenant: tenant.policies.delete,
    "policies.replay": _replay,
    "policies.lint": lambda tenant: tenant.policies.lint,
    "policies.prove": lambda tenant: tenant.policies.prove,
    "policies.gaps": lambda tenant: tenant.policies.gaps,
    "locations.create": lambda tenant: tenant.locations.create,
    "locations.list": lambda tenant: tenant.locations.list,
    "locations.get": lambda tenant: tenant.locations.get,
    "locations.update": lambda tenant: tenant.locations.update,
    "locations.delete": lambda tenant: tenant.locations.delete,
    "authentication_strengths.create": lambda tenant: tenant.authentication_strengths.create,
    "authentication_strengths.list": lambda tenant: tenant.authentication_strengths.list,
    "authentication_strengths.get": lambda tenant: tenant.authentication_strengths.get,
    "authentication_strengths.update": lambda tenant: tenant.authentication_strengths.update,
    "authentication_strengths.delete": lambda tenant: tenant.authentication_strengths.delete,
    "authentication_contexts.create": lambda tenant: tenant.authentication_contexts.create,
    "authentication_contexts.list": lambda tenant: tenant.authentication_contexts.list,
    "authentication_contexts.get": lambda tenant: tenant.authentication_contexts.get,
    "authentication_contexts.update": lambda tenant: tenant.authentication_contexts.update,
    "authentication_contexts.delete": lambda tenant: tenant.authentication_contexts.delete,
    "sessions.validate": lambda tenant: tenant.sessions.validate,
    "sessions.list": lambda tenant: tenant.sessions.list,
    "sessions.revoke": lambda tenant: tenant.sessions.revoke,
    "sessions.revoke_token": lambda tenant: tenant.sessions.revoke_token,
    "sessions.revoke_all": lambda tenant: tenant.sessions.revoke_all,
}

APP: Table = {
    "app.sign_in": lambda app: app.sign_in,
    "app.sign_up": lambda app: app.sign_up,
    "app.begin_second_factor": lambda app: app.begin_second_factor,
    "app.submit_password": lambda app: app.submit_password,
    "app.submit_code": lambda app: app.submit_code,
    "app.resend_code": lambda app: app.resend_code,
    "app.request_challenge": lambda app: app.request_challenge,
    "app.register_method": lambda app: app.register_method,
    "app.submit_attributes": lambda app: app.submit_attributes,
    "app.accept_terms": lambda app: app.accept_terms,
    "app.refresh": lambda app: app.refresh,
    "app.step_up": lambda app: app.step_up,
    "app.resume": lambda app: app.resume,
    "app.cancel": lambda app: app.cancel,
}


def limit(name: str, value: Any) -> tuple[str, Any]:
    """A setting or limit: a duration when its name says so."""
    if name.endswith("_ms"):
        return name.removesuffix("_ms"), timedelta(milliseconds=value)
    return name, value


def _time(at: int) -> datetime:
    return START + timedelta(milliseconds=at)


def _target(target: Mapping[str, str]) -> doorstep.Target:
    match target:
        case {"kind": "all_users", **rest} if not rest:
            return doorstep.Target.all_users()
        case {"kind": "group", "id": group_id, **rest} if not rest:
            return doorstep.Target.group(group_id)
        case {"kind": "user", "id": user_id, **rest} if not rest:
            return doorstep.Target.user(user_id)
    raise Mismatch(f"{target} is no target")


def _context(context: Mapping[str, Any]) -> doorstep.SignInContext:
    device = context.get("device")
    return doorstep.SignInContext(**{**context, "device": None if device is None else _device(device)})


def _device(device: Mapping[str, Any]) -> doorstep.Device:
    given = device.get("extension_attributes", {})
    if not all(number.isdecimal() for number in given):
        raise Mismatch(f"{list(given)} are no numbers")
    extensions = {int(number): text for number, text in given.items()}
    return doorstep.Device(**{**device, "extension_attributes": extensions})


CONVERT: Mapping[str, Callable[[Any], object]] = {
    "context": _context,
    "include": lambda targets: list(map(_target, targets)),
    "exclude": lambda targets: list(map(_target, targets)),
    "since": _time,
    "until": _time,
    "authenticated_at": _time,
}


def call(table: Table, receiver: object, name: str, args: Mapping[str, Any]) -> object:
    """Makes one call. A ``TypeError`` says that there is no such argument."""
    if name not in table:
        raise Mismatch(f"there is no call {name}")
    converted = {key: CONVERT[key](value) if key in CONVERT else value for key, value in args.items()}
    if name.startswith("user_flows.") and "attributes" in args:
        converted["attributes"] = [doorstep.FlowAttribute(**attribute) for attribute in args["attributes"]]
    return table[name](receiver)(**converted)
