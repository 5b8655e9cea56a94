/* A growing page. What is put into it is escaped: there is no way to add a text as it is but the format itself. */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Html {
  char *text;
  size_t length;
  size_t room;
  bool failed; /* out of memory */
} Html;

/* Adds markup. It may hold %s, for a text that is escaped (nothing for NULL), %u, for a number, and %%. */
void html_add(Html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds markup that is a constant of this program. */
void html_add_markup(Html *html, const char *markup);

#endif
