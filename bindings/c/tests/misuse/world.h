/* A small world: an engine, a tenant with an app, one user, and a mailbox. */
#ifndef MISUSE_WORLD_H
#define MISUSE_WORLD_H

#include <doorstep.h>

#include <pthread.h>

typedef struct world {
  doorstep_clock *clock;
  doorstep_engine *engine;
  doorstep_tenant *tenant;
  doorstep_app *app;
  char client_id[64];
} world;

typedef struct mailbox {
  pthread_mutex_t lock;
  char code[16];
  const doorstep_message *message;
  world *calls_back_into;
  int messages;
  int released;
} mailbox;

#define MAILBOX_INIT { PTHREAD_MUTEX_INITIALIZER, "", NULL, NULL, 0, 0 }

/* A mailer's functions, whose context is a mailbox. */
uint32_t keep(void *context, const doorstep_message *message);
void release(void *context);

doorstep_key_ring *key_ring(void);
doorstep_engine *open_engine(const char *database, mailbox *box, doorstep_clock *clock, uint32_t background);

/* A tenant with an app that people sign in to by code, and one user. */
void make(world *made, const char *database, mailbox *box, uint32_t background);
void unmake(world *made);

#endif
