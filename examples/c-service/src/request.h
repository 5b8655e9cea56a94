/* One request of a browser: its form, its cookies, and where it comes from. */
#ifndef REQUEST_H
#define REQUEST_H

#include <doorstep.h>
#include <microhttpd.h>
#include <stdbool.h>

/* A field of a form: what does not fit, or has a NUL inside, makes the form a bad one. */
typedef struct Field {
  char text[1025];
  size_t length;
} Field;

typedef struct Request {
  struct MHD_Connection *connection;
  struct MHD_PostProcessor *form;
  Field email;
  Field password;
  Field code;
  size_t received;
  bool bad_form;
} Request;

/* Its largest body. */
#define LARGEST_FORM 8192

Request *request_begin(struct MHD_Connection *connection, bool has_form);
/* Reads on in the form; false when it is too long. */
bool request_read(Request *request, const char *data, size_t length);
/* Wipes what was typed. */
void request_end(Request *request);

const char *request_cookie(const Request *request, const char *name);

/*
 * Whether a form was sent by a page of this service, and not by one of another site that the browser shows as well.
 * Browsers put an Origin into every POST, and no page can change it.
 */
bool request_is_ours(const Request *request, const char *origin);

/* What the policies and the sign-in log get to know. `address` is for the text of its address. */
doorstep_sign_in_context request_context(const Request *request, char address[64], char locale[36]);

#endif
