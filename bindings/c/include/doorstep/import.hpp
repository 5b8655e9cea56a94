// Taking in what other tools exported.
#ifndef DOORSTEP_IMPORT_HPP
#define DOORSTEP_IMPORT_HPP

#include <doorstep/call.hpp>
#include <doorstep/words.hpp>

namespace doorstep {

/// How to take documents in.
struct import_options {
  /// The state of every policy; `none` for as the documents have it, and disabled where they have none.
  policy_state state = policy_state::none;
  /// Whether to take in what is good when something is not; otherwise it is all or nothing.
  bool keep_going = false;
};

/// What became of one document of an import.
struct import_item {
  /// What it is: `policy`, `named_location`, `authentication_strength` or `authentication_context`.
  std::string kind;
  /// Where in the file it was, as in `value[3]`.
  std::string place;
  std::string display_name;
  /// The id it is stored under: its own, where it has one. None when it was refused.
  std::optional<std::string> id;
  /// The code of the error it was refused for; or `policy_unsupported` for a policy that was taken in disabled, since it
  /// cannot be evaluated.
  std::optional<std::string> code;
  /// The field that the error is about.
  std::optional<std::string> path;
  /// What is wrong with it, for an administrator.
  std::optional<std::string> reason;
};

/// What became of an import.
struct import_report {
  /// Whether anything was stored: not, when something was refused and `keep_going` was not asked for.
  bool stored;
  /// Every document that was found, in the order of the file.
  std::vector<import_item> items;
};

namespace detail {

/// The bytes of a file, which must outlive it.
class file_argument : public argument {
 public:
  explicit file_argument(std::string_view file) : file_(file) {}

  /// Never NULL, which would be no file.
  [[nodiscard]] const std::uint8_t *pass() const noexcept {
    return reinterpret_cast<const std::uint8_t *>(file_.data() == nullptr ? "" : file_.data());
  }
  [[nodiscard]] const char *refused() const noexcept { return nullptr; }

 private:
  std::string_view file_;
};

struct import_options_argument : argument {
  explicit import_options_argument(const import_options &from) {
    raw.state = detail::pass(from.state);
    raw.keep_going = from.keep_going ? 1 : 0;
  }

  [[nodiscard]] const doorstep_import_options *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept { return nullptr; }

  doorstep_import_options raw = DOORSTEP_IMPORT_OPTIONS_INIT;
};

inline import_item read_import_item(const doorstep_import_item *raw) {
  return {to_string(doorstep_import_item_kind(raw)),         to_string(doorstep_import_item_place(raw)),
          to_string(doorstep_import_item_display_name(raw)), to_optional(doorstep_import_item_id(raw)),
          to_optional(doorstep_import_item_code(raw)),       to_optional(doorstep_import_item_path(raw)),
          to_optional(doorstep_import_item_reason(raw))};
}

inline import_report read_import_report(const doorstep_import_report *raw) {
  return {doorstep_import_report_stored(raw),
          read_list<doorstep_import_item_list_count, doorstep_import_item_list_at, read_import_item>(
              doorstep_import_report_items(raw))};
}

template <>
struct out<import_report>
    : record_out<import_report, doorstep_import_report, read_import_report, doorstep_import_report_free> {};

}  // namespace detail
}  // namespace doorstep

#endif
