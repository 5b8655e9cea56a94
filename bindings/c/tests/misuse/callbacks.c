/* Mailers and clocks: their contexts are released once, and what they call is answered. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "checks.h"
#include "tests.h"
#include "world.h"

void a_context_is_released_exactly_once(void) {
  mailbox box = MAILBOX_INIT;
  doorstep_mailer_callback callback = { NULL, NULL, release };
  doorstep_clock_callback clock_callback = { NULL, NULL, release };
  doorstep_mailer *mailer = NULL;
  doorstep_clock *clock = NULL;
  callback.context = clock_callback.context = &box;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_mailer_new(callback, &mailer, &error));
  CHECK(box.released == 1);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_clock_new(clock_callback, &clock, &error));
  CHECK(box.released == 2);
  callback.send = keep;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_mailer_new(callback, NULL, &error));
  CHECK(box.released == 3);
  OK(doorstep_mailer_new(callback, &mailer, &error));
  CHECK(box.released == 3);
  doorstep_mailer_free(mailer);
  doorstep_mailer_free(mailer);
  CHECK(box.released == 4);
}

void a_mailer_is_released_with_the_last_that_uses_it(void) {
  mailbox box = MAILBOX_INIT;
  world w;
  make(&w, ":memory:", &box, 1);
  doorstep_engine_free(w.engine);
  CHECK(box.released == 0);
  doorstep_app_free(w.app);
  doorstep_tenant_free(w.tenant);
  CHECK(box.released == 1);
  doorstep_clock_free(w.clock);
}

void a_mailer_may_call_back(void) {
  mailbox box = MAILBOX_INIT;
  doorstep_step *step = NULL;
  doorstep_step *next = NULL;
  doorstep_mail_report report = DOORSTEP_MAIL_REPORT_INIT;
  world w;
  make(&w, ":memory:", &box, 0);
  box.calls_back_into = &w;
  OK(doorstep_app_sign_in(w.app, "ada@example.com", NULL, NULL, &step, &error));
  CHECK(doorstep_step_kind(step) == DOORSTEP_STEP_CODE_REQUIRED);
  OK(doorstep_engine_deliver_mail(w.engine, &report, &error));
  CHECK(box.messages >= 1 && report.failed == 0 && report.size == sizeof report);
  /* Messages end with the call. */
  CHECK(doorstep_message_to(box.message) == NULL && doorstep_message_code(box.message) == NULL);
  OK(doorstep_app_submit_code(w.app, doorstep_step_token(step), box.code, &next, &error));
  CHECK(doorstep_step_kind(next) == DOORSTEP_STEP_COMPLETED);
  /* A session outlives its step when it is copied. */
  doorstep_session *session = NULL;
  const doorstep_session *borrowed = doorstep_step_session(next);
  OK(doorstep_session_copy(borrowed, &session, &error));
  doorstep_step_free(next);
  CHECK(doorstep_session_id(borrowed) == NULL && doorstep_session_id(session) != NULL);
  CHECK(doorstep_string_list_count(doorstep_session_amr(session)) == 1);
  doorstep_session_free(session);
  doorstep_step_free(step);
  unmake(&w);
}

typedef struct closing {
  doorstep_engine *engine;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int done;
} closing;

static uint32_t close_engine(void *context, const doorstep_message *message) {
  closing *work = context;
  (void)message;
  doorstep_engine_free(work->engine);
  return DOORSTEP_MAIL_RESULT_SENT;
}

/* The engine's thread has returned from the mailer by now, and holds no message any more. */
static void closed_engine(void *context) {
  closing *work = context;
  pthread_mutex_lock(&work->lock);
  work->done = 1;
  pthread_cond_signal(&work->changed);
  pthread_mutex_unlock(&work->lock);
}

void a_mailer_may_free_its_engine(void) {
  mailbox box = MAILBOX_INIT;
  closing work = { NULL, PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };
  doorstep_mailer_callback callback = { &work, close_engine, closed_engine };
  doorstep_engine_options options = DOORSTEP_ENGINE_OPTIONS_INIT;
  doorstep_key_ring *keys = key_ring();
  doorstep_mailer *mailer = NULL;
  doorstep_step *step = NULL;
  char path[] = "/tmp/doorstep-misuse-XXXXXX";
  world w;
  CHECK(mkdtemp(path) != NULL);
  char file[64];
  snprintf(file, sizeof file, "%s/a.db", path);
  make(&w, file, &box, 0);
  unmake(&w);
  OK(doorstep_mailer_new(callback, &mailer, &error));
  options.database = file;
  options.keys = keys;
  options.mailer = mailer;
  OK(doorstep_engine_open(&options, &work.engine, &error));
  OK(doorstep_engine_tenant(work.engine, "contoso", &w.tenant, &error));
  OK(doorstep_tenant_app(w.tenant, w.client_id, &w.app, &error));
  OK(doorstep_app_sign_in(w.app, "ada@example.com", NULL, NULL, &step, &error));
  doorstep_step_free(step);
  doorstep_app_free(w.app);
  doorstep_tenant_free(w.tenant);
  doorstep_mailer_free(mailer);
  doorstep_key_ring_free(keys);
  pthread_mutex_lock(&work.lock);
  while (!work.done) {
    pthread_cond_wait(&work.changed, &work.lock);
  }
  pthread_mutex_unlock(&work.lock);
}

static int64_t thirty_years(void *context) {
  ++*(int *)context;
  return INT64_C(946684800000);
}

void a_clock_may_be_a_function(void) {
  int asked = 0;
  doorstep_clock_callback callback = { &asked, thirty_years, NULL };
  doorstep_clock *clock = NULL;
  doorstep_tenant *tenant = NULL;
  doorstep_tenant_record_list *tenants = NULL;
  OK(doorstep_clock_new(callback, &clock, &error));
  CHECK(doorstep_clock_now_ms(clock) == INT64_C(946684800000) && asked == 1);
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_manual_clock_advance(clock, 1, &error));
  doorstep_engine *engine = open_engine(":memory:", NULL, clock, 0);
  OK(doorstep_engine_create_tenant(engine, "contoso", &tenant, &error));
  OK(doorstep_engine_tenants(engine, &tenants, &error));
  CHECK(doorstep_tenant_record_created_at_ms(doorstep_tenant_record_list_at(tenants, 0)) == INT64_C(946684800000));
  CHECK(asked > 1);
  doorstep_tenant_record_list_free(tenants);
  doorstep_tenant_free(tenant);
  doorstep_engine_free(engine);
  doorstep_clock_free(clock);
}
