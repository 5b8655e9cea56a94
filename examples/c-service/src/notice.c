#include "notice.h"

#include <stdio.h>

static unsigned seconds(int64_t milliseconds) {
  return milliseconds <= 0 ? 0 : (unsigned)((milliseconds + 999) / 1000);
}

Notice notice_of_problem(const doorstep_problem *problem) {
  doorstep_problem_kind_t kind = doorstep_problem_kind(problem);
  Notice notice = { kind == DOORSTEP_PROBLEM_NONE ? NOTICE_NONE : NOTICE_PROBLEM, kind, 0 };
  if (kind == DOORSTEP_PROBLEM_INVALID_CODE || kind == DOORSTEP_PROBLEM_CODE_SUPERSEDED) {
    notice.value = doorstep_problem_tries_left(problem);
  } else if (doorstep_problem_retry_after_ms(problem) != DOORSTEP_NO_TIME) {
    notice.value = seconds(doorstep_problem_retry_after_ms(problem));
  }
  return notice;
}

Notice notice_of_denial(const doorstep_denial *denial) {
  Notice notice = { NOTICE_DENIAL, doorstep_denial_kind(denial), 0 };
  if (doorstep_denial_retry_after_ms(denial) != DOORSTEP_NO_TIME) {
    notice.value = seconds(doorstep_denial_retry_after_ms(denial));
  }
  return notice;
}

void notice_write(Notice notice, char text[32]) {
  snprintf(text, 32, "%u-%u-%u", (unsigned)notice.kind % 10, notice.number % 100, notice.value % 1000000);
}

Notice notice_read(const char *text) {
  unsigned kind, number, value;
  Notice notice = { NOTICE_NONE, 0, 0 };
  if (text != NULL && sscanf(text, "%1u-%2u-%6u", &kind, &number, &value) == 3 && kind <= NOTICE_SIGNED_OUT) {
    notice.kind = (NoticeKind)kind;
    notice.number = number;
    notice.value = value;
  }
  return notice;
}

/* "in 45 seconds", "in 2 minutes", or "later" when nobody knows. */
static void add_wait(Html *html, unsigned wait) {
  if (wait == 0) {
    html_add_markup(html, "later");
  } else if (wait < 120) {
    html_add(html, "in %u second%s", wait, wait == 1 ? "" : "s");
  } else {
    html_add(html, "in %u minutes", (wait + 59) / 60);
  }
}

static void add_tries(Html *html, unsigned tries) {
  if (tries == 0) {
    html_add_markup(html, "No more tries: ask for a new code.");
  } else {
    html_add(html, "%u %s left.", tries, tries == 1 ? "try" : "tries");
  }
}

static void add_problem(Html *html, Notice notice) {
  switch ((doorstep_problem_kind_t)notice.number) {
    case DOORSTEP_PROBLEM_INVALID_CREDENTIALS:
      html_add_markup(html, "The email address or the password is not right.");
      return;
    case DOORSTEP_PROBLEM_INVALID_CODE:
      html_add_markup(html, "That code is not right. ");
      add_tries(html, notice.value);
      return;
    case DOORSTEP_PROBLEM_CODE_SUPERSEDED:
      html_add_markup(html, "That code was replaced by a newer one. Use the newest message. ");
      add_tries(html, notice.value);
      return;
    case DOORSTEP_PROBLEM_CODE_EXPIRED:
      html_add_markup(html, "That code is too old. Ask for a new one.");
      return;
    case DOORSTEP_PROBLEM_RESEND_TOO_SOON:
      html_add_markup(html, "You can ask for a new code ");
      break;
    case DOORSTEP_PROBLEM_SEND_LIMIT_REACHED:
      html_add_markup(html, "No more codes can be sent. Use the newest one you have, or try again ");
      break;
    case DOORSTEP_PROBLEM_MAIL_FAILED:
      html_add_markup(html, "The message could not be sent yet. It is tried again ");
      break;
    default: /* of steps that this service has no pages for */
      html_add_markup(html, "That did not work. Please try again.");
      return;
  }
  add_wait(html, notice.value);
  html_add_markup(html, ".");
}

static void add_denial(Html *html, Notice notice) {
  switch ((doorstep_denial_kind_t)notice.number) {
    case DOORSTEP_DENIAL_BLOCKED_BY_POLICY:
      html_add_markup(html, "<h1>Access is blocked</h1>\n<p>A policy of this organization does not let you in.</p>\n");
      return;
    case DOORSTEP_DENIAL_NO_USABLE_METHOD:
      html_add_markup(html, "<h1>You cannot be signed in here</h1>\n"
                            "<p>This app asks for a second proof, but there is none that you can use.</p>\n");
      return;
    case DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS:
      html_add_markup(html, "<h1>Too many attempts</h1>\n<p>To protect the account, signing in is paused. Try again ");
      add_wait(html, notice.value);
      html_add_markup(html, ".</p>\n");
      return;
    case DOORSTEP_DENIAL_JOURNEY_ENDED:
      html_add_markup(html, "<h1>Start again</h1>\n"
                            "<p>This sign-in took too long, or it was already finished.</p>\n");
      return;
    default:
      html_add_markup(html, "<h1>You cannot be signed in</h1>\n<p>Please try again later.</p>\n");
  }
}

void notice_show(Html *html, Notice notice) {
  switch (notice.kind) {
    case NOTICE_NONE:
      return;
    case NOTICE_DENIAL:
      add_denial(html, notice);
      return;
    case NOTICE_SENT:
      html_add_markup(html, "<p class=\"message\" role=\"status\">A new code is on its way.</p>\n");
      return;
    case NOTICE_SIGNED_OUT:
      html_add_markup(html, "<p class=\"message\" role=\"status\">You are signed out.</p>\n");
      return;
    case NOTICE_UNREADABLE:
      html_add_markup(html, "<p class=\"summary\" role=\"alert\">This does not look right. Please check it.</p>\n");
      return;
    case NOTICE_PROBLEM:
      html_add_markup(html, "<p class=\"summary\" role=\"alert\">");
      add_problem(html, notice);
      html_add_markup(html, "</p>\n");
  }
}
