// Runs every scenario of a folder and prints one line of JSON for each: {"scenario", "passed", "why"}. Ends with 0 when
// all passed, with 1 when not, with 2 when there was nothing to run.
#include "world.hpp"

#include <cstdio>

namespace {

using conformance::json;

/// Why a scenario failed; empty when it passed.
std::string run(const conformance::scenario &scenario) {
  std::size_t number = 0;
  const std::size_t before = doorstep::live_handles();
  try {
    conformance::world world(scenario.engine);
    for (const json &step : scenario.steps) {
      ++number;
      world.step(step);
    }
  } catch (const conformance::mismatch &why) {
    const std::string at = number == 0 ? "" : "step " + std::to_string(number) + ": ";
    return at + why.what();
  }
  if (doorstep::live_handles() != before) return "handles are left over";
  return "";
}

}  // namespace

int main(int count, char **arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", arguments[0]);
    return 2;
  }
  bool all = true;
  try {
    for (const conformance::scenario &scenario : conformance::load(arguments[1])) {
      const std::string why = run(scenario);
      all = all && why.empty();
      const json line = {{"scenario", scenario.name}, {"passed", why.empty()}, {"why", why}};
      std::printf("%s\n", line.dump(-1, ' ', false, json::error_handler_t::replace).c_str());
      std::fflush(stdout);
    }
  } catch (const conformance::mismatch &why) {
    std::fprintf(stderr, "%s\n", why.what());
    return 2;
  }
  return all ? 0 : 1;
}
