/* The pages. */
#ifndef PAGES_H
#define PAGES_H

#include "html.h"
#include "notice.h"

#include <doorstep.h>

extern const char STYLE_SHEET[];

void page_sign_in(Html *html, Notice notice);
/* The page for a step that waits for somebody. */
void page_step(Html *html, const doorstep_step *step, Notice notice);
void page_denied(Html *html, Notice notice);
void page_account(Html *html, const doorstep_user *user, const doorstep_session *session);
void page_plain(Html *html, const char *title, const char *text);

#endif
