#include "operands.h"

#include <stdlib.h>
#include <string.h>

json_t *lookup(Report *report, json_t *within, const char *path) {
  json_t *found = within;
  const char *part = path;
  for (;;) {
    size_t length = strcspn(part, ".");
    if (json_is_array(found)) {
      char *end;
      unsigned long place = strtoul(part, &end, 10);
      found = length > 0 && end == part + length ? json_array_get(found, place) : NULL;
    } else {
      found = json_object_getn(found, part, length);
    }
    if (found == NULL) {
      fail(report, "there is no $%s", path);
      return NULL;
    }
    if (part[length] == '\0') {
      return found;
    }
    part += length + 1;
  }
}

/* A code of the same length that differs in its first digit. */
static json_t *wrong(const char *code) {
  json_t *other = json_string(code);
  char *copy = strdup(code);
  if (copy != NULL && copy[0] >= '0' && copy[0] <= '9') {
    copy[0] = (char)('0' + (copy[0] - '0' + 1) % 10);
    json_string_set(other, copy);
  }
  free(copy);
  return other;
}

static json_t *joined(json_t *parts) {
  json_t *whole = json_string("");
  size_t index;
  json_t *part;
  json_array_foreach(parts, index, part) {
    json_t *next = json_is_string(part) ? json_sprintf("%s%s", json_string_value(whole), json_string_value(part))
                                        : json_sprintf("%s%s", json_string_value(whole), shown(part));
    json_decref(whole);
    whole = next;
  }
  return whole;
}

/* Where the character with this number begins. */
static const char *character(const char *text, json_int_t number) {
  while (number > 0 && *text != '\0') {
    do {
      text++;
    } while (((unsigned char)*text & 0xc0) == 0x80);
    number--;
  }
  return text;
}

static json_t *slice(json_t *operand) {
  const char *text;
  json_int_t from, to;
  if (json_unpack(operand, "[sII!]", &text, &from, &to) != 0 || from < 0 || to < from) {
    return NULL;
  }
  const char *begin = character(text, from);
  return json_stringn(begin, (size_t)(character(text, to) - begin));
}

/* What an operator makes of its operand; NULL when it does not take it. `*known` is whether it is one at all. */
static json_t *operate(const char *word, json_t *operand, bool *known) {
  *known = true;
  if (strcmp(word, "wrong") == 0) {
    return json_is_string(operand) ? wrong(json_string_value(operand)) : NULL;
  }
  if (strcmp(word, "text") == 0) {
    return json_is_array(operand) ? joined(operand) : NULL;
  }
  if (strcmp(word, "slice") == 0) {
    return slice(operand);
  }
  *known = false;
  return NULL;
}

static json_t *resolve_object(Report *report, json_t *value, json_t *saved) {
  json_t *object = json_object();
  const char *key;
  json_t *item;
  json_object_foreach(value, key, item) {
    json_t *resolved = resolve(report, item, saved);
    if (resolved == NULL) {
      json_decref(object);
      return NULL;
    }
    json_object_set_new(object, key, resolved);
  }
  if (json_object_size(object) != 1) {
    return object;
  }
  void *entry = json_object_iter(object);
  const char *word = json_object_iter_key(entry);
  bool known;
  json_t *made = operate(word, json_object_iter_value(entry), &known);
  if (!known) {
    return object;
  }
  if (made == NULL) {
    fail(report, "%s does not take %s", word, shown(json_object_iter_value(entry)));
  }
  json_decref(object);
  return made;
}

static json_t *resolve_array(Report *report, json_t *value, json_t *saved) {
  json_t *array = json_array();
  size_t index;
  json_t *item;
  json_array_foreach(value, index, item) {
    json_t *resolved = resolve(report, item, saved);
    if (resolved == NULL) {
      json_decref(array);
      return NULL;
    }
    json_array_append_new(array, resolved);
  }
  return array;
}

json_t *resolve(Report *report, json_t *value, json_t *saved) {
  const char *text = json_string_value(value);
  if (json_is_object(value)) {
    return resolve_object(report, value, saved);
  }
  if (json_is_array(value)) {
    return resolve_array(report, value, saved);
  }
  if (text == NULL || text[0] != '$') {
    return json_incref(value);
  }
  return text[1] == '$' ? json_string(text + 1) : json_incref(lookup(report, saved, text + 1));
}
