#include "pages.hpp"

#include "html.hpp"

#include <ctime>

namespace pages {
namespace {

std::string whole(const std::string &title, const notice &notice, const std::string &body) {
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         std::string(notice.is_problem() ? "Error: " : "") + escaped(title) +
         " – Contoso</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n"
         "<header>Contoso</header>\n<main>\n" +
         body + "</main>\n</body>\n</html>\n";
}

std::string time(doorstep::time_point at) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char machine[32], person[64];
  std::strftime(machine, sizeof machine, "%Y-%m-%dT%H:%M:%SZ", &parts);
  std::strftime(person, sizeof person, "%e %B %Y, %H:%M UTC", &parts);
  return "<time datetime=\"" + std::string(machine) + "\">" + (person + (person[0] == ' ' ? 1 : 0)) + "</time>";
}

std::string password_form(const notice &notice) {
  return "<h1>Enter your password</h1>\n" + notices::show(notice) + R"(<form method="post" action="/journey/password">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
<button class="primary">Continue</button>
</form>
)";
}

std::string code_form(const doorstep::step::code_required &step, const notice &notice) {
  const std::string digits = std::to_string(step.code_length);
  return "<h1>Confirm that it is you</h1>\n" + notices::show(notice) +
         "<p>Your password is right. As a second proof, enter the code that we sent to <strong>" +
         escaped(step.masked_target) + R"(</strong>.</p>
<form method="post" action="/journey/code">
<label for="code">Code</label>
<input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" pattern="\s*([0-9]\s*){)" +
         digits + "}\" title=\"" + digits + R"( digits" required autofocus aria-describedby="code-help">
<p class="hint" id="code-help">)" +
         digits + " digits. The message has the reference <strong>" + escaped(step.reference) +
         "</strong>. The code works until " + time(step.expires_at) + R"(.</p>
<button class="primary">Continue</button>
</form>
<form method="post" action="/journey/resend"><button>Send a new code</button></form>
)";
}

/// The other forms of a step are for sign-up and for people with several addresses.
std::string elsewhere(const doorstep::any_step &step) {
  return "<h1>This goes on elsewhere</h1>\n<p>This service has no page for the step <code>" +
         escaped(doorstep::name(step)) + "</code>.</p>\n";
}

std::string rows(const std::vector<doorstep::used_method> &methods) {
  std::string html;
  for (const doorstep::used_method &method : methods) {
    html += "<tr><td>" + escaped(method.kind) + "</td><td>" + escaped(method.channel) + "</td><td>" +
            escaped(method.detail.value_or("")) + "</td><td>" + time(method.at) + "</td></tr>\n";
  }
  return html;
}

}  // namespace

std::string sign_in(const notice &notice) {
  return whole("Sign in", notice, "<h1>Sign in</h1>\n" + notices::show(notice) + R"(<form method="post" action="/sign-in">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button class="primary">Sign in</button>
</form>
)");
}

std::string step(const doorstep::any_step &step, const notice &notice) {
  const std::string form = std::visit(
      doorstep::overloaded{
          [&](const doorstep::step::password_required &) { return password_form(notice); },
          [&](const doorstep::step::code_required &code) { return code_form(code, notice); },
          [&](const auto &) { return elsewhere(step); },
      },
      step);
  return whole("Sign in", notice,
               form + "<form method=\"post\" action=\"/journey/cancel\"><button class=\"link\">Start again</button></form>\n");
}

std::string denied(const notice &notice) {
  return whole("Not signed in", notice, notices::show(notice) + "<p><a href=\"/sign-in\">Sign in again</a></p>\n");
}

std::string account(const doorstep::user &user, const doorstep::session &session) {
  std::string html = "<h1>Hello" + (user.display_name ? ", " + escaped(*user.display_name) : "") +
                     "</h1>\n<p class=\"hint\">" + escaped(user.email.value_or("")) +
                     "</p>\n<h2>How this session was proven</h2>\n<p><span class=\"badge\">" +
                     (session.mfa ? "Multifactor" : "Single factor") + "</span>";
  for (const std::string &method : session.amr) html += " <code>" + escaped(method) + "</code>";
  html += "</p>\n<table>\n<tr><th scope=\"col\">Shown</th><th scope=\"col\">Through</th><th scope=\"col\">Where</th>"
          "<th scope=\"col\">When</th></tr>\n" +
          rows(session.methods) + "</table>\n<h2>Policies that applied</h2>\n<ul>\n";
  for (const doorstep::applied_policy &policy : session.policies) {
    html += "<li>" + escaped(policy.display_name) + ": " + escaped(policy.result) + "</li>\n";
  }
  html += "</ul>\n<p class=\"hint\">The session ends at the latest at " + time(session.expires_at) +
          ".</p>\n<form method=\"post\" action=\"/sign-out\"><button>Sign out</button></form>\n";
  return whole("Your account", notices::none, html);
}

std::string plain(const std::string &title, const std::string &text) {
  return whole(title, notices::none, "<h1>" + escaped(title) + "</h1>\n<p>" + escaped(text) + "</p>\n");
}

}  // namespace pages
