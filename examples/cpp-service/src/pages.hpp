// The pages.
#pragma once

#include "notice.hpp"

namespace pages {

std::string sign_in(const notice &notice);
/// The form that a step asks for.
std::string step(const doorstep::any_step &step, const notice &notice);
std::string denied(const notice &notice);
std::string account(const doorstep::user &user, const doorstep::session &session);
std::string plain(const std::string &title, const std::string &text);

extern const char *const style_sheet;

}  // namespace pages
