/*
 * Doorstep for C++17 and newer: a header over doorstep.h and nothing else. Link with libdoorstep.
 *
 *   using namespace std::chrono_literals;
 *   auto keys = doorstep::key_ring::from_file("shop.key");
 *   auto mailer = doorstep::mailer::smtp({"smtp.example.com"});
 *   auto engine = doorstep::engine::open("shop.db", keys, {&mailer});
 *   auto app = engine.tenant("contoso").app(client_id);
 *
 *   std::visit(doorstep::overloaded{
 *                  [](const doorstep::step::code_required &next) { ask_for_code(next.token, next.masked_target); },
 *                  [](const doorstep::step::completed &done) { set_session_cookie(done.token); },
 *                  [](const doorstep::step::denied &over) { show(doorstep::name(over.reason)); },
 *                  [](const auto &other) { … },
 *              },
 *              app.sign_in(email, password));
 *
 * STEPS AND ERRORS
 *
 *   What a person can cause (a wrong code, a block, an expiry) is a step: a std::variant, as are the problems and denials
 *   in it. What the program or its surroundings cause is a doorstep::error, with a status, its stable word and data as
 *   JSON. It is thrown; but in a file that defines DOORSTEP_NO_EXCEPTIONS before this header, or is compiled without
 *   exceptions, the same calls return a doorstep::result<T> instead, which holds a value or the error. Apart from the
 *   errors that a function names, any may answer `storage`, `busy`, `internal` and the faults 1 to 19.
 *
 * HANDLES
 *
 *   key_ring, mailer, clock, country_lookup, engine, tenant and app own a handle: they move and are not copied. Share one
 *   by reference, from any thread. A call on one that was moved from answers `null_argument`; its getters are empty. They
 *   may be destroyed in any order. Everything else is a plain record that owns what it holds.
 *
 * TEXTS, TIMES, NUMBERS
 *
 *   Text is UTF-8. One with a NUL inside is refused with `invalid_argument`, since C would see only its beginning; but
 *   what people type and browsers send (passwords, codes, tokens, addresses to register) is just wrong then, like in
 *   every other language. Times are std::chrono::system_clock's, durations milliseconds, ids strings. JSON documents are
 *   texts. Strings are not wiped when they go: keep passwords and tokens no longer than you need them.
 *
 * MAILERS, CLOCKS AND COUNTRY LOOKUPS
 *
 *   Any function object will do. What a mailer throws stays in it: the delivery has failed and is tried again.
 *
 * An enumeration that holds a number which is not declared here came from a newer library: treat it like a failure.
 */
#ifndef DOORSTEP_HPP
#define DOORSTEP_HPP

#include <doorstep/app.hpp>
#include <doorstep/apps.hpp>
#include <doorstep/authentication_contexts.hpp>
#include <doorstep/authentication_strengths.hpp>
#include <doorstep/clock.hpp>
#include <doorstep/conditions.hpp>
#include <doorstep/context.hpp>
#include <doorstep/country.hpp>
#include <doorstep/engine.hpp>
#include <doorstep/error.hpp>
#include <doorstep/evaluate.hpp>
#include <doorstep/explanation.hpp>
#include <doorstep/groups.hpp>
#include <doorstep/import.hpp>
#include <doorstep/keys.hpp>
#include <doorstep/library.hpp>
#include <doorstep/locations.hpp>
#include <doorstep/logs.hpp>
#include <doorstep/mail.hpp>
#include <doorstep/methods.hpp>
#include <doorstep/policies.hpp>
#include <doorstep/proofs.hpp>
#include <doorstep/records.hpp>
#include <doorstep/replay.hpp>
#include <doorstep/roles.hpp>
#include <doorstep/session_controls.hpp>
#include <doorstep/sessions.hpp>
#include <doorstep/step.hpp>
#include <doorstep/templates.hpp>
#include <doorstep/tenant.hpp>
#include <doorstep/user_flows.hpp>
#include <doorstep/users.hpp>
#include <doorstep/what_if.hpp>
#include <doorstep/words.hpp>

#endif
