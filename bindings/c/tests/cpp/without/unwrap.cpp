// Uses the value of a call that failed: the program must end there and say why.
#define DOORSTEP_NO_EXCEPTIONS
#include <doorstep.hpp>

int main() {
  const auto keys = doorstep::key_ring::from_file("/nowhere/key");
  return keys.value().id().empty() ? 0 : 1;
}
