#include "reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No script, nothing from elsewhere, no frames; and nothing stays in a cache. */
static const char *const HEADERS[][2] = {
  { MHD_HTTP_HEADER_CACHE_CONTROL, "no-store" },
  { "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
  { "X-Content-Type-Options", "nosniff" },
  { "X-Frame-Options", "DENY" },
  /* Not no-referrer: browsers would then leave the Origin out of forms. */
  { "Referrer-Policy", "same-origin" },
};

Reply reply_page(unsigned status) {
  Reply reply = { .status = status, .type = "text/html; charset=utf-8" };
  return reply;
}

Reply reply_redirect(const char *location) {
  Reply reply = { .status = MHD_HTTP_SEE_OTHER, .type = "text/html; charset=utf-8", .location = location };
  return reply;
}

static void add_cookie(Reply *reply, const char *name, const char *value, const char *more, bool secure) {
  snprintf(reply->cookies[reply->cookie_count++], sizeof reply->cookies[0], "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s",
           name, value, secure ? "; Secure" : "", more);
}

void reply_set_cookie(Reply *reply, const char *name, const char *value, bool secure) {
  add_cookie(reply, name, value, "", secure);
}

void reply_drop_cookie(Reply *reply, const char *name, bool secure) {
  add_cookie(reply, name, "", "; Max-Age=0", secure);
}

enum MHD_Result reply_send(Reply *reply, struct MHD_Connection *connection) {
  if (reply->body.failed) {
    free(reply->body.text);
    return MHD_NO;
  }
  struct MHD_Response *response =
      reply->body.text == NULL
          ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
          : MHD_create_response_from_buffer(reply->body.length, reply->body.text, MHD_RESPMEM_MUST_FREE);
  if (response == NULL) {
    free(reply->body.text);
    return MHD_NO;
  }
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
  for (size_t at = 0; at < sizeof HEADERS / sizeof HEADERS[0]; at++) {
    MHD_add_response_header(response, HEADERS[at][0], HEADERS[at][1]);
  }
  if (reply->location != NULL) {
    MHD_add_response_header(response, MHD_HTTP_HEADER_LOCATION, reply->location);
  }
  for (size_t at = 0; at < reply->cookie_count; at++) {
    MHD_add_response_header(response, MHD_HTTP_HEADER_SET_COOKIE, reply->cookies[at]);
  }
  enum MHD_Result sent = MHD_queue_response(connection, reply->status, response);
  MHD_destroy_response(response);
  explicit_bzero(reply->cookies, sizeof reply->cookies);
  return sent;
}
