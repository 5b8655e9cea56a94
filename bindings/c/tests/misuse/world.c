/* See the header. */
#include "world.h"

#include <string.h>

#include "checks.h"

uint32_t keep(void *context, const doorstep_message *message) {
  mailbox *box = context;
  const char *code = doorstep_message_code(message);
  pthread_mutex_lock(&box->lock);
  box->messages++;
  box->message = message;
  if (code != NULL && strlen(code) < sizeof box->code) {
    strcpy(box->code, code);
  }
  pthread_mutex_unlock(&box->lock);
  if (box->calls_back_into != NULL) {
    doorstep_step *step = NULL;
    doorstep_user_list *users = NULL;
    OK(doorstep_users_list(box->calls_back_into->tenant, 10, NULL, &users, &error));
    CHECK(doorstep_user_list_count(users) == 1);
    OK(doorstep_app_sign_in(box->calls_back_into->app, "grace@example.com", NULL, NULL, &step, &error));
    doorstep_user_list_free(users);
    doorstep_step_free(step);
  }
  return DOORSTEP_MAIL_RESULT_SENT;
}

void release(void *context) {
  ((mailbox *)context)->released++;
}

doorstep_key_ring *key_ring(void) {
  doorstep_key_ring *keys = NULL;
  uint8_t key[32];
  for (size_t at = 0; at < sizeof key; at++) {
    key[at] = (uint8_t)at;
  }
  OK(doorstep_key_ring_from_bytes(key, sizeof key, &keys, &error));
  return keys;
}

doorstep_engine *open_engine(const char *database, mailbox *box, doorstep_clock *clock, uint32_t background) {
  doorstep_key_ring *keys = key_ring();
  doorstep_mailer *mailer = NULL;
  doorstep_engine *engine = NULL;
  doorstep_mailer_callback callback = { box, keep, release };
  doorstep_engine_options options = DOORSTEP_ENGINE_OPTIONS_INIT;
  if (box != NULL) {
    OK(doorstep_mailer_new(callback, &mailer, &error));
  }
  options.database = database;
  options.keys = keys;
  options.mailer = mailer;
  options.clock = clock;
  options.deliver_in_background = background;
  OK(doorstep_engine_open(&options, &engine, &error));
  doorstep_mailer_free(mailer);
  doorstep_key_ring_free(keys);
  return engine;
}

void make(world *made, const char *database, mailbox *box, uint32_t background) {
  doorstep_app_registration *registration = NULL;
  doorstep_user_flow *flow = NULL;
  doorstep_user *user = NULL;
  doorstep_new_user_flow new_flow = DOORSTEP_NEW_USER_FLOW_INIT;
  doorstep_new_user new_user = DOORSTEP_NEW_USER_INIT;
  const char *client_ids[1];

  memset(made, 0, sizeof *made);
  OK(doorstep_manual_clock_new(1800000000000, &made->clock, &error));
  made->engine = open_engine(database, box, made->clock, background);
  OK(doorstep_engine_create_tenant(made->engine, "contoso", &made->tenant, &error));
  OK(doorstep_apps_register(made->tenant, "Shop", &registration, &error));
  strcpy(made->client_id, doorstep_app_registration_client_id(registration));
  doorstep_app_registration_free(registration);
  client_ids[0] = made->client_id;
  new_flow.display_name = "By code";
  new_flow.identity_provider = DOORSTEP_EMAIL_OTP;
  new_flow.client_ids = client_ids;
  new_flow.client_id_count = 1;
  OK(doorstep_user_flows_create(made->tenant, &new_flow, &flow, &error));
  doorstep_user_flow_free(flow);
  new_user.email = "ada@example.com";
  OK(doorstep_users_create(made->tenant, &new_user, &user, &error));
  doorstep_user_free(user);
  OK(doorstep_tenant_app(made->tenant, made->client_id, &made->app, &error));
}

void unmake(world *made) {
  doorstep_app_free(made->app);
  doorstep_tenant_free(made->tenant);
  doorstep_engine_free(made->engine);
  doorstep_clock_free(made->clock);
}
