/*
 * Runs the scenarios of a folder through the public C header. The format is described in tests/conformance/README.md.
 *
 *     conformance FOLDER [WORD]
 *
 * Prints one line of JSON for each scenario whose name has WORD in it: {"scenario": …, "passed": …, "why": …}. Ends with
 * 0 when all of them passed, with 1 when some did not, and with 2 when there are none to run.
 */
#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments) {
  Report report = { "" };
  if (count < 2 || count > 3) {
    fprintf(stderr, "usage: %s FOLDER [WORD]\n", arguments[0]);
    return 2;
  }
  json_t *scenarios = load_scenarios(&report, arguments[1]), *scenario;
  if (scenarios == NULL) {
    fprintf(stderr, "%s\n", report.text);
    return 2;
  }
  size_t index, ran = 0, failed = 0;
  json_array_foreach(scenarios, index, scenario) {
    const char *name = json_string_value(json_object_get(scenario, "name"));
    if (count == 3 && strstr(name, arguments[2]) == NULL) {
      continue;
    }
    report.text[0] = '\0';
    bool passed = run_scenario(&report, scenario);
    json_t *line = json_pack("{s:s, s:b, s:s}", "scenario", name, "passed", passed, "why", report.text);
    char *text = line == NULL ? NULL : json_dumps(line, JSON_COMPACT);
    printf("%s\n", text == NULL ? "a line that cannot be written" : text);
    fflush(stdout);
    free(text);
    json_decref(line);
    ran++;
    failed += !passed;
  }
  json_decref(scenarios);
  return ran == 0 ? 2 : failed > 0 ? 1 : 0;
}
