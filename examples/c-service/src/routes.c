#include "routes.h"

#include "notice.h"
#include "pages.h"

#include <ctype.h>
#include <string.h>

/* ---- answers that several paths give */

static Reply plain(unsigned status, const char *title, const char *text) {
  Reply reply = reply_page(status);
  page_plain(&reply.body, title, text);
  return reply;
}

static Reply redirect_with(const Service *service, const char *location, Notice notice) {
  Reply reply = reply_redirect(location);
  char text[32];
  if (notice.kind != NOTICE_NONE) {
    notice_write(notice, text);
    reply_set_cookie(&reply, NOTICE_COOKIE, text, service->secure);
  }
  return reply;
}

/* A call failed: what was typed is none of what it should be, or it is not the browser's fault. */
static Reply failed(const Service *service, doorstep_status status, doorstep_error *error, const char *back) {
  Notice unreadable = { NOTICE_UNREADABLE, 0, 0 };
  if (status == DOORSTEP_INVALID_ARGUMENT || status == DOORSTEP_INVALID_UTF8) {
    doorstep_error_free(error);
    return redirect_with(service, back, unreadable);
  }
  succeeded(status, &error, "request");
  return status == DOORSTEP_BUSY ? plain(MHD_HTTP_SERVICE_UNAVAILABLE, "Busy", "Please try again in a moment.")
                                 : plain(MHD_HTTP_INTERNAL_SERVER_ERROR, "Sorry", "Something went wrong here.");
}

/* After a form: what the browser has to keep, and where it goes. */
static Reply follow(const Service *service, const doorstep_step *step, Notice notice) {
  Reply reply;
  switch (doorstep_step_kind(step)) {
    case DOORSTEP_STEP_COMPLETED:
      reply = reply_redirect("/account");
      reply_set_cookie(&reply, SESSION_COOKIE, doorstep_step_token(step), service->secure);
      reply_drop_cookie(&reply, JOURNEY_COOKIE, service->secure);
      return reply;
    case DOORSTEP_STEP_DENIED:
      reply = redirect_with(service, "/denied", notice_of_denial(doorstep_step_denial(step)));
      reply_drop_cookie(&reply, JOURNEY_COOKIE, service->secure);
      return reply;
    default:
      if (doorstep_step_problem(step) != NULL) {
        notice = notice_of_problem(doorstep_step_problem(step));
      }
      reply = redirect_with(service, "/journey", notice);
      reply_set_cookie(&reply, JOURNEY_COOKIE, doorstep_step_token(step), service->secure);
      return reply;
  }
}

/* Follows a step, or says why there is none. */
static Reply answer(const Service *service, doorstep_status status, doorstep_step *step, doorstep_error *error,
                    Notice notice) {
  if (status != DOORSTEP_OK) {
    return failed(service, status, error, "/journey");
  }
  Reply reply = follow(service, step, notice);
  doorstep_step_free(step);
  return reply;
}

static const Notice NO_NOTICE = { NOTICE_NONE, 0, 0 };

/* The notice that came with a request; the page that shows it drops the cookie. */
static Notice notice_of(const Service *service, const Request *request, Reply *reply) {
  const char *text = request_cookie(request, NOTICE_COOKIE);
  if (text != NULL) {
    reply_drop_cookie(reply, NOTICE_COOKIE, service->secure);
  }
  return notice_read(text);
}

/* ---- signing in */

static Reply show_sign_in(const Service *service, const Request *request) {
  Reply reply = reply_page(MHD_HTTP_OK);
  page_sign_in(&reply.body, notice_of(service, request, &reply));
  return reply;
}

static Reply sign_in(const Service *service, const Request *request) {
  char address[64], locale[36];
  doorstep_sign_in_context context = request_context(request, address, locale);
  doorstep_step *step = NULL;
  doorstep_error *error = NULL;
  doorstep_status status = doorstep_app_sign_in(service->app, request->email.text, request->password.text, &context,
                                                &step, &error);
  return status == DOORSTEP_OK ? answer(service, status, step, error, NO_NOTICE)
                               : failed(service, status, error, "/sign-in");
}

/* Draws the page of the step that the browser's token waits at. Loading it again changes nothing. */
static Reply show_journey(const Service *service, const Request *request) {
  const char *token = request_cookie(request, JOURNEY_COOKIE);
  if (token == NULL) {
    return reply_redirect("/sign-in");
  }
  doorstep_step *step = NULL;
  doorstep_error *error = NULL;
  doorstep_status status = doorstep_app_resume(service->app, token, &step, &error);
  if (status != DOORSTEP_OK) {
    return failed(service, status, error, "/sign-in");
  }
  Reply reply;
  doorstep_step_kind_t kind = doorstep_step_kind(step);
  if (kind == DOORSTEP_STEP_COMPLETED || kind == DOORSTEP_STEP_DENIED) {
    reply = follow(service, step, NO_NOTICE);
  } else {
    reply = reply_page(MHD_HTTP_OK);
    Notice notice = notice_of(service, request, &reply);
    const doorstep_problem *problem = doorstep_step_problem(step);
    page_step(&reply.body, step, problem != NULL ? notice_of_problem(problem) : notice);
  }
  doorstep_step_free(step);
  return reply;
}

static Reply submit_password(const Service *service, const Request *request) {
  const char *token = request_cookie(request, JOURNEY_COOKIE);
  doorstep_step *step = NULL;
  doorstep_error *error = NULL;
  if (token == NULL) {
    return reply_redirect("/sign-in");
  }
  doorstep_status status = doorstep_app_submit_password(service->app, token, request->password.text, &step, &error);
  return answer(service, status, step, error, NO_NOTICE);
}

static Reply submit_code(const Service *service, const Request *request) {
  const char *token = request_cookie(request, JOURNEY_COOKIE);
  doorstep_step *step = NULL;
  doorstep_error *error = NULL;
  if (token == NULL) {
    return reply_redirect("/sign-in");
  }
  char code[sizeof request->code.text]; /* pasted "1234 5678" is fine */
  size_t length = 0;
  for (const char *at = request->code.text; *at != '\0'; at++) {
    if (!isspace((unsigned char)*at)) {
      code[length++] = *at;
    }
  }
  code[length] = '\0';
  doorstep_status status = doorstep_app_submit_code(service->app, token, code, &step, &error);
  explicit_bzero(code, sizeof code);
  return answer(service, status, step, error, NO_NOTICE);
}

static Reply resend(const Service *service, const Request *request) {
  Notice sent = { NOTICE_SENT, 0, 0 };
  const char *token = request_cookie(request, JOURNEY_COOKIE);
  doorstep_step *step = NULL;
  doorstep_error *error = NULL;
  if (token == NULL) {
    return reply_redirect("/sign-in");
  }
  doorstep_status status = doorstep_app_resend_code(service->app, token, &step, &error);
  return answer(service, status, step, error, sent);
}

static Reply cancel(const Service *service, const Request *request) {
  const char *token = request_cookie(request, JOURNEY_COOKIE);
  doorstep_error *error = NULL;
  Reply reply = reply_redirect("/sign-in");
  if (token != NULL) {
    succeeded(doorstep_app_cancel(service->app, token, &error), &error, "cancel");
  }
  reply_drop_cookie(&reply, JOURNEY_COOKIE, service->secure);
  return reply;
}

/* ---- signed in */

/* The browser's live session for this app, or NULL. */
static doorstep_session *session_of(const Service *service, const Request *request) {
  const char *token = request_cookie(request, SESSION_COOKIE);
  doorstep_session *session = NULL;
  doorstep_error *error = NULL;
  if (token == NULL || !succeeded(doorstep_sessions_validate(service->tenant, token, &session, &error), &error,
                                  "session")) {
    return NULL;
  }
  if (session != NULL && strcmp(doorstep_session_client_id(session), doorstep_app_client_id(service->app)) != 0) {
    doorstep_session_free(session); /* of another app of the tenant */
    return NULL;
  }
  return session;
}

static Reply show_account(const Service *service, const Request *request) {
  doorstep_session *session = session_of(service, request);
  if (session == NULL) {
    return reply_redirect("/sign-in");
  }
  doorstep_user *user = NULL;
  doorstep_error *error = NULL;
  doorstep_status status = doorstep_users_get(service->tenant, doorstep_session_user_id(session), &user, &error);
  Reply reply;
  if (status == DOORSTEP_OK) {
    reply = reply_page(MHD_HTTP_OK);
    page_account(&reply.body, user, session);
  } else {
    reply = failed(service, status, error, "/sign-in");
  }
  doorstep_user_free(user);
  doorstep_session_free(session);
  return reply;
}

/* Of two clicks on the same button, the second one is denied although the first one signed in. */
static Reply show_denied(const Service *service, const Request *request) {
  doorstep_session *session = session_of(service, request);
  if (session != NULL) {
    doorstep_session_free(session);
    return reply_redirect("/account");
  }
  Reply reply = reply_page(MHD_HTTP_FORBIDDEN);
  Notice notice = notice_of(service, request, &reply);
  if (notice.kind != NOTICE_DENIAL) {
    return reply_redirect("/sign-in");
  }
  page_denied(&reply.body, notice);
  return reply;
}

static Reply sign_out(const Service *service, const Request *request) {
  Notice signed_out = { NOTICE_SIGNED_OUT, 0, 0 };
  const char *token = request_cookie(request, SESSION_COOKIE);
  doorstep_error *error = NULL;
  if (token != NULL) {
    doorstep_status status = doorstep_sessions_revoke_token(service->tenant, token, &error);
    if (status != DOORSTEP_OK) {
      return failed(service, status, error, "/account"); /* still signed in: never say otherwise */
    }
  }
  Reply reply = redirect_with(service, "/sign-in", signed_out);
  reply_drop_cookie(&reply, SESSION_COOKIE, service->secure);
  return reply;
}

/* ---- the rest */

static Reply show_front(const Service *service, const Request *request) {
  (void)service, (void)request;
  return reply_redirect("/account");
}

static Reply show_style(const Service *service, const Request *request) {
  (void)service, (void)request;
  Reply reply = reply_page(MHD_HTTP_OK);
  reply.type = "text/css; charset=utf-8";
  html_add_markup(&reply.body, STYLE_SHEET);
  return reply;
}

static const struct {
  const char *method;
  const char *path;
  Reply (*answer)(const Service *service, const Request *request);
} ROUTES[] = {
  { "GET", "/", show_front },
  { "GET", "/style.css", show_style },
  { "GET", "/sign-in", show_sign_in },
  { "POST", "/sign-in", sign_in },
  { "GET", "/journey", show_journey },
  { "POST", "/journey/password", submit_password },
  { "POST", "/journey/code", submit_code },
  { "POST", "/journey/resend", resend },
  { "POST", "/journey/cancel", cancel },
  { "GET", "/denied", show_denied },
  { "GET", "/account", show_account },
  { "POST", "/sign-out", sign_out },
};

Reply route(const Service *service, const Request *request, const char *method, const char *path) {
  if (strcmp(method, MHD_HTTP_METHOD_HEAD) == 0) {
    method = MHD_HTTP_METHOD_GET;
  }
  bool known = false;
  for (size_t at = 0; at < sizeof ROUTES / sizeof ROUTES[0]; at++) {
    if (strcmp(ROUTES[at].path, path) != 0) {
      continue;
    }
    known = true;
    if (strcmp(ROUTES[at].method, method) != 0) {
      continue;
    }
    if (strcmp(method, MHD_HTTP_METHOD_POST) == 0 && !request_is_ours(request, service->origin)) {
      return plain(MHD_HTTP_FORBIDDEN, "Refused", "This form was not sent by a page of this service.");
    }
    if (request->bad_form) {
      return plain(MHD_HTTP_BAD_REQUEST, "Refused", "This form cannot be read.");
    }
    return ROUTES[at].answer(service, request);
  }
  return known ? plain(MHD_HTTP_METHOD_NOT_ALLOWED, "Refused", "That is not how this page is used.")
               : plain(MHD_HTTP_NOT_FOUND, "Not found", "There is no such page.");
}
