/* The calls of people who sign up and in, and of the host on their behalf. */
#include "calls.h"

static json_t *sign_in(const doorstep_app *app, Call *call) {
  const char *email = text(call, "email"), *password = maybe_text(call, "password");
  Context room;
  const doorstep_sign_in_context *request = context(call, &room);
  GIVES(step, doorstep_app_sign_in, app, email, password, request);
}

static json_t *sign_up(const doorstep_app *app, Call *call) {
  const char *email = text(call, "email");
  Context room;
  const doorstep_sign_in_context *request = context(call, &room);
  GIVES(step, doorstep_app_sign_up, app, email, request);
}

static json_t *begin_second_factor(const doorstep_app *app, Call *call) {
  doorstep_external_sign_in first = DOORSTEP_EXTERNAL_SIGN_IN_INIT;
  Context room;
  Texts amr = maybe_texts(call, "amr");
  first.subject = text(call, "subject");
  first.email = maybe_text(call, "email");
  first.amr = amr.given ? amr.items : NULL;
  first.amr_count = amr.count;
  first.authenticated_at_ms = moment(call, "authenticated_at");
  first.context = context(call, &room);
  GIVES(step, doorstep_app_begin_second_factor, app, &first);
}

static json_t *submit_password(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token"), *password = text(call, "password");
  GIVES(step, doorstep_app_submit_password, app, token, password);
}

static json_t *submit_code(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token"), *code = text(call, "code");
  GIVES(step, doorstep_app_submit_code, app, token, code);
}

static json_t *resend_code(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token");
  GIVES(step, doorstep_app_resend_code, app, token);
}

static json_t *request_challenge(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token"), *method_id = text(call, "method_id");
  GIVES(step, doorstep_app_request_challenge, app, token, method_id);
}

static json_t *register_method(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token"), *target = text(call, "target");
  uint32_t kind = word(call, "kind", doorstep_method_kind_name);
  GIVES(step, doorstep_app_register_method, app, token, kind, target);
}

static json_t *submit_attributes(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token"), *attributes = document(call, "attributes");
  GIVES(step, doorstep_app_submit_attributes, app, token, attributes);
}

static json_t *accept_terms(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token");
  GIVES(step, doorstep_app_accept_terms, app, token);
}

static json_t *refresh(const doorstep_app *app, Call *call) {
  const char *token = text(call, "session_token");
  Context room;
  const doorstep_sign_in_context *request = context(call, &room);
  GIVES(step, doorstep_app_refresh, app, token, request);
}

static json_t *step_up(const doorstep_app *app, Call *call) {
  const char *token = text(call, "session_token"), *auth_context = text(call, "auth_context");
  Context room;
  const doorstep_sign_in_context *request = context(call, &room);
  GIVES(step, doorstep_app_step_up, app, token, auth_context, request);
}

static json_t *resume(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token");
  GIVES(step, doorstep_app_resume, app, token);
}

static json_t *cancel(const doorstep_app *app, Call *call) {
  const char *token = text(call, "token");
  GIVES_NOTHING(doorstep_app_cancel, app, token);
}

const AppCall APP_CALLS[] = {
  { "app.sign_in", sign_in },
  { "app.sign_up", sign_up },
  { "app.begin_second_factor", begin_second_factor },
  { "app.submit_password", submit_password },
  { "app.submit_code", submit_code },
  { "app.resend_code", resend_code },
  { "app.request_challenge", request_challenge },
  { "app.register_method", register_method },
  { "app.submit_attributes", submit_attributes },
  { "app.accept_terms", accept_terms },
  { "app.refresh", refresh },
  { "app.step_up", step_up },
  { "app.resume", resume },
  { "app.cancel", cancel },
  { NULL, NULL },
};
