/* The request behind a sign-in: from scenarios to the structs of the library, and back to the normal form. */
#include "call.h"
#include "normal.h"

#include <stdio.h>

#define EXTENSIONS (sizeof((doorstep_device *)NULL)->extension_attributes / sizeof(char *))

/* The number of an extension attribute, as text. */
static const char *extension(size_t index, char room[4]) {
  snprintf(room, 4, "%u", (unsigned)(index + 1) % 100);
  return room;
}

/* Begins to read an object among the arguments; one that is none reads as empty. */
static Call begin(Call *outer, const char *name) {
  json_t *value = given(outer, name);
  if (value != NULL && !json_is_object(value)) {
    fail(outer->report, "%s is no object", name);
  }
  return call_begin(outer->report, value);
}

/* Ends it: no key may be left over, and texts live on with the call. */
static void end(Call *outer, Call *inner) {
  ready(inner);
  json_array_extend(outer->made, inner->made);
  call_end(inner);
}

static void read_extensions(Call *outer, doorstep_device *device) {
  Call call = begin(outer, "extension_attributes");
  char name[4];
  for (size_t at = 0; at < EXTENSIONS; at++) {
    device->extension_attributes[at] = maybe_text(&call, extension(at, name));
  }
  end(outer, &call);
}

static void read_device(Call *outer, Context *room) {
  Call call = begin(outer, "device");
  doorstep_device *device = &room->device;
  device->registered = maybe_flag(&call, "registered");
  device->is_managed = maybe_flag(&call, "is_managed");
  device->is_compliant = maybe_flag(&call, "is_compliant");
  device->device_id = maybe_text(&call, "device_id");
  device->display_name = maybe_text(&call, "display_name");
  device->device_ownership = maybe_text(&call, "device_ownership");
  device->enrollment_profile_name = maybe_text(&call, "enrollment_profile_name");
  device->manufacturer = maybe_text(&call, "manufacturer");
  device->mdm_app_id = maybe_text(&call, "mdm_app_id");
  device->model = maybe_text(&call, "model");
  device->operating_system = maybe_text(&call, "operating_system");
  device->operating_system_version = maybe_text(&call, "operating_system_version");
  room->physical_ids = maybe_texts(&call, "physical_ids");
  device->physical_ids = room->physical_ids.items;
  device->physical_id_count = room->physical_ids.count;
  device->profile_type = maybe_text(&call, "profile_type");
  room->system_labels = maybe_texts(&call, "system_labels");
  device->system_labels = room->system_labels.items;
  device->system_label_count = room->system_labels.count;
  device->trust_type = maybe_text(&call, "trust_type");
  read_extensions(&call, device);
  end(outer, &call);
}

const doorstep_sign_in_context *context(Call *outer, Context *room) {
  const Context nothing = { DOORSTEP_SIGN_IN_CONTEXT_INIT, DOORSTEP_DEVICE_INIT, { { NULL }, 0, false },
                            { { NULL }, 0, false }, { { NULL }, 0, false } };
  *room = nothing;
  Call call = begin(outer, "context");
  doorstep_sign_in_context *request = &room->request;
  request->ip = maybe_text(&call, "ip");
  request->user_agent = maybe_text(&call, "user_agent");
  request->locale = maybe_text(&call, "locale");
  request->country = maybe_text(&call, "country");
  request->gps_country = maybe_text(&call, "gps_country");
  request->compliant_network = maybe_flag(&call, "compliant_network");
  request->client_app_type = maybe_word(&call, "client_app_type", doorstep_client_app_type_name);
  request->platform = maybe_word(&call, "platform", doorstep_device_platform_name);
  request->user_risk = maybe_word(&call, "user_risk", doorstep_risk_level_name);
  request->sign_in_risk = maybe_word(&call, "sign_in_risk", doorstep_risk_level_name);
  request->insider_risk = maybe_word(&call, "insider_risk", doorstep_insider_risk_level_name);
  request->authentication_flow = maybe_word(&call, "authentication_flow", doorstep_authentication_flow_name);
  request->user_type = maybe_word(&call, "user_type", doorstep_user_type_name);
  if (given(&call, "device") != NULL) {
    read_device(&call, room);
    request->device = &room->device;
  }
  request->home_tenant_id = maybe_text(&call, "home_tenant_id");
  room->satisfied_controls = maybe_texts(&call, "satisfied_controls");
  request->satisfied_controls = room->satisfied_controls.items;
  request->satisfied_control_count = room->satisfied_controls.count;
  end(outer, &call);
  return request;
}

static json_t *normal_flag(uint32_t change) {
  return change == DOORSTEP_LEAVE ? json_null() : json_boolean(change == DOORSTEP_YES);
}

static json_t *normal_texts(const char *const *texts, size_t count) {
  json_t *items = json_array();
  for (size_t at = 0; at < count; at++) {
    json_array_append_new(items, words(texts[at]));
  }
  return items;
}

static json_t *normal_device(const doorstep_device *device) {
  if (device == NULL) {
    return json_null();
  }
  json_t *extensions = json_object();
  char name[4];
  for (size_t at = 0; at < EXTENSIONS; at++) {
    if (device->extension_attributes[at] != NULL) {
      json_object_set_new(extensions, extension(at, name), words(device->extension_attributes[at]));
    }
  }
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "registered",
                   normal_flag(device->registered), "is_managed", normal_flag(device->is_managed), "is_compliant",
                   normal_flag(device->is_compliant), "device_id", words(device->device_id), "display_name",
                   words(device->display_name), "device_ownership", words(device->device_ownership),
                   "enrollment_profile_name", words(device->enrollment_profile_name), "manufacturer",
                   words(device->manufacturer), "mdm_app_id", words(device->mdm_app_id), "model",
                   words(device->model), "operating_system", words(device->operating_system),
                   "operating_system_version", words(device->operating_system_version), "physical_ids",
                   normal_texts(device->physical_ids, device->physical_id_count), "profile_type",
                   words(device->profile_type), "system_labels",
                   normal_texts(device->system_labels, device->system_label_count), "trust_type",
                   words(device->trust_type), "extension_attributes", extensions);
}

json_t *normal_context(const doorstep_sign_in_context *request) {
  return json_pack(
      "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "ip", words(request->ip),
      "user_agent", words(request->user_agent), "locale", words(request->locale), "country", words(request->country),
      "gps_country", words(request->gps_country), "compliant_network", normal_flag(request->compliant_network),
      "client_app_type", words(doorstep_client_app_type_name(request->client_app_type)), "platform",
      words(doorstep_device_platform_name(request->platform)), "device", normal_device(request->device), "user_risk",
      words(doorstep_risk_level_name(request->user_risk)), "sign_in_risk",
      words(doorstep_risk_level_name(request->sign_in_risk)), "insider_risk",
      words(doorstep_insider_risk_level_name(request->insider_risk)), "authentication_flow",
      words(doorstep_authentication_flow_name(request->authentication_flow)), "user_type",
      words(doorstep_user_type_name(request->user_type)), "home_tenant_id", words(request->home_tenant_id),
      "satisfied_controls", normal_texts(request->satisfied_controls, request->satisfied_control_count));
}
