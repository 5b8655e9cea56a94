#include "allocation.hpp"

#include <cstdlib>
#include <new>

thread_local long idioms::allocations_left = -1;

void *operator new(std::size_t size) {
  if (idioms::allocations_left == 0) throw std::bad_alloc();
  if (idioms::allocations_left > 0) --idioms::allocations_left;
  if (void *memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
