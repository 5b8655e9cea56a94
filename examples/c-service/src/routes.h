/* Which function answers which path. */
#ifndef ROUTES_H
#define ROUTES_H

#include "reply.h"
#include "request.h"
#include "service.h"

/* Answers a request whose form, if any, is complete. */
Reply route(const Service *service, const Request *request, const char *method, const char *path);

#endif
