#include "scenario.hpp"

#include <algorithm>
#include <fstream>
#include <set>

namespace conformance {
namespace {

void load_file(const std::filesystem::path &path, std::vector<scenario> &scenarios) {
  std::ifstream file(path);
  const json content = json::parse(file);
  only(content, {"name", "about", "before", "scenarios"});
  if (content.at("name") != path.stem().string()) throw mismatch("its name must be the file's");
  as_text(content.at("about"), "about");
  for (const json &one : content.at("scenarios")) {
    only(one, {"name", "engine", "steps"});
    scenario made{path.stem().string() + "/" + as_text(one.at("name"), "name"), one.value("engine", json::object()),
                  {}};
    if (one.at("steps").empty()) throw mismatch(made.name + " has no steps");
    for (const json &step : content.value("before", json::array())) made.steps.push_back(step);
    for (const json &step : one.at("steps")) made.steps.push_back(step);
    scenarios.push_back(std::move(made));
  }
}

}  // namespace

std::vector<scenario> load(const std::filesystem::path &folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto &entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<scenario> scenarios;
  for (const auto &path : paths) {
    const std::size_t before = scenarios.size();
    try {
      load_file(path, scenarios);
    } catch (const std::exception &why) {
      throw mismatch(path.string() + ": " + why.what());
    }
    if (scenarios.size() == before) throw mismatch(path.string() + " has no scenario");
  }
  std::set<std::string> names;
  for (const scenario &one : scenarios) {
    if (!names.insert(one.name).second) throw mismatch(one.name + " is there twice");
  }
  if (scenarios.empty()) throw mismatch("there are no scenarios in " + folder.string());
  return scenarios;
}

}  // namespace conformance
