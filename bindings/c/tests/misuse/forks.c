/* A child after fork is refused, and may open an engine of its own. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checks.h"
#include "tests.h"
#include "world.h"

/* Guarded, so that nobody needs atomics of C11. */
static pthread_mutex_t stop_lock = PTHREAD_MUTEX_INITIALIZER;
static int stop;

static int stopped(void) {
  pthread_mutex_lock(&stop_lock);
  int now = stop;
  pthread_mutex_unlock(&stop_lock);
  return now;
}

static void *keep_locks_busy(void *context) {
  while (!stopped()) {
    doorstep_user_list *users = NULL;
    doorstep_users_list(((world *)context)->tenant, 10, NULL, &users, NULL);
    doorstep_user_list_free(users);
  }
  return NULL;
}

/* What a child may do in any case, even if its parent's threads were in the middle of calls: be refused. */
static void refused_child(world *w) {
  doorstep_user_list *users = NULL;
  doorstep_step *step = NULL;
  ANSWERS(DOORSTEP_FORKED, doorstep_users_list(w->tenant, 10, NULL, &users, &error));
  ANSWERS(DOORSTEP_FORKED, doorstep_app_sign_in(w->app, "ada@example.com", NULL, NULL, &step, &error));
  ANSWERS(DOORSTEP_FORKED, doorstep_engine_close(w->engine, &error));
  CHECK(doorstep_tenant_name(w->tenant) == NULL);
  CHECK(doorstep_live_handles() == 0);
  unmake(w); /* touches nothing */
}

/* What it may do when no other thread was inside the library. */
static void opening_child(const char *database) {
  mailbox box = MAILBOX_INIT;
  doorstep_user_list *users = NULL;
  doorstep_tenant *tenant = NULL;
  doorstep_engine *engine = open_engine(database, &box, NULL, 1);
  OK(doorstep_engine_tenant(engine, "contoso", &tenant, &error));
  OK(doorstep_users_list(tenant, 10, NULL, &users, &error));
  CHECK(doorstep_user_list_count(users) == 1);
  doorstep_user_list_free(users);
  doorstep_tenant_free(tenant);
  doorstep_engine_free(engine);
  CHECK(box.released == 1);
  CHECK(doorstep_live_handles() == 0);
}

static void fork_and_wait(world *w, const char *database) {
  int status = 1;
  fflush(NULL);
  pid_t pid = fork();
  if (pid == 0) {
    alarm(20); /* a lock that nobody will let go of ends the test, not the machine */
    failures = 0;
    refused_child(w);
    if (database != NULL) {
      opening_child(database);
    }
    _exit(failures == 0 ? 0 : 1);
  }
  CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

void a_child_is_refused_whatever_its_parent_was_doing(void) {
  pthread_t threads[4];
  world w;
  make(&w, ":memory:", NULL, 0);
  pthread_mutex_lock(&stop_lock);
  stop = 0;
  pthread_mutex_unlock(&stop_lock);
  for (size_t at = 0; at < 4; at++) {
    CHECK(pthread_create(&threads[at], NULL, keep_locks_busy, &w) == 0);
  }
  for (int round = 0; round < 200; round++) {
    fork_and_wait(&w, NULL);
  }
  pthread_mutex_lock(&stop_lock);
  stop = 1;
  pthread_mutex_unlock(&stop_lock);
  for (size_t at = 0; at < 4; at++) {
    pthread_join(threads[at], NULL);
  }
  unmake(&w);
}

void a_child_opens_an_engine_of_its_own(void) {
  doorstep_user_list *users = NULL;
  char path[] = "/tmp/doorstep-misuse-XXXXXX";
  char file[64];
  world w;
  CHECK(mkdtemp(path) != NULL);
  snprintf(file, sizeof file, "%s/a.db", path);
  make(&w, file, NULL, 0);
  for (int round = 0; round < 10; round++) {
    fork_and_wait(&w, file);
  }
  OK(doorstep_users_list(w.tenant, 10, NULL, &users, &error));
  CHECK(doorstep_user_list_count(users) == 1);
  doorstep_user_list_free(users);
  unmake(&w);
}
