/* The steps of a scenario but for its calls. */
#include "steps.h"

#include "call.h"
#include "matching.h"
#include "normal.h"
#include "operands.h"

#include <string.h>

static bool advance(World *world, json_t *step) {
  const char *const known[] = { "advance_ms", "note", NULL };
  json_t *by = json_object_get(step, "advance_ms");
  if (!only(world->report, step, known) || !json_is_integer(by)) {
    return fail(world->report, "advance_ms is a number");
  }
  bool good = doorstep_manual_clock_advance(world->clock, json_integer_value(by), NULL) == DOORSTEP_OK;
  return good ? true : fail(world->report, "the clock does not move");
}

static bool deliver(World *world, json_t *step) {
  const char *const known[] = { "deliver", "expect", "note", NULL };
  if (!only(world->report, step, known) || !json_is_true(json_object_get(step, "deliver"))) {
    return fail(world->report, "deliver is true");
  }
  doorstep_mail_report report = DOORSTEP_MAIL_REPORT_INIT;
  doorstep_error *error = NULL;
  if (doorstep_engine_deliver_mail(world->engine, &report, &error) != DOORSTEP_OK) {
    fail(world->report, "no delivery: %s", doorstep_error_message(error));
    doorstep_error_free(error);
    return false;
  }
  json_t *found = normal_mail_report(&report), *expected = json_object_get(step, "expect");
  bool good = expected == NULL || check(world->report, expected, found, "report");
  json_decref(found);
  return good;
}

static bool repeat(World *world, json_t *step) {
  const char *const known[] = { "repeat", "steps", "note", NULL };
  json_t *times = json_object_get(step, "repeat"), *steps = json_object_get(step, "steps");
  if (!only(world->report, step, known) || !json_is_integer(times) || !json_is_array(steps)) {
    return fail(world->report, "repeat is a number and has steps");
  }
  for (json_int_t round = 1; round <= json_integer_value(times); round++) {
    json_object_set_new(world->saved, "n", json_integer(round));
    size_t index;
    json_t *inner;
    json_array_foreach(steps, index, inner) {
      if (!run_step(world, inner)) {
        prefix(world->report, "round %d: ", (int)round);
        return false;
      }
    }
  }
  return true;
}

static bool listed(json_t *names, const char *name) {
  size_t index;
  json_t *one;
  json_array_foreach(names, index, one) {
    if (json_is_string(one) && strcmp(json_string_value(one), name) == 0) {
      return true;
    }
  }
  return false;
}

static bool same_objects(Report *report, json_t *left, json_t *right, json_t *except) {
  if (!json_is_object(left) || !json_is_object(right)) {
    return fail(report, "same compares two objects");
  }
  if (json_object_size(left) != json_object_size(right)) {
    return fail(report, "%s and %s have different keys", shown(left), shown(right));
  }
  const char *key;
  json_t *value;
  json_object_foreach(left, key, value) {
    json_t *other = json_object_get(right, key);
    if (other == NULL) {
      return fail(report, "%s and %s have different keys", shown(left), shown(right));
    }
    bool one_type = json_typeof(value) == json_typeof(other) || (json_is_boolean(value) && json_is_boolean(other));
    if (listed(except, key) ? !one_type : !json_equal(value, other)) {
      return fail(report, "%s differs: %s and %s", key, shown(value), shown(other));
    }
  }
  return true;
}

static bool same(World *world, json_t *step) {
  const char *const known[] = { "same", "except", "note", NULL };
  if (!only(world->report, step, known)) {
    return false;
  }
  json_t *both = resolve(world->report, json_object_get(step, "same"), world->saved);
  bool good = both != NULL && (json_array_size(both) == 2 || fail(world->report, "same compares two objects")) &&
              same_objects(world->report, json_array_get(both, 0), json_array_get(both, 1),
                           json_object_get(step, "except"));
  json_decref(both);
  return good;
}

/* Whether the newest of the mails is as wanted; saves its code. */
static bool look_at_mail(World *world, json_t *wanted, json_t *mail) {
  const char *const looked_at[] = { "purpose", "code", "locale", "sender", "sender_name" };
  for (size_t at = 0; at < sizeof looked_at / sizeof looked_at[0]; at++) {
    json_t *expected = json_object_get(wanted, looked_at[at]);
    if (expected != NULL && !check(world->report, expected, json_object_get(mail, looked_at[at]), looked_at[at])) {
      return false;
    }
  }
  json_t *name = json_object_get(wanted, "save_code"), *code = json_object_get(mail, "code");
  if (name == NULL) {
    return true;
  }
  if (!json_is_string(name) || !json_is_string(code)) {
    return fail(world->report, "save_code is a name, and needs a mail with a code");
  }
  json_object_set(world->saved, json_string_value(name), code);
  return true;
}

static bool look_for_mail(World *world, json_t *wanted) {
  const char *const known[] = { "to", "purpose", "count", "save_code", "code", "locale", "sender", "sender_name", NULL };
  json_t *to = json_object_get(wanted, "to"), *count = json_object_get(wanted, "count");
  if (!json_is_string(to) || !only(world->report, wanted, known)) {
    return fail(world->report, "mail names its address");
  }
  json_t *mail, *last = NULL;
  size_t index, there = 0;
  json_array_foreach(world->mails, index, mail) {
    if (json_equal(json_object_get(mail, "to"), to)) {
      last = mail;
      there++;
    }
  }
  if (count != NULL) {
    json_t *found = json_integer((json_int_t)there);
    bool good = check(world->report, count, found, "count");
    json_decref(found);
    if (!good || json_object_size(wanted) == 2) {
      return good;
    }
  } else if (json_object_size(wanted) == 1) {
    return fail(world->report, "mail expects something");
  }
  return last != NULL ? look_at_mail(world, wanted, last)
                      : fail(world->report, "there is no mail to %s", json_string_value(to));
}

static bool mail(World *world, json_t *step) {
  const char *const known[] = { "mail", "note", NULL };
  if (!only(world->report, step, known)) {
    return false;
  }
  json_t *wanted = resolve(world->report, json_object_get(step, "mail"), world->saved);
  bool good = wanted != NULL && look_for_mail(world, wanted);
  json_decref(wanted);
  return good;
}

bool run_step(World *world, json_t *step) {
  static const struct {
    const char *key;
    bool (*run)(World *, json_t *);
  } kinds[] = {
    { "call", run_call }, { "advance_ms", advance }, { "deliver", deliver },
    { "mail", mail },     { "repeat", repeat },      { "same", same },
  };
  bool (*run)(World *, json_t *) = NULL;
  for (size_t at = 0; at < sizeof kinds / sizeof kinds[0]; at++) {
    if (json_object_get(step, kinds[at].key) != NULL) {
      if (run != NULL) {
        return fail(world->report, "a step is of one kind only");
      }
      run = kinds[at].run;
    }
  }
  return run != NULL ? run(world, step)
                     : fail(world->report, "a step has one of call, advance_ms, deliver, mail, repeat, same");
}
