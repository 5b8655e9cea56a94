/*
 * Mistakes that the sanitizers and valgrind must find, or their silence over the other programs would say nothing. The
 * argument chooses one.
 */
#include <doorstep.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the compiler cannot see through. */
static volatile size_t one = 1;
static char *volatile memory;

static void leak(void) {
  memory = malloc(4096 * one);
  memory = NULL;
}

static void overflow(void) {
  memory = malloc(32);
  memory[31 + one] = 'x';
  free(memory);
}

static void use_after_free(void) {
  memory = malloc(32 * one);
  free(memory);
  memory[0] = 'x';
}

/* The library's own code reads past the end of this, which is only seen if that code is watched too. */
static void overflow_in_the_library(void) {
  uint8_t *key = malloc(16);
  doorstep_key_ring *keys = NULL;
  for (size_t at = 0; at < 16; at++) {
    key[at] = (uint8_t)at;
  }
  doorstep_key_ring_from_bytes(key, 31 + one, &keys, NULL);
  doorstep_key_ring_free(keys);
  free(key);
}

/* What C calls undefined, and valgrind cannot know. */
static void undefined(void) {
  int big = INT_MAX;
  printf("%d\n", big + (int)one);
}

/* What the program forgot and the library still holds is no leak to anybody but the library. */
static void handle(void) {
  doorstep_clock *clock = NULL;
  doorstep_manual_clock_new(0, &clock, NULL);
  if (doorstep_live_handles() != 0) {
    exit(3);
  }
}

int main(int count, char **arguments) {
  static const struct {
    const char *name;
    void (*make)(void);
  } mistakes[] = {
    { "leak", leak },
    { "overflow", overflow },
    { "use-after-free", use_after_free },
    { "overflow-in-the-library", overflow_in_the_library },
    { "undefined", undefined },
    { "handle", handle },
  };
  for (size_t at = 0; count == 2 && at < sizeof mistakes / sizeof mistakes[0]; at++) {
    if (strcmp(mistakes[at].name, arguments[1]) == 0) {
      mistakes[at].make();
      return 0;
    }
  }
  return 2;
}
