// Values in a scenario: literals, references to what was saved, and the few ways to make one of others.
#pragma once

#include "json.hpp"

namespace conformance {

/// Replaces every reference and operator in `value`.
json resolve(const json &value, const json &saved);

/// A dotted path into what was saved; a number is a place in a list.
const json &lookup(const json &saved, const std::string &path);

}  // namespace conformance
