// What an administrator does once.
#pragma once

#include <doorstep.hpp>

/// Sets the tenant up: its app, user flow, codes by email, group, policy, and a first user whose password goes to a file
/// in `data`.
doorstep::tenant first_start(const doorstep::engine &engine, const std::string &data);
