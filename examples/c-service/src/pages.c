#include "pages.h"

#include <string.h>
#include <time.h>

static void begin(Html *html, const char *title, Notice notice) {
  html_add(html,
           "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<title>%s%s – Contoso</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n"
           "<header>Contoso</header>\n<main>\n",
           notice.kind == NOTICE_PROBLEM ? "Error: " : "", title);
}

static void end(Html *html) {
  html_add_markup(html, "</main>\n</body>\n</html>\n");
}

static void add_again(Html *html) {
  html_add_markup(html, "<form method=\"post\" action=\"/journey/cancel\"><button class=\"link\">Start again</button></form>\n");
}

static void add_time(Html *html, int64_t time_ms) {
  time_t seconds = (time_t)(time_ms / 1000);
  struct tm parts;
  char machine[32], person[64];
  gmtime_r(&seconds, &parts);
  strftime(machine, sizeof machine, "%Y-%m-%dT%H:%M:%SZ", &parts);
  strftime(person, sizeof person, "%e %B %Y, %H:%M UTC", &parts);
  html_add(html, "<time datetime=\"%s\">%s</time>", machine, person[0] == ' ' ? person + 1 : person);
}

void page_sign_in(Html *html, Notice notice) {
  begin(html, "Sign in", notice);
  html_add_markup(html, "<h1>Sign in</h1>\n");
  notice_show(html, notice);
  html_add_markup(
      html, "<form method=\"post\" action=\"/sign-in\">\n"
            "<label for=\"email\">Email</label>\n"
            "<input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"username\" required maxlength=\"254\" autofocus>\n"
            "<label for=\"password\">Password</label>\n"
            "<input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required>\n"
            "<button class=\"primary\">Sign in</button>\n</form>\n");
  end(html);
}

static void add_password_form(Html *html, Notice notice) {
  html_add_markup(html, "<h1>Enter your password</h1>\n");
  notice_show(html, notice);
  html_add_markup(
      html, "<form method=\"post\" action=\"/journey/password\">\n"
            "<label for=\"password\">Password</label>\n"
            "<input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required autofocus>\n"
            "<button class=\"primary\">Continue</button>\n</form>\n");
}

static void add_code_form(Html *html, const doorstep_step *step, Notice notice) {
  unsigned length = doorstep_step_code_length(step);
  html_add_markup(html, "<h1>Confirm that it is you</h1>\n");
  notice_show(html, notice);
  html_add(html,
           "<p>Your password is right. As a second proof, enter the code that we sent to <strong>%s</strong>.</p>\n"
           "<form method=\"post\" action=\"/journey/code\">\n<label for=\"code\">Code</label>\n"
           "<input id=\"code\" name=\"code\" class=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\" "
           "pattern=\"\\s*([0-9]\\s*){%u}\" title=\"%u digits\" required autofocus aria-describedby=\"code-help\">\n",
           doorstep_step_masked_target(step), length, length);
  html_add(html, "<p class=\"hint\" id=\"code-help\">%u digits. The message has the reference <strong>%s</strong>. The code works until ",
           length, doorstep_step_reference(step));
  add_time(html, doorstep_step_expires_at_ms(step));
  html_add_markup(html, ".</p>\n<button class=\"primary\">Continue</button>\n</form>\n"
                        "<form method=\"post\" action=\"/journey/resend\"><button>Send a new code</button></form>\n");
}

void page_step(Html *html, const doorstep_step *step, Notice notice) {
  begin(html, "Sign in", notice);
  switch (doorstep_step_kind(step)) {
    case DOORSTEP_STEP_PASSWORD_REQUIRED:
      add_password_form(html, notice);
      break;
    case DOORSTEP_STEP_CODE_REQUIRED:
      add_code_form(html, step, notice);
      break;
    default: /* the other forms of a step are for sign-up and for people with several addresses */
      html_add(html, "<h1>This goes on elsewhere</h1>\n<p>This service has no page for the step <code>%s</code>.</p>\n",
               doorstep_step_kind_name(doorstep_step_kind(step)));
  }
  add_again(html);
  end(html);
}

void page_denied(Html *html, Notice notice) {
  begin(html, "Not signed in", notice);
  notice_show(html, notice);
  html_add_markup(html, "<p><a href=\"/sign-in\">Sign in again</a></p>\n");
  end(html);
}

static void add_methods(Html *html, const doorstep_used_method_list *methods) {
  html_add_markup(html, "<table>\n<tr><th scope=\"col\">Shown</th><th scope=\"col\">Through</th>"
                        "<th scope=\"col\">Where</th><th scope=\"col\">When</th></tr>\n");
  for (size_t at = 0; at < doorstep_used_method_list_count(methods); at++) {
    const doorstep_used_method *method = doorstep_used_method_list_at(methods, at);
    html_add(html, "<tr><td>%s</td><td>%s</td><td>%s</td><td>", doorstep_used_method_kind(method),
             doorstep_used_method_channel(method), doorstep_used_method_detail(method));
    add_time(html, doorstep_used_method_at_ms(method));
    html_add_markup(html, "</td></tr>\n");
  }
  html_add_markup(html, "</table>\n");
}

static void add_policies(Html *html, const doorstep_applied_policy_list *policies) {
  html_add_markup(html, "<h2>Policies that applied</h2>\n<ul>\n");
  for (size_t at = 0; at < doorstep_applied_policy_list_count(policies); at++) {
    const doorstep_applied_policy *policy = doorstep_applied_policy_list_at(policies, at);
    html_add(html, "<li>%s: %s</li>\n", doorstep_applied_policy_display_name(policy),
             doorstep_applied_policy_result(policy));
  }
  html_add_markup(html, "</ul>\n");
}

void page_account(Html *html, const doorstep_user *user, const doorstep_session *session) {
  Notice none = { NOTICE_NONE, 0, 0 };
  const char *name = doorstep_user_display_name(user);
  begin(html, "Your account", none);
  html_add(html, "<h1>Hello%s%s</h1>\n<p class=\"hint\">%s</p>\n", name != NULL ? ", " : "", name,
           doorstep_user_email(user));
  html_add(html, "<h2>How this session was proven</h2>\n<p><span class=\"badge\">%s</span>",
           doorstep_session_mfa(session) ? "Multifactor" : "Single factor");
  const doorstep_string_list *amr = doorstep_session_amr(session);
  for (size_t at = 0; at < doorstep_string_list_count(amr); at++) {
    html_add(html, " <code>%s</code>", doorstep_string_list_at(amr, at));
  }
  html_add_markup(html, "</p>\n");
  add_methods(html, doorstep_session_methods(session));
  add_policies(html, doorstep_session_policies(session));
  html_add_markup(html, "<p class=\"hint\">The session ends at the latest at ");
  add_time(html, doorstep_session_expires_at_ms(session));
  html_add_markup(html, ".</p>\n<form method=\"post\" action=\"/sign-out\"><button>Sign out</button></form>\n");
  end(html);
}

void page_plain(Html *html, const char *title, const char *text) {
  Notice none = { NOTICE_NONE, 0, 0 };
  begin(html, title, none);
  html_add(html, "<h1>%s</h1>\n<p>%s</p>\n", title, text);
  end(html);
}
