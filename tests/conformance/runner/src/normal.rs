//! The language-free form of everything that the API returns.

use doorstep_core::{
    AppliedPolicy, AuditEntry, AuthenticationContextRecord, Counterexample, Decision, Denial, Error,
    Explanation, Gap, ImportReport, LocationRecord, MailReport, Message, MethodSettings, Page, PolicyRecord,
    PolicyResult, Problem, Proof, ReplayPage, Requirement, Session, SessionControls, SignIn, SignInFrequency,
    Step, StrengthRecord, Timestamp, Warning,
};
use std::fmt::Debug;

use serde::Serialize;
use serde_json::{Value, json};

use crate::canary::hear;
use crate::world::START;

/// Keys whose numbers are times.
const TIMES: [&str; 9] = [
    "at",
    "created_at",
    "updated_at",
    "modified_at",
    "auth_time",
    "last_seen_at",
    "idle_expires_at",
    "expires_at",
    "resend_after",
];

/// A plain record, its times counted from the start of the scenario.
pub(crate) fn record<T: Serialize + Debug>(value: &T) -> Value {
    hear(value);
    let mut value = serde_json::to_value(value).unwrap_or(Value::Null);
    relative(&mut value);
    value
}

pub(crate) fn records<T: Serialize + Debug>(values: &[T]) -> Value {
    Value::Array(values.iter().map(record).collect())
}

fn relative(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(relative),
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value.as_i64() {
                    Some(at) if TIMES.contains(&key.as_str()) => *value = json!(at - START),
                    _ => relative(value),
                }
            }
        }
        _ => {}
    }
}

pub(crate) fn page<T>(page: &Page<T>, item: impl Fn(&T) -> Value) -> Value {
    json!({"items": page.items.iter().map(item).collect::<Vec<_>>(), "next_cursor": page.next_cursor})
}

pub(crate) fn message(message: &Message) -> Value {
    json!({
        "to": message.to, "purpose": message.purpose.as_str(), "locale": message.locale, "sender": message.sender,
        "sender_name": message.sender_name, "code": message.code.as_ref().map(|code| code.expose()),
    })
}

pub(crate) fn report(report: &MailReport) -> Value {
    hear(report);
    json!({
        "sent": report.sent, "failed": report.failed, "dropped": report.dropped, "waiting": report.waiting,
    })
}

pub(crate) fn error(error: &Error) -> Value {
    let mut value = json!({"code": error.code()});
    let mut put = |key: &str, data: Value| value[key] = data;
    match error {
        Error::InvalidArgument { field, .. } => put("field", json!(field)),
        Error::NotFound { kind } | Error::AlreadyExists { kind } | Error::Storage { kind } => {
            put("kind", json!(kind))
        }
        Error::Forbidden { needs } => put("needs", json!(needs)),
        Error::PolicyInvalid { path, .. } | Error::PolicyUnsupported { path } => put("path", json!(path)),
        _ => {}
    }
    value
}

pub(crate) fn warnings(warnings: &[Warning]) -> Value {
    hear(&warnings);
    let one = |w: &Warning| {
        json!({
            "code": w.code, "severity": w.severity.as_str(), "policy_id": w.policy_id, "path": w.path,
        })
    };
    Value::Array(warnings.iter().map(one).collect())
}

pub(crate) fn method(method: &MethodSettings) -> Value {
    hear(method);
    let mut value = record(&method.configuration);
    value["warnings"] = warnings(&method.warnings);
    value
}

pub(crate) fn policy(policy: &PolicyRecord) -> Value {
    hear(policy);
    json!({
        "id": policy.id, "display_name": policy.display_name, "state": policy.state.as_str(),
        "document": parsed(&policy.document), "warnings": warnings(&policy.warnings),
        "created_at": policy.created_at - START, "modified_at": policy.modified_at.map(|at| at - START),
    })
}

pub(crate) fn location(location: &LocationRecord) -> Value {
    hear(location);
    json!({
        "id": location.id, "display_name": location.display_name, "is_trusted": location.is_trusted,
        "document": parsed(&location.document), "created_at": location.created_at - START,
        "modified_at": since_start(location.modified_at),
    })
}

pub(crate) fn strength(strength: &StrengthRecord) -> Value {
    hear(strength);
    json!({
        "id": strength.id, "display_name": strength.display_name, "built_in": strength.built_in,
        "document": parsed(&strength.document), "created_at": since_start(strength.created_at),
        "modified_at": since_start(strength.modified_at),
    })
}

pub(crate) fn context(context: &AuthenticationContextRecord) -> Value {
    hear(context);
    json!({
        "id": context.id, "display_name": context.display_name, "is_available": context.is_available,
        "document": parsed(&context.document), "created_at": context.created_at - START,
        "modified_at": since_start(context.modified_at),
    })
}

fn since_start(at: Option<Timestamp>) -> Option<Timestamp> {
    at.map(|at| at - START)
}

pub(crate) fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or(Value::Null)
}

fn policy_result(result: &PolicyResult) -> Value {
    json!({
        "id": result.id, "display_name": result.display_name, "state": result.state.as_str(),
        "applies": result.applies, "result": result.result.as_str(),
        "reasons": result.reasons.iter().map(|reason| reason.as_str()).collect::<Vec<_>>(),
        "grant_controls": result.grant_controls, "operator": result.operator,
        "session_controls": result.session_controls,
    })
}

fn requirement(requirement: &Requirement) -> Value {
    json!({
        "policy_id": requirement.policy_id, "index": requirement.index, "operator": requirement.operator,
        "controls": requirement.controls, "satisfied": requirement.satisfied, "missing": requirement.missing,
    })
}

pub(crate) fn explanation(explanation: &Explanation) -> Value {
    hear(explanation);
    let policies = explanation.policies.iter().map(|policy| {
        json!({
            "policy_id": policy.policy_id, "display_name": policy.display_name, "applies": policy.applies,
            "result": policy.result.as_str(), "text": policy.text,
        })
    });
    json!({
        "sign_in_id": explanation.sign_in_id, "text": explanation.text,
        "policies": policies.collect::<Vec<_>>(),
    })
}

pub(crate) fn import(report: &ImportReport) -> Value {
    hear(report);
    let items = report.items.iter().map(|item| {
        json!({
            "kind": item.kind.as_str(), "place": item.place, "display_name": item.display_name, "id": item.id,
            "code": item.code, "path": item.path,
        })
    });
    json!({"stored": report.stored, "items": items.collect::<Vec<_>>()})
}

pub(crate) fn replay(page: &ReplayPage) -> Value {
    hear(page);
    let days = page.days.iter().map(|day| {
        json!({"day": day.day - START, "prompted": day.prompted, "blocked": day.blocked, "freed": day.freed})
    });
    let users = page.users.iter().map(|user| {
        json!({
            "user_id": user.user_id, "prompted": user.prompted, "blocked": user.blocked, "freed": user.freed,
        })
    });
    json!({
        "examined": page.examined, "total": page.total, "prompted": page.prompted, "blocked": page.blocked,
        "freed": page.freed, "days": days.collect::<Vec<_>>(), "users": users.collect::<Vec<_>>(),
        "next_cursor": page.next_cursor,
    })
}

/// A frequency is its hours, or the word.
fn frequency(frequency: SignInFrequency) -> Value {
    match frequency {
        SignInFrequency::EveryTime => json!("every_time"),
        SignInFrequency::TimeBased { hours } => json!(hours),
    }
}

fn session_controls(controls: &SessionControls) -> Value {
    json!({
        "sign_in_frequency": controls.sign_in_frequency.map(frequency),
        "secondary_sign_in_frequency": controls.secondary_sign_in_frequency.map(frequency),
        "persistent_browser": controls.persistent_browser,
        "application_enforced_restrictions": controls.application_enforced_restrictions,
        "cloud_app_security": controls.cloud_app_security,
        "continuous_access_evaluation": controls.continuous_access_evaluation,
        "disable_resilience_defaults": controls.disable_resilience_defaults,
        "secure_sign_in_session": controls.secure_sign_in_session,
        "other": controls.other,
    })
}

pub(crate) fn decision(decision: &Decision) -> Value {
    hear(decision);
    json!({
        "outcome": decision.outcome.as_str(),
        "required": decision.required.iter().map(|control| control.as_str()).collect::<Vec<_>>(),
        "policies": decision.policies().iter().map(policy_result).collect::<Vec<_>>(),
        "requirements": decision.requirements().iter().map(requirement).collect::<Vec<_>>(),
        "session": session_controls(&decision.session()),
        "json": decision.to_json(),
    })
}

pub(crate) fn proof(proof: &Proof) -> Value {
    hear(proof);
    let shown = |shown: &Counterexample| json!({"sign_in": parsed(&shown.sign_in), "decision": decision(&shown.decision)});
    json!({
        "holds": proof.holds, "classes_examined": proof.classes_examined,
        "counterexample": proof.counterexample.as_ref().map(shown),
    })
}

pub(crate) fn gap(gap: &Gap) -> Value {
    hear(gap);
    json!({
        "who": gap.who, "apps": gap.apps, "conditions": gap.conditions, "sign_in": parsed(&gap.sign_in),
    })
}

pub(crate) fn sign_in(entry: &SignIn) -> Value {
    let mut value = record(entry);
    value["context"] = crate::context::normal(&entry.context);
    value["policies"] = Value::Array(entry.policies.iter().map(policy_result).collect());
    value
}

pub(crate) fn audit(entry: &AuditEntry) -> Value {
    let mut value = record(entry);
    value["before"] = entry.before.as_deref().map_or(Value::Null, parsed);
    value["after"] = entry.after.as_deref().map_or(Value::Null, parsed);
    value
}

pub(crate) fn session(session: &Session) -> Value {
    let mut value = record(session);
    value["controls"] = session_controls(&session.controls);
    value
}

pub(crate) fn step(step: &Step) -> Value {
    hear(step);
    let (kind, mut value, problem) = match step {
        Step::PasswordRequired { token, problem } => {
            ("password_required", json!({"token": token.expose()}), Some(problem))
        }
        Step::CodeRequired {
            token,
            purpose,
            channel,
            masked_target,
            code_length,
            resend_after,
            expires_at,
            reference,
            problem,
        } => {
            let value = json!({
                "token": token.expose(), "purpose": purpose.as_str(), "channel": channel.as_str(),
                "masked_target": masked_target, "code_length": code_length, "resend_after": resend_after - START,
                "expires_at": expires_at - START, "reference": reference,
            });
            ("code_required", value, Some(problem))
        }
        Step::MethodRequired { token, methods, problem } => {
            ("method_required", json!({"token": token.expose(), "methods": methods}), Some(problem))
        }
        Step::RegistrationRequired { token, kinds, problem } => {
            ("registration_required", json!({"token": token.expose(), "kinds": kinds}), Some(problem))
        }
        Step::AttributesRequired { token, attributes, problem } => {
            ("attributes_required", json!({"token": token.expose(), "attributes": attributes}), Some(problem))
        }
        Step::NewPasswordRequired { token, rules, problem } => {
            let rules = json!({"min_length": rules.min_length, "max_length": rules.max_length});
            ("new_password_required", json!({"token": token.expose(), "rules": rules}), Some(problem))
        }
        Step::TermsRequired { token, terms, problem } => {
            ("terms_required", json!({"token": token.expose(), "terms": terms}), Some(problem))
        }
        Step::Completed { token, session: one } => {
            ("completed", json!({"token": token.expose(), "session": session(one)}), None)
        }
        Step::Denied { reason } => ("denied", json!({"reason": denial(reason)}), None),
    };
    value["step"] = json!(kind);
    if let Some(found) = problem {
        value["problem"] = found.as_ref().map_or(Value::Null, self::problem);
    }
    value
}

fn problem(problem: &Problem) -> Value {
    let mut value = json!({"problem": problem.code()});
    let mut put = |key: &str, data: Value| value[key] = data;
    match problem {
        Problem::InvalidCode { tries_left } | Problem::CodeSuperseded { tries_left } => {
            put("tries_left", json!(tries_left));
        }
        Problem::PasswordRejected { reason } => put("reason", json!(reason.as_str())),
        Problem::AttributesRejected { names } => put("names", json!(names)),
        Problem::ResendTooSoon { retry_after_ms } | Problem::MailFailed { retry_after_ms } => {
            put("retry_after_ms", json!(retry_after_ms));
        }
        Problem::SendLimitReached { retry_after_ms } => put("retry_after_ms", json!(retry_after_ms)),
        Problem::InvalidCredentials | Problem::CodeExpired | Problem::TargetRejected => {}
    }
    value
}

fn denial(denial: &Denial) -> Value {
    let mut value = json!({"denial": denial.code()});
    let mut put = |key: &str, data: Value| value[key] = data;
    match denial {
        Denial::BlockedByPolicy { policies } => put("policies", records::<AppliedPolicy>(policies)),
        Denial::NoUsableMethod { why } => put("why", json!(why.as_str())),
        Denial::TooManyAttempts { retry_after_ms } => put("retry_after_ms", json!(retry_after_ms)),
        Denial::ControlsUnmet { controls } => put("controls", json!(controls)),
        Denial::JourneyEnded | Denial::SignUpNotAllowed | Denial::UserAlreadyExists => {}
    }
    value
}
