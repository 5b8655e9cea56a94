// Reads scenario files.
#pragma once

#include "json.hpp"

#include <filesystem>
#include <vector>

namespace conformance {

/// One scenario, ready to run.
struct scenario {
  /// `file/scenario`.
  std::string name;
  /// How the engine differs from the usual one.
  json engine;
  std::vector<json> steps;
};

/// Every scenario of a folder, files in the order of their names.
std::vector<scenario> load(const std::filesystem::path &folder);

}  // namespace conformance
