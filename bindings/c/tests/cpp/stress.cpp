// 64 threads on one engine: journeys, validations, administration, and handles that are freed while others use them,
// with a mailer that calls back. Run under ThreadSanitizer by test_threads.py.
//
//   stress FOLDER          the stress itself
//   stress FOLDER plant    a data race in this program, to see that one is reported
//   stress FOLDER lend     a data race between this program and the library, on memory that was lent to it
#include <doorstep.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>

namespace {

using namespace std::chrono_literals;

constexpr int threads = 64;
constexpr int rounds = 3;
constexpr const char *password = "correct horse battery staple";

constexpr const char *mfa_for_all =
    R"({"displayName": "MFA for everyone", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}})";

[[noreturn]] void fail(const std::string &what) {
  std::fprintf(stderr, "stress: %s\n", what.c_str());
  std::_Exit(3);
}

void must(bool holds, const char *what) {
  if (!holds) fail(what);
}

/// The newest code for each address.
class mailbox {
 public:
  void put(std::string_view to, std::string_view code) {
    const std::lock_guard lock(mutex_);
    codes_[std::string(to)] = code;
    arrived_.notify_all();
  }

  std::string take(const std::string &to) {
    std::unique_lock lock(mutex_);
    must(arrived_.wait_for(lock, 120s, [&] { return codes_.count(to) != 0; }), "no mail arrived");
    return codes_.extract(to).mapped();
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::map<std::string, std::string> codes_;
};

/// What the threads share.
struct world {
  explicit world(const std::string &folder)
      : engine(open(folder)), tenant(engine.create_tenant("contoso")), client_id(set_up()), app(tenant.app(client_id)) {
    this->shared = &engine;
  }
  world(const world &) = delete;
  world &operator=(const world &) = delete;

  doorstep::engine open(const std::string &folder) {
    std::array<std::uint8_t, 32> key{};
    key[0] = 1;
    const auto mailer = doorstep::mailer::of([this](const doorstep::message &mail) {
      const doorstep::engine *back = shared;
      if (back != nullptr) {
        must(back->tenant(mail.tenant_id()).users().find_by_email(mail.to()).has_value(), "the mailer finds no user");
        ++callbacks;
      }
      mails.put(mail.to(), mail.code().value_or(""));
    });
    return doorstep::engine::open(folder + "/stress.db", doorstep::key_ring::from_bytes(key), {&mailer});
  }

  std::string set_up() {
    const auto registration = tenant.apps().register_app("Shop");
    doorstep::new_user_flow flow;
    flow.display_name = "Sign in";
    flow.identity_provider = doorstep::identity_provider::email_password;
    flow.client_ids = {registration.client_id};
    tenant.user_flows().create(flow);
    tenant.methods().enable(doorstep::method_kind::email_otp);
    tenant.policies().create(mfa_for_all);
    return registration.client_id;
  }

  mailbox mails;
  std::atomic<const doorstep::engine *> shared{nullptr};
  std::atomic<int> callbacks{0}, sessions{0}, refused{0}, busy{0}, used{0};
  std::atomic<doorstep_tenant *> lent{nullptr};
  std::atomic<bool> over{false};
  std::mutex tokens_mutex;
  std::vector<std::string> tokens;
  doorstep::engine engine;
  doorstep::tenant tenant;
  std::string client_id;
  doorstep::app app;
};

/// A call that may find every hashing slot or the database taken for too long.
template <class F>
auto patiently(world &shared, F call) {
  for (;;) {
    try {
      return call();
    } catch (const doorstep::error &error) {
      if (error.status() != doorstep::status::busy) throw;
      ++shared.busy;
    }
  }
}

void journey(world &shared, int number) {
  const std::string email = "user" + std::to_string(number) + "@example.com";
  doorstep::new_user user;
  user.email = email;
  user.password = password;
  patiently(shared, [&] { return shared.tenant.users().create(user); });
  for (int round = 0; round < rounds; ++round) {
    auto next = patiently(shared, [&] { return shared.app.sign_in(email, "wrong password"); });
    must(doorstep::problem_of(next) != nullptr, "a wrong password is a problem");
    next = patiently(shared, [&] { return shared.app.submit_password(doorstep::token(next), password); });
    must(std::holds_alternative<doorstep::step::code_required>(next), "a code is asked for");
    const std::string code = shared.mails.take(email);
    patiently(shared, [&] { return shared.app.resume(doorstep::token(next)); });
    next = patiently(shared, [&] { return shared.app.submit_code(doorstep::token(next), code); });
    must(std::holds_alternative<doorstep::step::completed>(next), "the code signs in");
    ++shared.sessions;
    const std::lock_guard lock(shared.tokens_mutex);
    shared.tokens.emplace_back(doorstep::token(next));
  }
}

void validate(world &shared) {
  while (!shared.over) {
    std::string token = "dss_rubbish";
    {
      const std::lock_guard lock(shared.tokens_mutex);
      if (!shared.tokens.empty()) token = shared.tokens[static_cast<std::size_t>(std::rand()) % shared.tokens.size()];
    }
    const auto session = patiently(shared, [&] { return shared.tenant.sessions().validate(token); });
    must(!session || session->mfa, "a session has two factors");
    std::this_thread::sleep_for(1ms);
  }
}

void administer(world &shared, int number) {
  const doorstep::tenant mine = shared.engine.tenant("contoso");
  for (int round = 0; !shared.over; ++round) {
    const std::string name = std::to_string(number) + "-" + std::to_string(round);
    const auto group = patiently(shared, [&] { return mine.groups().create(name); });
    for (const auto &user : mine.users().list(5).items) {
      patiently(shared, [&] { mine.groups().add_user(group.id, user.id); });
    }
    patiently(shared, [&] { return mine.groups().rename(group.id, name + "x"); });
    static_cast<void>(mine.groups().members(group.id));
    static_cast<void>(mine.policies().lint());
    static_cast<void>(mine.sign_ins());
    static_cast<void>(mine.audit_log());
    try {
      static_cast<void>(mine.acting_as("nobody").users().list());
      fail("nobody may list users");
    } catch (const doorstep::error &error) {
      must(error.status() == doorstep::status::forbidden, "nobody is refused");
    }
    patiently(shared, [&] { mine.groups().remove(group.id); });
    static_cast<void>(shared.engine.purge());
    std::this_thread::sleep_for(5ms);
  }
}

/// Publishes a handle and frees it while others use it.
void lend(world &shared) {
  while (!shared.over) {
    doorstep_tenant *tenant = nullptr;
    must(doorstep_engine_tenant(shared.engine.get(), "contoso", &tenant, nullptr) == DOORSTEP_OK, "the tenant opens");
    doorstep_tenant_free(shared.lent.exchange(tenant));
    std::this_thread::sleep_for(1ms);
  }
}

/// Uses a handle that may be free at any time, and sometimes frees it as well.
void borrow(world &shared, int number) {
  for (int round = 0; !shared.over; ++round) {
    doorstep_tenant *tenant = shared.lent;
    doorstep_user_list *users = nullptr;
    doorstep_error *error = nullptr;
    const doorstep_status status = doorstep_users_list(tenant, 3, nullptr, &users, &error);
    if (status == DOORSTEP_OK) {
      ++shared.used;
    } else {
      must(status == DOORSTEP_INVALID_HANDLE || status == DOORSTEP_NULL_ARGUMENT, doorstep_status_name(status));
      must(doorstep_error_status(error) == status, "the error knows its status");
      ++shared.refused;
    }
    doorstep_user_list_free(users);
    doorstep_user_list_free(users);
    doorstep_error_free(error);
    if (round % 7 == number % 7) doorstep_tenant_free(tenant);
    if (round % 5 == 0) std::this_thread::sleep_for(1ms);
  }
}

void stress(const std::string &folder) {
  {
    world shared(folder);
    std::vector<std::thread> journeys, others;
    const auto start = [&shared](auto work) {
      return std::thread([&shared, work] {
        try {
          work();
        } catch (const doorstep::error &error) {
          fail(std::string(error.code()) + ": " + error.what());
        }
      });
    };
    for (int number = 0; number < threads; ++number) {
      switch (number % 8) {
        case 0:
        case 1:
        case 2:
          journeys.push_back(start([&shared, number] { journey(shared, number); }));
          break;
        case 3:
        case 4:
          others.push_back(start([&shared] { validate(shared); }));
          break;
        case 5:
          others.push_back(start([&shared, number] { administer(shared, number); }));
          break;
        case 6:
          others.push_back(start([&shared] { lend(shared); }));
          break;
        default:
          others.push_back(start([&shared, number] { borrow(shared, number); }));
      }
    }
    for (std::thread &one : journeys) one.join();
    shared.over = true;
    for (std::thread &one : others) one.join();
    doorstep_tenant_free(shared.lent);
    shared.engine.close();
    must(shared.sessions == threads / 8 * 3 * rounds, "every journey ended with a session");
    must(shared.callbacks >= shared.sessions, "the mailer called back");
    must(shared.used > 0 && shared.refused > 0, "handles were used and freed");
    std::printf("sessions %d, callbacks %d, used %d, refused %d, busy %d\n", shared.sessions.load(),
                shared.callbacks.load(), shared.used.load(), shared.refused.load(), shared.busy.load());
  }
  must(doorstep::live_handles() == 0, "handles are left over");
}

void plant() {
  int shared = 0;
  std::thread one([&shared] { ++shared; }), two([&shared] { ++shared; });
  one.join();
  two.join();
  std::printf("planted %d\n", shared);
}

/// One thread writes the bytes that the library reads.
void lend_while_writing() {
  std::array<std::uint8_t, 32> key{};
  key[0] = 1;
  std::thread writer([&key] {
    for (int round = 0; round < 1000; ++round) key[static_cast<std::size_t>(round) % 31 + 1] = 7;
  });
  for (int round = 0; round < 1000; ++round) {
    doorstep_key_ring *ring = nullptr;
    must(doorstep_key_ring_from_bytes(key.data(), key.size(), &ring, nullptr) == DOORSTEP_OK, "the ring is made");
    doorstep_key_ring_free(ring);
  }
  writer.join();
  std::printf("lent\n");
}

}  // namespace

int main(int count, char **arguments) {
  if (count == 2) {
    stress(arguments[1]);
  } else if (count == 3 && std::strcmp(arguments[2], "plant") == 0) {
    plant();
  } else if (count == 3 && std::strcmp(arguments[2], "lend") == 0) {
    lend_while_writing();
  } else {
    return 2;
  }
  return 0;
}
