// Clocks other than the system's.
#ifndef DOORSTEP_CLOCK_HPP
#define DOORSTEP_CLOCK_HPP

#include <doorstep/call.hpp>

#include <atomic>

namespace doorstep {
inline namespace DOORSTEP_CALLS {
namespace calling {

/// A function that tells the time, as C calls it.
template <class F>
class clock_context {
 public:
  explicit clock_context(F function) : function_(std::move(function)) {}

  static std::int64_t now(void *context) noexcept {
    auto *self = static_cast<clock_context *>(context);
#ifdef DOORSTEP_NO_EXCEPTIONS
    return from_time(self->function_());
#else
    try {
      const std::int64_t now = from_time(self->function_());
      self->last_.store(now, std::memory_order_relaxed);
      return now;
    } catch (...) {
      return self->last_.load(std::memory_order_relaxed);
    }
#endif
  }

  static void release(void *context) noexcept { delete static_cast<clock_context *>(context); }

 private:
  F function_;
  std::atomic<std::int64_t> last_{from_time(std::chrono::system_clock::now())};
};

}  // namespace calling

/// A source of time other than the system's clock: one that stands still until told to move, or a function.
class clock : public detail::owner<doorstep_clock, doorstep_clock_free> {
 public:
  using owner::owner;

  /// A clock that stands still until it is told to move: for tests.
  template <class Duration>
  static answer<clock> manual(std::chrono::time_point<std::chrono::system_clock, Duration> now) {
    return calling::call<clock>(doorstep_manual_clock_new, detail::from_time(now));
  }

  /// A clock of a function that gives a `time_point`. It is called with no lock held, from any thread and from several
  /// at a time. When it throws, the time that it last told is taken. It is destroyed once the clock and every engine
  /// that uses it are gone.
  template <class F>
  static answer<clock> of(F function) {
    using context = calling::clock_context<F>;
    auto *owned = new context(std::move(function));  // C's from here on, even if the call fails
    return calling::call<clock>(doorstep_clock_new, doorstep_clock_callback{owned, context::now, context::release});
  }

  /// Moves a manual clock, backwards when negative. Errors: `invalid_argument` (`clock`) for a clock of another kind.
  answer<void> advance(milliseconds by) const {
    return calling::call<void>(doorstep_manual_clock_advance, get(), static_cast<std::int64_t>(by.count()));
  }

  /// Sets a manual clock. Errors: `invalid_argument` (`clock`) for a clock of another kind.
  template <class Duration>
  answer<void> set(std::chrono::time_point<std::chrono::system_clock, Duration> now) const {
    return calling::call<void>(doorstep_manual_clock_set, get(), detail::from_time(now));
  }

  /// The time that the clock shows; 1970-01-01 once moved from.
  [[nodiscard]] time_point now() const noexcept { return detail::to_time(doorstep_clock_now_ms(get())); }
};

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
