/* What every request needs: the tenant, and the app that people sign in to. */
#ifndef SERVICE_H
#define SERVICE_H

#include <doorstep.h>
#include <stdbool.h>

typedef struct Options {
  const char *data;    /* the folder of the database, the key and the first password */
  const char *smtp;    /* host:port of the mail server */
  const char *origin;  /* where browsers find this service: scheme, host and port */
  unsigned port;
} Options;

typedef struct Service {
  doorstep_engine *engine;
  doorstep_tenant *tenant;
  doorstep_app *app;
  const char *origin;
  bool secure; /* whether browsers come by HTTPS */
} Service;

/* Opens the database, and sets everything up the first time. Says on stderr why it did not. */
bool service_open(Service *service, const Options *options);
void service_close(Service *service);

/* Whether a call succeeded; otherwise logs why, and frees the error. */
bool succeeded(doorstep_status status, doorstep_error **error, const char *what);

#endif
