//! Names beside the ids that policies are made of, for people.

use std::cell::RefCell;
use std::collections::BTreeMap;

use doorstep_core::Tenant;

use crate::commands::shelf::SHELVES;
use crate::failure::Result;

pub(crate) struct Names<'a> {
    tenant: &'a Tenant,
    known: RefCell<BTreeMap<String, Option<String>>>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(tenant: &'a Tenant) -> Result<Self> {
        let mut known = BTreeMap::new();
        let mut learn = |id: String, name: String| known.insert(id.to_ascii_lowercase(), Some(name));
        for app in tenant.apps().list()? {
            learn(app.client_id, app.name);
        }
        for group in tenant.groups().list()? {
            learn(group.id, group.name);
        }
        for role in tenant.roles().list() {
            learn(role.id, role.display_name);
        }
        for shelf in SHELVES {
            for entry in (shelf.list)(tenant)? {
                learn(entry.id, entry.name);
            }
        }
        Ok(Names { tenant, known: RefCell::new(known) })
    }

    /// The name of what has this id. Users are asked for one by one: there may be millions.
    pub(crate) fn name(&self, id: &str) -> Option<String> {
        let id = id.to_ascii_lowercase();
        if let Some(name) = self.known.borrow().get(&id) {
            return name.clone();
        }
        let looks_like_id = id.len() == 36 && id.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit());
        let user = if looks_like_id { self.tenant.users().get(&id).ok() } else { None };
        let name = user.and_then(|user| user.email.or(user.display_name).or(user.external_subject));
        self.known.borrow_mut().insert(id, name.clone());
        name
    }
}
