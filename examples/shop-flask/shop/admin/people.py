"""Users and groups: accounts, roles, second methods, sessions; the break-glass group among the groups."""

import doorstep
from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from .directory import directory

pages = Blueprint("people", __name__)


@pages.get("/users/")
def users():
    email = request.args.get("email", "").strip()
    if email:
        found = g.tenant.users.find_by_email(email)
        items, next_cursor = [found] if found else [], None
    else:
        page = g.tenant.users.list(limit=50, cursor=request.args.get("cursor"))
        items, next_cursor = page.items, page.next_cursor
    return render_template("admin/users.html", users=items, next_cursor=next_cursor, email=email)


@pages.get("/users/new")
def new_user():
    return render_template("admin/user_new.html", form={}, problem=None)


@pages.post("/users/new")
def create_user():
    form = request.form
    try:
        user = g.tenant.users.create(
            email=form.get("email", "").strip(),
            password=form.get("password") or None,
            display_name=form.get("display_name", "").strip() or None,
        )
    except doorstep.InvalidArgument as error:
        problem = {"fields": [error.field.replace("_", "-")], "text": f"{error.field}: {error.reason}"}
        return render_template("admin/user_new.html", form=form, problem=problem), 422
    except doorstep.AlreadyExists:
        problem = {"fields": ["email"], "text": "There is a user with this email."}
        return render_template("admin/user_new.html", form=form, problem=problem), 422
    return done("The user is created.", user.id)


@pages.get("/users/<user_id>")
def user(user_id: str):
    tenant = g.tenant
    return render_template(
        "admin/user.html",
        user=tenant.users.get(user_id),
        email_methods=tenant.users.email_methods(user_id),
        groups=tenant.users.groups(user_id),
        roles=tenant.roles.list(),
        held={role.id for role in tenant.roles.of_user(user_id)},
        sessions=tenant.sessions.list(user_id),
        directory=directory(),
    )


@pages.post("/users/<user_id>/name")
def rename_user(user_id: str):
    g.tenant.users.update(user_id, display_name=request.form.get("display_name", "").strip())
    return done("The name is saved.", user_id)


@pages.post("/users/<user_id>/disable")
def disable(user_id: str):
    g.tenant.users.disable(user_id)
    return done("The account is disabled.", user_id)


@pages.post("/users/<user_id>/enable")
def enable(user_id: str):
    g.tenant.users.enable(user_id)
    return done("The account is enabled.", user_id)


@pages.post("/users/<user_id>/unlock")
def unlock(user_id: str):
    g.tenant.users.unlock(user_id)
    return done("The account is unlocked: wrong tries are forgotten.", user_id)


@pages.post("/users/<user_id>/password")
def set_password(user_id: str):
    g.tenant.users.set_password(user_id, request.form.get("password", ""))
    return done("The password is set.", user_id)


@pages.post("/users/<user_id>/roles")
def roles(user_id: str):
    before = {role.id for role in g.tenant.roles.of_user(user_id)}
    after = set(request.form.getlist("roles"))
    for role in after - before:
        g.tenant.roles.assign(user_id, role)
    for role in before - after:
        g.tenant.roles.unassign(user_id, role)
    return done("The roles are saved.", user_id)


@pages.post("/users/<user_id>/methods")
def add_method(user_id: str):
    g.tenant.users.add_email_method(user_id, request.form.get("address", "").strip())
    return done("The address is added: codes can go there.", user_id)


@pages.post("/users/<user_id>/methods/<method_id>/remove")
def remove_method(user_id: str, method_id: str):
    g.tenant.users.remove_email_method(user_id, method_id)
    return done("The address is removed.", user_id)


@pages.post("/users/<user_id>/revoke")
def revoke(user_id: str):
    count = g.tenant.sessions.revoke_all(user_id)
    return done(f"Sessions ended: {count}.", user_id)


@pages.get("/users/<user_id>/delete")
def ask_delete_user(user_id: str):
    user = g.tenant.users.get(user_id)
    return render_template(
        "admin/confirm.html",
        question=f"Delete {user.email or user.external_subject}?",
        text="The account, its methods and its sessions go. The sign-in log stays.",
        back=url_for(".user", user_id=user_id),
        parents=[("Users", url_for(".users"))],
    )


@pages.post("/users/<user_id>/delete")
def delete_user(user_id: str):
    g.tenant.users.delete(user_id)
    flash("The user is deleted.", "done")
    return redirect(url_for(".users"))


def done(text: str, user_id: str):
    flash(text, "done")
    return redirect(url_for(".user", user_id=user_id))


# ---------------------------------------------------------------- groups


@pages.get("/groups/")
def groups():
    found = g.tenant.groups.list()
    return render_template(
        "admin/groups.html", groups=found, sizes={group.id: len(g.tenant.groups.members(group.id)) for group in found}
    )


@pages.post("/groups/")
def create_group():
    try:
        group = g.tenant.groups.create(request.form.get("name", "").strip())
    except doorstep.AlreadyExists:
        flash("There is a group with this name.", "error")
        return redirect(url_for(".groups"))
    flash("The group is created. Add its members.", "done")
    return redirect(url_for(".group", group_id=group.id))


@pages.get("/groups/<group_id>")
def group(group_id: str):
    people, members = directory(), g.tenant.groups.members(group_id)
    inside = {member.id for member in members} | {group_id}
    return render_template(
        "admin/group.html",
        group=g.tenant.groups.get(group_id),
        members=members,
        directory=people,
        other_users=[user for user in people.users if user.id not in inside],
        other_groups=[group for group in people.groups if group.id not in inside],
    )


@pages.post("/groups/<group_id>/add")
def add_member(group_id: str):
    kind, _, id = request.form.get("member", "").partition(":")
    if kind == "user":
        g.tenant.groups.add_user(group_id, id)
    elif kind == "group":
        g.tenant.groups.add_group(group_id, id)
    return redirect(url_for(".group", group_id=group_id))


@pages.post("/groups/<group_id>/remove")
def remove_member(group_id: str):
    kind, _, id = request.form.get("member", "").partition(":")
    if kind == "user":
        g.tenant.groups.remove_user(group_id, id)
    elif kind == "group":
        g.tenant.groups.remove_group(group_id, id)
    return redirect(url_for(".group", group_id=group_id))


@pages.post("/groups/<group_id>/rename")
def rename_group(group_id: str):
    g.tenant.groups.rename(group_id, request.form.get("name", "").strip())
    flash("The group is renamed.", "done")
    return redirect(url_for(".group", group_id=group_id))


@pages.get("/groups/<group_id>/delete")
def ask_delete_group(group_id: str):
    return render_template(
        "admin/confirm.html",
        question=f"Delete the group “{g.tenant.groups.get(group_id).name}”?",
        text="Policies that include or exclude it lose it. Its members stay.",
        back=url_for(".group", group_id=group_id),
        parents=[("Groups", url_for(".groups"))],
    )


@pages.post("/groups/<group_id>/delete")
def delete_group(group_id: str):
    g.tenant.groups.delete(group_id)
    flash("The group is deleted.", "done")
    return redirect(url_for(".groups"))
