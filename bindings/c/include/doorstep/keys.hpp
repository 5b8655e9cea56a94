// The host's master key.
#ifndef DOORSTEP_KEYS_HPP
#define DOORSTEP_KEYS_HPP

#include <doorstep/call.hpp>

#include <array>

namespace doorstep {
inline namespace DOORSTEP_CALLS {

/// The host's master key, from which every other key is derived. Keep it away from the database: whoever has both can
/// find a live code in seconds.
class key_ring : public detail::owner<doorstep_key_ring, doorstep_key_ring_free> {
 public:
  using owner::owner;

  /// A ring of one key of 32 random bytes. Wipe them afterwards.
  /// Errors: `invalid_argument` (`key`) for another length or bytes that are all equal.
  static answer<key_ring> from_bytes(const std::uint8_t *key, std::size_t length) {
    return calling::call<key_ring>(doorstep_key_ring_from_bytes, key, length);
  }
  static answer<key_ring> from_bytes(const std::array<std::uint8_t, 32> &key) {
    return from_bytes(key.data(), key.size());
  }

  /// Reads a key file of 64 hexadecimal digits that only its owner can read (mode 0600).
  /// Errors: `key_unavailable` when the file is missing, readable by others or malformed.
  static answer<key_ring> from_file(std::string_view path) {
    return calling::call<key_ring>(doorstep_key_ring_from_file, detail::text("path", path));
  }

  /// Writes a new random key to a file of mode 0600, and makes a ring of it. A file that exists is never overwritten.
  /// Errors: `already_exists` (`key_file`), `key_unavailable`.
  static answer<key_ring> create_file(std::string_view path) {
    return calling::call<key_ring>(doorstep_key_ring_create_file, detail::text("path", path));
  }

  /// Reads the key from an environment variable of 64 hexadecimal digits.
  /// Errors: `key_unavailable` when the variable is unset or malformed.
  static answer<key_ring> from_env(std::string_view variable) {
    return calling::call<key_ring>(doorstep_key_ring_from_env, detail::text("variable", variable));
  }

  /// A short name of the key, derived from it and no help in finding it.
  [[nodiscard]] std::string id() const { return detail::to_string(doorstep_key_ring_id(get())); }
};

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
