// Tests with names. The program runs the one it is given, and ends with 0 when it passed.
#pragma once

#include <doorstep.hpp>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

namespace idioms {

using test = void (*)();

inline std::map<std::string, test> &tests() {
  static std::map<std::string, test> all;
  return all;
}

struct registration {
  registration(const char *name, test one) { tests()[name] = one; }
};

inline void check(bool holds, const char *what, const char *file, int line) {
  if (holds) return;
  std::fprintf(stderr, "%s:%d: %s\n", file, line, what);
  std::exit(1);
}

inline int run(int count, char **arguments) {
  const auto found = tests().find(count == 2 ? arguments[1] : "");
  if (found == tests().end()) {
    std::fprintf(stderr, "there is no such test\n");
    return 2;
  }
  found->second();
  check(doorstep::live_handles() == 0, "handles are left over", __FILE__, __LINE__);
  return 0;
}

}  // namespace idioms

#define TEST(name)                                               \
  static void name();                                            \
  static const idioms::registration registration_of_##name(#name, name); \
  static void name()

#define CHECK(condition) idioms::check((condition), #condition, __FILE__, __LINE__)

/// That a call fails with a status.
#define CHECK_FAILS(call, expected)                     \
  do {                                                  \
    bool thrown = false;                                \
    try {                                               \
      static_cast<void>(call);                          \
    } catch (const doorstep::error &error) {            \
      thrown = true;                                    \
      CHECK(error.status() == doorstep::status::expected); \
    }                                                   \
    CHECK(thrown);                                      \
  } while (false)
