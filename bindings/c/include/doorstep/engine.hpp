// The engine: an opened database with its keys, mailer and clock.
#ifndef DOORSTEP_ENGINE_HPP
#define DOORSTEP_ENGINE_HPP

#include <doorstep/clock.hpp>
#include <doorstep/country.hpp>
#include <doorstep/keys.hpp>
#include <doorstep/mail.hpp>
#include <doorstep/tenant.hpp>

namespace doorstep {

/// Limits tighter than the built-in ones: 0 stands for the built-in limit, and none can be looser than that.
struct limits {
  /// How long a code lives: 1 to 10 minutes. Built in: 10 minutes.
  milliseconds code_lifetime{0};
  /// Time between two codes of one journey: 1 to 60 minutes. Built in: 1 minute.
  milliseconds resend_after{0};
  /// Tries per code: 1 to 5. Built in: 5.
  std::uint32_t tries_per_code = 0;
  /// Codes sent in one journey: 1 to 5. Built in: 5.
  std::uint32_t sends_per_journey = 0;
  /// Codes sent to one address in an hour: 1 to 10. Built in: 10.
  std::uint32_t sends_per_hour = 0;
  /// Codes sent to one address in a day: 1 to 20. Built in: 20.
  std::uint32_t sends_per_day = 0;
  /// Consecutive wrong codes of one user before the second factor locks for 15 minutes, doubling: 1 to 10. Built in: 10.
  std::uint32_t wrong_codes_before_lock = 0;
  /// Wrong codes of one user in 24 hours, over every journey, thread and process: 1 to 20. Built in: 20.
  std::uint32_t wrong_codes_per_day = 0;
  /// Wrong passwords before the account locks for 60 s, doubling to an hour: 1 to 10. Built in: 10.
  std::uint32_t wrong_passwords_before_lock = 0;
};

/// How many policies, and what they refer to, a tenant may have: Microsoft's numbers, which a host may raise. 0 stands for
/// the built-in limit. Lowering one deletes nothing; it refuses more.
struct policy_limits {
  /// Policies, in any state: 1 to 10 000. Built in: 240, as in Microsoft Entra.
  std::uint32_t policies = 0;
  /// Named locations: 1 to 10 000. Built in: 195, as in Microsoft Entra.
  std::uint32_t locations = 0;
  /// Authentication strengths beside the built-in ones: 1 to 10 000. Built in: 100.
  std::uint32_t authentication_strengths = 0;
  /// Networks of one named location: 1 to 10 000. Built in: 2000, as in Microsoft Entra.
  std::uint32_t location_ranges = 0;
  /// Networks trusted for MFA: 1 to 10 000. Built in: 50, as in Microsoft Entra.
  std::uint32_t mfa_trusted_ips = 0;
  /// Applications that one policy lists, excluded ones among them: 1 to 10 000. Built in: 250, as in Microsoft Entra.
  std::uint32_t policy_applications = 0;
};

/// What a round of delivery did.
struct mail_report {
  /// Messages handed over.
  std::uint64_t sent;
  /// Messages that will be tried again.
  std::uint64_t failed;
  /// Messages that expired, or were refused for good.
  std::uint64_t dropped;
  /// Messages still in the outbox.
  std::uint64_t waiting;
};

/// How much a purge deleted.
struct purge_report {
  /// Journeys that ran out.
  std::uint64_t journeys;
  /// Sessions that ran out.
  std::uint64_t sessions;
  /// Messages that were not delivered in time.
  std::uint64_t messages;
  /// Counted events outside every window.
  std::uint64_t counters;
};

/// A tenant as the engine lists it.
struct tenant_record {
  std::string id;
  /// The tenant's name, unique in the file.
  std::string name;
  time_point created_at;
};

namespace detail {

inline doorstep_limits to_raw(const limits &from) noexcept {
  doorstep_limits raw = DOORSTEP_LIMITS_INIT;
  raw.code_lifetime_ms = from.code_lifetime.count();
  raw.resend_after_ms = from.resend_after.count();
  raw.tries_per_code = from.tries_per_code;
  raw.sends_per_journey = from.sends_per_journey;
  raw.sends_per_hour = from.sends_per_hour;
  raw.sends_per_day = from.sends_per_day;
  raw.wrong_codes_before_lock = from.wrong_codes_before_lock;
  raw.wrong_codes_per_day = from.wrong_codes_per_day;
  raw.wrong_passwords_before_lock = from.wrong_passwords_before_lock;
  return raw;
}

inline doorstep_policy_limits to_raw(const policy_limits &from) noexcept {
  doorstep_policy_limits raw = DOORSTEP_POLICY_LIMITS_INIT;
  raw.policies = from.policies;
  raw.locations = from.locations;
  raw.authentication_strengths = from.authentication_strengths;
  raw.location_ranges = from.location_ranges;
  raw.mfa_trusted_ips = from.mfa_trusted_ips;
  raw.policy_applications = from.policy_applications;
  return raw;
}

template <>
struct out<mail_report> : whole {
  using raw = doorstep_mail_report;
  static raw sized() noexcept { return DOORSTEP_MAIL_REPORT_INIT; }
  static mail_report take(const raw &given) noexcept {
    return {given.sent, given.failed, given.dropped, given.waiting};
  }
};

template <>
struct out<purge_report> : whole {
  using raw = doorstep_purge_report;
  static raw sized() noexcept { return DOORSTEP_PURGE_REPORT_INIT; }
  static purge_report take(const raw &given) noexcept {
    return {given.journeys, given.sessions, given.messages, given.counters};
  }
};

inline tenant_record read_tenant(const doorstep_tenant_record *raw) {
  return {to_string(doorstep_tenant_record_id(raw)), to_string(doorstep_tenant_record_name(raw)),
          to_time(doorstep_tenant_record_created_at_ms(raw))};
}

inline std::vector<tenant_record> read_tenants(const doorstep_tenant_record_list *list) {
  return read_list<doorstep_tenant_record_list_count, doorstep_tenant_record_list_at, read_tenant>(list);
}

template <>
struct out<std::vector<tenant_record>> : record_out<std::vector<tenant_record>, doorstep_tenant_record_list,
                                                    read_tenants, doorstep_tenant_record_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {

/// How to open an engine. What is pointed to is read while it opens, and may go afterwards.
struct engine_options {
  /// Who sends the mails. NULL for nobody: codes cannot be sent, and policies that require them deny.
  const doorstep::mailer *mailer = nullptr;
  /// Where the time comes from; NULL for the system's clock.
  const doorstep::clock *clock = nullptr;
  /// Limits tighter than the built-in ones.
  doorstep::limits limits = {};
  /// Whether a thread of the engine delivers mail as soon as it is written; otherwise the host calls
  /// `engine::deliver_mail`.
  bool deliver_in_background = true;
  /// How many policies, and what they refer to, a tenant may have.
  doorstep::policy_limits policy_limits = {};
  /// Who knows the country of an address, where the host does not give it with a sign-in; NULL for nobody. Without this
  /// and `country_database` it is unknown to policies that name countries.
  const doorstep::country_lookup *country_lookup = nullptr;
  /// Instead of that, the path of a file in MaxMind's DB format: GeoLite2, GeoIP2 or DB-IP, of countries or cities. It is
  /// read into memory as a whole, once.
  std::optional<std::string> country_database = std::nullopt;
};

/// One opened database with its keys, mailer and clock. Everything starts here. It may be used from any thread. Tenants
/// and apps that were opened from it stay usable after it; the file is closed and the mailer released with the last.
class engine : public detail::owner<doorstep_engine, doorstep_engine_free> {
 public:
  using owner::owner;

  /// Opens the database, creating or migrating it: a path on a local disk, created with mode 0600 when there is no file;
  /// or `:memory:`, which nothing outlives.
  /// Errors: `incompatible_database` when the file is another program's or newer than this library; `key_mismatch` when
  /// it was made with another key; `invalid_argument` for a limit looser than the built-in one, a policy limit out of its
  /// range, and a `country_database` that cannot be read, has no countries, or is given beside a `country_lookup`;
  /// `storage`.
  static answer<engine> open(std::string_view database, const key_ring &keys, const engine_options &options = {}) {
    const detail::text path("database", database);
    const detail::text countries("country_database", options.country_database);
    if (const char *field = detail::refused(path, countries)) return calling::failed<engine>(detail::nul_in(field));
    const doorstep_limits limits = detail::to_raw(options.limits);
    const doorstep_policy_limits policy_limits = detail::to_raw(options.policy_limits);
    doorstep_engine_options raw = DOORSTEP_ENGINE_OPTIONS_INIT;
    raw.database = path.pass();
    raw.keys = keys.get();
    raw.mailer = options.mailer == nullptr ? nullptr : options.mailer->get();
    raw.clock = options.clock == nullptr ? nullptr : options.clock->get();
    raw.limits = &limits;
    raw.policy_limits = &policy_limits;
    raw.country_lookup = options.country_lookup == nullptr ? nullptr : options.country_lookup->get();
    raw.country_database = countries.pass();
    raw.deliver_in_background = options.deliver_in_background ? 1 : 0;
    return calling::call<engine>(doorstep_engine_open, static_cast<const doorstep_engine_options *>(&raw));
  }

  /// Stops background work, waiting for a mail that is being handed over, unless the mailer itself calls this. The engine
  /// stays usable.
  answer<void> close() const { return calling::call<void>(doorstep_engine_close, get()); }

  /// Creates a tenant, to act on as the host. Its name has 1 to 64 characters on one line.
  /// Errors: `invalid_argument` (`name`), `already_exists` (`tenant`).
  answer<doorstep::tenant> create_tenant(std::string_view name) const {
    return calling::call<doorstep::tenant>(doorstep_engine_create_tenant, get(), detail::text("name", name));
  }

  /// Opens a tenant, to act on as the host. Errors: `not_found` (`tenant`).
  answer<doorstep::tenant> tenant(std::string_view name_or_id) const {
    return calling::call<doorstep::tenant>(doorstep_engine_tenant, get(), detail::text("name_or_id", name_or_id));
  }

  /// Every tenant of the file, by name.
  answer<std::vector<tenant_record>> tenants() const {
    return calling::call<std::vector<tenant_record>>(doorstep_engine_tenants, get());
  }

  /// Renames a tenant. Handles that are open keep the name they were opened with.
  /// Errors: `not_found` (`tenant`), `already_exists` (`tenant`), `invalid_argument` (`new_name`).
  answer<void> rename_tenant(std::string_view name_or_id, std::string_view new_name) const {
    return calling::call<void>(doorstep_engine_rename_tenant, get(), detail::text("name_or_id", name_or_id),
                               detail::text("new_name", new_name));
  }

  /// Deletes a tenant with everything in it. Errors: `not_found` (`tenant`).
  answer<void> delete_tenant(std::string_view name_or_id) const {
    return calling::call<void>(doorstep_engine_delete_tenant, get(), detail::text("name_or_id", name_or_id));
  }

  /// Delivers what waits in the outbox and is due, on the calling thread. Errors: `mail` when the engine has no mailer.
  answer<mail_report> deliver_mail() const { return calling::call<mail_report>(doorstep_engine_deliver_mail, get()); }

  /// Deletes what has expired: journeys, sessions, messages and counted events. An engine that delivers in the background
  /// does so by itself.
  answer<purge_report> purge() const { return calling::call<purge_report>(doorstep_engine_purge, get()); }
};

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
