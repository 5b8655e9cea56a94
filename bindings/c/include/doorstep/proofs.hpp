// Exact answers about every sign-in that a tenant's policies tell apart.
#ifndef DOORSTEP_PROOFS_HPP
#define DOORSTEP_PROOFS_HPP

#include <doorstep/records.hpp>

namespace doorstep {

/// A sign-in that shows a claim wrong.
struct counterexample {
  /// The sign-in, as JSON text in the fields that `evaluate` takes. `(any other user)` stands for anybody whose id no
  /// policy names, and likewise for apps and organizations.
  std::string sign_in_json;
  /// What the policies say of it.
  doorstep::decision decision;
};

/// Whether a claim holds.
struct proof {
  /// Whether it holds for every sign-in that it is about.
  bool holds;
  /// How many classes of sign-ins were told apart. 0: the claim is about no sign-in at all, and holds of those.
  std::uint64_t classes_examined;
  /// A sign-in for which it does not hold.
  std::optional<doorstep::counterexample> counterexample;
};

/// Sign-ins that no enforced policy blocks or asks anything of.
struct gap {
  /// Whose, as in `anybody not in group 8f0e`.
  std::string who;
  /// To which apps, as in `any app but app 4d2c`.
  std::string apps;
  /// Under which circumstances, all at once; whatever they are where there is none.
  std::vector<std::string> conditions;
  /// One of them, as in `counterexample::sign_in_json`.
  std::string sign_in_json;
};

namespace detail {

inline proof read_proof(const doorstep_proof *raw) {
  proof read{doorstep_proof_holds(raw), doorstep_proof_classes_examined(raw), std::nullopt};
  if (const doorstep_counterexample *shown = doorstep_proof_counterexample(raw)) {
    read.counterexample = counterexample{to_string(doorstep_counterexample_sign_in_json(shown)),
                                         read_decision(doorstep_counterexample_decision(shown))};
  }
  return read;
}

inline gap read_gap(const doorstep_gap *raw) {
  return {to_string(doorstep_gap_who(raw)), to_string(doorstep_gap_apps(raw)),
          read_texts(doorstep_gap_conditions(raw)), to_string(doorstep_gap_sign_in_json(raw))};
}

inline std::vector<gap> read_gaps(const doorstep_gap_list *list) {
  return read_list<doorstep_gap_list_count, doorstep_gap_list_at, read_gap>(list);
}

template <>
struct out<proof> : record_out<proof, doorstep_proof, read_proof, doorstep_proof_free> {};
template <>
struct out<std::vector<gap>>
    : record_out<std::vector<gap>, doorstep_gap_list, read_gaps, doorstep_gap_list_free> {};

}  // namespace detail
}  // namespace doorstep

#endif
