/* Opening the engine: its key, its mail server, its database. */
#include "service.h"

#include "first_start.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool succeeded(doorstep_status status, doorstep_error **error, const char *what) {
  if (status == DOORSTEP_OK) {
    return true;
  }
  fprintf(stderr, "%s: %s (%s)\n", what, doorstep_error_message(*error), doorstep_status_name(status));
  doorstep_error_free(*error);
  *error = NULL;
  return false;
}

/* A real program keeps the key away from the database, in a secret manager or on another disk. */
static bool open_keys(const char *data, doorstep_key_ring **keys) {
  char path[1024];
  doorstep_error *error = NULL;
  snprintf(path, sizeof path, "%s/key", data);
  doorstep_status status = access(path, F_OK) == 0 ? doorstep_key_ring_from_file(path, keys, &error)
                                                   : doorstep_key_ring_create_file(path, keys, &error);
  return succeeded(status, &error, path);
}

/* Mail to this machine may go unprotected; anywhere else it goes by TLS or not at all. */
static bool open_mailer(const char *smtp, doorstep_mailer **mailer) {
  char host[256];
  const char *colon = strrchr(smtp, ':');
  if (colon == NULL || colon == smtp || (size_t)(colon - smtp) >= sizeof host) {
    fprintf(stderr, "DOORSTEP_SMTP is host:port, not %s\n", smtp);
    return false;
  }
  snprintf(host, sizeof host, "%.*s", (int)(colon - smtp), smtp);
  doorstep_smtp_options options = DOORSTEP_SMTP_OPTIONS_INIT;
  options.host = host;
  options.port = (uint32_t)strtoul(colon + 1, NULL, 10);
  bool here = strcmp(host, "127.0.0.1") == 0 || strcmp(host, "localhost") == 0;
  options.security = here ? DOORSTEP_SMTP_UNPROTECTED : DOORSTEP_SMTP_STARTTLS;
  options.username = getenv("DOORSTEP_SMTP_USERNAME");
  options.password = getenv("DOORSTEP_SMTP_PASSWORD");
  doorstep_error *error = NULL;
  return succeeded(doorstep_smtp_mailer_new(&options, mailer, &error), &error, smtp);
}

static bool open_engine(const Options *options, doorstep_engine **engine) {
  char path[1024];
  snprintf(path, sizeof path, "%s/doorstep.db", options->data);
  doorstep_key_ring *keys = NULL;
  doorstep_mailer *mailer = NULL;
  doorstep_error *error = NULL;
  bool good = open_keys(options->data, &keys) && open_mailer(options->smtp, &mailer);
  if (good) {
    doorstep_engine_options opening = DOORSTEP_ENGINE_OPTIONS_INIT;
    opening.database = path;
    opening.keys = keys;
    opening.mailer = mailer;
    good = succeeded(doorstep_engine_open(&opening, engine, &error), &error, path);
  }
  doorstep_mailer_free(mailer);
  doorstep_key_ring_free(keys);
  return good;
}

/* The tenant has one app. */
static bool open_app(Service *service) {
  doorstep_app_registration_list *apps = NULL;
  doorstep_error *error = NULL;
  bool good = succeeded(doorstep_apps_list(service->tenant, &apps, &error), &error, "the apps");
  if (good) {
    const char *client_id = doorstep_app_registration_client_id(doorstep_app_registration_list_at(apps, 0));
    good = succeeded(doorstep_tenant_app(service->tenant, client_id, &service->app, &error), &error, "the app");
  }
  doorstep_app_registration_list_free(apps);
  return good;
}

bool service_open(Service *service, const Options *options) {
  service->origin = options->origin;
  service->secure = strncmp(options->origin, "https://", 8) == 0;
  if (mkdir(options->data, 0700) != 0 && errno != EEXIST) {
    perror(options->data);
    return false;
  }
  if (!open_engine(options, &service->engine)) {
    return false;
  }
  doorstep_error *error = NULL;
  doorstep_status status = doorstep_engine_tenant(service->engine, TENANT, &service->tenant, &error);
  if (status == DOORSTEP_NOT_FOUND) {
    doorstep_error_free(error);
    return first_start(service, options->data) && open_app(service);
  }
  return succeeded(status, &error, "the tenant") && open_app(service);
}

void service_close(Service *service) {
  doorstep_app_free(service->app);
  doorstep_tenant_free(service->tenant);
  doorstep_engine_free(service->engine);
}
