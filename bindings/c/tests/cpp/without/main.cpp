#include "without.hpp"

#include <doorstep/library.hpp>

#include <cstdio>

int main() {
  const int without = story_without_exceptions(), with = story_with_exceptions();
  std::printf("without %d, with %d, handles %zu\n", without, with, doorstep::live_handles());
  return without == 0 && with == 0 && doorstep::live_handles() == 0 ? 0 : 1;
}
