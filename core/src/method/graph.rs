//! The email method's setting as Microsoft Graph's `emailAuthenticationMethodConfiguration`, read and written.
//!
//! Graph has no such document for passwords. `allowExternalIdToUseEmailOtp` concerns guests of a workforce tenant,
//! whom we do not have: its three words are read, and `default` is written.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::graph::{Node, parse};
use crate::method::configuration::{MethodConfiguration, MethodKind, Target};

const EMAIL_TYPE: &str = "#microsoft.graph.emailAuthenticationMethodConfiguration";
const TARGET_TYPE: &str = "#microsoft.graph.authenticationMethodTarget";
const EXCLUDE_TYPE: &str = "#microsoft.graph.excludeTarget";
/// How Graph names everyone: as if it were a group.
const ALL_USERS: &str = "all_users";

impl MethodConfiguration {
    /// Writes the setting as Graph would.
    ///
    /// # Errors
    /// `invalid_argument{kind}` for passwords.
    pub fn to_graph(&self) -> Result<String> {
        self.only_email()?;
        let include: Vec<Value> = self
            .include
            .iter()
            .map(|target| {
                let (kind, id) = words(target);
                json!({ "@odata.type": TARGET_TYPE, "targetType": kind, "id": id, "isRegistrationRequired": false })
            })
            .collect();
        let exclude: Vec<Value> = self
            .exclude
            .iter()
            .map(|target| {
                let (kind, id) = words(target);
                json!({ "@odata.type": EXCLUDE_TYPE, "targetType": kind, "id": id })
            })
            .collect();
        let document = json!({
            "@odata.type": EMAIL_TYPE,
            "id": "Email",
            "state": if self.enabled { "enabled" } else { "disabled" },
            "allowExternalIdToUseEmailOtp": "default",
            "includeTargets": include,
            "excludeTargets": exclude,
        });
        Ok(document.to_string())
    }

    /// The setting after a Graph PATCH: what the document names is replaced, the rest stays.
    ///
    /// # Errors
    /// `invalid_argument{kind}` for passwords, `policy_invalid` and `policy_unsupported` with the path.
    pub fn apply_graph(&self, document: &str) -> Result<Self> {
        self.only_email()?;
        let value = parse(document)?;
        let root = Node::root(&value);
        root.odata_type(EMAIL_TYPE)?;
        root.only(&["id", "state", "allowExternalIdToUseEmailOtp", "includeTargets", "excludeTargets"])?;
        if let Some(id) = root.field("id")?
            && !id.text()?.eq_ignore_ascii_case("email")
        {
            return Err(id.invalid("must be Email"));
        }
        if let Some(allow) = root.field("allowExternalIdToUseEmailOtp")?
            && !["default", "enabled", "disabled"].contains(&allow.text()?)
        {
            return Err(allow.invalid("must be default, enabled or disabled"));
        }
        let mut changed = self.clone();
        if let Some(state) = root.field("state")? {
            changed.enabled = match state.text()? {
                "enabled" => true,
                "disabled" => false,
                _ => return Err(state.invalid("must be enabled or disabled")),
            };
        }
        if let Some(list) = root.field("includeTargets")? {
            changed.include = read_targets(&list)?;
        }
        if let Some(list) = root.field("excludeTargets")? {
            changed.exclude = read_targets(&list)?;
        }
        Ok(changed)
    }

    fn only_email(&self) -> Result<()> {
        match self.kind {
            MethodKind::EmailOtp => Ok(()),
            MethodKind::Password => {
                Err(Error::invalid("kind", "Microsoft Graph has no document for this method"))
            }
        }
    }
}

fn words(target: &Target) -> (&'static str, &str) {
    match target {
        Target::AllUsers => ("group", ALL_USERS),
        Target::Group { id } => ("group", id),
        Target::User { id } => ("user", id),
    }
}

fn read_targets(list: &Node<'_>) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    for item in list.items()? {
        item.only(&["id", "targetType", "isRegistrationRequired"])?;
        item.only_boolean("isRegistrationRequired", false)?;
        let id = item.required("id")?;
        let kind = item.required("targetType")?;
        let target = match (kind.text()?, id.text()?) {
            ("group", ALL_USERS) => Target::AllUsers,
            ("user", ALL_USERS) => return Err(kind.invalid("must be group for all_users")),
            ("group" | "user", "") => return Err(id.invalid("must not be empty")),
            ("group", id) => Target::Group { id: id.to_owned() },
            ("user", id) => Target::User { id: id.to_owned() },
            _ => return Err(kind.invalid("must be group or user")),
        };
        if targets.contains(&target) {
            return Err(item.invalid("occurs twice"));
        }
        targets.push(target);
    }
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email() -> MethodConfiguration {
        MethodConfiguration::default_for(MethodKind::EmailOtp)
    }

    #[test]
    fn the_usual_patch_enables_it_for_everyone() {
        let before = MethodConfiguration { include: Vec::new(), ..email() };
        let after = before
            .apply_graph(
                r##"{"@odata.type":"#microsoft.graph.emailAuthenticationMethodConfiguration","id":"email",
                "state":"enabled","includeTargets":[{"targetType":"group","id":"all_users"}],
                "allowExternalIdToUseEmailOtp":"enabled","excludeTargets@odata.context":"x"}"##,
            )
            .unwrap();
        assert_eq!(after, MethodConfiguration { enabled: true, ..email() });
    }

    #[test]
    fn a_patch_leaves_what_it_does_not_name() {
        let mut before = email();
        before.exclude = vec![Target::User { id: "u".into() }];
        let after = before.apply_graph(r#"{"state":"enabled"}"#).unwrap();
        assert_eq!(after, MethodConfiguration { enabled: true, ..before.clone() });
        assert_eq!(before.apply_graph(r#"{"includeTargets":null}"#).unwrap(), before);
        assert_eq!(before.apply_graph("{}").unwrap(), before);
        let cleared = before.apply_graph(r#"{"excludeTargets":[]}"#).unwrap();
        assert_eq!(cleared, email());
    }

    #[test]
    fn what_is_written_reads_back() {
        let targets = [Target::AllUsers, Target::Group { id: "g".into() }, Target::User { id: "u".into() }];
        for bits in 0..128_u8 {
            let pick = |shift: u8| -> Vec<Target> {
                targets
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| bits >> (shift + *i as u8) & 1 == 1)
                    .map(|(_, t)| t.clone())
                    .collect()
            };
            let configuration = MethodConfiguration {
                kind: MethodKind::EmailOtp,
                enabled: bits & 1 == 1,
                include: pick(1),
                exclude: pick(4),
            };
            let document = configuration.to_graph().unwrap();
            assert_eq!(email().apply_graph(&document).unwrap(), configuration, "{document}");
        }
    }

    #[test]
    fn complaints_name_the_place() {
        for (document, place) in [
            (r##"{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration"}"##, "!@odata.type"),
            (r#"{"id":"Sms"}"#, "id"),
            (r#"{"state":"on"}"#, "state"),
            (r#"{"state":true}"#, "state"),
            (r#"{"allowExternalIdToUseEmailOtp":"maybe"}"#, "allowExternalIdToUseEmailOtp"),
            (r#"{"codeLength":6}"#, "!codeLength"),
            (r#"{"includeTargets":{}}"#, "includeTargets"),
            (r#"{"includeTargets":["all_users"]}"#, "includeTargets[0]"),
            (r#"{"includeTargets":[{"id":"g"}]}"#, "includeTargets[0].targetType"),
            (r#"{"includeTargets":[{"id":"g","targetType":"role"}]}"#, "includeTargets[0].targetType"),
            (
                r#"{"includeTargets":[{"id":"all_users","targetType":"user"}]}"#,
                "includeTargets[0].targetType",
            ),
            (r#"{"includeTargets":[{"targetType":"group"}]}"#, "includeTargets[0].id"),
            (r#"{"includeTargets":[{"id":"","targetType":"group"}]}"#, "includeTargets[0].id"),
            (
                r#"{"excludeTargets":[{"id":"g","targetType":"group"},{"id":7,"targetType":"group"}]}"#,
                "excludeTargets[1].id",
            ),
            (
                r#"{"excludeTargets":[{"id":"g","targetType":"group"},{"id":"g","targetType":"group"}]}"#,
                "excludeTargets[1]",
            ),
            (
                r#"{"includeTargets":[{"id":"g","targetType":"group","isRegistrationRequired":true}]}"#,
                "!includeTargets[0].isRegistrationRequired",
            ),
            (r#"{"includeTargets":[{"id":"g","targetType":"group","x":1}]}"#, "!includeTargets[0].x"),
            ("[]", "$"),
        ] {
            let found = match email().apply_graph(document) {
                Err(Error::PolicyInvalid { path, .. }) => path,
                Err(Error::PolicyUnsupported { path }) => format!("!{path}"),
                other => panic!("{document}: {other:?}"),
            };
            assert_eq!(found, place, "{document}");
        }
    }

    #[test]
    fn passwords_have_no_document() {
        let password = MethodConfiguration::default_for(MethodKind::Password);
        assert!(matches!(password.to_graph(), Err(Error::InvalidArgument { field, .. }) if field == "kind"));
        assert!(password.apply_graph("{}").is_err());
    }
}
