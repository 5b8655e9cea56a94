//! User flows as Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow`, read and written.
//!
//! Read and not kept, since they change nothing here: `id`, `description`, and `priority`, which only chooses among
//! several flows of one app, where we allow one. Everything else that is set is either acted on or refused by its path.
//! What Graph has no field for, `reveal_existing_accounts`, travels as the annotation
//! `@doorstep.revealExistingAccounts`.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::flow::attribute::{AttributeKind, Fault, FlowAttribute, is_built_in, validate_definitions};
use crate::flow::user_flow::{IdentityProvider, NewUserFlow, UserFlow, check_display_name};
use crate::graph::{Node, parse};

const FLOW_TYPE: &str = "#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow";
const START_TYPE: &str = "#microsoft.graph.onInteractiveAuthFlowStartExternalUsersSelfServiceSignUp";
const LOAD_TYPE: &str = "#microsoft.graph.onAuthenticationMethodLoadStartExternalUsersSelfServiceSignUp";
const COLLECT_TYPE: &str = "#microsoft.graph.onAttributeCollectionExternalUsersSelfServiceSignUp";
const CREATE_TYPE: &str = "#microsoft.graph.onUserCreateStartExternalUsersSelfServiceSignUp";
const PROVIDER_TYPE: &str = "#microsoft.graph.builtInIdentityProvider";
const REVEAL: &str = "@doorstep.revealExistingAccounts";

/// The address itself: conventionally a hidden input of the page, and always asked for by the journey.
const EMAIL: &str = "email";
const EMAIL_PATTERN: &str = r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*$";

/// The Graph document of a user flow.
pub(crate) struct UserFlowDocument;

impl UserFlowDocument {
    /// Reads a document.
    ///
    /// # Errors
    /// `policy_unsupported` with the path of what we cannot do, `policy_invalid` with the path of what is wrong.
    pub(crate) fn parse(text: &str) -> Result<NewUserFlow> {
        let value = parse(text)?;
        let root = Node::root(&value);
        root.odata_type(FLOW_TYPE)?;
        root.only(&[
            "id",
            "displayName",
            "description",
            "priority",
            "conditions",
            "onInteractiveAuthFlowStart",
            "onAuthenticationMethodLoadStart",
            "onAttributeCollection",
            "onUserCreateStart",
        ])?;
        root.text_at("description")?;
        root.field("priority")?.map(|n| n.integer()).transpose()?;
        let name = root.required("displayName")?;
        check_display_name(name.text()?).map_err(|reason| name.invalid(reason))?;
        read_user_creation(&root)?;
        Ok(NewUserFlow {
            display_name: name.text()?.to_owned(),
            identity_provider: read_provider(&root.required("onAuthenticationMethodLoadStart")?)?,
            sign_up_allowed: read_start(&root.required("onInteractiveAuthFlowStart")?)?,
            attributes: root
                .field("onAttributeCollection")?
                .map_or(Ok(Vec::new()), |n| read_collection(&n))?,
            client_ids: root.field("conditions")?.map_or(Ok(Vec::new()), |n| read_apps(&n))?,
            reveal_existing_accounts: root.boolean_at(REVEAL)?.unwrap_or(false),
        })
    }

    /// Writes a flow so that [`UserFlowDocument::parse`] gives it back.
    pub(crate) fn to_graph(flow: &UserFlow) -> String {
        let apps: Vec<Value> = flow.client_ids.iter().map(|id| json!({ "appId": id })).collect();
        let mut document = json!({
            "@odata.type": FLOW_TYPE,
            "id": flow.id,
            "displayName": flow.display_name,
            "conditions": { "applications": { "includeAllApplications": false, "includeApplications": apps } },
            "onInteractiveAuthFlowStart": { "@odata.type": START_TYPE, "isSignUpAllowed": flow.sign_up_allowed },
            "onAuthenticationMethodLoadStart": {
                "@odata.type": LOAD_TYPE,
                "identityProviders": [write_provider(flow.identity_provider)],
            },
            "onAttributeCollection": write_collection(&flow.attributes),
            "onUserCreateStart": { "@odata.type": CREATE_TYPE, "userTypeToCreate": "member" },
        });
        if flow.reveal_existing_accounts {
            document[REVEAL] = Value::Bool(true);
        }
        document.to_string()
    }
}

fn read_start(node: &Node<'_>) -> Result<bool> {
    node.odata_type(START_TYPE)?;
    node.only(&["isSignUpAllowed"])?;
    node.required("isSignUpAllowed")?.boolean()
}

fn read_user_creation(root: &Node<'_>) -> Result<()> {
    let Some(node) = root.field("onUserCreateStart")? else { return Ok(()) };
    node.odata_type(CREATE_TYPE)?;
    node.only(&["userTypeToCreate"])?;
    let Some(kind) = node.field("userTypeToCreate")? else { return Ok(()) };
    match kind.text()? {
        "member" => Ok(()),
        "guest" => Err(kind.unsupported()),
        _ => Err(kind.invalid("must be member or guest")),
    }
}

fn read_apps(conditions: &Node<'_>) -> Result<Vec<String>> {
    conditions.only(&["applications"])?;
    let Some(applications) = conditions.field("applications")? else { return Ok(Vec::new()) };
    applications.only(&["includeAllApplications", "includeApplications"])?;
    applications.only_boolean("includeAllApplications", false)?;
    let mut ids = Vec::new();
    for item in applications.list("includeApplications")? {
        item.only(&["appId"])?;
        let id = item.required("appId")?;
        let text = id.text()?.to_owned();
        if text.is_empty() || ids.contains(&text) {
            return Err(id.invalid("is empty or occurs twice"));
        }
        ids.push(text);
    }
    Ok(ids)
}

fn provider_words(provider: IdentityProvider) -> (&'static str, &'static str, &'static str) {
    match provider {
        IdentityProvider::EmailPassword => ("EmailPassword-OAUTH", "Email with password", "EmailPassword"),
        IdentityProvider::EmailOtp => ("EmailOtpSignup-OAUTH", "Email One Time Passcode", "EmailOTP"),
    }
}

fn write_provider(provider: IdentityProvider) -> Value {
    let (id, name, kind) = provider_words(provider);
    json!({ "@odata.type": PROVIDER_TYPE, "id": id, "displayName": name, "identityProviderType": kind })
}

fn read_provider(node: &Node<'_>) -> Result<IdentityProvider> {
    node.odata_type(LOAD_TYPE)?;
    node.only(&["identityProviders"])?;
    let list = node.required("identityProviders")?;
    let mut found = Vec::new();
    for item in list.items()? {
        let id = item.required("id")?;
        let text = id.text()?;
        let known = IdentityProvider::ALL.into_iter().find(|p| provider_words(*p).0 == text);
        found.push(known.ok_or_else(|| id.unsupported())?);
        item.only(&["id", "displayName", "identityProviderType", "state"])?;
    }
    match found[..] {
        [provider] => Ok(provider),
        _ => Err(list.invalid("must be exactly one of EmailPassword-OAUTH and EmailOtpSignup-OAUTH")),
    }
}

/// An entry of `attributes`, until its input on the page is found.
struct Declared<'a> {
    node: Node<'a>,
    id: &'a str,
    data_type: Option<&'a str>,
}

fn read_collection(node: &Node<'_>) -> Result<Vec<FlowAttribute>> {
    node.odata_type(COLLECT_TYPE)?;
    node.only(&["attributes", "attributeCollectionPage"])?;
    let mut declared = Vec::new();
    for item in node.list("attributes")? {
        let entry = read_declaration(item)?;
        if declared.iter().any(|d: &Declared<'_>| d.id == entry.id) {
            return Err(entry.node.required("id")?.invalid("occurs twice"));
        }
        declared.push(entry);
    }
    let mut attributes = Vec::new();
    for input in read_inputs(node)? {
        let reference = input.required("attribute")?;
        let id = reference.text()?;
        let Some(position) = declared.iter().position(|d| d.id == id) else {
            return Err(reference.invalid("is not among attributes, or has two inputs"));
        };
        let entry = declared.swap_remove(position);
        if id != EMAIL {
            attributes.push(read_input(&entry, &input)?);
        }
    }
    if let Some(orphan) = declared.iter().find(|d| d.id != EMAIL) {
        return Err(orphan.node.invalid("has no input on the page"));
    }
    // What one attribute cannot tell alone: how many there are, and names that differ in case only.
    validate_definitions(&attributes).map_err(|error| match error {
        Error::InvalidArgument { reason, .. } => Error::policy_invalid(node.path_of("attributes"), reason),
        other => other,
    })?;
    Ok(attributes)
}

fn read_declaration(node: Node<'_>) -> Result<Declared<'_>> {
    node.only(&[
        "id",
        "displayName",
        "description",
        "userFlowAttributeType",
        "dataType",
        "supportedTenantTypes",
    ])?;
    let id = node.required("id")?.text()?;
    let data_type = node.text_at("dataType")?;
    node.text_at("displayName")?;
    if let Some(kind) = node.field("userFlowAttributeType")? {
        match kind.text()? {
            _ if id == EMAIL => {}
            "builtIn" if is_built_in(id) => {}
            "builtIn" => return Err(node.required("id")?.unsupported()),
            "custom" | "required" if !is_built_in(id) => {}
            "custom" | "required" => return Err(kind.invalid("this attribute is built in")),
            _ => return Err(kind.invalid("must be builtIn, custom or required")),
        }
    }
    Ok(Declared { node, id, data_type })
}

/// The inputs of the page. Several pages in a row are something we do not draw.
fn read_inputs<'a>(node: &Node<'a>) -> Result<Vec<Node<'a>>> {
    let Some(page) = node.field("attributeCollectionPage")? else { return Ok(Vec::new()) };
    page.only(&["views"])?;
    let views = page.list("views")?;
    if let Some(second) = views.get(1) {
        return Err(second.unsupported());
    }
    let Some(view) = views.first() else { return Ok(Vec::new()) };
    view.only(&["inputs"])?;
    view.list("inputs")
}

fn read_input(entry: &Declared<'_>, input: &Node<'_>) -> Result<FlowAttribute> {
    input.only(&[
        "attribute",
        "label",
        "inputType",
        "hidden",
        "editable",
        "writeToDirectory",
        "required",
        "validationRegEx",
        "options",
    ])?;
    input.only_boolean("hidden", false)?;
    input.only_boolean("editable", true)?;
    input.only_boolean("writeToDirectory", true)?;
    let mut choices = Vec::new();
    for option in input.list("options")? {
        option.only(&["label", "value"])?;
        let value = option.required("value")?.text()?;
        if let Some(label) = option.field("label")?.filter(|l| l.text().ok() != Some(value)) {
            // A choice is shown as what it is; another text for it would be lost.
            label.text()?;
            return Err(label.unsupported());
        }
        choices.push(value.to_owned());
    }
    let label = input.text_at("label")?.or(entry.node.text_at("displayName")?);
    let attribute = FlowAttribute {
        name: entry.id.to_owned(),
        label: label.unwrap_or_default().to_owned(),
        kind: read_kind(entry, input)?,
        required: input.boolean_at("required")?.unwrap_or(false),
        pattern: input.text_at("validationRegEx")?.filter(|p| !p.is_empty()).map(str::to_owned),
        choices,
    };
    attribute.check().map_err(|fault| translate(fault, entry, input))?;
    Ok(attribute)
}

fn read_kind(entry: &Declared<'_>, input: &Node<'_>) -> Result<AttributeKind> {
    let shape = input.required("inputType")?;
    let default = if shape.text()? == "boolean" { "boolean" } else { "string" };
    let data_type = entry.data_type.unwrap_or(default);
    let declared_at = || entry.node.required("dataType");
    match (data_type, shape.text()?) {
        ("stringCollection" | "dateTime", _) => Err(declared_at()?.unsupported()),
        (_, "checkboxMultiSelect") | ("int64" | "boolean", "radioSingleSelect") => Err(shape.unsupported()),
        ("string", "text") => Ok(AttributeKind::String),
        ("string", "radioSingleSelect") => Ok(AttributeKind::Choice),
        ("boolean", "boolean") => Ok(AttributeKind::Boolean),
        ("int64", "text") => Ok(AttributeKind::Integer),
        ("string" | "boolean" | "int64", "text" | "boolean") => {
            Err(shape.invalid("does not fit the attribute's dataType"))
        }
        ("string" | "boolean" | "int64", _) => {
            Err(shape.invalid("must be text, radioSingleSelect, checkboxMultiSelect or boolean"))
        }
        _ => Err(declared_at()?.invalid("must be string, boolean, int64, stringCollection or dateTime")),
    }
}

/// Names the place of a fault as the document calls it.
fn translate((field, reason): Fault, entry: &Declared<'_>, input: &Node<'_>) -> Error {
    let path = match field.as_str() {
        "name" => entry.node.path_of("id"),
        "type" => entry.node.path_of("dataType"),
        "label" => input.path_of("label"),
        "pattern" => input.path_of("validationRegEx"),
        choices => input.path_of(&choices.replacen("choices", "options", 1)),
    };
    Error::policy_invalid(path, reason)
}

fn write_collection(attributes: &[FlowAttribute]) -> Value {
    let mut declared = vec![json!({
        "id": EMAIL,
        "displayName": "Email Address",
        "userFlowAttributeType": "builtIn",
        "dataType": "string",
    })];
    let mut inputs = vec![json!({
        "attribute": EMAIL,
        "label": "Email Address",
        "inputType": "text",
        "hidden": true,
        "editable": false,
        "writeToDirectory": true,
        "required": true,
        "validationRegEx": EMAIL_PATTERN,
    })];
    for attribute in attributes {
        let (data_type, shape) = match attribute.kind {
            AttributeKind::String => ("string", "text"),
            AttributeKind::Choice => ("string", "radioSingleSelect"),
            AttributeKind::Boolean => ("boolean", "boolean"),
            AttributeKind::Integer => ("int64", "text"),
        };
        declared.push(json!({
            "id": attribute.name,
            "displayName": attribute.label,
            "userFlowAttributeType": if is_built_in(&attribute.name) { "builtIn" } else { "custom" },
            "dataType": data_type,
        }));
        inputs.push(write_input(attribute, shape));
    }
    json!({
        "@odata.type": COLLECT_TYPE,
        "attributes": declared,
        "attributeCollectionPage": { "views": [{ "inputs": inputs }] },
    })
}

fn write_input(attribute: &FlowAttribute, shape: &str) -> Value {
    let options: Vec<Value> = attribute.choices.iter().map(|c| json!({ "label": c, "value": c })).collect();
    let mut input = Map::new();
    let mut put = |name: &str, value: Value| input.insert(name.to_owned(), value);
    put("attribute", json!(attribute.name));
    put("label", json!(attribute.label));
    put("inputType", json!(shape));
    put("hidden", json!(false));
    put("editable", json!(true));
    put("writeToDirectory", json!(true));
    put("required", json!(attribute.required));
    put("options", json!(options));
    if let Some(pattern) = &attribute.pattern {
        put("validationRegEx", json!(pattern));
    }
    Value::Object(input)
}

#[cfg(test)]
#[path = "graph_tests.rs"]
mod tests;
