/* What an administrator does once. */
#ifndef FIRST_START_H
#define FIRST_START_H

#include "service.h"

#define TENANT "contoso"

/* Sets up the tenant with one app and one user, whose password it puts into a file of the folder `data`. */
bool first_start(Service *service, const char *data);

#endif
