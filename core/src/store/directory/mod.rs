//! Apps, users and their addresses, groups, roles: the rows behind `crate::directory`.

mod apps;
mod groups;
mod roles;
mod terms;
mod users;

pub(crate) use apps::*;
pub(crate) use groups::*;
pub(crate) use roles::*;
pub(crate) use terms::*;
pub(crate) use users::*;
