// Compiled as usual: every call throws.
#include "without.hpp"

#include <doorstep.hpp>

int story_with_exceptions() {
  std::array<std::uint8_t, 32> key{};
  key[0] = 1;
  const doorstep::engine engine = doorstep::engine::open(":memory:", doorstep::key_ring::from_bytes(key));
  const doorstep::tenant tenant = engine.create_tenant("contoso");
  if (!tenant.users().list().items.empty()) return __LINE__;
  try {
    static_cast<void>(engine.tenant("nobody"));
  } catch (const doorstep::error &error) {
    return error.status() == doorstep::status::not_found ? 0 : __LINE__;
  }
  return __LINE__;
}
