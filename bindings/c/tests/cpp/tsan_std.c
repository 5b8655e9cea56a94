/*
 * Tells ThreadSanitizer what Rust's standard library does. That comes compiled and not instrumented, so that a lock which
 * had to be waited for, and what a Once made, would look unsynchronized. The linker puts these functions before those
 * (--wrap); their names change with every compiler, and test_threads.py looks them up.
 *
 * Atomic fences are not understood either. Arc has one where its last owner drops it; so each decrement acquires here.
 */
#include <stdbool.h>
#include <stdint.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define NAME2(prefix, name) prefix##name
#define NAME(prefix, name) NAME2(prefix, name)
#define REAL(name) NAME(__real_, name)
#define WRAP(name) NAME(__wrap_, name)

/* Locks: what a thread finds under one that it waited for was released there by the inlined, instrumented unlock. */
#define WAITED_FOR(name)               \
  void REAL(name)(void *lock);         \
  void WRAP(name)(void *lock);         \
  void WRAP(name)(void *lock) {        \
    REAL(name)(lock);                  \
    __tsan_acquire(lock);              \
  }

WAITED_FOR(MUTEX_LOCK)
WAITED_FOR(RWLOCK_READ)
WAITED_FOR(RWLOCK_WRITE)

/* Waiting for a condition unlocks and locks. */
void REAL(CONDVAR_WAIT)(void *condvar, void *mutex);
void WRAP(CONDVAR_WAIT)(void *condvar, void *mutex);
void WRAP(CONDVAR_WAIT)(void *condvar, void *mutex) {
  __tsan_release(mutex);
  REAL(CONDVAR_WAIT)(condvar, mutex);
  __tsan_acquire(mutex);
}

bool REAL(CONDVAR_WAIT_TIMEOUT)(void *condvar, void *mutex, uint64_t seconds, uint32_t nanoseconds);
bool WRAP(CONDVAR_WAIT_TIMEOUT)(void *condvar, void *mutex, uint64_t seconds, uint32_t nanoseconds);
bool WRAP(CONDVAR_WAIT_TIMEOUT)(void *condvar, void *mutex, uint64_t seconds, uint32_t nanoseconds) {
  __tsan_release(mutex);
  bool in_time = REAL(CONDVAR_WAIT_TIMEOUT)(condvar, mutex, seconds, nanoseconds);
  __tsan_acquire(mutex);
  return in_time;
}

/* A Once is done as soon as its closure returns, so that the release has to come before that. */
typedef void (*call_mut)(void *closure, void *state);

typedef struct lent_closure {
  void *closure;
  const uintptr_t *vtable;
  void *once;
} lent_closure;

static void call_and_release(void *lent, void *state) {
  lent_closure *it = lent;
  ((call_mut)it->vtable[4])(it->closure, state);
  __tsan_release(it->once);
}

void REAL(ONCE_CALL)(void *once, bool ignore_poison, void *closure, const uintptr_t *vtable, const void *caller);
void WRAP(ONCE_CALL)(void *once, bool ignore_poison, void *closure, const uintptr_t *vtable, const void *caller);
void WRAP(ONCE_CALL)(void *once, bool ignore_poison, void *closure, const uintptr_t *vtable, const void *caller) {
  lent_closure lent = { closure, vtable, once };
  /* drop, size, alignment, call_once, call_mut: a borrowed closure is only ever called by the last. */
  const uintptr_t table[5] = { 0, sizeof lent, _Alignof(lent_closure), 0, (uintptr_t)call_and_release };
  REAL(ONCE_CALL)(once, ignore_poison, &lent, table, caller);
  __tsan_acquire(once);
}

enum { RELEASE = 3, ACQUIRE_AND_RELEASE = 4 };

uint64_t REAL(__tsan_atomic64_fetch_sub)(volatile uint64_t *at, uint64_t by, int order);
uint64_t WRAP(__tsan_atomic64_fetch_sub)(volatile uint64_t *at, uint64_t by, int order);
uint64_t WRAP(__tsan_atomic64_fetch_sub)(volatile uint64_t *at, uint64_t by, int order) {
  return REAL(__tsan_atomic64_fetch_sub)(at, by, order == RELEASE ? ACQUIRE_AND_RELEASE : order);
}
