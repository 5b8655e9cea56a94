//! Policies that most tenants want, ready to be stored.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{free, produce, produce_text, read};
use crate::handles::{Items, handles};
use crate::memory::{maybe_options, plain};
use crate::status::doorstep_status;
use crate::text::{Text, maybe_string, strings, text};

/// What a policy template cannot know. Begin with `DOORSTEP_POLICY_TEMPLATE_INPUTS_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_policy_template_inputs {
    /// `sizeof(doorstep_policy_template_inputs)`.
    pub size: usize,
    /// Emergency access accounts, which the policy is to leave alone.
    pub break_glass_user_ids: *const *const c_char,
    /// How many there are in `break_glass_user_ids`.
    pub break_glass_user_id_count: usize,
    /// Groups of emergency access accounts.
    pub break_glass_group_ids: *const *const c_char,
    /// How many there are in `break_glass_group_ids`.
    pub break_glass_group_id_count: usize,
    /// The apps it is about; NULL for every app. Templates for certain apps or actions do not look.
    pub app_ids: *const *const c_char,
    /// How many there are in `app_ids`.
    pub app_id_count: usize,
    /// Named locations of the countries to allow, for the template that blocks the others.
    pub allowed_location_ids: *const *const c_char,
    /// How many there are in `allowed_location_ids`.
    pub allowed_location_id_count: usize,
    /// Where somebody may register methods without a second factor; NULL for the trusted locations.
    pub trusted_location_ids: *const *const c_char,
    /// How many there are in `trusted_location_ids`.
    pub trusted_location_id_count: usize,
    /// The authentication context to protect; NULL for `c1`.
    pub authentication_context: *const c_char,
}

plain!(doorstep_policy_template_inputs since size_of::<doorstep_policy_template_inputs>());

/// A policy that most tenants want.
pub struct doorstep_policy_template {
    id: Text,
    name: Text,
    description: Text,
    category: Text,
}

/// Policy templates.
pub struct doorstep_policy_template_list(Items<doorstep_policy_template>);

handles!(75 doorstep_policy_template, 76 doorstep_policy_template_list);

impl From<core::PolicyTemplate> for doorstep_policy_template {
    fn from(template: core::PolicyTemplate) -> Self {
        let core::PolicyTemplate { id, name, description, category } = template;
        doorstep_policy_template {
            id: id.into(),
            name: name.into(),
            description: description.into(),
            category: category.into(),
        }
    }
}

/// Lists every template: they follow those that Microsoft Entra offers, and its naming.
///
/// @param templates Receives the list; free it with `doorstep_policy_template_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_templates(
    templates: *mut *mut doorstep_policy_template_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(templates, error, || Ok(doorstep_policy_template_list(Items::of(core::policy_templates()))))
}

/// Makes the policy of a template, which only reports until somebody enables it.
///
/// @param template_id The template.
/// @param inputs What the template cannot know; NULL for nothing.
/// @param document_json Receives Microsoft Graph's `conditionalAccessPolicy` as JSON text, for
///        `doorstep_policies_create`; free it with `doorstep_string_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`template`), `DOORSTEP_INVALID_ARGUMENT` naming the input that the template
///         cannot do without.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_template_make(
    template_id: *const c_char,
    inputs: *const doorstep_policy_template_inputs,
    document_json: *mut *mut c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce_text(document_json, error, || {
        let id = text(template_id, "template_id")?;
        let Some(given) = maybe_options(inputs)? else {
            return Ok(core::policy_template(id, &core::PolicyTemplateInputs::default())?);
        };
        let inputs = core::PolicyTemplateInputs {
            break_glass_user_ids: strings(
                given.break_glass_user_ids,
                given.break_glass_user_id_count,
                "break_glass_user_ids",
            )?,
            break_glass_group_ids: strings(
                given.break_glass_group_ids,
                given.break_glass_group_id_count,
                "break_glass_group_ids",
            )?,
            app_ids: strings(given.app_ids, given.app_id_count, "app_ids")?,
            allowed_location_ids: strings(
                given.allowed_location_ids,
                given.allowed_location_id_count,
                "allowed_location_ids",
            )?,
            trusted_location_ids: strings(
                given.trusted_location_ids,
                given.trusted_location_id_count,
                "trusted_location_ids",
            )?,
            authentication_context: maybe_string(given.authentication_context, "authentication_context")?,
        };
        Ok(core::policy_template(id, &inputs)?)
    })
}

/// Its stable id.
///
/// @param policy_template A template.
/// @return Text, borrowed from the template.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_template_id(
    policy_template: *const doorstep_policy_template,
) -> *const c_char {
    read(policy_template, |policy_template| policy_template.id.as_ptr())
}

/// What the policy made of it is called.
///
/// @param policy_template A template.
/// @return Text, borrowed from the template.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_template_name(
    policy_template: *const doorstep_policy_template,
) -> *const c_char {
    read(policy_template, |policy_template| policy_template.name.as_ptr())
}

/// What it is for.
///
/// @param policy_template A template.
/// @return Text, borrowed from the template.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_template_description(
    policy_template: *const doorstep_policy_template,
) -> *const c_char {
    read(policy_template, |policy_template| policy_template.description.as_ptr())
}

/// What it belongs to: `foundation`, `zeroTrust`, `remoteWork`, `protectAdministrators` or `emergingThreats`.
///
/// @param policy_template A template.
/// @return Text, borrowed from the template.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_template_category(
    policy_template: *const doorstep_policy_template,
) -> *const c_char {
    read(policy_template, |policy_template| policy_template.category.as_ptr())
}

/// How many templates a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_template_list_count(list: *const doorstep_policy_template_list) -> usize {
    read(list, |list| list.0.count())
}

/// A template of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The template, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_template_list_at(
    list: *const doorstep_policy_template_list,
    index: usize,
) -> *const doorstep_policy_template {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the templates in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_template_list_free(list: *mut doorstep_policy_template_list) {
    free(list, |_| {});
}
