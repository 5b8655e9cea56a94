//! How users are shown.

use doorstep_core::{AttributeValue, Group, Tenant, User, UserState};

use super::super::{record, records};
use super::{TIMES, addresses};
use crate::failure::Result;
use crate::moment;
use crate::output::{Cell, Fields, Output, Style, Table};

/// What people know a user by.
pub(super) fn name(user: &User) -> &str {
    let names = [&user.email, &user.display_name, &user.external_subject];
    names.into_iter().flatten().next().map_or(&user.id, |name| name)
}

pub(super) fn table(users: &[User], out: &Output) -> String {
    let mut table = Table::new(["Id", "Email", "Name", "State", "Created"]).flexible([1, 2]);
    for user in users {
        table.row([
            user.id.as_str().into(),
            user.email.as_deref().or(user.external_subject.as_deref()).unwrap_or_default().into(),
            user.display_name.as_deref().unwrap_or_default().into(),
            state(user),
            Cell::new(moment::shown(user.created_at), Style::Faint),
        ]);
    }
    table.render(out)
}

pub(super) fn groups(groups: &[Group], out: &Output) -> String {
    let mut table = Table::new(["Id", "Name"]).flexible([1]);
    for group in groups {
        table.row([group.id.as_str().into(), group.name.as_str().into()]);
    }
    table.render(out)
}

/// A user as its own record says.
pub(super) fn one(user: &User, out: &Output) -> Result<()> {
    out.answer(|| record(user, TIMES), |out| fields(user).render(out))
}

/// A user with what else belongs to it.
pub(super) fn whole(tenant: &Tenant, user: &User, out: &Output) -> Result<()> {
    let groups = tenant.users().groups(&user.id)?;
    let roles = tenant.roles().of_user(&user.id)?;
    let addresses = tenant.users().email_methods(&user.id)?;
    let json = || {
        let mut value = record(user, TIMES);
        value["groups"] = records(&groups, TIMES);
        value["roles"] = records(&roles, &[]);
        value["email_methods"] = records(&addresses, &[]);
        value
    };
    out.answer(json, |out| {
        let mut fields = fields(user);
        for group in &groups {
            fields.add("Group", &group.name);
        }
        for role in &roles {
            fields.add("Role", &role.display_name);
        }
        for address in &addresses {
            fields.add("Codes go to", addresses::words(address));
        }
        fields.render(out)
    })
}

fn fields(user: &User) -> Fields {
    let mut fields = Fields::default();
    fields.add("Id", &user.id);
    fields.some("Email", user.email.as_deref());
    fields.some("Subject", user.external_subject.as_deref());
    fields.some("Name", user.display_name.as_deref());
    fields.add("State", state(user));
    fields.add("Password", if user.has_password { "set" } else { "none" });
    fields.some("Language", user.locale.as_deref());
    for (name, value) in &user.attributes {
        let value = match value {
            AttributeValue::Boolean(value) => value.to_string(),
            AttributeValue::Integer(value) => value.to_string(),
            AttributeValue::Text(value) => value.clone(),
        };
        fields.add("Attribute", format!("{name} = {value}"));
    }
    fields.add("Created", moment::shown(user.created_at));
    fields
}

fn state(user: &User) -> Cell {
    let style = match user.state {
        UserState::Active => Style::Plain,
        UserState::Disabled => Style::Careful,
    };
    Cell::new(user.state.as_str(), style)
}
