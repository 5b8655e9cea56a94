/* Normal forms: values that stand in others, errors, reports and messages. */
#include "normal.h"

#include "call.h"

#include <stdlib.h>
#include <string.h>

json_t *words(const char *text) {
  return text == NULL ? json_null() : json_string(text);
}

json_t *when(int64_t time_ms) {
  return time_ms == DOORSTEP_NO_TIME ? json_null() : json_integer(time_ms - START);
}

json_t *span(int64_t milliseconds) {
  return milliseconds == DOORSTEP_NO_TIME ? json_null() : json_integer(milliseconds);
}

json_t *parsed(const char *json) {
  json_t *value = json == NULL ? json_null() : json_loads(json, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
  return value == NULL ? json_sprintf("this is no JSON: %s", json) : value;
}

json_t *normal_string_list(const doorstep_string_list *list) {
  if (list == NULL) {
    return NULL;
  }
  json_t *items = json_array();
  for (size_t at = 0; at < doorstep_string_list_count(list); at++) {
    json_array_append_new(items, words(doorstep_string_list_at(list, at)));
  }
  return items;
}

json_t *normal_error(const doorstep_error *error) {
  json_t *normal = json_pack("{s:o}", "code", words(doorstep_error_code(error)));
  json_t *details = parsed(doorstep_error_details_json(error));
  const char *const kept[] = { "field", "kind", "needs", "path" };
  for (size_t at = 0; at < sizeof kept / sizeof kept[0]; at++) {
    json_t *value = json_object_get(details, kept[at]);
    if (value != NULL) {
      json_object_set(normal, kept[at], value);
    }
  }
  json_decref(details);
  return normal;
}

json_t *normal_mail_report(const doorstep_mail_report *report) {
  return json_pack("{s:I, s:I, s:I, s:I}", "sent", (json_int_t)report->sent, "failed", (json_int_t)report->failed,
                   "dropped", (json_int_t)report->dropped, "waiting", (json_int_t)report->waiting);
}

json_t *normal_purge_report(const doorstep_purge_report *report) {
  return json_pack("{s:I, s:I, s:I, s:I}", "journeys", (json_int_t)report->journeys, "sessions",
                   (json_int_t)report->sessions, "messages", (json_int_t)report->messages, "counters",
                   (json_int_t)report->counters);
}

json_t *normal_message(const doorstep_message *message) {
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "to", words(doorstep_message_to(message)), "purpose",
                   words(doorstep_mail_purpose_name(doorstep_message_purpose(message))), "locale",
                   words(doorstep_message_locale(message)), "sender", words(doorstep_message_sender(message)),
                   "sender_name", words(doorstep_message_sender_name(message)), "code",
                   words(doorstep_message_code(message)));
}
