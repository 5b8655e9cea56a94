#include "scenario.h"

#include "steps.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool add(Report *report, json_t *scenarios, const char *file, json_t *before, json_t *one) {
  const char *const known[] = { "name", "engine", "steps", NULL };
  json_t *steps = json_object_get(one, "steps"), *engine = json_object_get(one, "engine"), *other;
  const char *name = json_string_value(json_object_get(one, "name"));
  if (!only(report, one, known) || name == NULL || json_array_size(steps) == 0 ||
      (engine != NULL && !json_is_object(engine))) {
    return fail(report, "%s: a scenario has a name, steps, and perhaps an engine", file);
  }
  json_t *scenario = json_pack("{s:o, s:o, s:O*}", "name", json_sprintf("%s/%s", file, name), "steps",
                               before == NULL ? json_array() : json_copy(before), "engine", engine);
  json_array_extend(json_object_get(scenario, "steps"), steps);
  size_t index;
  json_array_foreach(scenarios, index, other) {
    if (json_equal(json_object_get(other, "name"), json_object_get(scenario, "name"))) {
      json_decref(scenario);
      return fail(report, "%s/%s is there twice", file, name);
    }
  }
  json_array_append_new(scenarios, scenario);
  return true;
}

static bool add_file(Report *report, json_t *scenarios, const char *stem, json_t *content) {
  const char *const known[] = { "name", "about", "before", "scenarios", NULL };
  json_t *before = json_object_get(content, "before"), *all = json_object_get(content, "scenarios"), *one;
  const char *name = json_string_value(json_object_get(content, "name"));
  if (!json_is_object(content) || !only(report, content, known) || json_array_size(all) == 0 ||
      !json_is_string(json_object_get(content, "about")) || (before != NULL && !json_is_array(before))) {
    return fail(report, "%s has no name, about and scenarios", stem);
  }
  if (name == NULL || strcmp(name, stem) != 0) {
    return fail(report, "%s: its name must be the file's", stem);
  }
  size_t index;
  json_array_foreach(all, index, one) {
    if (!add(report, scenarios, stem, before, one)) {
      return false;
    }
  }
  return true;
}

static int is_json(const struct dirent *entry) {
  const char *ending = strrchr(entry->d_name, '.');
  return ending != NULL && strcmp(ending, ".json") == 0;
}

/* Reads a file of the folder, cutting its ending off `name`. */
static bool read_file(Report *report, json_t *scenarios, const char *folder, char *name) {
  char path[4096];
  json_error_t error;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  json_t *content = json_load_file(path, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
  *strrchr(name, '.') = '\0';
  bool good = content == NULL ? fail(report, "%s: %s at line %d", path, error.text, error.line)
                              : add_file(report, scenarios, name, content);
  json_decref(content);
  return good;
}

json_t *load_scenarios(Report *report, const char *folder) {
  struct dirent **entries;
  int count = scandir(folder, &entries, is_json, alphasort);
  if (count <= 0) {
    fail(report, "%s has no scenarios", folder);
    return NULL;
  }
  json_t *scenarios = json_array();
  for (int at = 0; at < count; at++) {
    if (report->text[0] == '\0') {
      read_file(report, scenarios, folder, entries[at]->d_name);
    }
    free(entries[at]);
  }
  free(entries);
  if (report->text[0] != '\0') {
    json_decref(scenarios);
    return NULL;
  }
  return scenarios;
}

bool run_scenario(Report *report, json_t *scenario) {
  World world = { NULL, NULL, NULL, NULL, NULL, NULL };
  bool good = world_open(&world, report, json_object_get(scenario, "engine"));
  json_t *steps = json_object_get(scenario, "steps"), *step;
  size_t index;
  json_array_foreach(steps, index, step) {
    if (good && !run_step(&world, step)) {
      good = false;
      prefix(report, "step %zu: %s\n  ", index + 1, shown(step));
    }
  }
  world_close(&world);
  if (doorstep_live_handles() != 0) {
    return fail(report, "%zu handles are still open", doorstep_live_handles());
  }
  return good;
}
