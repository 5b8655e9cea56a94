// How every call is made: arguments in, a handle or record out, or an error.
#ifndef DOORSTEP_CALL_HPP
#define DOORSTEP_CALL_HPP

#include <doorstep/text.hpp>

namespace doorstep {
namespace detail {

/// Owns a handle of C. Move-only, like a std::unique_ptr; a call with one that was moved from is refused with
/// `null_argument`.
template <class Raw, void (*Free)(Raw *)>
class handle {
 public:
  handle() noexcept = default;
  explicit handle(Raw *raw) noexcept : raw_(raw) {}
  handle(handle &&other) noexcept : raw_(other.release()) {}
  handle &operator=(handle &&other) noexcept {
    if (this != &other) reset(other.release());
    return *this;
  }
  ~handle() { Free(raw_); }

  [[nodiscard]] Raw *get() const noexcept { return raw_; }
  [[nodiscard]] Raw *release() noexcept { return std::exchange(raw_, nullptr); }
  void reset(Raw *raw = nullptr) noexcept { Free(std::exchange(raw_, raw)); }

 private:
  Raw *raw_ = nullptr;
};

/// The base of a class that is a handle. Moves, is not copied: share one by reference, since every handle may be used
/// from any thread.
template <class Raw, void (*Free)(Raw *)>
class owner {
 public:
  using raw_handle = Raw;

  /// Owns a handle that C made.
  explicit owner(Raw *raw) noexcept : handle_(raw) {}

  /// The handle, for calls of C. NULL once moved from.
  [[nodiscard]] const Raw *get() const noexcept { return handle_.get(); }

 private:
  handle<Raw, Free> handle_;
};

struct whole {
  static constexpr bool partial = false;
};

/// How a `T` comes out of a call: `raw` is what C writes, `take` makes a `T` of it and frees it. Without more, a `T` is
/// an `owner`. A `partial` one's `take` gives no value for an answer of a kind that this header does not know.
template <class T>
struct out : whole {
  using raw = typename T::raw_handle *;
  static T take(raw given) noexcept { return T(given); }
};

/// A record that `Read` reads.
template <class T, class Raw, T (*Read)(const Raw *), void (*Free)(Raw *)>
struct record_out : whole {
  using raw = Raw *;
  static T take(raw given) {
    const handle<Raw, Free> owner(given);
    return Read(given);
  }
};

/// Reads a list that is borrowed from something.
template <auto Count, auto At, auto Read, class List>
auto read_list(const List *list) {
  std::vector<decltype(Read(At(list, 0)))> items;
  const std::size_t count = Count(list);
  items.reserve(count);
  for (std::size_t index = 0; index < count; ++index) items.push_back(Read(At(list, index)));
  return items;
}

inline std::vector<std::string> read_texts(const doorstep_string_list *list) {
  return read_list<doorstep_string_list_count, doorstep_string_list_at, to_string>(list);
}

/// A text of its own.
template <>
struct out<std::string> : whole {
  using raw = char *;
  static std::string take(raw given) {
    const handle<char, doorstep_string_free> owner(given);
    return to_string(given);
  }
};

template <>
struct out<std::vector<std::string>>
    : record_out<std::vector<std::string>, doorstep_string_list, read_texts, doorstep_string_list_free> {};

template <>
struct out<std::uint32_t> : whole {
  using raw = std::uint32_t;
  static std::uint32_t take(raw given) noexcept { return given; }
};

/// What may be missing without that being an error.
template <class T>
struct out<std::optional<T>> : whole {
  using raw = typename out<T>::raw;
  static std::optional<T> take(raw given) {
    if (given == nullptr) return std::nullopt;
    return out<T>::take(given);
  }
};

inline error to_error(doorstep_status status, doorstep_error *raw) {
  const handle<doorstep_error, doorstep_error_free> owner(raw);
  return error(static_cast<doorstep::status>(status), to_string(doorstep_error_message(raw)),
               raw == nullptr ? "{}" : to_string(doorstep_error_details_json(raw)));
}

/// As if the library had found it.
inline error nul_in(const char *field) {
  const std::string name(field);
  return error(status::invalid_argument, name + ": must not hold a NUL character",
               "{\"field\":\"" + name + "\",\"reason\":\"must not hold a NUL character\"}");
}

inline error unknown_answer() {
  return error(status::internal, "the library answered what this program was compiled too early to know",
               "{\"reason\":\"an answer of an unknown kind\"}");
}

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace calling {

using namespace doorstep::detail;

/// Calls C. Gives a `T` made of the output, of which `void` has none.
template <class T, class Function, class... A>
answer<T> call(Function function, const A &...given) {
  if (const char *field = refused(given...)) return failed<T>(nul_in(field));
  doorstep_error *error = nullptr;
  if constexpr (std::is_void_v<T>) {
    const doorstep_status status = function(pass(given)..., &error);
    if (status != DOORSTEP_OK) return failed<T>(to_error(status, error));
    return answer<T>();
  } else {
    typename out<T>::raw raw{};
    if constexpr (std::is_class_v<decltype(raw)>) raw = out<T>::sized();
    const doorstep_status status = function(pass(given)..., &raw, &error);
    if (status != DOORSTEP_OK) return failed<T>(to_error(status, error));
    if constexpr (out<T>::partial) {
      std::optional<T> value = out<T>::take(raw);
      if (!value) return failed<T>(unknown_answer());
      return std::move(*value);
    } else {
      return out<T>::take(raw);
    }
  }
}

}  // namespace calling
}  // namespace DOORSTEP_CALLS

/// Some of a long list, and where it goes on.
template <class T>
struct page {
  std::vector<T> items;
  /// What to give as the cursor to get the next page; none on the last.
  std::optional<std::string> next_cursor;
};

}  // namespace doorstep

#endif
