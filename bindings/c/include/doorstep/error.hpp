// Statuses, errors, and how a call tells of one: by throwing it, or in a `result`.
#ifndef DOORSTEP_ERROR_HPP
#define DOORSTEP_ERROR_HPP

#include <doorstep.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

// Without exceptions there is only one way.
#if !defined(DOORSTEP_NO_EXCEPTIONS) && !defined(__cpp_exceptions) && !defined(_CPPUNWIND)
#define DOORSTEP_NO_EXCEPTIONS
#endif

// The two ways are two sets of names for the linker, so that files compiled either way go together in one program.
#ifdef DOORSTEP_NO_EXCEPTIONS
#define DOORSTEP_CALLS returning
#else
#define DOORSTEP_CALLS throwing
#endif

namespace doorstep {

/// What a call answers. 1 to 19 are faults of the call itself; from 20 on they are the errors of Doorstep, the same in
/// every language. Treat a number that is none of these like a failure.
enum class status : std::uint32_t {
  /// Done.
  ok = DOORSTEP_OK,
  /// A handle is empty, such as one that was moved from.
  null_argument = DOORSTEP_NULL_ARGUMENT,
  /// A text is not UTF-8.
  invalid_utf8 = DOORSTEP_INVALID_UTF8,
  /// A handle is none any more.
  invalid_handle = DOORSTEP_INVALID_HANDLE,
  /// A bug in Doorstep, which was stopped at the boundary. Please report it.
  panic = DOORSTEP_PANIC,
  /// The handle was made before a fork, in the parent. Open an engine in the child.
  forked = DOORSTEP_FORKED,
  /// A number is none of its enumeration.
  invalid_enum = DOORSTEP_INVALID_ENUM,
  /// The library is older than this header.
  invalid_size = DOORSTEP_INVALID_SIZE,
  /// A text or list is longer than 1 MiB.
  too_long = DOORSTEP_TOO_LONG,
  /// Too many handles are open.
  too_many_handles = DOORSTEP_TOO_MANY_HANDLES,
  /// An argument is not acceptable. Details: `field`, `reason`.
  invalid_argument = DOORSTEP_INVALID_ARGUMENT,
  /// No such thing in this tenant. A foreign tenant's id is answered exactly like an unknown one. Details: `kind`.
  not_found = DOORSTEP_NOT_FOUND,
  /// Something with this name, address or subject exists already. Details: `kind`.
  already_exists = DOORSTEP_ALREADY_EXISTS,
  /// The acting user holds none of the roles that the call needs. Details: `needs`, a list of names.
  forbidden = DOORSTEP_FORBIDDEN,
  /// A policy, flow or method document breaks a rule. Details: `path`, `reason`.
  policy_invalid = DOORSTEP_POLICY_INVALID,
  /// A policy uses what cannot be evaluated here; it may only be stored disabled. Details: `path`.
  policy_unsupported = DOORSTEP_POLICY_UNSUPPORTED,
  /// The file is not a Doorstep database, or was written by a newer version. Details: `reason`.
  incompatible_database = DOORSTEP_INCOMPATIBLE_DATABASE,
  /// The key could not be read from where it was said to be. Details: `reason`.
  key_unavailable = DOORSTEP_KEY_UNAVAILABLE,
  /// The database was created with another key.
  key_mismatch = DOORSTEP_KEY_MISMATCH,
  /// The storage layer failed. Details: `kind`.
  storage = DOORSTEP_STORAGE,
  /// The disk is full. Nothing was written.
  storage_full = DOORSTEP_STORAGE_FULL,
  /// The storage failed while committing: the change may or may not have been made. Read before trying again.
  outcome_unknown = DOORSTEP_OUTCOME_UNKNOWN,
  /// Another writer held the database, or every hashing slot was taken, for longer than the wait allows.
  busy = DOORSTEP_BUSY,
  /// A message could not be composed or handed over. Details: `reason`.
  mail = DOORSTEP_MAIL,
  /// A bug in Doorstep. Please report it. Details: `reason`.
  internal = DOORSTEP_INTERNAL,
};

namespace detail {

inline std::string_view view(const char *text) noexcept {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

}  // namespace detail

/// The stable word for a status, such as `not_found`; empty for a number that is none.
inline std::string_view name(status status) noexcept {
  return detail::view(doorstep_status_name(static_cast<std::uint32_t>(status)));
}

/// Why a call failed: a mistake of the program or a failure of its surroundings. What people who sign in can cause is a
/// step instead. Holds only what is safe to log: never a password, code, token or address.
class error : public std::runtime_error {
 public:
  error(doorstep::status status, const std::string &message, std::string details_json)
      : std::runtime_error(message),
        status_(status),
        details_json_(std::make_shared<const std::string>(std::move(details_json))) {}

  /// What kind of failure it is. Program against this, not the message.
  [[nodiscard]] doorstep::status status() const noexcept { return status_; }

  /// The stable word for it, such as `not_found`; the same in every language.
  [[nodiscard]] std::string_view code() const noexcept { return name(status_); }

  /// The data of the error as a JSON object, such as `{"kind":"user"}`: see `status` for its fields.
  [[nodiscard]] const std::string &details_json() const noexcept { return *details_json_; }

 private:
  doorstep::status status_;
  std::shared_ptr<const std::string> details_json_;  // shared, so that a copy of an exception cannot fail
};

/// A value, or the error in its place: what every call answers when `DOORSTEP_NO_EXCEPTIONS` is defined.
template <class T>
class [[nodiscard]] result {
 public:
  result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  result(doorstep::error error) : content_(std::in_place_index<1>, std::move(error)) {}

  /// Whether there is a value.
  [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// The value. Without one, the program is aborted.
  [[nodiscard]] T &value() & { return *get(); }
  [[nodiscard]] const T &value() const & { return *const_cast<result *>(this)->get(); }
  [[nodiscard]] T &&value() && { return std::move(*get()); }
  T &operator*() & { return value(); }
  const T &operator*() const & { return value(); }
  T &&operator*() && { return std::move(*this).value(); }
  T *operator->() { return get(); }
  const T *operator->() const { return const_cast<result *>(this)->get(); }

  /// The value, or another one in its place.
  template <class U>
  [[nodiscard]] T value_or(U &&other) && {
    return has_value() ? std::move(*get()) : static_cast<T>(std::forward<U>(other));
  }

  /// The error. Ask for it only when there is no value.
  [[nodiscard]] const doorstep::error &error() const & {
    const auto *error = std::get_if<1>(&content_);
    if (error == nullptr) std::abort();
    return *error;
  }

 private:
  T *get() {
    T *value = std::get_if<0>(&content_);
    if (value == nullptr) {
      std::fprintf(stderr, "doorstep: the value of a failed call was used: %s\n", error().what());
      std::abort();
    }
    return value;
  }

  std::variant<T, doorstep::error> content_;
};

/// Nothing, or an error.
template <>
class [[nodiscard]] result<void> {
 public:
  result() = default;
  result(doorstep::error error) : content_(std::move(error)) {}

  /// Whether all went well.
  [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// The error. Ask for it only when there is one.
  [[nodiscard]] const doorstep::error &error() const & {
    const auto *error = std::get_if<1>(&content_);
    if (error == nullptr) std::abort();
    return *error;
  }

 private:
  std::variant<std::monostate, doorstep::error> content_;
};

inline namespace DOORSTEP_CALLS {

#ifdef DOORSTEP_NO_EXCEPTIONS
/// What a call that gives a `T` returns: here a `result<T>`.
template <class T>
using answer = result<T>;
#else
/// What a call that gives a `T` returns: here just that, and it throws `doorstep::error`.
template <class T>
using answer = T;
#endif

namespace calling {

/// The only place where the two ways differ.
template <class T>
answer<T> failed(error why) {
#ifdef DOORSTEP_NO_EXCEPTIONS
  return why;
#else
  throw why;
#endif
}

}  // namespace calling
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
