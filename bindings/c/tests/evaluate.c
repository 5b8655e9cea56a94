/* Judges cases without an engine: reads one JSON text a line and writes the verdicts on a line each. */
#define _POSIX_C_SOURCE 200809L

#include <doorstep.h>

#include <stdio.h>
#include <stdlib.h>

int main(void) {
  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, stdin) > 0) {
    char *verdicts = NULL;
    doorstep_error *error = NULL;
    if (doorstep_evaluate(line, &verdicts, &error) != DOORSTEP_OK) {
      fprintf(stderr, "%s\n", doorstep_error_message(error));
      doorstep_error_free(error);
      free(line);
      return 1;
    }
    puts(verdicts);
    doorstep_string_free(verdicts);
  }
  free(line);
  return doorstep_live_handles() == 0 ? 0 : 1;
}
