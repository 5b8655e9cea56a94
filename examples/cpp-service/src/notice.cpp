#include "notice.hpp"

#include <algorithm>
#include <map>

namespace {

std::uint32_t seconds(std::chrono::milliseconds wait) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>((wait.count() + 999) / 1000, 0, 999'999));
}

/// "in 45 seconds", "in 2 minutes", or "later" when nobody knows.
std::string wait(std::uint32_t time) {
  if (time == 0) return "later";
  if (time < 120) return "in " + std::to_string(time) + (time == 1 ? " second" : " seconds");
  return "in " + std::to_string((time + 59) / 60) + " minutes";
}

std::string tries(std::uint32_t left) {
  if (left == 0) return "No more tries: ask for a new code.";
  return std::to_string(left) + (left == 1 ? " try left." : " tries left.");
}

using sentence = std::string (*)(std::uint32_t value);

/// Of the steps that this service has pages for.
const std::map<std::string, sentence> problems = {
    {"invalid_credentials", [](auto) { return std::string("The email address or the password is not right."); }},
    {"invalid_code", [](auto left) { return "That code is not right. " + tries(left); }},
    {"code_superseded",
     [](auto left) { return "That code was replaced by a newer one. Use the newest message. " + tries(left); }},
    {"code_expired", [](auto) { return std::string("That code is too old. Ask for a new one."); }},
    {"resend_too_soon", [](auto time) { return "You can ask for a new code " + wait(time) + "."; }},
    {"send_limit_reached",
     [](auto time) { return "No more codes can be sent. Use the newest one you have, or try again " + wait(time) + "."; }},
    {"mail_failed", [](auto time) { return "The message could not be sent yet. It is tried again " + wait(time) + "."; }},
    {"other_problem", [](auto) { return std::string("That did not work. Please try again."); }},
};

std::string titled(const std::string &title, const std::string &text) {
  return "<h1>" + title + "</h1>\n<p>" + text + "</p>\n";
}

const std::map<std::string, sentence> denials = {
    {"blocked_by_policy",
     [](auto) { return titled("Access is blocked", "A policy of this organization does not let you in."); }},
    {"no_usable_method",
     [](auto) {
       return titled("You cannot be signed in here",
                     "This app asks for a second proof, but there is none that you can use.");
     }},
    {"too_many_attempts",
     [](auto time) {
       return titled("Too many attempts", "To protect the account, signing in is paused. Try again " + wait(time) + ".");
     }},
    {"journey_ended",
     [](auto) { return titled("Start again", "This sign-in took too long, or it was already finished."); }},
    {"other_denial", [](auto) { return titled("You cannot be signed in", "Please try again later."); }},
};

}  // namespace

bool notice::is_problem() const { return problems.count(word) != 0; }
bool notice::is_denial() const { return denials.count(word) != 0; }

namespace notices {

notice of(const doorstep::any_problem &problem) {
  namespace kind = doorstep::problem;
  notice made{std::string(doorstep::name(problem))};
  if (!made.is_problem()) made.word = "other_problem";
  made.value = std::visit(doorstep::overloaded{
                              [](const kind::invalid_code &code) { return code.tries_left; },
                              [](const kind::code_superseded &code) { return code.tries_left; },
                              [](const kind::resend_too_soon &send) { return seconds(send.retry_after); },
                              [](const kind::mail_failed &send) { return seconds(send.retry_after); },
                              [](const kind::send_limit_reached &send) {
                                return send.retry_after ? seconds(*send.retry_after) : 0;
                              },
                              [](const auto &) { return std::uint32_t{0}; },
                          },
                          problem);
  return made;
}

notice of(const doorstep::any_denial &denial) {
  notice made{std::string(doorstep::name(denial))};
  if (!made.is_denial()) made.word = "other_denial";
  if (const auto *paused = std::get_if<doorstep::denial::too_many_attempts>(&denial)) {
    made.value = seconds(paused->retry_after);
  }
  return made;
}

std::string write(const notice &notice) { return notice.word + "-" + std::to_string(notice.value); }

notice read(const std::string &text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string::npos) return none;
  notice found{text.substr(0, dash)};
  const std::string digits = text.substr(dash + 1);
  const bool number = !digits.empty() && digits.size() < 7 && digits.find_first_not_of("0123456789") == std::string::npos;
  const bool own = found.word == sent.word || found.word == signed_out.word || found.word == unreadable.word;
  if (!number || !(own || found.is_problem() || found.is_denial())) return none;
  found.value = static_cast<std::uint32_t>(std::stoul(digits));
  return found;
}

std::string show(const notice &notice) {
  if (notice.is_denial()) return denials.at(notice.word)(notice.value);
  const std::string alert = "<p class=\"summary\" role=\"alert\">", status = "<p class=\"message\" role=\"status\">";
  if (notice.is_problem()) return alert + problems.at(notice.word)(notice.value) + "</p>\n";
  if (notice.word == unreadable.word) return alert + "This does not look right. Please check it.</p>\n";
  if (notice.word == sent.word) return status + "A new code is on its way.</p>\n";
  if (notice.word == signed_out.word) return status + "You are signed out.</p>\n";
  return "";
}

}  // namespace notices
