//! Where codes for a user can go.

use doorstep_core::{EmailMethod, Error, Tenant, User};
use serde_json::json;

use super::super::{record, records};
use crate::failure::Result;
use crate::output::{Output, Table};

pub(super) fn list(tenant: &Tenant, user: &User, out: &Output) -> Result<()> {
    let methods = tenant.users().email_methods(&user.id)?;
    if methods.is_empty() {
        out.hint("Codes for this user can go nowhere.");
    }
    let table = |out: &Output| {
        let mut table = Table::new(["Id", "Address", "Verified"]).flexible([1]);
        for method in &methods {
            let verified = if method.verified { "yes" } else { "no" };
            table.row([method.id.as_str().into(), method.address.as_str().into(), verified.into()]);
        }
        table.render(out)
    };
    out.answer(|| records(&methods, &[]), table)
}

pub(super) fn add(tenant: &Tenant, user: &User, address: &str, out: &Output) -> Result<()> {
    let method = tenant.users().add_email_method(&user.id, address)?;
    out.done(&format!("Codes can go to {address} from now on."));
    out.answer(|| record(&method, &[]), |_| String::new())
}

pub(super) fn remove(tenant: &Tenant, user: &User, word: &str, out: &Output) -> Result<()> {
    let methods = tenant.users().email_methods(&user.id)?;
    let named = |method: &&EmailMethod| method.id == word || method.address.eq_ignore_ascii_case(word);
    let missing = || Error::NotFound { kind: "email_method".into() };
    let method = methods.iter().find(named).ok_or_else(missing)?;
    tenant.users().remove_email_method(&user.id, &method.id)?;
    out.done(&format!("Codes no longer go to {}.", method.address));
    out.answer(|| json!({"deleted": method.id}), |_| String::new())
}

pub(super) fn words(method: &EmailMethod) -> String {
    let verified = if method.verified { "" } else { " (not verified)" };
    format!("{}{verified}", method.address)
}
