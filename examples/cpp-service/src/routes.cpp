#include "routes.hpp"

#include "pages.hpp"
#include "request.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace {

using httplib::Request;
using httplib::Response;

// ---- answers that several paths give

void show(Response &response, const std::string &page, int status = 200) {
  response.status = status;
  response.set_content(page, "text/html; charset=utf-8");
}

void redirect(Response &response, const char *location) {
  response.status = 303;
  response.set_header("Location", location);
}

void add_cookie(const service &service, Response &response, const std::string &name, std::string_view value,
                const char *more) {
  response.set_header("Set-Cookie", name + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax" +
                                        (service.secure ? "; Secure" : "") + more);
}

void set_cookie(const service &service, Response &response, const char *name, std::string_view value) {
  add_cookie(service, response, name, value, "");
}

void drop_cookie(const service &service, Response &response, const char *name) {
  add_cookie(service, response, name, "", "; Max-Age=0");
}

void redirect_with(const service &service, Response &response, const char *location, const notice &notice) {
  redirect(response, location);
  if (!notice.word.empty()) set_cookie(service, response, notice_cookie, notices::write(notice));
}

/// The notice that came with a request; the page that shows it drops the cookie.
notice take_notice(const service &service, const Request &request, Response &response) {
  const std::optional<std::string> text = cookie(request, notice_cookie);
  if (!text) return notices::none;
  drop_cookie(service, response, notice_cookie);
  return notices::read(*text);
}

/// After a form: what the browser has to keep, and where it goes.
void follow(const service &service, Response &response, const doorstep::any_step &next,
            const notice &otherwise = notices::none) {
  std::visit(doorstep::overloaded{
                 [&](const doorstep::step::completed &done) {
                   redirect(response, "/account");
                   set_cookie(service, response, session_cookie, done.token);
                   drop_cookie(service, response, journey_cookie);
                 },
                 [&](const doorstep::step::denied &over) {
                   redirect_with(service, response, "/denied", notices::of(over.reason));
                   drop_cookie(service, response, journey_cookie);
                 },
                 [&](const auto &waiting) {
                   redirect_with(service, response, "/journey",
                                 waiting.problem ? notices::of(*waiting.problem) : otherwise);
                   set_cookie(service, response, journey_cookie, waiting.token);
                 },
             },
             next);
}

// ---- signing in

void show_sign_in(const service &service, const Request &request, Response &response) {
  show(response, pages::sign_in(take_notice(service, request, response)));
}

void sign_in(const service &service, const Request &request, Response &response) {
  follow(service, response,
         service.app.sign_in(field(request, "email"), field(request, "password"), context(request)));
}

/// Draws the page of the step that the browser's token waits at. Loading it again changes nothing.
void show_journey(const service &service, const Request &request, Response &response) {
  const std::optional<std::string> token = cookie(request, journey_cookie);
  if (!token) return redirect(response, "/sign-in");
  const doorstep::any_step next = service.app.resume(*token);
  if (std::holds_alternative<doorstep::step::denied>(next)) return follow(service, response, next);
  const notice before = take_notice(service, request, response);
  const doorstep::any_problem *problem = doorstep::problem_of(next);
  show(response, pages::step(next, problem == nullptr ? before : notices::of(*problem)));
}

void submit_password(const service &service, const Request &request, Response &response) {
  const std::optional<std::string> token = cookie(request, journey_cookie);
  if (!token) return redirect(response, "/sign-in");
  follow(service, response, service.app.submit_password(*token, field(request, "password")));
}

void submit_code(const service &service, const Request &request, Response &response) {
  const std::optional<std::string> token = cookie(request, journey_cookie);
  if (!token) return redirect(response, "/sign-in");
  follow(service, response, service.app.submit_code(*token, field(request, "code")));
}

void resend(const service &service, const Request &request, Response &response) {
  const std::optional<std::string> token = cookie(request, journey_cookie);
  if (!token) return redirect(response, "/sign-in");
  follow(service, response, service.app.resend_code(*token), notices::sent);
}

void cancel(const service &service, const Request &request, Response &response) {
  if (const std::optional<std::string> token = cookie(request, journey_cookie)) service.app.cancel(*token);
  redirect(response, "/sign-in");
  drop_cookie(service, response, journey_cookie);
}

// ---- signed in

/// The browser's live session; none of another app of the tenant.
std::optional<doorstep::session> session_of(const service &service, const Request &request) {
  const std::optional<std::string> token = cookie(request, session_cookie);
  if (!token) return std::nullopt;
  std::optional<doorstep::session> session = service.tenant.sessions().validate(*token);
  if (session && session->client_id != service.app.client_id()) return std::nullopt;
  return session;
}

void show_account(const service &service, const Request &request, Response &response) {
  const std::optional<doorstep::session> session = session_of(service, request);
  if (!session) return redirect(response, "/sign-in");
  show(response, pages::account(service.tenant.users().get(session->user_id), *session));
}

/// Of two clicks on the same button, the second one is denied although the first one signed in.
void show_denied(const service &service, const Request &request, Response &response) {
  if (session_of(service, request)) return redirect(response, "/account");
  const notice why = take_notice(service, request, response);
  if (!why.is_denial()) return redirect(response, "/sign-in");
  show(response, pages::denied(why), 403);
}

/// When this fails the user is still signed in, and is not told otherwise.
void sign_out(const service &service, const Request &request, Response &response) {
  if (const std::optional<std::string> token = cookie(request, session_cookie)) {
    service.tenant.sessions().revoke_token(*token);
  }
  redirect_with(service, response, "/sign-in", notices::signed_out);
  drop_cookie(service, response, session_cookie);
}

// ---- the rest

void show_front(const service &, const Request &, Response &response) { redirect(response, "/account"); }

void show_style(const service &, const Request &, Response &response) {
  response.set_content(pages::style_sheet, "text/css; charset=utf-8");
}

struct path {
  const char *method;
  const char *name;
  void (*answer)(const service &service, const Request &request, Response &response);
};

constexpr path paths[] = {
    {"GET", "/", show_front},
    {"GET", "/style.css", show_style},
    {"GET", "/sign-in", show_sign_in},
    {"POST", "/sign-in", sign_in},
    {"GET", "/journey", show_journey},
    {"POST", "/journey/password", submit_password},
    {"POST", "/journey/code", submit_code},
    {"POST", "/journey/resend", resend},
    {"POST", "/journey/cancel", cancel},
    {"GET", "/denied", show_denied},
    {"GET", "/account", show_account},
    {"POST", "/sign-out", sign_out},
};

/// A call failed: what was typed is none of what it should be, or it is not the browser's fault.
void failed(const service &service, const Request &request, Response &response, const doorstep::error &error) {
  using doorstep::status;
  if (error.status() == status::invalid_argument || error.status() == status::invalid_utf8) {
    const bool first = request.path == "/sign-in";
    return redirect_with(service, response, first ? "/sign-in" : "/journey", notices::unreadable);
  }
  std::fprintf(stderr, "%s: %s (%s)\n", request.path.c_str(), error.what(), std::string(error.code()).c_str());
  if (error.status() == status::busy) return show(response, pages::plain("Busy", "Please try again in a moment."), 503);
  show(response, pages::plain("Sorry", "Something went wrong here."), 500);
}

void route(const service &service, const Request &request, Response &response) {
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  const auto has_name = [&](const path &one) { return request.path == one.name; };
  if (std::none_of(std::begin(paths), std::end(paths), has_name)) {
    return show(response, pages::plain("Not found", "There is no such page."), 404);
  }
  const auto found = std::find_if(std::begin(paths), std::end(paths),
                                  [&](const path &one) { return has_name(one) && method == one.method; });
  if (found == std::end(paths)) {
    return show(response, pages::plain("Refused", "That is not how this page is used."), 405);
  }
  if (method == "POST" && !is_ours(request, service.origin)) {
    return show(response, pages::plain("Refused", "This form was not sent by a page of this service."), 403);
  }
  if (!is_readable(request)) return show(response, pages::plain("Refused", "This form cannot be read."), 400);
  try {
    found->answer(service, request, response);
  } catch (const doorstep::error &error) {
    response = Response();
    failed(service, request, response, error);
  }
}

}  // namespace

void set_routes(httplib::Server &server, const service &service) {
  const auto answer = [&service](const Request &request, Response &response) { route(service, request, response); };
  server.Get(".*", answer).Post(".*", answer).Put(".*", answer).Patch(".*", answer).Delete(".*", answer);
  server.Options(".*", answer);
  // No script, nothing from elsewhere, no frames; and nothing stays in a cache.
  server.set_post_routing_handler([](const Request &, Response &response) {
    response.set_header("Cache-Control", "no-store");
    response.set_header("Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                        "frame-ancestors 'none'");
    response.set_header("X-Content-Type-Options", "nosniff");
    response.set_header("X-Frame-Options", "DENY");
    // Not no-referrer: browsers would then leave the Origin out of forms.
    response.set_header("Referrer-Policy", "same-origin");
  });
}
