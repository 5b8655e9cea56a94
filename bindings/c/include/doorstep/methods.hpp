// Authentication methods: who may use which.
#ifndef DOORSTEP_METHODS_HPP
#define DOORSTEP_METHODS_HPP

#include <doorstep/sessions.hpp>

namespace doorstep {

/// Whom a method is meant for, or kept from.
struct target {
  target_kind kind = target_kind::all_users;
  /// The group's or user's id; none for all users.
  std::optional<std::string> id = std::nullopt;

  static target all_users() { return {}; }
  static target group(std::string_view group_id) { return {target_kind::group, std::string(group_id)}; }
  static target user(std::string_view user_id) { return {target_kind::user, std::string(user_id)}; }
};

/// How a method is set.
struct method_configuration {
  method_kind kind;
  /// Whether anyone may use it.
  bool enabled;
  /// Who may use it.
  std::vector<target> include;
  /// Who may not, although included.
  std::vector<target> exclude;
  /// What would keep people from signing in, after a change.
  std::vector<warning> warnings;
};

namespace detail {

/// Targets, which must outlive it.
class targets : public argument {
 public:
  targets(const char *field, const std::vector<target> &given) : field_(field) {
    raw_.reserve(given.size());
    for (const target &one : given) {
      raw_.push_back({detail::pass(one.kind), one.id ? one.id->c_str() : nullptr});
      has_nul_ = has_nul_ || (one.id && one.id->find('\0') != std::string::npos);
    }
  }

  /// Never NULL, which would stand for all users.
  [[nodiscard]] const doorstep_target *pass() const noexcept {
    static constexpr doorstep_target none = {};
    return raw_.empty() ? &none : raw_.data();
  }
  [[nodiscard]] std::size_t size() const noexcept { return raw_.size(); }
  [[nodiscard]] const char *refused() const noexcept { return has_nul_ ? field_ : nullptr; }

 private:
  const char *field_;
  bool has_nul_ = false;
  std::vector<doorstep_target> raw_;
};

template <auto Count, auto At>
std::vector<target> read_targets(const doorstep_method_configuration *raw) {
  std::vector<target> targets;
  const std::size_t count = Count(raw);
  for (std::size_t index = 0; index < count; ++index) {
    doorstep_target one = {};
    if (At(raw, index, &one)) targets.push_back({static_cast<target_kind>(one.kind), to_optional(one.id)});
  }
  return targets;
}

inline method_configuration read_method(const doorstep_method_configuration *raw) {
  return {static_cast<method_kind>(doorstep_method_configuration_kind(raw)),
          doorstep_method_configuration_enabled(raw),
          read_targets<doorstep_method_configuration_include_count, doorstep_method_configuration_include_at>(raw),
          read_targets<doorstep_method_configuration_exclude_count, doorstep_method_configuration_exclude_at>(raw),
          read_warnings(doorstep_method_configuration_warnings(raw))};
}

inline std::vector<method_configuration> read_methods(const doorstep_method_configuration_list *list) {
  return read_list<doorstep_method_configuration_list_count, doorstep_method_configuration_list_at, read_method>(list);
}

template <>
struct out<method_configuration> : record_out<method_configuration, doorstep_method_configuration, read_method,
                                              doorstep_method_configuration_free> {};
template <>
struct out<std::vector<method_configuration>>
    : record_out<std::vector<method_configuration>, doorstep_method_configuration_list, read_methods,
                 doorstep_method_configuration_list_free> {};

}  // namespace detail

inline namespace DOORSTEP_CALLS {
namespace admin {

/// Authentication methods, from `tenant::methods`.
class methods : public subject {
 public:
  using subject::subject;

  /// How a method is set. Errors: `forbidden`.
  answer<method_configuration> get(method_kind kind) const {
    return calling::call<method_configuration>(doorstep_methods_get, tenant_, kind);
  }

  /// How every method is set. Errors: `forbidden`.
  answer<std::vector<method_configuration>> list() const {
    return calling::call<std::vector<method_configuration>>(doorstep_methods_list, tenant_);
  }

  /// Enables a method for those included, never for those excluded. Errors: `not_found` (`group` or `user`),
  /// `forbidden`.
  answer<method_configuration> enable(method_kind kind, const std::vector<target> &include = {target::all_users()},
                                      const std::vector<target> &exclude = {}) const {
    const detail::targets in("include", include), out("exclude", exclude);
    return calling::call<method_configuration>(doorstep_methods_enable, tenant_, kind, in, in.size(), out, out.size());
  }

  /// Disables a method for everybody; its targets are kept. Errors: `forbidden`.
  answer<method_configuration> disable(method_kind kind) const {
    return calling::call<method_configuration>(doorstep_methods_disable, tenant_, kind);
  }

  /// How a method is set as Microsoft Graph's document (`emailAuthenticationMethodConfiguration`), JSON text.
  /// Errors: `invalid_argument` (`kind`) for a method that Graph has no document for, `forbidden`.
  answer<std::string> to_graph(method_kind kind) const {
    return calling::call<std::string>(doorstep_methods_to_graph, tenant_, kind);
  }

  /// Changes what a Microsoft Graph document names, as PATCH does.
  /// Errors: `policy_invalid`, `policy_unsupported`, `invalid_argument` (`kind`), `not_found` (`group` or `user`),
  /// `forbidden`.
  answer<method_configuration> update_from_graph(method_kind kind, std::string_view document_json) const {
    return calling::call<method_configuration>(doorstep_methods_update_from_graph, tenant_, kind,
                                               detail::text("document_json", document_json));
  }
};

}  // namespace admin
}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
