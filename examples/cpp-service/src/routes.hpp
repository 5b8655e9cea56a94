// One function a path.
#pragma once

#include "service.hpp"

#include <httplib.h>

/// Lets a server answer with this service, which must outlive it.
void set_routes(httplib::Server &server, const service &service);
