//! Who there is: apps, users, groups and roles; addresses in one canonical form, passwords and their hashes.

pub(crate) mod apps;
pub(crate) mod email;
pub(crate) mod groups;
pub(crate) mod hasher;
pub(crate) mod password;
pub(crate) mod records;
pub(crate) mod role_assignments;
pub(crate) mod roles;
pub(crate) mod users;
