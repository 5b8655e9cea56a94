/*
 * Sign-in with a second factor in a small HTTP service. See README.md.
 */
#include "reply.h"
#include "request.h"
#include "routes.h"
#include "service.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MANY_THREADS 4

/* Called when a request begins, for each piece of its form, and once that is complete. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *data, size_t *length,
                                  void **state) {
  (void)version;
  const Service *service = context;
  Request *request = *state;
  if (request == NULL) {
    *state = request_begin(connection, strcmp(method, MHD_HTTP_METHOD_POST) == 0);
    return *state != NULL ? MHD_YES : MHD_NO;
  }
  if (*length > 0) {
    bool good = request_read(request, data, *length);
    *length = 0;
    return good ? MHD_YES : MHD_NO;
  }
  Reply reply = route(service, request, method, path);
  return reply_send(&reply, connection);
}

static void on_end(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode why) {
  (void)context, (void)connection, (void)why;
  if (*state != NULL) {
    request_end(*state);
    *state = NULL;
  }
}

/* Only on this machine: a proxy with a certificate stands before it. */
static struct MHD_Daemon *listen_on(unsigned port, Service *service) {
  struct sockaddr_in address = { 0 };
  address.sin_family = AF_INET;
  address.sin_port = htons((uint16_t)port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return MHD_start_daemon(MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ERROR_LOG, (uint16_t)port, NULL,
                          NULL, on_request, service, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_THREAD_POOL_SIZE,
                          (unsigned)MANY_THREADS, MHD_OPTION_CONNECTION_TIMEOUT, 15u, MHD_OPTION_NOTIFY_COMPLETED,
                          on_end, NULL, MHD_OPTION_END);
}

static const char *setting(const char *name, const char *otherwise) {
  const char *value = getenv(name);
  return value != NULL && value[0] != '\0' ? value : otherwise;
}

int main(void) {
  char usual_origin[64];
  Options options = { .data = setting("DOORSTEP_DATA", "data"), .smtp = setting("DOORSTEP_SMTP", "127.0.0.1:2525") };
  options.port = (unsigned)strtoul(setting("DOORSTEP_PORT", "8088"), NULL, 10);
  snprintf(usual_origin, sizeof usual_origin, "http://127.0.0.1:%u", options.port);
  options.origin = setting("DOORSTEP_ORIGIN", usual_origin);

  if (doorstep_abi_version() != DOORSTEP_ABI_VERSION) {
    fprintf(stderr, "this program was compiled for another libdoorstep\n");
    return 1;
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  /* Threads inherit this: the signals wait for sigwait. */
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, NULL);
  signal(SIGPIPE, SIG_IGN);

  Service service = { 0 };
  struct MHD_Daemon *daemon = service_open(&service, &options) ? listen_on(options.port, &service) : NULL;
  if (daemon != NULL) {
    int signal_number;
    printf("listening on %s\n", options.origin);
    sigwait(&ending, &signal_number);
    MHD_stop_daemon(daemon);
  }
  service_close(&service);
  if (doorstep_live_handles() != 0) {
    fprintf(stderr, "%zu handles were not freed\n", doorstep_live_handles());
    return 1;
  }
  return daemon != NULL ? 0 : 1;
}
