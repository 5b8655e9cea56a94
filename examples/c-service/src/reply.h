/* What a browser is answered: a page, or a redirect, and cookies. */
#ifndef REPLY_H
#define REPLY_H

#include "html.h"

#include <microhttpd.h>

#define JOURNEY_COOKIE "doorstep_journey"
#define SESSION_COOKIE "doorstep_session"
#define NOTICE_COOKIE "doorstep_notice"

typedef struct Reply {
  unsigned status;
  const char *type;
  const char *location;
  Html body;
  char cookies[3][512];
  size_t cookie_count;
} Reply;

/* A page to be filled in. */
Reply reply_page(unsigned status);

/* After a form: the browser goes to a page that it may load again as often as it likes. */
Reply reply_redirect(const char *location);

/* A cookie that no script can read and that no form of another site comes with. */
void reply_set_cookie(Reply *reply, const char *name, const char *value, bool secure);
void reply_drop_cookie(Reply *reply, const char *name, bool secure);

/* Sends it, and frees what it holds. */
enum MHD_Result reply_send(Reply *reply, struct MHD_Connection *connection);

#endif
