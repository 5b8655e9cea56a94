/*
 * What only C can do wrong, and what a correct program may well do: bad text and structs, handles used after their end,
 * many threads, a mailer that calls back, a child after fork. Every line of it must be answered, and nothing may crash.
 * Prints one line a test and ends with their count.
 */
#include <doorstep.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t failures_lock = PTHREAD_MUTEX_INITIALIZER;
static int failures;

static void failed_check(void) {
  pthread_mutex_lock(&failures_lock);
  failures++;
  pthread_mutex_unlock(&failures_lock);
}

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

/* ---- A small world ----------------------------------------------------------------------------------- */

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

static uint32_t keep(void *context, const doorstep_message *message) {
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

static void release(void *context) {
  ((mailbox *)context)->released++;
}

static doorstep_key_ring *key_ring(void) {
  doorstep_key_ring *keys = NULL;
  uint8_t key[32];
  for (size_t at = 0; at < sizeof key; at++) {
    key[at] = (uint8_t)at;
  }
  OK(doorstep_key_ring_from_bytes(key, sizeof key, &keys, &error));
  return keys;
}

static doorstep_engine *open_engine(const char *database, mailbox *box, doorstep_clock *clock, uint32_t background) {
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

/* A tenant with an app that people sign in to by code, and one user. */
static void make(world *made, const char *database, mailbox *box, uint32_t background) {
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

static void unmake(world *made) {
  doorstep_app_free(made->app);
  doorstep_tenant_free(made->tenant);
  doorstep_engine_free(made->engine);
  doorstep_clock_free(made->clock);
}

/* ---- Text, bytes, numbers and structs ---------------------------------------------------------------- */

static void bad_text_is_refused(void) {
  world w;
  doorstep_user *user = NULL;
  doorstep_app_registration *app = (doorstep_app_registration *)(void *)&w;
  char *long_text = malloc((1u << 20) + 2);
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_apps_register(w.tenant, "\xff\xfe", &app, &error));
  CHECK(app == NULL); /* cleared, although it held something */
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_apps_register(w.tenant, "half a character \xc3", &app, &error));
  ANSWERS(DOORSTEP_INVALID_UTF8, doorstep_apps_register(w.tenant, "a surrogate \xed\xa0\x80", &app, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_apps_register(w.tenant, NULL, &app, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_apps_register(w.tenant, "", &app, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_apps_register(w.tenant, "Shop", NULL, &error));
  memset(long_text, 'x', (1u << 20) + 1);
  long_text[(1u << 20) + 1] = 0;
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_users_find_by_email(w.tenant, long_text, &user, &error));
  long_text[1u << 20] = 0;
  OK(doorstep_users_find_by_email(w.tenant, long_text, &user, &error));
  CHECK(user == NULL);
  free(long_text);
  unmake(&w);
}

static void an_error_names_the_argument(void) {
  doorstep_key_ring *keys = NULL;
  doorstep_error *error = NULL;
  CHECK(doorstep_key_ring_from_file(NULL, &keys, &error) == DOORSTEP_NULL_ARGUMENT);
  CHECK(strcmp(doorstep_error_code(error), "null_argument") == 0);
  CHECK(strcmp(doorstep_error_message(error), "path: must not be NULL") == 0);
  CHECK(strcmp(doorstep_error_details_json(error), "{\"argument\":\"path\"}") == 0);
  doorstep_error_free(error);
  doorstep_error_free(error);
  CHECK(doorstep_error_message(error) == NULL);
  CHECK(doorstep_key_ring_from_file("/nowhere/at/all", &keys, NULL) == DOORSTEP_KEY_UNAVAILABLE);
}

static void bytes_have_a_length(void) {
  doorstep_key_ring *keys = NULL;
  uint8_t key[64];
  memset(key, 7, sizeof key);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_key_ring_from_bytes(NULL, 32, &keys, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_key_ring_from_bytes(key, 0, &keys, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_key_ring_from_bytes(key, 31, &keys, &error));
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_key_ring_from_bytes(key, 32, &keys, &error)); /* all equal */
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_key_ring_from_bytes(key, 64, &keys, &error));
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_key_ring_from_bytes(key, SIZE_MAX, &keys, &error));
}

static void numbers_outside_an_enumeration_are_refused(void) {
  static const uint32_t wrong[] = { 0, 3, 1000, UINT32_MAX };
  world w;
  make(&w, ":memory:", NULL, 0);
  for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++) {
    doorstep_method_configuration *method = NULL;
    doorstep_step *step = NULL;
    doorstep_user_flow *flow = NULL;
    doorstep_sign_in_list *entries = NULL;
    doorstep_new_user_flow new_flow = DOORSTEP_NEW_USER_FLOW_INIT;
    doorstep_user_flow_changes changes = DOORSTEP_USER_FLOW_CHANGES_INIT;
    doorstep_sign_in_query query = DOORSTEP_SIGN_IN_QUERY_INIT;
    doorstep_target target = { 0, "x" };
    target.kind = wrong[at] == 3 ? 4 : wrong[at];
    new_flow.display_name = "x";
    new_flow.identity_provider = wrong[at];
    changes.sign_up_allowed = wrong[at] == 0 ? 4 : wrong[at];
    query.result = wrong[at] < 5 ? 5 : wrong[at];
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_methods_get(w.tenant, wrong[at], &method, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_app_register_method(w.app, "t", wrong[at], "x", &step, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_user_flows_update(w.tenant, "x", &changes, &flow, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM, doorstep_tenant_sign_ins(w.tenant, &query, &entries, &error));
    ANSWERS(DOORSTEP_INVALID_ENUM,
            doorstep_methods_enable(w.tenant, DOORSTEP_METHOD_EMAIL_OTP, &target, 1, NULL, 0, &method, &error));
  }
  CHECK(doorstep_status_name(1000) == NULL);
  CHECK(doorstep_status_name(DOORSTEP_OK) != NULL);
  CHECK(doorstep_step_kind_name(0) == NULL && doorstep_step_kind_name(UINT32_MAX) == NULL);
  unmake(&w);
}

static void a_struct_says_its_size(void) {
  struct {
    doorstep_sign_in_context known;
    char later[32];
  } newer = { DOORSTEP_SIGN_IN_CONTEXT_INIT, { 0 } };
  doorstep_engine_options reserved = DOORSTEP_ENGINE_OPTIONS_INIT;
  static const size_t wrong[] = { 0, 1, sizeof(doorstep_sign_in_context) - 1, 1u << 20, SIZE_MAX };
  doorstep_step *step = NULL;
  doorstep_engine *engine = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++) {
    doorstep_sign_in_context context = DOORSTEP_SIGN_IN_CONTEXT_INIT;
    context.size = wrong[at];
    ANSWERS(DOORSTEP_INVALID_SIZE, doorstep_app_sign_up(w.app, "x@example.com", &context, &step, &error));
  }
  /* A program made for a later release: fine, as long as it uses none of what is not known here. */
  newer.known.size = sizeof newer;
  OK(doorstep_app_sign_in(w.app, "x@example.com", NULL, &newer.known, &step, &error));
  doorstep_step_free(step);
  newer.later[31] = 1;
  ANSWERS(DOORSTEP_INVALID_SIZE, doorstep_app_sign_in(w.app, "x@example.com", NULL, &newer.known, &step, &error));
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_engine_open(NULL, &engine, &error));
  reserved.reserved = 1;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_engine_open(&reserved, &engine, &error));
  unmake(&w);
}

static void arrays_say_their_length(void) {
  const char *apps[2] = { NULL, NULL };
  doorstep_new_user_flow new_flow = DOORSTEP_NEW_USER_FLOW_INIT;
  doorstep_user_flow *flow = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  new_flow.display_name = "x";
  new_flow.identity_provider = DOORSTEP_EMAIL_OTP;
  new_flow.client_id_count = 1;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.client_ids = apps;
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.client_id_count = SIZE_MAX;
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.client_id_count = SIZE_MAX / sizeof(char *) + 2;
  ANSWERS(DOORSTEP_TOO_LONG, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.client_id_count = 0;
  new_flow.attributes_json = "[{\"name\": 1}]";
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  new_flow.attributes_json = "[{\"name\":\"city\",\"label\":\"City\",\"type\":\"string\"}]";
  OK(doorstep_user_flows_create(w.tenant, &new_flow, &flow, &error));
  CHECK(doorstep_flow_attribute_list_count(doorstep_user_flow_attributes(flow)) == 1);
  doorstep_user_flow_free(flow);
  unmake(&w);
}

/* ---- Handles ------------------------------------------------------------------------------------------ */

static void what_was_freed_is_refused(void) {
  doorstep_tenant *again = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  doorstep_engine_free(w.engine);
  doorstep_engine_free(w.engine);
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_engine_tenant(w.engine, "contoso", &again, &error));
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_engine_close(w.engine, &error));
  CHECK(again == NULL);
  /* What came from it goes on. */
  OK(doorstep_tenant_acting_as(w.tenant, "somebody", &again, &error));
  CHECK(strcmp(doorstep_tenant_actor(again), "somebody") == 0);
  doorstep_tenant_free(again);
  CHECK(doorstep_tenant_name(again) == NULL);
  /* The slot is used again, but not the handle. */
  doorstep_tenant *other = NULL;
  OK(doorstep_tenant_acting_as(w.tenant, "another", &other, &error));
  CHECK(other != again && doorstep_tenant_actor(again) == NULL);
  doorstep_tenant_free(other);
  unmake(&w);
}

static void the_wrong_type_is_refused(void) {
  doorstep_step *step = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_app_resume((doorstep_app *)(void *)w.tenant, "t", &step, &error));
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_engine_close((doorstep_engine *)(void *)&w, &error));
  doorstep_app_free((doorstep_app *)(void *)w.tenant);
  doorstep_string_free((char *)(void *)w.tenant);
  doorstep_string_free(w.client_id);
  CHECK(strcmp(doorstep_tenant_name(w.tenant), "contoso") == 0);
  unmake(&w);
}

static void what_is_borrowed_is_not_freed_and_ends_with_its_owner(void) {
  doorstep_user_list *users = NULL;
  const doorstep_user *user;
  world w;
  make(&w, ":memory:", NULL, 0);
  size_t before = doorstep_live_handles();
  OK(doorstep_users_list(w.tenant, 50, NULL, &users, &error));
  user = doorstep_user_list_at(users, 0);
  CHECK(user != NULL && user == doorstep_user_list_at(users, 0));
  CHECK(doorstep_user_list_at(users, 1) == NULL && doorstep_user_list_at(users, SIZE_MAX) == NULL);
  CHECK(doorstep_live_handles() == before + 2);
  doorstep_user_free((doorstep_user *)(void *)user);
  CHECK(strcmp(doorstep_user_email(user), "ada@example.com") == 0);
  doorstep_user_list_free(users);
  CHECK(doorstep_user_email(user) == NULL && doorstep_user_list_count(users) == 0);
  CHECK(doorstep_live_handles() == before);
  unmake(&w);
}

static void texts_that_were_given_are_freed_once(void) {
  char *document = NULL;
  size_t before;
  doorstep_method_configuration *method = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  before = doorstep_live_handles();
  OK(doorstep_methods_to_graph(w.tenant, DOORSTEP_METHOD_EMAIL_OTP, &document, &error));
  CHECK(strstr(document, "emailAuthenticationMethodConfiguration") != NULL);
  OK(doorstep_methods_update_from_graph(w.tenant, DOORSTEP_METHOD_EMAIL_OTP, document, &method, &error));
  doorstep_method_configuration_free(method);
  CHECK(doorstep_live_handles() == before + 1);
  doorstep_string_free(document);
  doorstep_string_free(document);
  doorstep_string_free(NULL);
  CHECK(doorstep_live_handles() == before);
  unmake(&w);
}

static void settings_go_round(void) {
  doorstep_tenant_settings *settings = NULL;
  doorstep_tenant_settings_values values = DOORSTEP_TENANT_SETTINGS_VALUES_INIT;
  doorstep_target target = { 0, NULL };
  doorstep_target users[1] = { { DOORSTEP_TARGET_ALL_USERS, NULL } };
  doorstep_method_configuration *method = NULL;
  world w;
  make(&w, ":memory:", NULL, 0);
  ANSWERS(DOORSTEP_NULL_ARGUMENT, doorstep_tenant_update_settings(w.tenant, &values, &error));
  OK(doorstep_tenant_get_settings(w.tenant, &settings, &error));
  OK(doorstep_tenant_settings_read(settings, &values, &error));
  CHECK(values.size == sizeof values && values.code_length == 8 && values.display_name == NULL);
  values.display_name = "Contoso";
  values.code_length = 300;
  ANSWERS(DOORSTEP_INVALID_ARGUMENT, doorstep_tenant_update_settings(w.tenant, &values, &error));
  values.code_length = 6;
  OK(doorstep_tenant_update_settings(w.tenant, &values, &error));
  doorstep_tenant_settings_free(settings);
  ANSWERS(DOORSTEP_INVALID_HANDLE, doorstep_tenant_settings_read(settings, &values, &error));
  CHECK(values.size == sizeof values && values.code_length == 0);
  OK(doorstep_tenant_get_settings(w.tenant, &settings, &error));
  OK(doorstep_tenant_settings_read(settings, &values, &error));
  CHECK(values.code_length == 6 && strcmp(values.display_name, "Contoso") == 0);
  doorstep_tenant_settings_free(settings);
  OK(doorstep_methods_enable(w.tenant, DOORSTEP_METHOD_EMAIL_OTP, users, 1, users, 1, &method, &error));
  CHECK(doorstep_method_configuration_exclude_count(method) == 1);
  CHECK(doorstep_method_configuration_exclude_at(method, 0, &target));
  CHECK(target.kind == DOORSTEP_TARGET_ALL_USERS && target.id == NULL);
  CHECK(!doorstep_method_configuration_exclude_at(method, 1, &target) && target.kind == 0);
  doorstep_method_configuration_free(method);
  unmake(&w);
}

/* ---- Callbacks ---------------------------------------------------------------------------------------- */

static void a_context_is_released_exactly_once(void) {
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

static void a_mailer_is_released_with_the_last_that_uses_it(void) {
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

static void a_mailer_may_call_back(void) {
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

static void a_mailer_may_free_its_engine(void) {
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

static void a_clock_may_be_a_function(void) {
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

/* ---- Threads ------------------------------------------------------------------------------------------ */

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

static void many_threads_use_the_same_handles(void) {
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

static void a_handle_may_be_freed_while_it_is_used(void) {
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

/* ---- Fork --------------------------------------------------------------------------------------------- */

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

static void a_child_is_refused_whatever_its_parent_was_doing(void) {
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

static void a_child_opens_an_engine_of_its_own(void) {
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

/* ------------------------------------------------------------------------------------------------------- */

int main(void) {
#define TEST(name) { #name, name }
  static const struct {
    const char *name;
    void (*run)(void);
  } tests[] = {
    TEST(bad_text_is_refused),
    TEST(an_error_names_the_argument),
    TEST(bytes_have_a_length),
    TEST(numbers_outside_an_enumeration_are_refused),
    TEST(a_struct_says_its_size),
    TEST(arrays_say_their_length),
    TEST(what_was_freed_is_refused),
    TEST(the_wrong_type_is_refused),
    TEST(what_is_borrowed_is_not_freed_and_ends_with_its_owner),
    TEST(texts_that_were_given_are_freed_once),
    TEST(settings_go_round),
    TEST(a_context_is_released_exactly_once),
    TEST(a_mailer_is_released_with_the_last_that_uses_it),
    TEST(a_mailer_may_call_back),
    TEST(a_mailer_may_free_its_engine),
    TEST(a_clock_may_be_a_function),
    TEST(many_threads_use_the_same_handles),
    TEST(a_handle_may_be_freed_while_it_is_used),
    TEST(a_child_is_refused_whatever_its_parent_was_doing),
    TEST(a_child_opens_an_engine_of_its_own),
  };
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
