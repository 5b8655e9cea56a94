/* Many threads use, and free, the same handles. */
#include <pthread.h>

#include "checks.h"
#include "tests.h"
#include "world.h"

enum { THREADS = 8, ROUNDS = 50 };

static void *work(void *context) {
  world *w = context;
  for (int round = 0; round < ROUNDS; round++) {
    doorstep_step *step = NULL;
    doorstep_session *session = NULL;
    doorstep_user_list *users = NULL;
    OK(doorstep_app_sign_in(w->app, "grace@example.com", NULL, NULL, &step, &error));
    CHECK(doorstep_step_token(step) != NULL || doorstep_step_denial(step) != NULL);
    doorstep_step_free(step);
    OK(doorstep_sessions_validate(w->tenant, "not a token", &session, &error));
    OK(doorstep_users_list(w->tenant, 10, NULL, &users, &error));
    CHECK(doorstep_user_id(doorstep_user_list_at(users, 0)) != NULL);
    doorstep_user_list_free(users);
    ANSWERS(DOORSTEP_NOT_FOUND, doorstep_users_unlock(w->tenant, "nobody", &error));
  }
  return NULL;
}

void many_threads_use_the_same_handles(void) {
  pthread_t threads[THREADS];
  mailbox box = MAILBOX_INIT;
  world w;
  make(&w, ":memory:", &box, 1);
  for (size_t at = 0; at < THREADS; at++) {
    CHECK(pthread_create(&threads[at], NULL, work, &w) == 0);
  }
  for (size_t at = 0; at < THREADS; at++) {
    pthread_join(threads[at], NULL);
  }
  unmake(&w);
}

typedef struct racing {
  doorstep_tenant *tenant;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int rounds;
} racing;

static void *race(void *context) {
  racing *r = context;
  for (;;) {
    doorstep_user_list *users = NULL;
    doorstep_status status = doorstep_users_list(r->tenant, 10, NULL, &users, NULL);
    pthread_mutex_lock(&r->lock);
    r->rounds++;
    pthread_cond_signal(&r->changed);
    pthread_mutex_unlock(&r->lock);
    if (status == DOORSTEP_INVALID_HANDLE) {
      return NULL;
    }
    CHECK(status == DOORSTEP_OK);
    doorstep_user_list_free(users);
    doorstep_user_list_free(users);
  }
}

void a_handle_may_be_freed_while_it_is_used(void) {
  pthread_t threads[THREADS];
  racing r = { NULL, PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };
  world w;
  make(&w, ":memory:", NULL, 0);
  r.tenant = w.tenant;
  for (size_t at = 0; at < THREADS; at++) {
    CHECK(pthread_create(&threads[at], NULL, race, &r) == 0);
  }
  pthread_mutex_lock(&r.lock);
  while (r.rounds < 1000) {
    pthread_cond_wait(&r.changed, &r.lock);
  }
  pthread_mutex_unlock(&r.lock);
  doorstep_engine_free(w.engine);
  doorstep_tenant_free(w.tenant);
  for (size_t at = 0; at < THREADS; at++) {
    pthread_join(threads[at], NULL);
  }
  unmake(&w);
}
