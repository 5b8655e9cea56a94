//! Who there is: addresses in one canonical form, passwords and their hashes.

pub(crate) mod email;
pub(crate) mod hasher;
pub(crate) mod password;
