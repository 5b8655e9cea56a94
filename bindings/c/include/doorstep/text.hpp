// Texts and times on their way into C and back.
#ifndef DOORSTEP_TEXT_HPP
#define DOORSTEP_TEXT_HPP

#include <doorstep/error.hpp>

#include <chrono>
#include <optional>
#include <vector>

namespace doorstep {

/// A point in time: the library counts milliseconds. One that the system's clock cannot hold becomes its farthest.
using time_point = std::chrono::system_clock::time_point;
using std::chrono::milliseconds;

namespace detail {

inline time_point to_time(std::int64_t ms) noexcept {
  using std::chrono::duration_cast;
  const milliseconds since(ms);
  if (since >= duration_cast<milliseconds>(time_point::max().time_since_epoch())) return time_point::max();
  if (since <= duration_cast<milliseconds>(time_point::min().time_since_epoch())) return time_point::min();
  return time_point(duration_cast<time_point::duration>(since));
}

inline std::optional<time_point> to_optional_time(std::int64_t ms) noexcept {
  if (ms == DOORSTEP_NO_TIME) return std::nullopt;
  return to_time(ms);
}

template <class Duration>
std::int64_t from_time(std::chrono::time_point<std::chrono::system_clock, Duration> at) noexcept {
  return std::chrono::floor<milliseconds>(at).time_since_epoch().count();
}

inline std::int64_t from_time(const std::optional<time_point> &at) noexcept {
  return at ? from_time(*at) : DOORSTEP_NO_TIME;
}

inline std::optional<milliseconds> to_duration(std::int64_t ms) noexcept {
  if (ms == DOORSTEP_NO_TIME) return std::nullopt;
  return milliseconds(ms);
}

inline std::string to_string(const char *text) { return std::string(view(text)); }

inline std::optional<std::string> to_optional(const char *text) {
  if (text == nullptr) return std::nullopt;
  return std::string(text);
}

/// An argument that is made ready for C: `pass()` is what C gets, `refused()` names what C could not see whole.
struct argument {};

/// A text that ends with a NUL, or none. It may be a secret, so it is wiped.
class text : public argument {
 public:
  text(const char *field, std::string_view value) : field_(field), copy_(value) {}
  text(const char *field, const std::string &value) : text(field, std::string_view(value)) {}
  text(const char *field, const std::optional<std::string_view> &value)
      : field_(field), there_(value.has_value()), copy_(value.value_or(std::string_view())) {}
  text(const char *field, const std::optional<std::string> &value)
      : field_(field), there_(value.has_value()), copy_(value ? *value : std::string()) {}
  text(const text &) = delete;
  text &operator=(const text &) = delete;

  ~text() {
    volatile char *at = copy_.data();
    for (std::size_t left = copy_.size(); left > 0; --left) *at++ = 0;
  }

  [[nodiscard]] const char *pass() const noexcept { return there_ ? copy_.c_str() : nullptr; }
  [[nodiscard]] const char *refused() const noexcept {
    return copy_.find('\0') == std::string::npos ? nullptr : field_;
  }

 protected:
  const char *field_;
  bool there_ = true;
  std::string copy_;
};

/// What somebody typed or their browser sent: a password, code, token or target. A NUL in it must not be an error of the
/// program. It becomes U+0001, which makes the text just as wrong: no password, code, token or address holds that.
class typed : public text {
 public:
  typed(const char *field, std::string_view value) : text(field, value) { replace(); }
  typed(const char *field, const std::optional<std::string_view> &value) : text(field, value) { replace(); }

 private:
  void replace() noexcept {
    for (char &character : copy_) {
      if (character == '\0') character = '\1';
    }
  }
};

/// A list of texts, which must outlive it.
class texts : public argument {
 public:
  texts(const char *field, const std::vector<std::string> &values) : field_(field) {
    pointers_.reserve(values.size());
    for (const std::string &value : values) {
      pointers_.push_back(value.c_str());
      has_nul_ = has_nul_ || value.find('\0') != std::string::npos;
    }
  }

  /// Never NULL, which may stand for a list that is not there.
  [[nodiscard]] const char *const *pass() const noexcept {
    static constexpr const char *none = nullptr;
    return pointers_.empty() ? &none : pointers_.data();
  }
  [[nodiscard]] std::size_t size() const noexcept { return pointers_.size(); }
  [[nodiscard]] const char *refused() const noexcept { return has_nul_ ? field_ : nullptr; }

 private:
  const char *field_;
  bool has_nul_ = false;
  std::vector<const char *> pointers_;
};

template <class T>
auto pass(const T &given) noexcept {
  if constexpr (std::is_base_of_v<argument, T>) {
    return given.pass();
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<std::uint32_t>(given);
  } else {
    return given;
  }
}

/// The name of the first argument that C could not see whole; NULL when there is none.
template <class... A>
const char *refused([[maybe_unused]] const A &...given) noexcept {
  const char *found = nullptr;
  [[maybe_unused]] const auto look = [&found](const auto &one) {
    if constexpr (std::is_base_of_v<argument, std::decay_t<decltype(one)>>) {
      if (found == nullptr) found = one.refused();
    }
  };
  (look(given), ...);
  return found;
}

}  // namespace detail
}  // namespace doorstep

#endif
