// What a scenario runs in: an engine in memory, a clock that stands still, a mailer that collects.
#pragma once

#include "arguments.hpp"
#include "scenario.hpp"

namespace conformance {

class world {
 public:
  explicit world(const json &choice);
  world(const world &) = delete;
  world &operator=(const world &) = delete;

  /// Runs one step, or throws a mismatch.
  void step(const json &step);

 private:
  void call(const json &step);
  void deliver(const json &step);
  void mail(const json &step);
  void repeat(const json &step);
  void same(const json &step) const;

  json dispatch(const std::string &name, arguments &args, const json &step) const;
  std::optional<std::string> text(const json &step, const char *key) const;
  void save(const json &names, const json &value);

  std::vector<json> mails_;
  doorstep::clock clock_;
  doorstep::engine engine_;
  json saved_;
};

}  // namespace conformance
