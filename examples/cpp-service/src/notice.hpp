// What a page has to say about what happened before: every problem and denial in words.
#pragma once

#include <doorstep.hpp>

#include <string>

/// Something to say. It travels from a form to the next page in a cookie, as a word and a number.
struct notice {
  std::string word;        ///< the stable word of a problem or denial, or one of this service's own; empty for none
  std::uint32_t value = 0; ///< tries left, or seconds to wait

  [[nodiscard]] bool is_problem() const;
  [[nodiscard]] bool is_denial() const;
};

namespace notices {

inline const notice none{""}, sent{"sent"}, signed_out{"signed_out"}, unreadable{"unreadable"};

notice of(const doorstep::any_problem &problem);
notice of(const doorstep::any_denial &denial);

/// As the value of a cookie, and back. What a browser makes up is no notice.
std::string write(const notice &notice);
notice read(const std::string &text);

/// HTML for the top of a page.
std::string show(const notice &notice);

}  // namespace notices
