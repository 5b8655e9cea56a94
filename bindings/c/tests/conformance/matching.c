#include "matching.h"

#include <stdio.h>
#include <string.h>

/* The way to a part of a value. */
typedef struct Place {
  char text[256];
} Place;

static Place inside(const char *at, const char *key) {
  Place there;
  snprintf(there.text, sizeof there.text, "%s.%s", at, key);
  return there;
}

static bool fits(json_t *expected, json_t *actual) {
  Report ignored = { "" };
  return check(&ignored, expected, actual, "it");
}

static bool contains(Report *report, json_t *wanted, json_t *actual, const char *at) {
  size_t index;
  json_t *one;
  json_array_foreach(wanted, index, one) {
    bool found = false;
    size_t position;
    json_t *item;
    json_array_foreach(actual, position, item) {
      found = found || fits(one, item);
    }
    if (!found) {
      return fail(report, "%s has no %s: %s", at, shown(one), shown(actual));
    }
  }
  return true;
}

/* `*known` is whether `word` is a matcher at all. */
static bool matcher(Report *report, const char *word, json_t *operand, json_t *actual, const char *at, bool *known) {
  *known = true;
  if (strcmp(word, "any") == 0 && json_is_true(operand)) {
    return json_is_null(actual) ? fail(report, "%s is null", at) : true;
  }
  if (strcmp(word, "length") == 0 && json_is_integer(operand)) {
    bool good = json_is_array(actual) && (json_int_t)json_array_size(actual) == json_integer_value(operand);
    return good ? true : fail(report, "%s is no list of %s items: %s", at, shown(operand), shown(actual));
  }
  if (strcmp(word, "contains") == 0 && json_is_array(operand)) {
    return json_is_array(actual) ? contains(report, operand, actual, at)
                                 : fail(report, "%s is no list: %s", at, shown(actual));
  }
  if (strcmp(word, "not") == 0) {
    return fits(operand, actual) ? fail(report, "%s is %s, as it must not be", at, shown(actual)) : true;
  }
  *known = strcmp(word, "any") == 0 || strcmp(word, "length") == 0 || strcmp(word, "contains") == 0;
  return *known ? fail(report, "%s: the matcher %s does not take %s", at, word, shown(operand)) : true;
}

static bool check_object(Report *report, json_t *expected, json_t *actual, const char *at) {
  const char *key;
  json_t *value;
  json_object_foreach(expected, key, value) {
    json_t *there = json_object_get(actual, key);
    if (there == NULL) {
      return fail(report, "%s.%s is missing from %s", at, key, shown(actual));
    }
    if (!check(report, value, there, inside(at, key).text)) {
      return false;
    }
  }
  return true;
}

static bool check_array(Report *report, json_t *expected, json_t *actual, const char *at) {
  if (json_array_size(expected) != json_array_size(actual)) {
    return fail(report, "%s has %zu items, not %zu: %s", at, json_array_size(actual), json_array_size(expected),
                shown(actual));
  }
  size_t index;
  json_t *value;
  json_array_foreach(expected, index, value) {
    char number[32];
    snprintf(number, sizeof number, "%zu", index);
    if (!check(report, value, json_array_get(actual, index), inside(at, number).text)) {
      return false;
    }
  }
  return true;
}

bool check(Report *report, json_t *expected, json_t *actual, const char *at) {
  if (json_object_size(expected) == 1) {
    void *entry = json_object_iter(expected);
    bool known;
    bool good = matcher(report, json_object_iter_key(entry), json_object_iter_value(entry), actual, at, &known);
    if (known) {
      return good;
    }
  }
  if (json_is_object(expected) && json_is_object(actual)) {
    return check_object(report, expected, actual, at);
  }
  if (json_is_array(expected) && json_is_array(actual)) {
    return check_array(report, expected, actual, at);
  }
  return json_equal(expected, actual) ? true
                                      : fail(report, "%s is %s, not %s", at, shown(actual), shown(expected));
}
