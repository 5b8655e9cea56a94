// Memory that runs out.
#pragma once

namespace idioms {

/// How often `new` still works on this thread; negative for always. The library allocates for itself.
extern thread_local long allocations_left;

}  // namespace idioms
