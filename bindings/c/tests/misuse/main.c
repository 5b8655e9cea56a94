/*
 * What only C can do wrong, and what a correct program may well do: bad text and structs, handles used after their end,
 * many threads, a mailer that calls back, a child after fork. Every line of it must be answered, and nothing may crash.
 * Prints one line a test and ends with their count.
 */
#include <doorstep.h>

#include <pthread.h>
#include <stdio.h>

#include "checks.h"
#include "tests.h"

int failures;
static pthread_mutex_t failures_lock = PTHREAD_MUTEX_INITIALIZER;

void failed_check(void) {
  pthread_mutex_lock(&failures_lock);
  failures++;
  pthread_mutex_unlock(&failures_lock);
}

int main(void) {
#define LISTED(name) { #name, name },
  static const struct {
    const char *name;
    void (*run)(void);
  } tests[] = { TESTS(LISTED) };
  int passed = 0, failed = 0;
  for (size_t at = 0; at < sizeof tests / sizeof *tests; at++) {
    failures = 0;
    tests[at].run();
    if (doorstep_live_handles() != 0) {
      fprintf(stderr, "%s: %zu handles left\n", tests[at].name, doorstep_live_handles());
      failures++;
    }
    printf("%s %s\n", failures == 0 ? "ok    " : "FAILED", tests[at].name);
    fflush(stdout);
    failures == 0 ? passed++ : failed++;
  }
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
