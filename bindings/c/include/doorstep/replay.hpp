// Drafts of policies against the sign-ins that were recorded.
#ifndef DOORSTEP_REPLAY_HPP
#define DOORSTEP_REPLAY_HPP

#include <doorstep/call.hpp>

namespace doorstep {

/// Drafts to hold against the sign-ins of the log.
struct replay {
  /// Microsoft Graph's `conditionalAccessPolicy` documents, JSON text each. One with the id of a stored policy stands in
  /// for it; the others come on top. What only reports is taken as enforced, what is disabled as not there.
  std::vector<std::string> drafts = {};
  /// Whether the drafts are all that counts, instead of what is stored.
  bool only_drafts = false;
  /// Sign-ins begun at or after.
  std::optional<time_point> since = std::nullopt;
  /// Sign-ins begun before.
  std::optional<time_point> until = std::nullopt;
  /// Sign-ins a call: 1 to 100 000. The rest follows from the cursor, so that a long replay can show how far it is and be
  /// stopped.
  std::uint32_t limit = 10'000;
  /// The `next_cursor` of the call before.
  std::optional<std::string> cursor = std::nullopt;
};

/// What would have changed on one day.
struct replay_day {
  /// When the day begins, in UTC.
  time_point day;
  /// Asked with the drafts for a control that nothing asks for as things are.
  std::uint64_t prompted;
  /// Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
  std::uint64_t blocked;
  /// Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
  std::uint64_t freed;
};

/// What would have changed for one user; numbers as in `replay_day`.
struct replay_user {
  std::string user_id;
  std::uint64_t prompted;
  std::uint64_t blocked;
  std::uint64_t freed;
};

/// What the drafts would have changed, of the sign-ins of one call.
struct replay_page {
  /// Sign-ins looked at.
  std::uint64_t examined;
  /// Sign-ins of the whole time, once, in the first call; 0 in the others.
  std::uint64_t total;
  /// Asked with the drafts for a control that nothing asks for as things are.
  std::uint64_t prompted;
  /// Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
  std::uint64_t blocked;
  /// Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
  std::uint64_t freed;
  /// By day, in order: only those on which something would have changed.
  std::vector<replay_day> days;
  /// By user: only those for whom something would have changed.
  std::vector<replay_user> users;
  /// For the next call; none when all is done.
  std::optional<std::string> next_cursor;
};

namespace detail {

struct replay_argument : argument {
  explicit replay_argument(const replay &from) : drafts("drafts", from.drafts), cursor("cursor", from.cursor) {
    raw.drafts = drafts.pass();
    raw.draft_count = drafts.size();
    raw.only_drafts = from.only_drafts ? 1 : 0;
    raw.limit = from.limit;
    raw.since_ms = from_time(from.since);
    raw.until_ms = from_time(from.until);
    raw.cursor = cursor.pass();
  }

  [[nodiscard]] const doorstep_replay *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept { return detail::refused(drafts, cursor); }

  texts drafts;
  text cursor;
  doorstep_replay raw = DOORSTEP_REPLAY_INIT;
};

inline replay_day read_replay_day(const doorstep_replay_day *raw) {
  return {to_time(doorstep_replay_day_day_ms(raw)), doorstep_replay_day_prompted(raw), doorstep_replay_day_blocked(raw),
          doorstep_replay_day_freed(raw)};
}

inline replay_user read_replay_user(const doorstep_replay_user *raw) {
  return {to_string(doorstep_replay_user_user_id(raw)), doorstep_replay_user_prompted(raw),
          doorstep_replay_user_blocked(raw), doorstep_replay_user_freed(raw)};
}

inline replay_page read_replay_page(const doorstep_replay_page *raw) {
  return {doorstep_replay_page_examined(raw),
          doorstep_replay_page_total(raw),
          doorstep_replay_page_prompted(raw),
          doorstep_replay_page_blocked(raw),
          doorstep_replay_page_freed(raw),
          read_list<doorstep_replay_day_list_count, doorstep_replay_day_list_at, read_replay_day>(
              doorstep_replay_page_days(raw)),
          read_list<doorstep_replay_user_list_count, doorstep_replay_user_list_at, read_replay_user>(
              doorstep_replay_page_users(raw)),
          to_optional(doorstep_replay_page_next_cursor(raw))};
}

template <>
struct out<replay_page> : record_out<replay_page, doorstep_replay_page, read_replay_page, doorstep_replay_page_free> {};

}  // namespace detail
}  // namespace doorstep

#endif
