//! Every template is a policy, storable enabled, that no lint finds fault with.

use super::*;
use crate::access::prove::{Claim, KnownUser, World, prove};
use crate::access::{Environment, LintFacts, NamedLocation, Policy, PolicyState, lint};

fn inputs() -> PolicyTemplateInputs {
    PolicyTemplateInputs {
        break_glass_user_ids: vec!["glass-1".into()],
        break_glass_group_ids: vec!["glass-group".into()],
        allowed_location_ids: vec!["l-1".into()],
        ..PolicyTemplateInputs::default()
    }
}

fn environment() -> Environment {
    let home = NamedLocation::parse(r#"{"displayName": "Home", "countriesAndRegions": ["DE"]}"#);
    Environment::new(vec![home.expect("a location").with_meta("l-1", 0, None)], vec![], &[])
        .expect("networks")
}

fn policy(id: &str, inputs: &PolicyTemplateInputs) -> Policy {
    Policy::parse(&policy_template(id, inputs).expect("a document")).expect("a policy").with_meta(id, 0, None)
}

#[test]
fn every_template_is_a_policy_without_fault() {
    let administrator = |id: &str| KnownUser {
        user_id: id.into(),
        role_ids: vec![ADMINISTRATORS[0].into()],
        ..KnownUser::default()
    };
    let facts = LintFacts {
        mailer_set: true,
        email_otp_enabled: true,
        email_otp_for_all: true,
        environment: Some(environment()),
        administrators: Some(vec![administrator("admin-1"), administrator("glass-1")]),
        ..LintFacts::default()
    };
    for template in policy_templates() {
        let made = policy(&template.id, &inputs());
        assert_eq!(made.state(), PolicyState::ReportOnly, "{}", template.id);
        assert_eq!(made.display_name(), template.name);
        assert!(!template.description.is_empty() && template.description.ends_with('.'));
        let enabled = made.patched(r#"{"state": "enabled"}"#).expect("well formed");
        enabled.check_storable().unwrap_or_else(|error| panic!("{}: {error}", template.id));
        let found = lint(std::slice::from_ref(&enabled), &facts);
        assert!(found.is_empty(), "{}: {found:#?}", template.id);
        let again = Policy::parse(&enabled.to_json()).expect("its own JSON").with_meta(&template.id, 0, None);
        assert_eq!(again.to_json(), enabled.to_json());
    }
    let ids: std::collections::HashSet<String> = policy_templates().into_iter().map(|t| t.name).collect();
    assert_eq!(ids.len(), ROWS.len());
}

#[test]
fn inputs_narrow_a_template_and_some_cannot_do_without() {
    let some = PolicyTemplateInputs { app_ids: vec!["a-1".into()], ..inputs() };
    let narrow = policy("require-mfa-all-users", &some);
    assert_eq!(narrow.display_name(), "CA001 - Selected apps: Require MFA For all users");
    assert!(narrow.to_json().contains(r#""includeApplications":["a-1"]"#));
    let refused = policy_template("block-outside-allowed-countries", &PolicyTemplateInputs::default());
    assert!(matches!(refused, Err(Error::InvalidArgument { field, .. }) if field == "allowed_location_ids"));
    assert_eq!(policy_template("nonsense", &inputs()), Err(Error::not_found("template")));
    let bare =
        policy_template("require-mfa-all-users", &PolicyTemplateInputs::default()).expect("a document");
    assert!(Policy::parse(&bare).is_ok());
}

#[test]
fn templates_do_what_they_say() {
    for (id, claim) in [
        (
            "require-mfa-all-users",
            "every sign-in of anyone except user glass-1 or group glass-group requires mfa",
        ),
        (
            "block-legacy-authentication",
            "every sign-in of guest except user glass-1 or group glass-group via legacy clients is blocked",
        ),
        (
            "secure-security-info-registration",
            "every sign-in of anyone except user glass-1 or group glass-group to action registersecurityinfo outside trusted locations requires mfa",
        ),
        (
            "require-mfa-guests",
            "every sign-in of guest except user glass-1 or group glass-group requires mfa",
        ),
        (
            "require-phishing-resistant-mfa-admins",
            "every sign-in of role 62e90394-69f5-4237-9190-012177145e10 except user glass-1 or group glass-group requires mfa",
        ),
        (
            "require-mfa-admin-portals",
            "every sign-in of role 62e90394-69f5-4237-9190-012177145e10 except user glass-1 or group glass-group to app MicrosoftAdminPortals requires mfa",
        ),
        (
            "require-compliant-device-or-mfa",
            "no sign-in of anyone except user glass-1 or group glass-group is allowed without mfa or compliantDevice or domainJoinedDevice",
        ),
        (
            "require-mfa-outside-trusted-locations",
            "no sign-in of anyone except user glass-1 or group glass-group outside trusted locations is allowed without mfa",
        ),
        (
            "block-outside-allowed-countries",
            "every sign-in of anyone except user glass-1 or group glass-group outside location l-1 is blocked",
        ),
        (
            "require-mfa-risky-sign-ins",
            "every sign-in of anyone except user glass-1 or group glass-group at high sign-in risk requires mfa",
        ),
        (
            "require-password-change-risky-users",
            "every sign-in of anyone except user glass-1 or group glass-group at high user risk requires mfa and passwordChange",
        ),
        (
            "block-device-code-flow",
            "every sign-in of anyone except user glass-1 or group glass-group by deviceCodeFlow is blocked",
        ),
        (
            "require-mfa-authentication-context",
            "every sign-in of anyone except user glass-1 or group glass-group to context c1 requires mfa",
        ),
    ] {
        let enabled = policy(id, &inputs()).patched(r#"{"state": "enabled"}"#).expect("well formed");
        let claim = Claim::parse(claim).expect("a claim");
        let proof = prove(std::slice::from_ref(&enabled), &environment(), &World::default(), &claim)
            .expect("an answer");
        assert!(proof.holds, "{id}: {:?}", proof.counterexample);
        let wider = Claim { who: crate::access::Scope::everyone(), ..claim };
        let proof = prove(&[enabled], &environment(), &World::default(), &wider).expect("an answer");
        assert!(!proof.holds, "{id} leaves nobody out");
    }
}
