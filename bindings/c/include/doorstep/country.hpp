// Country lookups: who knows the country of an address where the host does not give it with a sign-in.
#ifndef DOORSTEP_COUNTRY_HPP
#define DOORSTEP_COUNTRY_HPP

#include <doorstep/call.hpp>

namespace doorstep {
inline namespace DOORSTEP_CALLS {
namespace calling {

/// A function that knows countries, as C calls it.
template <class F>
class country_context {
 public:
  explicit country_context(F function) : function_(std::move(function)) {}

  static std::uint32_t country(void *context, const char *ip, char *country) noexcept {
#ifdef DOORSTEP_NO_EXCEPTIONS
    return write(static_cast<country_context *>(context)->function_(std::string_view(ip)), country);
#else
    try {
      return write(static_cast<country_context *>(context)->function_(std::string_view(ip)), country);
    } catch (...) {
      return 0;
    }
#endif
  }

  static void release(void *context) noexcept { delete static_cast<country_context *>(context); }

 private:
  /// Two letters; anything else counts as not known.
  static std::uint32_t write(const std::optional<std::string> &found, char *country) noexcept {
    if (!found || found->size() != 2) return 0;
    country[0] = (*found)[0];
    country[1] = (*found)[1];
    return 1;
  }

  F function_;
};

}  // namespace calling

/// Who knows the country of an address. It is asked once for each sign-in, sign-up, refresh, step-up or what-if whose
/// context has an address and no country, and only while a policy of the tenant names countries by address.
class country_lookup : public detail::owner<doorstep_country_lookup, doorstep_country_lookup_free> {
 public:
  using owner::owner;

  /// A country lookup of a function that gets an IPv4 or IPv6 address as a `std::string_view` and gives a
  /// `std::optional<std::string>`: the country (ISO 3166-1, two letters in any case), or none when it does not know it. It
  /// is called with no lock held, from any thread and from several at a time. When it throws, the country is not known. It
  /// is destroyed once the lookup and every engine that uses it are gone.
  template <class F>
  static answer<country_lookup> of(F function) {
    using context = calling::country_context<F>;
    auto *owned = new context(std::move(function));  // C's from here on, even if the call fails
    return calling::call<country_lookup>(doorstep_country_lookup_new,
                                         doorstep_country_lookup_callback{owned, context::country, context::release});
  }
};

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
