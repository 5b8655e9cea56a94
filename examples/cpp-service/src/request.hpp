// What a browser sent, and what is kept of it.
#pragma once

#include <doorstep.hpp>
#include <httplib.h>

#include <string>

inline constexpr const char *journey_cookie = "doorstep_journey";
inline constexpr const char *session_cookie = "doorstep_session";
inline constexpr const char *notice_cookie = "doorstep_notice";

/// A cookie's value; none when there is none.
std::optional<std::string> cookie(const httplib::Request &request, const std::string &name);

/// A field of a form; empty when there is none.
std::string field(const httplib::Request &request, const char *name);

/// Whether every field is of a length and has characters that a form of this service can have.
bool is_readable(const httplib::Request &request);

/// Whether a form comes from a page of this service. Browsers put the origin into every POST, and no page can change it.
bool is_ours(const httplib::Request &request, const std::string &origin);

/// What policies and the sign-in log get to know of the request.
doorstep::sign_in_context context(const httplib::Request &request);
