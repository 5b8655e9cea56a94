// From the names of calls in scenarios to calls of the API.
#pragma once

#include "normal.hpp"

#include <functional>
#include <map>

namespace conformance {

/// Calls by their verb. Each takes what it is made on and its arguments, and gives the normal form of the result.
template <class Receiver>
using table = std::map<std::string, std::function<json(const Receiver &, arguments &)>>;

/// A call by its whole name, such as `users.create`. Makes it only when every argument was asked for.
json call_templates(const std::string &name, arguments &args);
json call_engine(const doorstep::engine &engine, const std::string &name, arguments &args);
json call_tenant(const doorstep::tenant &tenant, const std::string &name, arguments &args);
json call_app(const doorstep::app &app, const std::string &name, arguments &args);

using tenant_table = table<doorstep::tenant>;
extern const tenant_table tenant_calls, app_calls, user_calls, group_calls, role_calls, flow_calls, method_calls,
    policy_calls, location_calls, strength_calls, context_calls, session_calls;

}  // namespace conformance
