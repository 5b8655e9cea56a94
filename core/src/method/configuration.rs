//! Which methods are enabled, for whom: the authentication methods policy.

use serde::{Deserialize, Serialize};

/// A way to authenticate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodKind {
    /// A password.
    Password,
    /// A one-time passcode sent by email.
    EmailOtp,
}

impl MethodKind {
    /// Every kind.
    pub const ALL: [MethodKind; 2] = [MethodKind::Password, MethodKind::EmailOtp];

    /// The stable word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            MethodKind::Password => "password",
            MethodKind::EmailOtp => "email_otp",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == word)
    }
}

/// Whom a method is meant for, or kept from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// Every user of the tenant.
    AllUsers,
    /// The members of a group, nested ones too.
    Group {
        /// The group's id.
        id: String,
    },
    /// One user.
    User {
        /// The user's id.
        id: String,
    },
}

impl Target {
    fn covers(&self, user_id: &str, group_ids: &[String]) -> bool {
        match self {
            Target::AllUsers => true,
            Target::Group { id } => group_ids.contains(id),
            Target::User { id } => id == user_id,
        }
    }
}

/// The setting of one method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodConfiguration {
    /// Which method.
    pub kind: MethodKind,
    /// Whether anyone may use it.
    pub enabled: bool,
    /// Who may.
    pub include: Vec<Target>,
    /// Who may not, although included.
    pub exclude: Vec<Target>,
}

impl MethodConfiguration {
    /// What a new tenant starts with: passwords for everyone, email passcodes for nobody until they are switched on.
    pub fn default_for(kind: MethodKind) -> Self {
        MethodConfiguration {
            kind,
            enabled: kind == MethodKind::Password,
            include: vec![Target::AllUsers],
            exclude: Vec::new(),
        }
    }

    /// Whether a user with these groups may use the method: it is enabled, includes them and does not exclude them.
    pub fn covers(&self, user_id: &str, group_ids: &[String]) -> bool {
        let any = |targets: &[Target]| targets.iter().any(|t| t.covers(user_id, group_ids));
        self.enabled && any(&self.include) && !any(&self.exclude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclusion_beats_inclusion_and_disabled_beats_both() {
        let group = |id: &str| Target::Group { id: id.into() };
        let user = |id: &str| Target::User { id: id.into() };
        let with = |enabled, include: &[Target], exclude: &[Target]| {
            let configuration = MethodConfiguration {
                kind: MethodKind::EmailOtp,
                enabled,
                include: include.to_vec(),
                exclude: exclude.to_vec(),
            };
            configuration.covers("u1", &["g1".into(), "g2".into()])
        };
        assert!(with(true, &[Target::AllUsers], &[]));
        assert!(with(true, &[group("g3"), group("g2")], &[group("g3")]));
        assert!(with(true, &[user("u1")], &[user("u2")]));
        assert!(!with(false, &[Target::AllUsers, user("u1")], &[]));
        assert!(!with(true, &[], &[]));
        assert!(!with(true, &[group("g3"), user("u2")], &[]));
        assert!(!with(true, &[Target::AllUsers], &[group("g1")]));
        assert!(!with(true, &[user("u1")], &[user("u1")]));
        assert!(!with(true, &[user("u1")], &[Target::AllUsers]));
        // A user's id is no group's id, and the other way round.
        assert!(!with(true, &[group("u1"), user("g1")], &[]));
    }

    #[test]
    fn defaults_let_passwords_in_and_wait_with_passcodes() {
        assert!(MethodConfiguration::default_for(MethodKind::Password).covers("u", &[]));
        assert!(!MethodConfiguration::default_for(MethodKind::EmailOtp).covers("u", &[]));
        for kind in MethodKind::ALL {
            assert_eq!(MethodKind::from_word(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn the_stored_form_is_stable() {
        let mut configuration = MethodConfiguration::default_for(MethodKind::EmailOtp);
        configuration.exclude = vec![Target::Group { id: "g".into() }, Target::User { id: "u".into() }];
        let json = serde_json::to_string(&configuration).unwrap();
        assert_eq!(
            json,
            r#"{"kind":"email_otp","enabled":false,"include":[{"kind":"all_users"}],"exclude":[{"kind":"group","id":"g"},{"kind":"user","id":"u"}]}"#
        );
        assert_eq!(serde_json::from_str::<MethodConfiguration>(&json).unwrap(), configuration);
    }
}
