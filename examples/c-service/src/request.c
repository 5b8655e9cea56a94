#include "request.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

static Field *field_named(Request *request, const char *name) {
  return strcmp(name, "email") == 0      ? &request->email
         : strcmp(name, "password") == 0 ? &request->password
         : strcmp(name, "code") == 0     ? &request->code
                                         : NULL;
}

/* A value comes in pieces. C sees a text only up to a NUL, so that a value with one inside is refused here. */
static enum MHD_Result take(void *context, enum MHD_ValueKind kind, const char *name, const char *filename,
                            const char *type, const char *encoding, const char *data, uint64_t offset, size_t size) {
  (void)kind, (void)filename, (void)type, (void)encoding;
  Request *request = context;
  Field *field = field_named(request, name);
  if (field == NULL) {
    return MHD_YES;
  }
  if (offset != field->length || size >= sizeof field->text - field->length || memchr(data, '\0', size) != NULL) {
    request->bad_form = true;
    return MHD_NO;
  }
  memcpy(field->text + field->length, data, size);
  field->length += size;
  field->text[field->length] = '\0';
  return MHD_YES;
}

Request *request_begin(struct MHD_Connection *connection, bool has_form) {
  Request *request = calloc(1, sizeof *request);
  if (request != NULL) {
    request->connection = connection;
    request->form = has_form ? MHD_create_post_processor(connection, 1024, take, request) : NULL;
  }
  return request;
}

bool request_read(Request *request, const char *data, size_t length) {
  request->received += length;
  if (request->received > LARGEST_FORM) {
    return false;
  }
  if (request->form == NULL || request->bad_form || MHD_post_process(request->form, data, length) != MHD_YES) {
    request->bad_form = true;
  }
  return true;
}

void request_end(Request *request) {
  if (request->form != NULL) {
    MHD_destroy_post_processor(request->form);
  }
  explicit_bzero(request, sizeof *request);
  free(request);
}

const char *request_cookie(const Request *request, const char *name) {
  return MHD_lookup_connection_value(request->connection, MHD_COOKIE_KIND, name);
}

bool request_is_ours(const Request *request, const char *origin) {
  const char *from = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ORIGIN);
  return from != NULL && strcmp(from, origin) == 0;
}

static void read_address(const Request *request, char address[64]) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const struct sockaddr *from = info == NULL ? NULL : info->client_addr;
  address[0] = '\0';
  if (from != NULL && from->sa_family == AF_INET) {
    inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)from)->sin_addr, address, 64);
  } else if (from != NULL && from->sa_family == AF_INET6) {
    inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr, address, 64);
  }
}

/* The language that the browser likes best, such as `en-US` in `en-US,de;q=0.7`. */
static void read_locale(const char *languages, char locale[36]) {
  size_t length = languages == NULL ? 0 : strcspn(languages, ",; ");
  bool tag = length >= 2 && length < 36;
  for (size_t at = 0; tag && at < length; at++) {
    tag = isalnum((unsigned char)languages[at]) || (languages[at] == '-' && at > 0 && at + 1 < length);
  }
  memcpy(locale, tag ? languages : "", tag ? length : 0);
  locale[tag ? length : 0] = '\0';
}

static bool is_ascii(const char *text) {
  while (*text > 0) {
    text++;
  }
  return *text == '\0';
}

doorstep_sign_in_context request_context(const Request *request, char address[64], char locale[36]) {
  doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT;
  const char *agent =
      MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_USER_AGENT);
  read_address(request, address);
  read_locale(MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_LANGUAGE),
              locale);
  context.ip = address[0] != '\0' ? address : NULL;
  context.locale = locale[0] != '\0' ? locale : NULL;
  context.user_agent = agent != NULL && strlen(agent) <= 512 && is_ascii(agent) ? agent : NULL;
  return context;
}
