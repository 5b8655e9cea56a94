/* A check that fails is printed and counted, and the test goes on. */
#ifndef MISUSE_CHECKS_H
#define MISUSE_CHECKS_H

#include <doorstep.h>

#include <stdio.h>

/* The failed checks of the test that runs. */
extern int failures;

void failed_check(void);

#define CHECK(condition)                                                            \
  do {                                                                              \
    if (!(condition)) {                                                             \
      fprintf(stderr, "%s:%d: %s\n", __func__, __LINE__, #condition);               \
      failed_check();                                                               \
    }                                                                               \
  } while (0)

/* The call answers this status, and an error that says the same. */
#define ANSWERS(expected, call)                                                     \
  do {                                                                              \
    doorstep_error *error = (doorstep_error *)(void *)&failures;                    \
    doorstep_status status = (call);                                                \
    if (status != (expected)) {                                                     \
      fprintf(stderr, "%s:%d: %s, not %s: %s\n", __func__, __LINE__,                \
              doorstep_status_name(status), doorstep_status_name(expected), #call); \
      failed_check();                                                               \
    }                                                                               \
    CHECK(doorstep_error_status(error) == status);                                  \
    CHECK((error == NULL) == (status == DOORSTEP_OK));                              \
    doorstep_error_free(error);                                                     \
  } while (0)

#define OK(call) ANSWERS(DOORSTEP_OK, call)

#endif
