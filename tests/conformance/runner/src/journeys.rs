//! The calls of people who sign up and in, and of the host on their behalf.

use doorstep_core::{App, ExternalSignIn};
use serde_json::Value;

use crate::args::{Args, Failure};
use crate::calls::method_kind;
use crate::normal;
use crate::world::START;

pub(crate) fn app(app: &App, verb: &str, args: &mut Args) -> Result<Value, Failure> {
    let step = match verb {
        "sign_in" => {
            let (email, password) = (args.text("email")?, args.opt_text("password")?);
            app.sign_in(&email, password.as_deref(), &args.context()?)?
        }
        "sign_up" => {
            let email = args.text("email")?;
            app.sign_up(&email, &args.context()?)?
        }
        "begin_second_factor" => app.begin_second_factor(&ExternalSignIn {
            subject: args.text("subject")?,
            email: args.opt_text("email")?,
            amr: args.texts("amr")?.unwrap_or_else(|| vec!["pwd".into()]),
            authenticated_at: args.opt_number("authenticated_at")?.map(|at| START + at),
            context: args.context()?,
        })?,
        "submit_password" => app.submit_password(&args.text("token")?, &args.text("password")?)?,
        "submit_code" => app.submit_code(&args.text("token")?, &args.text("code")?)?,
        "resend_code" => app.resend_code(&args.text("token")?)?,
        "request_challenge" => app.request_challenge(&args.text("token")?, &args.text("method_id")?)?,
        "register_method" => {
            let (token, kind) = (args.text("token")?, method_kind(args)?);
            app.register_method(&token, kind, &args.text("target")?)?
        }
        "submit_attributes" => {
            let token = args.text("token")?;
            let attributes =
                args.attributes("attributes")?.ok_or_else(|| "attributes are missing".to_owned())?;
            app.submit_attributes(&token, &attributes)?
        }
        "accept_terms" => app.accept_terms(&args.text("token")?)?,
        "refresh" => app.refresh(&args.text("session_token")?, &args.context()?)?,
        "step_up" => {
            let (token, auth_context) = (args.text("session_token")?, args.text("auth_context")?);
            app.step_up(&token, &auth_context, &args.context()?)?
        }
        "resume" => app.resume(&args.text("token")?)?,
        "cancel" => {
            app.cancel(&args.text("token")?)?;
            return Ok(Value::Null);
        }
        _ => return Err(Failure::Format(format!("there is no call app.{verb}"))),
    };
    Ok(normal::step(&step))
}
