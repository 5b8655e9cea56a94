/* Every test, in the order they run in. */
#ifndef MISUSE_TESTS_H
#define MISUSE_TESTS_H

#define TESTS(TEST) \
  TEST(bad_text_is_refused) \
  TEST(an_error_names_the_argument) \
  TEST(bytes_have_a_length) \
  TEST(numbers_outside_an_enumeration_are_refused) \
  TEST(a_struct_says_its_size) \
  TEST(arrays_say_their_length) \
  TEST(what_was_freed_is_refused) \
  TEST(the_wrong_type_is_refused) \
  TEST(what_is_borrowed_is_not_freed_and_ends_with_its_owner) \
  TEST(texts_that_were_given_are_freed_once) \
  TEST(settings_go_round) \
  TEST(a_context_comes_back_whole) \
  TEST(numbers_in_a_context_are_checked) \
  TEST(a_what_if_is_checked) \
  TEST(documents_are_read_and_refused) \
  TEST(countries_are_looked_up) \
  TEST(imports_and_replays_are_checked) \
  TEST(cases_are_judged_without_an_engine) \
  TEST(claims_and_gaps_are_checked) \
  TEST(templates_are_made) \
  TEST(a_context_is_released_exactly_once) \
  TEST(a_mailer_is_released_with_the_last_that_uses_it) \
  TEST(a_mailer_may_call_back) \
  TEST(a_mailer_may_free_its_engine) \
  TEST(a_clock_may_be_a_function) \
  TEST(many_threads_use_the_same_handles) \
  TEST(a_handle_may_be_freed_while_it_is_used) \
  TEST(a_child_is_refused_whatever_its_parent_was_doing) \
  TEST(a_child_opens_an_engine_of_its_own)

#define DECLARED(name) void name(void);
TESTS(DECLARED)
#undef DECLARED

#endif
