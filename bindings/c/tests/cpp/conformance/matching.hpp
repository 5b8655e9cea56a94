// Compares what a step expects with what came back.
#pragma once

#include "json.hpp"

namespace conformance {

/// Throws a mismatch that says where `actual` differs from `expected`.
void check(const json &expected, const json &actual, const std::string &at);

}  // namespace conformance
