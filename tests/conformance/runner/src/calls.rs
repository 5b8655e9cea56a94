//! The calls of hosts and administrators.

use doorstep_core::{
    AppChanges, AuditQuery, Engine, IdentityProvider, ImportOptions, MethodKind, NewUser, NewUserFlow,
    PolicyTemplateInputs, Replay, SignInQuery, SignInResult, Tenant, TenantSettings, UserChanges,
    UserFlowChanges, WhatIf, policy_template, policy_templates,
};
use serde_json::{Value, json};

use crate::args::{Args, Failure};
use crate::normal::{self, record, records};
use crate::world::START;

type Answer = Result<Value, Failure>;

pub(crate) fn engine(engine: &Engine, verb: &str, args: &mut Args) -> Answer {
    let one = |tenant: &Tenant| json!({"id": tenant.id(), "name": tenant.name()});
    Ok(match verb {
        "create_tenant" => one(&engine.create_tenant(&args.text("name")?)?),
        "tenant" => one(&engine.tenant(&args.text("name_or_id")?)?),
        "tenants" => records(&engine.tenants()?),
        "rename_tenant" => nothing(engine.rename_tenant(&args.text("name_or_id")?, &args.text("new_name")?)?),
        "delete_tenant" => nothing(engine.delete_tenant(&args.text("name_or_id")?)?),
        "purge" => {
            let report = engine.purge()?;
            json!({
                "journeys": report.journeys, "sessions": report.sessions, "messages": report.messages,
                "counters": report.counters,
            })
        }
        _ => return unknown("engine", verb),
    })
}

/// What needs no engine.
pub(crate) fn templates(verb: &str, args: &mut Args) -> Answer {
    Ok(match verb {
        "list" => records(&policy_templates()),
        "make" => {
            let mut inputs = PolicyTemplateInputs::default();
            for (name, ids) in [
                ("break_glass_user_ids", &mut inputs.break_glass_user_ids),
                ("break_glass_group_ids", &mut inputs.break_glass_group_ids),
                ("app_ids", &mut inputs.app_ids),
                ("allowed_location_ids", &mut inputs.allowed_location_ids),
                ("trusted_location_ids", &mut inputs.trusted_location_ids),
            ] {
                *ids = args.texts(name)?.unwrap_or_default();
            }
            inputs.authentication_context = args.opt_text("authentication_context")?;
            normal::parsed(&policy_template(&args.text("id")?, &inputs)?)
        }
        _ => return unknown("templates", verb),
    })
}

pub(crate) fn tenant(tenant: &Tenant, name: &str, args: &mut Args) -> Answer {
    match name.split_once('.') {
        Some(("apps", verb)) => apps(tenant, verb, args),
        Some(("users", verb)) => users(tenant, verb, args),
        Some(("groups", verb)) => groups(tenant, verb, args),
        Some(("roles", verb)) => roles(tenant, verb, args),
        Some(("user_flows", verb)) => user_flows(tenant, verb, args),
        Some(("methods", verb)) => methods(tenant, verb, args),
        Some(("policies", verb)) => policies(tenant, verb, args),
        Some(("locations", verb)) => locations(tenant, verb, args),
        Some(("authentication_strengths", verb)) => strengths(tenant, verb, args),
        Some(("authentication_contexts", verb)) => contexts(tenant, verb, args),
        Some(("sessions", verb)) => sessions(tenant, verb, args),
        Some(("tenant", verb)) => itself(tenant, verb, args),
        _ => Err(Failure::Format(format!("there is no call {name}"))),
    }
}

fn itself(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    Ok(match verb {
        "settings" => record(&tenant.settings()?),
        "update_settings" => {
            let mut settings = record(&TenantSettings::default());
            for (key, value) in std::mem::take(&mut args.0) {
                if settings.get(&key).is_none() {
                    return Err(Failure::Format(format!("there is no setting {key}")));
                }
                settings[key] = value;
            }
            let settings = serde_json::from_value(settings).map_err(|e| e.to_string())?;
            nothing(tenant.update_settings(&settings)?)
        }
        "what_if" => normal::decision(&tenant.what_if(&WhatIf {
            user_id: args.opt_text("user_id")?,
            service_principal_id: args.opt_text("service_principal_id")?,
            service_principal_risk: args.parsed("service_principal_risk")?,
            client_id: args.opt_text("client_id")?,
            user_action: args.parsed("user_action")?,
            auth_context: args.opt_text("auth_context")?,
            context: args.context()?,
            satisfied: args.parsed("satisfied")?.unwrap_or_default(),
            completed_combinations: args.texts("completed_combinations")?.unwrap_or_default(),
        })?),
        "explain" => normal::explanation(&tenant.explain(&args.text("sign_in_id")?)?),
        "import" => {
            let file = match args.0.remove("file") {
                Some(serde_json::Value::String(text)) => text,
                Some(json) => json.to_string(),
                None => return Err("file is missing".to_owned().into()),
            };
            let state = args.parsed("state")?;
            let options = ImportOptions { state, keep_going: args.flag("keep_going", false)? };
            normal::import(&tenant.import(file.as_bytes(), &options)?)
        }
        "sign_ins" => {
            let result = args.opt_text("result")?;
            let known = |word: &str| SignInResult::from_word(word).ok_or_else(|| format!("no result {word}"));
            let query = SignInQuery {
                user_id: args.opt_text("user_id")?,
                client_id: args.opt_text("client_id")?,
                result: result.as_deref().map(known).transpose()?,
                since: time(args, "since")?,
                until: time(args, "until")?,
                limit: limit(args)?,
                cursor: args.opt_text("cursor")?,
            };
            normal::page(&tenant.sign_ins(&query)?, normal::sign_in)
        }
        "audit_log" => {
            let query = AuditQuery {
                actor: args.opt_text("actor")?,
                action: args.opt_text("action")?,
                target_id: args.opt_text("target_id")?,
                since: time(args, "since")?,
                until: time(args, "until")?,
                limit: limit(args)?,
                cursor: args.opt_text("cursor")?,
            };
            normal::page(&tenant.audit_log(&query)?, normal::audit)
        }
        _ => return unknown("tenant", verb),
    })
}

fn apps(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let apps = tenant.apps();
    Ok(match verb {
        "register" => record(&apps.register(&args.text("name")?)?),
        "list" => records(&apps.list()?),
        "get" => record(&apps.get(&args.text("client_id")?)?),
        "rename" => record(&apps.rename(&args.text("client_id")?, &args.text("new_name")?)?),
        "update" => {
            let client_id = args.text("client_id")?;
            let changes = AppChanges {
                name: args.opt_text("name")?,
                app_groups: args.texts("app_groups")?,
                custom_security_attributes: args.parsed("custom_security_attributes")?,
            };
            record(&apps.update(&client_id, &changes)?)
        }
        "delete" => nothing(apps.delete(&args.text("client_id")?)?),
        _ => return unknown("apps", verb),
    })
}

fn users(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let users = tenant.users();
    Ok(match verb {
        "create" => {
            let new = NewUser {
                email: args.opt_text("email")?,
                external_subject: args.opt_text("external_subject")?,
                display_name: args.opt_text("display_name")?,
                attributes: args.attributes("attributes")?.unwrap_or_default(),
                locale: args.opt_text("locale")?,
            };
            record(&users.create(&new, args.opt_text("password")?.as_deref())?)
        }
        "get" => record(&users.get(&args.text("user_id")?)?),
        "find_by_email" => record(&users.find_by_email(&args.text("email")?)?),
        "find_by_subject" => record(&users.find_by_subject(&args.text("external_subject")?)?),
        "list" => {
            let limit = limit(args)?;
            normal::page(&users.list(limit, args.opt_text("cursor")?.as_deref())?, record)
        }
        "update" => {
            let user_id = args.text("user_id")?;
            let changes = UserChanges {
                email: args.opt_text("email")?,
                external_subject: args.opt_text("external_subject")?,
                display_name: args.opt_text("display_name")?,
                attributes: args.attributes("attributes")?,
                locale: args.opt_text("locale")?,
            };
            record(&users.update(&user_id, &changes)?)
        }
        "set_password" => nothing(users.set_password(&args.text("user_id")?, &args.text("password")?)?),
        "disable" => record(&users.disable(&args.text("user_id")?)?),
        "enable" => record(&users.enable(&args.text("user_id")?)?),
        "unlock" => nothing(users.unlock(&args.text("user_id")?)?),
        "delete" => nothing(users.delete(&args.text("user_id")?)?),
        "email_methods" => records(&users.email_methods(&args.text("user_id")?)?),
        "add_email_method" => {
            record(&users.add_email_method(&args.text("user_id")?, &args.text("address")?)?)
        }
        "remove_email_method" => {
            nothing(users.remove_email_method(&args.text("user_id")?, &args.text("method_id")?)?)
        }
        "groups" => records(&users.groups(&args.text("user_id")?)?),
        _ => return unknown("users", verb),
    })
}

fn groups(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let groups = tenant.groups();
    let group = |args: &mut Args| args.text("group_id");
    Ok(match verb {
        "create" => record(&groups.create(&args.text("name")?)?),
        "list" => records(&groups.list()?),
        "get" => record(&groups.get(&group(args)?)?),
        "rename" => record(&groups.rename(&group(args)?, &args.text("new_name")?)?),
        "delete" => nothing(groups.delete(&group(args)?)?),
        "members" => records(&groups.members(&group(args)?)?),
        "add_user" => nothing(groups.add_user(&group(args)?, &args.text("user_id")?)?),
        "remove_user" => nothing(groups.remove_user(&group(args)?, &args.text("user_id")?)?),
        "add_group" => nothing(groups.add_group(&group(args)?, &args.text("member_group_id")?)?),
        "remove_group" => nothing(groups.remove_group(&group(args)?, &args.text("member_group_id")?)?),
        _ => return unknown("groups", verb),
    })
}

fn roles(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let roles = tenant.roles();
    Ok(match verb {
        "list" => records(&roles.list()),
        "assign" => nothing(roles.assign(&args.text("user_id")?, &args.text("role")?)?),
        "unassign" => nothing(roles.unassign(&args.text("user_id")?, &args.text("role")?)?),
        "of_user" => records(&roles.of_user(&args.text("user_id")?)?),
        "members" => records(&roles.members(&args.text("role")?)?),
        _ => return unknown("roles", verb),
    })
}

fn user_flows(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let flows = tenant.user_flows();
    Ok(match verb {
        "create" => record(&flows.create(&NewUserFlow {
            display_name: args.text("display_name")?,
            identity_provider: provider(args)?.ok_or_else(|| "identity_provider is missing".to_owned())?,
            sign_up_allowed: args.flag("sign_up_allowed", true)?,
            attributes: args.parsed("attributes")?.unwrap_or_default(),
            client_ids: args.texts("client_ids")?.unwrap_or_default(),
            reveal_existing_accounts: args.flag("reveal_existing_accounts", false)?,
        })?),
        "create_from_graph" => record(&flows.create_from_graph(&args.document("document")?)?),
        "to_graph" => normal::parsed(&flows.to_graph(&args.text("flow_id")?)?),
        "list" => records(&flows.list()?),
        "get" => record(&flows.get(&args.text("flow_id")?)?),
        "update" => {
            let flow_id = args.text("flow_id")?;
            let changes = UserFlowChanges {
                display_name: args.opt_text("display_name")?,
                identity_provider: provider(args)?,
                sign_up_allowed: args.parsed("sign_up_allowed")?,
                attributes: args.parsed("attributes")?,
                reveal_existing_accounts: args.parsed("reveal_existing_accounts")?,
            };
            record(&flows.update(&flow_id, &changes)?)
        }
        "attach_app" => nothing(flows.attach_app(&args.text("flow_id")?, &args.text("client_id")?)?),
        "detach_app" => nothing(flows.detach_app(&args.text("flow_id")?, &args.text("client_id")?)?),
        "delete" => nothing(flows.delete(&args.text("flow_id")?)?),
        _ => return unknown("user_flows", verb),
    })
}

fn methods(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let methods = tenant.methods();
    if verb == "list" {
        return Ok(Value::Array(methods.list()?.iter().map(normal::method).collect()));
    }
    let kind = method_kind(args)?;
    Ok(match verb {
        "get" => normal::method(&methods.get(kind)?),
        "enable" => {
            let (include, exclude) = (args.parsed("include")?, args.parsed("exclude")?.unwrap_or_default());
            normal::method(&methods.enable(kind, include, exclude)?)
        }
        "disable" => normal::method(&methods.disable(kind)?),
        "to_graph" => normal::parsed(&methods.to_graph(kind)?),
        "update_from_graph" => normal::method(&methods.update_from_graph(kind, &args.document("document")?)?),
        _ => return unknown("methods", verb),
    })
}

fn policies(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let policies = tenant.policies();
    Ok(match verb {
        "replay" => {
            let mut drafts = Vec::new();
            for draft in args.parsed::<Vec<serde_json::Value>>("drafts")?.unwrap_or_default() {
                drafts.push(draft.to_string());
            }
            normal::replay(&policies.replay(&Replay {
                drafts,
                only_drafts: args.flag("only_drafts", false)?,
                since: time(args, "since")?,
                until: time(args, "until")?,
                limit: args.opt_number("limit")?.map_or(10_000, |limit| u32::try_from(limit).unwrap_or(0)),
                cursor: args.opt_text("cursor")?,
            })?)
        }
        "create" => normal::policy(&policies.create(&args.document("document")?)?),
        "list" => Value::Array(policies.list()?.iter().map(normal::policy).collect()),
        "get" => normal::policy(&policies.get(&args.text("policy_id")?)?),
        "update" => normal::policy(&policies.update(&args.text("policy_id")?, &args.document("changes")?)?),
        "delete" => nothing(policies.delete(&args.text("policy_id")?)?),
        "lint" => normal::warnings(&policies.lint()?),
        "prove" => normal::proof(&policies.prove(&args.text("claim")?)?),
        "gaps" => Value::Array(policies.gaps()?.iter().map(normal::gap).collect()),
        _ => return unknown("policies", verb),
    })
}

fn locations(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let locations = tenant.locations();
    let id = |args: &mut Args| args.text("location_id");
    Ok(match verb {
        "create" => normal::location(&locations.create(&args.document("document")?)?),
        "list" => Value::Array(locations.list()?.iter().map(normal::location).collect()),
        "get" => normal::location(&locations.get(&id(args)?)?),
        "update" => normal::location(&locations.update(&id(args)?, &args.document("changes")?)?),
        "delete" => nothing(locations.delete(&id(args)?)?),
        _ => return unknown("locations", verb),
    })
}

fn strengths(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let strengths = tenant.authentication_strengths();
    let id = |args: &mut Args| args.text("strength_id");
    Ok(match verb {
        "create" => normal::strength(&strengths.create(&args.document("document")?)?),
        "list" => Value::Array(strengths.list()?.iter().map(normal::strength).collect()),
        "get" => normal::strength(&strengths.get(&id(args)?)?),
        "update" => normal::strength(&strengths.update(&id(args)?, &args.document("changes")?)?),
        "delete" => nothing(strengths.delete(&id(args)?)?),
        _ => return unknown("authentication_strengths", verb),
    })
}

fn contexts(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let contexts = tenant.authentication_contexts();
    let id = |args: &mut Args| args.text("context_id");
    Ok(match verb {
        "create" => normal::context(&contexts.create(&args.document("document")?)?),
        "list" => Value::Array(contexts.list()?.iter().map(normal::context).collect()),
        "get" => normal::context(&contexts.get(&id(args)?)?),
        "update" => normal::context(&contexts.update(&id(args)?, &args.document("changes")?)?),
        "delete" => nothing(contexts.delete(&id(args)?)?),
        _ => return unknown("authentication_contexts", verb),
    })
}

fn sessions(tenant: &Tenant, verb: &str, args: &mut Args) -> Answer {
    let sessions = tenant.sessions();
    Ok(match verb {
        "validate" => {
            sessions.validate(&args.text("token")?)?.map_or(Value::Null, |one| normal::session(&one))
        }
        "list" => records(&sessions.list(&args.text("user_id")?)?),
        "revoke" => nothing(sessions.revoke(&args.text("session_id")?)?),
        "revoke_token" => nothing(sessions.revoke_token(&args.text("token")?)?),
        "revoke_all" => json!(sessions.revoke_all(&args.text("user_id")?)?),
        _ => return unknown("sessions", verb),
    })
}

pub(crate) fn method_kind(args: &mut Args) -> Result<MethodKind, String> {
    let word = args.text("kind")?;
    MethodKind::from_word(&word).ok_or_else(|| format!("there is no method {word}"))
}

fn provider(args: &mut Args) -> Result<Option<IdentityProvider>, String> {
    let known = |word: &str| IdentityProvider::from_word(word).ok_or_else(|| format!("no provider {word}"));
    args.opt_text("identity_provider")?.as_deref().map(known).transpose()
}

fn limit(args: &mut Args) -> Result<u32, String> {
    let limit = args.opt_number("limit")?.unwrap_or(50);
    u32::try_from(limit).map_err(|_| "limit is out of range".into())
}

fn time(args: &mut Args, name: &str) -> Result<Option<i64>, String> {
    Ok(args.opt_number(name)?.map(|at| START + at))
}

fn nothing((): ()) -> Value {
    Value::Null
}

fn unknown(collection: &str, verb: &str) -> Answer {
    Err(Failure::Format(format!("there is no call {collection}.{verb}")))
}
