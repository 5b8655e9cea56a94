// Handles move, and are empty afterwards.
#include "shop.hpp"

#include <type_traits>

using idioms::shop;

template <class T>
constexpr bool moves_only = std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T> &&
                            std::is_nothrow_destructible_v<T> && !std::is_copy_constructible_v<T> &&
                            !std::is_copy_assignable_v<T> && sizeof(T) == sizeof(void *);

static_assert(moves_only<doorstep::key_ring> && moves_only<doorstep::clock> && moves_only<doorstep::mailer> &&
              moves_only<doorstep::engine> && moves_only<doorstep::tenant> && moves_only<doorstep::app>);
static_assert(!std::is_copy_constructible_v<doorstep::message>);

TEST(a_handle_moves) {
  shop one;
  const std::string id = one.tenant.id();
  doorstep::tenant moved = std::move(one.tenant);
  CHECK(moved.id() == id && moved.actor() == "host");
  one.tenant = std::move(moved);
  CHECK(one.tenant.id() == id && moved.get() == nullptr);
  doorstep::tenant &itself = one.tenant;
  one.tenant = std::move(itself);
  CHECK(one.tenant.id() == id);
}

TEST(use_after_a_move_is_an_error) {
  shop one;
  const doorstep::engine engine = std::move(one.engine);
  const doorstep::tenant tenant = std::move(one.tenant);
  const doorstep::app app = std::move(one.app);
  CHECK_FAILS(one.engine.tenants(), null_argument);
  CHECK_FAILS(one.engine.deliver_mail(), null_argument);
  CHECK_FAILS(one.tenant.users().list(), null_argument);
  CHECK_FAILS(one.tenant.settings(), null_argument);
  CHECK_FAILS(one.tenant.app(one.client_id), null_argument);
  CHECK_FAILS(one.app.sign_in(idioms::email), null_argument);
  CHECK(one.tenant.id().empty() && one.tenant.name().empty() && one.app.client_id().empty());
  auto ring = idioms::keys();
  const auto moved = std::move(ring);
  CHECK(ring.id().empty() && !moved.id().empty());
  CHECK_FAILS(doorstep::engine::open(":memory:", ring), null_argument);
}

TEST(a_part_that_outlives_its_tenant_is_an_error) {
  shop one;
  const auto users = [&] {
    const doorstep::tenant other = one.engine.tenant("contoso");
    CHECK(other.users().list().items.size() == 1);
    return other.users();
  }();
  CHECK_FAILS(users.list(), invalid_handle);
}

TEST(everything_goes_in_any_order) {
  const std::size_t before = doorstep::live_handles();
  {
    shop one;
    const doorstep::app app = one.tenant.app(one.client_id);
    one.engine = doorstep::engine(nullptr);
    one.tenant = doorstep::tenant(nullptr);
    CHECK(std::holds_alternative<doorstep::step::code_required>(app.sign_in(idioms::email, idioms::password)));
  }
  CHECK(doorstep::live_handles() == before);
}

TEST(handles_live_in_containers) {
  shop one;
  std::vector<doorstep::tenant> tenants;
  for (int number = 0; number < 10; ++number) tenants.push_back(one.engine.create_tenant(std::to_string(number)));
  tenants.erase(tenants.begin(), tenants.begin() + 5);
  CHECK(tenants.size() == 5 && tenants.front().name() == "5" && one.engine.tenants().size() == 11);
}
