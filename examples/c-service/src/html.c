#include "html.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_bytes(Html *html, const char *bytes, size_t length) {
  if (html->failed) {
    return;
  }
  if (html->length + length > html->room) {
    size_t room = (html->length + length) * 2 + 1024;
    char *text = realloc(html->text, room);
    if (text == NULL) {
      html->failed = true;
      return;
    }
    html->text = text;
    html->room = room;
  }
  memcpy(html->text + html->length, bytes, length);
  html->length += length;
}

/* Good inside elements, and inside attributes in double or single quotes. */
static void add_escaped(Html *html, const char *text) {
  for (; text != NULL && *text != '\0'; text++) {
    const char *entity = *text == '&'    ? "&amp;"
                         : *text == '<'  ? "&lt;"
                         : *text == '>'  ? "&gt;"
                         : *text == '"'  ? "&quot;"
                         : *text == '\'' ? "&#39;"
                                         : NULL;
    add_bytes(html, entity != NULL ? entity : text, entity != NULL ? strlen(entity) : 1);
  }
}

void html_add(Html *html, const char *format, ...) {
  va_list values;
  va_start(values, format);
  for (const char *at = format; *at != '\0'; at++) {
    char number[16];
    if (*at != '%') {
      add_bytes(html, at, 1);
      continue;
    }
    switch (*++at) {
      case 's':
        add_escaped(html, va_arg(values, const char *));
        break;
      case 'u':
        snprintf(number, sizeof number, "%u", va_arg(values, unsigned));
        add_bytes(html, number, strlen(number));
        break;
      case '%':
        add_bytes(html, "%", 1);
        break;
      default:
        abort(); /* a format of this program that html_add does not know */
    }
  }
  va_end(values);
}

void html_add_markup(Html *html, const char *markup) {
  add_bytes(html, markup, strlen(markup));
}
