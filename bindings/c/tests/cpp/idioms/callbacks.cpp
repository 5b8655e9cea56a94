// Mailers and clocks are functions of the program.
#include "shop.hpp"

#include <memory>
#include <stdexcept>
#include <thread>

using idioms::shop;
using namespace std::chrono_literals;

TEST(what_a_mailer_throws_is_a_failed_delivery) {
  int calls = 0;
  shop one([&calls](const doorstep::message &mail) -> doorstep::delivery {
    if (++calls == 1) throw std::runtime_error("cannot reach " + std::string(mail.to()));
    if (calls == 2) throw 42;
    return doorstep::mail_result::sent;
  });
  const auto asked = one.begin();
  auto report = one.engine.deliver_mail();
  CHECK(calls == 1 && report.sent == 0 && report.failed == 1 && report.waiting == 1);
  const auto next = one.app.resume(asked.token);
  CHECK(std::holds_alternative<doorstep::problem::mail_failed>(*doorstep::problem_of(next)));
  CHECK(std::holds_alternative<doorstep::step::completed>(one.app.submit_code(asked.token, one.code)));
}

TEST(a_delivery_says_what_became_of_it) {
  shop one([](const doorstep::message &) { return doorstep::delivery(doorstep::mail_result::give_up, "no mailbox"); });
  static_cast<void>(one.begin());
  const auto report = one.engine.deliver_mail();
  CHECK(report.dropped == 1 && report.waiting == 0);
}

TEST(a_mailer_calls_the_engine) {
  const doorstep::engine *engine = nullptr;
  std::size_t users = 0;
  shop one([&](const doorstep::message &mail) {
    const doorstep::tenant tenant = engine->tenant(mail.tenant_id());
    users = tenant.users().list().items.size();
    doorstep::new_user user;
    user.email = "from-a-mailer@example.com";
    tenant.users().create(user);
    return doorstep::delivery();
  });
  engine = &one.engine;
  static_cast<void>(one.begin());
  CHECK(one.engine.deliver_mail().sent == 1 && users == 1);
  CHECK(one.tenant.users().find_by_email("from-a-mailer@example.com").has_value());
}

TEST(a_mailer_closes_the_engine_from_its_thread) {
  std::atomic<bool> closed{false};
  std::atomic<const doorstep::engine *> engine{nullptr};
  const auto mailer = doorstep::mailer::of([&](const doorstep::message &) {
    while (engine == nullptr) std::this_thread::yield();
    engine.load()->close();
    closed = true;
  });
  const doorstep::engine opened = doorstep::engine::open(":memory:", idioms::keys(), {&mailer});
  const doorstep::tenant tenant = opened.create_tenant("contoso");
  const doorstep::app app = tenant.app(idioms::set_up(tenant));
  engine = &opened;
  static_cast<void>(app.sign_in(idioms::email, idioms::password));
  for (int wait = 0; wait < 1000 && !closed; ++wait) {
    std::this_thread::sleep_for(10ms);
  }
  CHECK(closed);
}

TEST(what_a_mailer_holds_goes_once_with_the_last_handle) {
  struct counter {
    int *gone;
    explicit counter(int *count) : gone(count) {}
    counter(counter &&other) noexcept : gone(std::exchange(other.gone, nullptr)) {}
    counter(const counter &) = delete;
    counter &operator=(const counter &) = delete;
    ~counter() {
      if (gone != nullptr) ++*gone;
    }
  };
  int gone = 0;
  {
    const auto mailer = doorstep::mailer::of([held = counter(&gone), box = std::make_unique<int>(1)](const auto &) {});
    doorstep::engine engine = doorstep::engine::open(":memory:", idioms::keys(), {&mailer});
    const auto tenant = engine.create_tenant("contoso");
    engine = doorstep::engine(nullptr);
    CHECK(gone == 0 && tenant.users().list().items.empty());
  }
  CHECK(gone == 1);
}

TEST(a_message_has_all_its_parts) {
  bool seen = false;
  shop one([&seen](const doorstep::message &mail) {
    CHECK(mail.to() == idioms::email && mail.sender() == "no-reply@localhost" && mail.sender_name() == "contoso");
    CHECK(mail.purpose() == doorstep::mail_purpose::second_factor && mail.locale() == "en");
    CHECK(mail.text().find(*mail.code()) != std::string_view::npos);
    CHECK(mail.html().find("<html") != std::string_view::npos && !mail.subject().empty());
    CHECK(mail.subject().find(*mail.code()) == std::string_view::npos && !mail.id().empty());
    seen = true;
    return doorstep::delivery();
  });
  static_cast<void>(one.begin());
  one.engine.deliver_mail();
  CHECK(seen);
}

TEST(a_clock_is_a_function) {
  const doorstep::time_point start{1'767'225'600s};
  auto now = start;
  bool broken = false;
  const auto clock = doorstep::clock::of([&] {
    if (broken) throw std::runtime_error("no time");
    return now;
  });
  CHECK(clock.now() == start);
  now += 90min;
  CHECK(clock.now() == start + 90min);
  broken = true;
  CHECK(clock.now() == start + 90min);
  CHECK_FAILS(clock.advance(1ms), invalid_argument);
  broken = false;
  const auto engine = doorstep::engine::open(":memory:", idioms::keys(), {nullptr, &clock});
  CHECK(engine.create_tenant("contoso").id().size() == 36 && engine.tenants()[0].created_at == now);
}

TEST(a_manual_clock_stands_still) {
  const doorstep::time_point start{1'767'225'600s};
  const auto clock = doorstep::clock::manual(start);
  clock.advance(1500ms);
  CHECK(clock.now() == start + 1500ms);
  clock.set(start - 1h);
  CHECK(clock.now() == start - 1h);
}
