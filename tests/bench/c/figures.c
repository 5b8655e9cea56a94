/*
 * The C half of the comparison with Rust: answers `what first count` with times in nanoseconds, as JSON.
 */
#include <doorstep.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char code[16];

static uint32_t keep(void *context, const doorstep_message *message) {
  (void)context;
  snprintf(code, sizeof code, "%s", doorstep_message_code(message));
  return DOORSTEP_MAIL_RESULT_SENT;
}

static void must(doorstep_status status, const char *what) {
  if (status != DOORSTEP_OK) {
    fprintf(stderr, "%s: %s\n", what, doorstep_status_name(status));
    exit(1);
  }
}

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000L + time.tv_nsec;
}

typedef struct world {
  doorstep_tenant *tenant;
  const char *client_id;
  const char *session;
  long users;
} world;

static long user_of(long n, long users) {
  return n * 7368787 % users;
}

static long no_op(const world *world, long n) {
  (void)world, (void)n;
  long began = now();
  volatile uint32_t version = doorstep_abi_version();
  long ended = now();
  (void)version;
  return ended - began;
}

static long validate(const world *world, long n) {
  (void)n;
  doorstep_session *session = NULL;
  long began = now();
  doorstep_status status = doorstep_sessions_validate(world->tenant, world->session, &session, NULL);
  bool found = session != NULL;
  doorstep_session_free(session);
  long ended = now();
  must(status, "validate");
  if (!found) {
    must(DOORSTEP_NOT_FOUND, "validate");
  }
  return ended - began;
}

static long what_if(const world *world, long n) {
  char id[64], ip[32];
  long user = user_of(n, world->users);
  snprintf(id, sizeof id, "01900000-0000-7000-8000-%012lx", user);
  snprintf(ip, sizeof ip, "10.%ld.%ld.%ld", user >> 16 & 255, user >> 8 & 255, user & 255);
  doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT;
  context.ip = ip;
  doorstep_what_if sign_in = DOORSTEP_WHAT_IF_INIT;
  sign_in.user_id = id;
  sign_in.client_id = world->client_id;
  sign_in.context = &context;
  doorstep_decision *decision = NULL;
  long began = now();
  doorstep_status status = doorstep_tenant_what_if(world->tenant, &sign_in, &decision, NULL);
  doorstep_decision_free(decision);
  long ended = now();
  must(status, "what_if");
  return ended - began;
}

/* Signs the first user in, for a session to validate. */
static const char *sign_in(doorstep_engine *engine, const doorstep_app *app) {
  doorstep_step *asked = NULL, *done = NULL;
  must(doorstep_app_sign_in(app, "user00000000@example.com", "correct horse battery staple", NULL, &asked, NULL), "sign_in");
  doorstep_mail_report report = DOORSTEP_MAIL_REPORT_INIT;
  must(doorstep_engine_deliver_mail(engine, &report, NULL), "deliver_mail");
  must(doorstep_app_submit_code(app, doorstep_step_token(asked), code, &done, NULL), "submit_code");
  static char token[256];
  snprintf(token, sizeof token, "%s", doorstep_step_token(done));
  doorstep_step_free(asked);
  doorstep_step_free(done);
  return token;
}

int main(int count_of_arguments, char **arguments) {
  if (count_of_arguments != 4) {
    return 2;
  }
  uint8_t key[32];
  for (size_t at = 0; at < sizeof key; at++) {
    key[at] = (uint8_t)at;
  }
  doorstep_engine_options options = DOORSTEP_ENGINE_OPTIONS_INIT;
  doorstep_key_ring *keys = NULL;
  doorstep_mailer *mailer = NULL;
  doorstep_clock *clock = NULL;
  must(doorstep_key_ring_from_bytes(key, sizeof key, &keys, NULL), "key");
  must(doorstep_mailer_new((doorstep_mailer_callback){ NULL, keep, NULL }, &mailer, NULL), "mailer");
  must(doorstep_manual_clock_new(atoll(arguments[3]), &clock, NULL), "clock");
  options.database = arguments[1];
  options.keys = keys;
  options.mailer = mailer;
  options.clock = clock;
  options.deliver_in_background = 0;
  doorstep_engine *engine = NULL;
  must(doorstep_engine_open(&options, &engine, NULL), "open");

  world world = { NULL, NULL, NULL, atol(arguments[2]) };
  doorstep_app_registration_list *apps = NULL;
  doorstep_app *app = NULL;
  must(doorstep_engine_tenant(engine, "contoso", &world.tenant, NULL), "tenant");
  must(doorstep_apps_list(world.tenant, &apps, NULL), "apps");
  world.client_id = doorstep_app_registration_client_id(doorstep_app_registration_list_at(apps, 0));
  must(doorstep_tenant_app(world.tenant, world.client_id, &app, NULL), "app");
  world.session = sign_in(engine, app);

  puts("[]");
  fflush(stdout);
  char what[32];
  long first, count;
  while (scanf("%31s %ld %ld", what, &first, &count) == 3) {
    long (*call)(const struct world *, long) = strcmp(what, "no_op") == 0      ? no_op
                                               : strcmp(what, "validate") == 0 ? validate
                                                                               : what_if;
    putchar('[');
    for (long n = first; n < first + count; n++) {
      printf(n == first ? "%ld" : ",%ld", call(&world, n));
    }
    puts("]");
    fflush(stdout);
  }
  return 0;
}
