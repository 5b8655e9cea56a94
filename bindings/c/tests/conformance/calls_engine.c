/* The calls of an engine. */
#include "calls.h"

static json_t *create_tenant(const doorstep_engine *engine, Call *call) {
  const char *name = text(call, "name");
  GIVES(tenant, doorstep_engine_create_tenant, engine, name);
}

static json_t *open_tenant(const doorstep_engine *engine, Call *call) {
  const char *name_or_id = text(call, "name_or_id");
  GIVES(tenant, doorstep_engine_tenant, engine, name_or_id);
}

static json_t *tenants(const doorstep_engine *engine, Call *call) {
  GIVES(tenant_record_list, doorstep_engine_tenants, engine);
}

static json_t *rename_tenant(const doorstep_engine *engine, Call *call) {
  const char *name_or_id = text(call, "name_or_id"), *new_name = text(call, "new_name");
  GIVES_NOTHING(doorstep_engine_rename_tenant, engine, name_or_id, new_name);
}

static json_t *delete_tenant(const doorstep_engine *engine, Call *call) {
  const char *name_or_id = text(call, "name_or_id");
  GIVES_NOTHING(doorstep_engine_delete_tenant, engine, name_or_id);
}

static json_t *purge(const doorstep_engine *engine, Call *call) {
  doorstep_purge_report report = DOORSTEP_PURGE_REPORT_INIT;
  bool good = ready(call) && done(call, doorstep_engine_purge(engine, &report, &call->error));
  return good ? normal_purge_report(&report) : NULL;
}

const EngineCall ENGINE_CALLS[] = {
  { "engine.create_tenant", create_tenant },
  { "engine.tenant", open_tenant },
  { "engine.tenants", tenants },
  { "engine.rename_tenant", rename_tenant },
  { "engine.delete_tenant", delete_tenant },
  { "engine.purge", purge },
  { NULL, NULL },
};
