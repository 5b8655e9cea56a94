// Session controls: what policies say about the session that a sign-in yields.
#ifndef DOORSTEP_SESSION_CONTROLS_HPP
#define DOORSTEP_SESSION_CONTROLS_HPP

#include <doorstep/call.hpp>
#include <map>

namespace doorstep {

/// How often something has to be shown again.
namespace frequency {

/// Whenever the session is looked at again, but for five minutes after it was shown.
struct every_time {};

/// Once in a time.
struct time_based {
  std::chrono::hours every;
};

}  // namespace frequency

/// One of the frequencies, in the order of their numbers in C.
using sign_in_frequency = std::variant<frequency::every_time, frequency::time_based>;

/// Whether a browser session outlives the browser.
enum class persistent_browser : std::uint32_t {
  /// No policy says.
  none = DOORSTEP_PERSISTENT_BROWSER_NONE,
  /// It ends with the browser.
  never = DOORSTEP_PERSISTENT_BROWSER_NEVER,
  /// It is kept.
  always = DOORSTEP_PERSISTENT_BROWSER_ALWAYS,
};

/// Microsoft Graph's word, such as `never`; empty for a number that is none of the enumeration.
inline std::string_view name(persistent_browser browser) noexcept {
  return detail::view(doorstep_persistent_browser_name(static_cast<std::uint32_t>(browser)));
}

/// Microsoft Graph's word: `everyTime` or `timeBased`.
inline std::string_view name(const sign_in_frequency &frequency) noexcept {
  return detail::view(doorstep_sign_in_frequency_name(static_cast<std::uint32_t>(frequency.index() + 1)));
}

/// The session controls of all policies that apply, of which the strictest wins. Doorstep itself enforces the sign-in
/// frequency. The rest is for the host.
struct session_controls {
  /// How often every factor has to be shown again; none when no policy says.
  std::optional<doorstep::sign_in_frequency> sign_in_frequency;
  /// How often the second factor has to be shown again, where that is oftener.
  std::optional<doorstep::sign_in_frequency> secondary_sign_in_frequency;
  /// Whether a browser keeps the session.
  doorstep::persistent_browser persistent_browser;
  /// Whether the app is to enforce its own restrictions.
  bool application_enforced_restrictions;
  /// How an app-control service is to watch the session, in Microsoft Graph's words. Their order of strictness is nowhere
  /// documented, so all are listed.
  std::vector<std::string> cloud_app_security;
  /// How continuous access evaluation is to work, in Microsoft Graph's words; all are listed.
  std::vector<std::string> continuous_access_evaluation;
  /// Whether a session may not go on when the service that evaluates policies is out of reach.
  bool disable_resilience_defaults;
  /// Whether tokens are to be bound to the device.
  bool secure_sign_in_session;
  /// Session controls that this engine does not know, as their policies have them: JSON text by name, several of a name
  /// in a list.
  std::map<std::string, std::string> other;
};

namespace detail {

/// None for a kind that is not known here.
inline std::optional<sign_in_frequency> to_frequency(doorstep_sign_in_frequency_t kind, std::uint32_t hours) noexcept {
  switch (kind) {
    case DOORSTEP_SIGN_IN_FREQUENCY_NONE:
      break;
    case DOORSTEP_SIGN_IN_FREQUENCY_EVERY_TIME:
      return frequency::every_time{};
    case DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED:
      return frequency::time_based{std::chrono::hours(hours)};
  }
  return std::nullopt;
}

inline std::map<std::string, std::string> read_other(const doorstep_session_controls *raw) {
  std::map<std::string, std::string> other;
  for (std::string &name : read_texts(doorstep_session_controls_other_names(raw))) {
    std::string json = to_string(doorstep_session_controls_other_json(raw, name.c_str()));
    other.emplace(std::move(name), std::move(json));
  }
  return other;
}

inline session_controls read_session_controls(const doorstep_session_controls *raw) {
  return {to_frequency(doorstep_session_controls_sign_in_frequency(raw),
                       doorstep_session_controls_sign_in_frequency_hours(raw)),
          to_frequency(doorstep_session_controls_secondary_sign_in_frequency(raw),
                       doorstep_session_controls_secondary_sign_in_frequency_hours(raw)),
          static_cast<persistent_browser>(doorstep_session_controls_persistent_browser(raw)),
          doorstep_session_controls_application_enforced_restrictions(raw),
          read_texts(doorstep_session_controls_cloud_app_security(raw)),
          read_texts(doorstep_session_controls_continuous_access_evaluation(raw)),
          doorstep_session_controls_disable_resilience_defaults(raw),
          doorstep_session_controls_secure_sign_in_session(raw),
          read_other(raw)};
}

}  // namespace detail
}  // namespace doorstep

#endif
