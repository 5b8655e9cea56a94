// The library that is linked.
#ifndef DOORSTEP_LIBRARY_HPP
#define DOORSTEP_LIBRARY_HPP

#include <doorstep/error.hpp>

namespace doorstep {

/// The version of the library that is linked, such as `0.1.0`; that of this header is `DOORSTEP_VERSION`.
inline std::string_view version() noexcept { return detail::view(doorstep_version()); }

/// The version of the interface of the library that is linked. A program should check once that it equals
/// `DOORSTEP_ABI_VERSION`.
inline std::uint32_t abi_version() noexcept { return doorstep_abi_version(); }

/// How many handles and texts are open in this process: for tests, which can assert that they freed everything.
inline std::size_t live_handles() noexcept { return doorstep_live_handles(); }

/// Makes one function object of several, for `std::visit`:
/// `std::visit(doorstep::overloaded{[](const doorstep::step::completed &done) {…}, [](const auto &other) {…}}, step)`.
template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace doorstep

#endif
