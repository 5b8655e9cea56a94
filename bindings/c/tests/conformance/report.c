#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool fail(Report *report, const char *format, ...) {
  if (report->text[0] == '\0') {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(report->text, sizeof report->text, format, arguments);
    va_end(arguments);
  }
  return false;
}

void prefix(Report *report, const char *format, ...) {
  char text[sizeof report->text];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (length >= 0 && (size_t)length < sizeof text) {
    size_t rest = sizeof text - (size_t)length;
    snprintf(text + length, rest, "%.*s", (int)rest - 1, report->text);
    memcpy(report->text, text, sizeof text);
  }
}

const char *shown(const json_t *value) {
  static char buffers[4][1024];
  static unsigned next;
  char *buffer = buffers[next++ % 4];
  char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_SORT_KEYS);
  snprintf(buffer, sizeof buffers[0], "%s", text == NULL ? "(nothing)" : text);
  free(text);
  return buffer;
}

bool only(Report *report, json_t *object, const char *const *known) {
  const char *key;
  json_t *value;
  json_object_foreach(object, key, value) {
    const char *const *word = known;
    while (*word != NULL && strcmp(*word, key) != 0) {
      word++;
    }
    if (*word == NULL) {
      return fail(report, "there is no key %s here", key);
    }
  }
  return true;
}
