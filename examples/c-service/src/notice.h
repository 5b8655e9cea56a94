/*
 * Why a form did not get further, on its way over the redirect to the page that says so. It travels in a cookie of a
 * few letters and numbers; whoever changes it shows only himself another sentence.
 */
#ifndef NOTICE_H
#define NOTICE_H

#include "html.h"

#include <doorstep.h>

typedef enum NoticeKind {
  NOTICE_NONE = 0,
  NOTICE_PROBLEM = 1,     /* number: a doorstep_problem_kind_t, value: tries or seconds left */
  NOTICE_DENIAL = 2,      /* number: a doorstep_denial_kind_t, value: seconds left */
  NOTICE_UNREADABLE = 3,  /* what was typed is none of what it should be */
  NOTICE_SENT = 4,        /* another code is on its way */
  NOTICE_SIGNED_OUT = 5,
} NoticeKind;

typedef struct Notice {
  NoticeKind kind;
  unsigned number;
  unsigned value;
} Notice;

Notice notice_of_problem(const doorstep_problem *problem);
Notice notice_of_denial(const doorstep_denial *denial);

/* To and from the value of a cookie; NULL and anything odd is no notice. */
void notice_write(Notice notice, char text[32]);
Notice notice_read(const char *text);

/* Adds its words, with a heading for a denial. */
void notice_show(Html *html, Notice notice);

#endif
