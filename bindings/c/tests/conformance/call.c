#include "call.h"

#include <stdlib.h>
#include <string.h>

Call call_begin(Report *report, json_t *args) {
  Call begun = { args, json_object(), json_array(), NULL, report, NULL };
  return begun;
}

void call_end(Call *call) {
  json_decref(call->asked);
  json_decref(call->made);
  doorstep_error_free(call->error);
}

json_t *given(Call *call, const char *name) {
  json_object_set_new(call->asked, name, json_true());
  json_t *value = json_object_get(call->args, name);
  return json_is_null(value) ? NULL : value;
}

/* Keeps a text for as long as the call lasts. */
static const char *keep(Call *call, json_t *text) {
  json_array_append_new(call->made, text);
  return json_string_value(text);
}

/* C cannot say a NUL inside a text, and must not cut it there: U+FFFD stands for it, as in what comes back. */
static const char *said(Call *call, json_t *value) {
  const char *text = json_string_value(value);
  size_t length = json_string_length(value), at = strlen(text);
  if (at == length) {
    return text;
  }
  json_t *whole = json_stringn(text, at);
  while (at < length) {
    const char *rest = text + at + 1;
    json_t *longer = json_sprintf("%s\xef\xbf\xbd%s", json_string_value(whole), rest);
    json_decref(whole);
    whole = longer;
    at += 1 + strlen(rest);
  }
  return keep(call, whole);
}

const char *maybe_text(Call *call, const char *name) {
  json_t *value = given(call, name);
  if (value != NULL && !json_is_string(value)) {
    fail(call->report, "the argument %s is no text: %s", name, shown(value));
    return NULL;
  }
  return value == NULL ? NULL : said(call, value);
}

const char *text(Call *call, const char *name) {
  const char *value = maybe_text(call, name);
  if (value == NULL) {
    fail(call->report, "the argument %s is missing", name);
  }
  return value;
}

bool flag(Call *call, const char *name, bool otherwise) {
  json_t *value = given(call, name);
  if (value != NULL && !json_is_boolean(value)) {
    fail(call->report, "the argument %s is no boolean: %s", name, shown(value));
  }
  return value == NULL ? otherwise : json_is_true(value);
}

int64_t integer(Call *call, const char *name, int64_t otherwise) {
  json_t *value = given(call, name);
  if (value != NULL && !json_is_integer(value)) {
    fail(call->report, "the argument %s is no number: %s", name, shown(value));
  }
  return value == NULL ? otherwise : json_integer_value(value);
}

uint32_t small(Call *call, const char *name, uint32_t otherwise) {
  int64_t value = integer(call, name, otherwise);
  if (value < 0 || value > UINT32_MAX) {
    fail(call->report, "the argument %s is out of range", name);
  }
  return (uint32_t)value;
}

const char *maybe_document(Call *call, const char *name) {
  json_t *value = given(call, name);
  if (value == NULL) {
    return NULL;
  }
  char *text = json_dumps(value, JSON_ENCODE_ANY);
  const char *kept = keep(call, json_string(text));
  free(text);
  return kept;
}

const char *document(Call *call, const char *name) {
  const char *value = maybe_document(call, name);
  if (value == NULL) {
    fail(call->report, "the argument %s is missing", name);
  }
  return value;
}

int64_t moment(Call *call, const char *name) {
  json_t *value = given(call, name);
  return value == NULL ? DOORSTEP_NO_TIME : START + integer(call, name, 0);
}

uint32_t maybe_word(Call *call, const char *name, const char *(*name_of)(uint32_t)) {
  const char *value = maybe_text(call, name);
  if (value == NULL) {
    return 0;
  }
  for (uint32_t number = 1; name_of(number) != NULL; number++) {
    if (strcmp(name_of(number), value) == 0) {
      return number;
    }
  }
  fail(call->report, "the argument %s cannot be %s", name, value);
  return 0;
}

uint32_t maybe_flag(Call *call, const char *name) {
  return given(call, name) == NULL ? DOORSTEP_LEAVE : flag(call, name, false) ? DOORSTEP_YES : DOORSTEP_NO;
}

uint32_t word(Call *call, const char *name, const char *(*name_of)(uint32_t)) {
  uint32_t number = maybe_word(call, name, name_of);
  if (number == 0) {
    fail(call->report, "the argument %s is missing", name);
  }
  return number;
}

Texts maybe_texts(Call *call, const char *name) {
  Texts found = { { NULL }, 0, false };
  json_t *value = given(call, name);
  if (value == NULL) {
    return found;
  }
  found.given = true;
  if (!json_is_array(value) || json_array_size(value) > MANY) {
    fail(call->report, "the argument %s is no list of at most %d texts: %s", name, MANY, shown(value));
    return found;
  }
  size_t index;
  json_t *item;
  json_array_foreach(value, index, item) {
    if (!json_is_string(item)) {
      fail(call->report, "the argument %s is no list of texts: %s", name, shown(value));
      return found;
    }
    found.items[found.count++] = said(call, item);
  }
  return found;
}

Texts maybe_documents(Call *call, const char *name) {
  Texts found = { { NULL }, 0, false };
  json_t *value = given(call, name);
  if (value != NULL && (!json_is_array(value) || json_array_size(value) > MANY)) {
    fail(call->report, "the argument %s is no list of at most %d documents: %s", name, MANY, shown(value));
    return found;
  }
  size_t index;
  json_t *item;
  json_array_foreach(value, index, item) {
    found.given = true;
    char *text = json_dumps(item, JSON_ENCODE_ANY);
    found.items[found.count++] = keep(call, json_string(text));
    free(text);
  }
  return found;
}

bool ready(Call *call) {
  const char *name;
  json_t *value;
  json_object_foreach(call->args, name, value) {
    if (json_object_get(call->asked, name) == NULL) {
      return fail(call->report, "there is no argument %s", name);
    }
  }
  return call->report->text[0] == '\0';
}

bool done(Call *call, doorstep_status status) {
  if (status == DOORSTEP_OK) {
    return call->error == NULL ? true : fail(call->report, "an error came with success");
  }
  if (doorstep_error_status(call->error) != status) {
    return fail(call->report, "the status is %s, but the error's %s", doorstep_status_name(status),
                doorstep_status_name(doorstep_error_status(call->error)));
  }
  return false;
}
