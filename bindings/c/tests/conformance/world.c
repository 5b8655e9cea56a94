#include "world.h"

#include "call.h"
#include "normal.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* How a scenario wants its engine. */
typedef struct Choice {
  bool mailer;
  doorstep_limits limits;
  doorstep_policy_limits policy_limits;
  json_t *countries; /* by address; NULL when nobody looks them up */
} Choice;

/* Where each limit is in its struct. */
static const struct {
  const char *name;
  size_t offset;
  bool wide;
} LIMITS[] = {
  { "code_lifetime_ms", offsetof(doorstep_limits, code_lifetime_ms), true },
  { "resend_after_ms", offsetof(doorstep_limits, resend_after_ms), true },
  { "tries_per_code", offsetof(doorstep_limits, tries_per_code), false },
  { "sends_per_journey", offsetof(doorstep_limits, sends_per_journey), false },
  { "sends_per_hour", offsetof(doorstep_limits, sends_per_hour), false },
  { "sends_per_day", offsetof(doorstep_limits, sends_per_day), false },
  { "wrong_codes_before_lock", offsetof(doorstep_limits, wrong_codes_before_lock), false },
  { "wrong_codes_per_day", offsetof(doorstep_limits, wrong_codes_per_day), false },
  { "wrong_passwords_before_lock", offsetof(doorstep_limits, wrong_passwords_before_lock), false },
};

static bool set_limit(Report *report, doorstep_limits *limits, const char *name, json_t *value) {
  json_int_t number = json_integer_value(value);
  if (number <= 0 || number > UINT32_MAX) {
    return fail(report, "the limit %s cannot be %s", name, shown(value));
  }
  for (size_t at = 0; at < sizeof LIMITS / sizeof LIMITS[0]; at++) {
    if (strcmp(LIMITS[at].name, name) == 0) {
      char *field = (char *)limits + LIMITS[at].offset;
      int64_t wide = number;
      uint32_t narrow = (uint32_t)number;
      memcpy(field, LIMITS[at].wide ? (void *)&wide : (void *)&narrow, LIMITS[at].wide ? sizeof wide : sizeof narrow);
      return true;
    }
  }
  return fail(report, "there is no limit %s", name);
}

static bool read_limits(Report *report, doorstep_limits *limits, json_t *given) {
  const char *name;
  json_t *value;
  json_object_foreach(given, name, value) {
    if (!set_limit(report, limits, name, value)) {
      return false;
    }
  }
  return true;
}

static bool read_policy_limits(Report *report, doorstep_policy_limits *limits, json_t *given) {
  const char *name;
  json_t *value;
  json_object_foreach(given, name, value) {
    uint32_t *field = strcmp(name, "policies") == 0                    ? &limits->policies
                      : strcmp(name, "locations") == 0                 ? &limits->locations
                      : strcmp(name, "authentication_strengths") == 0 ? &limits->authentication_strengths
                      : strcmp(name, "location_ranges") == 0           ? &limits->location_ranges
                      : strcmp(name, "mfa_trusted_ips") == 0           ? &limits->mfa_trusted_ips
                      : strcmp(name, "policy_applications") == 0       ? &limits->policy_applications
                                                                       : NULL;
    json_int_t number = json_integer_value(value);
    if (field == NULL || number <= 0 || number > UINT32_MAX) {
      return fail(report, "the policy limit %s cannot be %s", name, shown(value));
    }
    *field = (uint32_t)number;
  }
  return true;
}

static bool check_countries(Report *report, json_t *countries) {
  const char *ip;
  json_t *country;
  json_object_foreach(countries, ip, country) {
    unsigned char address[16];
    if (inet_pton(AF_INET, ip, address) != 1 && inet_pton(AF_INET6, ip, address) != 1) {
      return fail(report, "%s is no address", ip);
    }
    if (!json_is_string(country)) {
      return fail(report, "the country of %s is no text", ip);
    }
  }
  return countries == NULL || json_is_object(countries) ? true : fail(report, "countries are no object");
}

static uint32_t look_up(void *context, const char *ip, char *country) {
  const char *found = json_string_value(json_object_get(context, ip));
  return found != NULL && snprintf(country, 8, "%.7s", found) > 0;
}

static uint32_t collect(void *context, const doorstep_message *message) {
  json_array_append_new(context, normal_message(message));
  return DOORSTEP_MAIL_RESULT_SENT;
}

/* The mailer shares the list of mails with the world, a country lookup its countries with the scenario. */
static void release(void *context) {
  json_decref(context);
}

/* Opens what an engine needs, in order, as long as all goes well; its parts can be freed as soon as it is open. */
static bool open_engine(World *world, const Choice *choice, Call *call) {
  uint8_t key[32];
  for (size_t at = 0; at < sizeof key; at++) {
    key[at] = (uint8_t)at;
  }
  doorstep_mailer_callback callback = { json_incref(world->mails), collect, release };
  doorstep_country_lookup_callback countries = { json_incref(choice->countries), look_up, release };
  doorstep_key_ring *keys = NULL;
  doorstep_mailer *mailer = NULL;
  doorstep_country_lookup *lookup = NULL;
  doorstep_engine_options options = DOORSTEP_ENGINE_OPTIONS_INIT;
  bool good = done(call, doorstep_mailer_new(callback, &mailer, &call->error)) &&
              done(call, doorstep_country_lookup_new(countries, &lookup, &call->error)) &&
              done(call, doorstep_key_ring_from_bytes(key, sizeof key, &keys, &call->error)) &&
              done(call, doorstep_manual_clock_new(START, &world->clock, &call->error));
  if (good) {
    options.database = ":memory:";
    options.keys = keys;
    options.mailer = choice->mailer ? mailer : NULL;
    options.clock = world->clock;
    options.limits = &choice->limits;
    options.policy_limits = &choice->policy_limits;
    options.country_lookup = choice->countries != NULL ? lookup : NULL;
    options.deliver_in_background = 0;
    good = done(call, doorstep_engine_open(&options, &world->engine, &call->error));
  }
  doorstep_mailer_free(mailer);
  doorstep_country_lookup_free(lookup);
  doorstep_key_ring_free(keys);
  return good;
}

static bool create_tenant(World *world, Call *call) {
  doorstep_tenant *tenant = NULL;
  doorstep_tenant_settings *settings = NULL;
  bool good = done(call, doorstep_engine_create_tenant(world->engine, TENANT, &tenant, &call->error)) &&
              done(call, doorstep_tenant_get_settings(tenant, &settings, &call->error));
  if (good) {
    json_object_set_new(world->saved, "tenant", normal_tenant(tenant));
    world->defaults = normal_tenant_settings(settings);
  }
  doorstep_tenant_settings_free(settings);
  doorstep_tenant_free(tenant);
  return good;
}

bool world_open(World *world, Report *report, json_t *given) {
  const char *const known[] = { "mailer", "limits", "policy_limits", "countries", NULL };
  world->report = report;
  world->mails = json_array();
  world->saved = json_object();
  json_t *mailer = json_object_get(given, "mailer");
  if (!only(report, given, known) || (mailer != NULL && !json_is_boolean(mailer))) {
    return fail(report, "the mailer is none or there");
  }
  Choice choice = { !json_is_false(mailer), DOORSTEP_LIMITS_INIT, DOORSTEP_POLICY_LIMITS_INIT,
                    json_object_get(given, "countries") };
  if (!read_limits(report, &choice.limits, json_object_get(given, "limits")) ||
      !read_policy_limits(report, &choice.policy_limits, json_object_get(given, "policy_limits")) ||
      !check_countries(report, choice.countries)) {
    return false;
  }
  Call call = call_begin(report, NULL);
  bool good = open_engine(world, &choice, &call) && create_tenant(world, &call);
  if (!good) {
    fail(report, "the engine does not open: %s", doorstep_error_message(call.error));
  }
  call_end(&call);
  return good;
}

void world_close(World *world) {
  doorstep_engine_free(world->engine);
  doorstep_clock_free(world->clock);
  json_decref(world->mails);
  json_decref(world->saved);
  json_decref(world->defaults);
}
