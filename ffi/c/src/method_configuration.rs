//! What is set of a method: whether it is enabled, and for whom.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::{free, plain, read};
use crate::handles::{Items, Nested, handles};
use crate::memory;
use crate::methods::doorstep_method_kind_t;
use crate::text::{Text, pointer};
use crate::warning::doorstep_warning_list;

/// What a target is.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_target_kind_t {
    /// None: the handle is bad.
    DOORSTEP_TARGET_NONE = 0,
    /// Every user of the tenant.
    DOORSTEP_TARGET_ALL_USERS = 1,
    /// The members of a group, nested ones too.
    DOORSTEP_TARGET_GROUP = 2,
    /// One user.
    DOORSTEP_TARGET_USER = 3,
}

/// Whom a method is meant for, or kept from. Its layout is fixed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_target {
    /// A `doorstep_target_kind_t`.
    pub kind: u32,
    /// The group's or user's id; NULL for all users.
    pub id: *const c_char,
}

const NO_TARGET: doorstep_target = doorstep_target { kind: 0, id: std::ptr::null() };

/// A target of a record.
struct Target(doorstep_target_kind_t, Option<Text>);

impl From<core::Target> for Target {
    fn from(target: core::Target) -> Self {
        use doorstep_target_kind_t::*;
        match target {
            core::Target::AllUsers => Target(DOORSTEP_TARGET_ALL_USERS, None),
            core::Target::Group { id } => Target(DOORSTEP_TARGET_GROUP, Some(id.into())),
            core::Target::User { id } => Target(DOORSTEP_TARGET_USER, Some(id.into())),
        }
    }
}

impl Target {
    fn lend(&self) -> doorstep_target {
        doorstep_target { kind: self.0 as u32, id: pointer(self.1.as_ref()) }
    }
}

/// How a method is set.
pub struct doorstep_method_configuration {
    kind: doorstep_method_kind_t,
    enabled: bool,
    include: Vec<Target>,
    exclude: Vec<Target>,
    warnings: Nested<doorstep_warning_list>,
}

impl From<core::MethodSettings> for doorstep_method_configuration {
    fn from(settings: core::MethodSettings) -> Self {
        let core::MethodSettings { configuration, warnings } = settings;
        let core::MethodConfiguration { kind, enabled, include, exclude } = configuration;
        doorstep_method_configuration {
            kind: kind.into(),
            enabled,
            include: include.into_iter().map(Target::from).collect(),
            exclude: exclude.into_iter().map(Target::from).collect(),
            warnings: Nested::new(doorstep_warning_list(Items::of(warnings))),
        }
    }
}

/// Method configurations.
pub struct doorstep_method_configuration_list(pub(crate) Items<doorstep_method_configuration>);

handles!(39 doorstep_method_configuration, 40 doorstep_method_configuration_list);

/// Which method.
///
/// @param method A method configuration.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_kind(
    method: *const doorstep_method_configuration,
) -> doorstep_method_kind_t {
    read(method, |method| method.kind)
}

/// Whether anyone may use it.
///
/// @param method A method configuration.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_enabled(
    method: *const doorstep_method_configuration,
) -> bool {
    read(method, |method| method.enabled)
}

/// How many targets say who may use a method.
///
/// @param method A method configuration.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_include_count(
    method: *const doorstep_method_configuration,
) -> usize {
    read(method, |method| method.include.len())
}

/// A target of those that say who may use a method.
///
/// @param method A method configuration.
/// @param index 0 to one less than the count.
/// @param target Receives the target, its id borrowed from the method configuration; all zero beyond the end.
/// @return Whether there is one.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_include_at(
    method: *const doorstep_method_configuration,
    index: usize,
    target: *mut doorstep_target,
) -> bool {
    memory::put(target, NO_TARGET);
    read(method, |method| {
        let found = method.include.get(index);
        memory::put(target, found.map_or(NO_TARGET, Target::lend));
        found.is_some()
    })
}

/// How many targets say who may not, although included.
///
/// @param method A method configuration.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_exclude_count(
    method: *const doorstep_method_configuration,
) -> usize {
    read(method, |method| method.exclude.len())
}

/// A target of those that say who may not, although included.
///
/// @param method A method configuration.
/// @param index 0 to one less than the count.
/// @param target Receives the target, its id borrowed from the method configuration; all zero beyond the end.
/// @return Whether there is one.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_exclude_at(
    method: *const doorstep_method_configuration,
    index: usize,
    target: *mut doorstep_target,
) -> bool {
    memory::put(target, NO_TARGET);
    read(method, |method| {
        let found = method.exclude.get(index);
        memory::put(target, found.map_or(NO_TARGET, Target::lend));
        found.is_some()
    })
}

/// What would keep people from signing in, after a change.
///
/// @param method A method configuration.
/// @return A list, borrowed from the method configuration.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_warnings(
    method: *const doorstep_method_configuration,
) -> *const doorstep_warning_list {
    read(method, |method| method.warnings.handle())
}

/// Frees a method configuration.
///
/// @param method A method configuration that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_free(method: *mut doorstep_method_configuration) {
    free(method, |_| {});
}

/// How many method configurations a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_list_count(
    list: *const doorstep_method_configuration_list,
) -> usize {
    read(list, |list| list.0.count())
}

/// A method configuration of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The method configuration, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_list_at(
    list: *const doorstep_method_configuration_list,
    index: usize,
) -> *const doorstep_method_configuration {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the method configurations in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_list_free(list: *mut doorstep_method_configuration_list) {
    free(list, |_| {});
}

/// The stable word for a target kind, such as `all_users`; the same in every language.
///
/// @param kind A `doorstep_target_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_target_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_target_kind_t::name(kind))
}
