// Mailers: a server, or a function of yours.
#ifndef DOORSTEP_MAIL_HPP
#define DOORSTEP_MAIL_HPP

#include <doorstep/call.hpp>
#include <doorstep/words.hpp>

namespace doorstep {

/// One mail to be sent: the only place where a code can be read. Its texts are borrowed from the library and wiped when
/// the mailer's function returns.
class message {
 public:
  explicit message(const doorstep_message *raw) noexcept : raw_(raw) {}
  message(const message &) = delete;
  message &operator=(const message &) = delete;

  /// The one recipient's address.
  [[nodiscard]] std::string_view to() const noexcept { return detail::view(doorstep_message_to(raw_)); }
  /// The sender's address.
  [[nodiscard]] std::string_view sender() const noexcept { return detail::view(doorstep_message_sender(raw_)); }
  /// The sender's display name: one line, cleaned of what could pass for a link or an address.
  [[nodiscard]] std::string_view sender_name() const noexcept {
    return detail::view(doorstep_message_sender_name(raw_));
  }
  /// The subject: one line. It never holds the code, because locked screens show subjects.
  [[nodiscard]] std::string_view subject() const noexcept { return detail::view(doorstep_message_subject(raw_)); }
  /// The plain text part, code included.
  [[nodiscard]] std::string_view text() const noexcept { return detail::view(doorstep_message_text(raw_)); }
  /// The HTML part, code included: a whole document without links, images or scripts.
  [[nodiscard]] std::string_view html() const noexcept { return detail::view(doorstep_message_html(raw_)); }
  /// Why it is sent.
  [[nodiscard]] mail_purpose purpose() const noexcept {
    return static_cast<mail_purpose>(doorstep_message_purpose(raw_));
  }
  /// The language it is written in, as a BCP 47 tag.
  [[nodiscard]] std::string_view locale() const noexcept { return detail::view(doorstep_message_locale(raw_)); }
  /// The code, for hosts that deliver with a template of their own; none in a message without a code.
  [[nodiscard]] std::optional<std::string_view> code() const noexcept {
    const char *code = doorstep_message_code(raw_);
    return code == nullptr ? std::nullopt : std::optional<std::string_view>(code);
  }
  /// The tenant on whose behalf it is sent.
  [[nodiscard]] std::string_view tenant_id() const noexcept { return detail::view(doorstep_message_tenant_id(raw_)); }
  /// Its id, the same each time this message comes, so that a host can drop a repetition.
  [[nodiscard]] std::string_view id() const noexcept { return detail::view(doorstep_message_id(raw_)); }

  /// The handle, for calls of C.
  [[nodiscard]] const doorstep_message *get() const noexcept { return raw_; }

 private:
  const doorstep_message *raw_;
};

/// What a mailer's function answers. `mail_result::sent` converts to it.
struct delivery {
  delivery(mail_result value = mail_result::sent) : result(value) {}
  delivery(mail_result value, std::string why) : result(value), reason(std::move(why)) {}

  mail_result result;
  /// Why it could not be handed over, for the log. It must hold no address and no code.
  std::string reason;
};

/// How to reach a mail server.
struct smtp_options {
  /// Its name or address. With TLS, its certificate must be for exactly this.
  std::string host = {};
  /// Its port, 1 to 65535.
  std::uint32_t port = 587;
  /// How the connection is protected.
  smtp_security security = smtp_security::starttls;
  /// Sent together with `password`, never over an unprotected connection to another machine.
  std::optional<std::string> username = std::nullopt;
  /// Sent together with `username`.
  std::optional<std::string> password = std::nullopt;
  /// The longest wait for the server to connect, to take or to answer something.
  milliseconds timeout = std::chrono::seconds(10);
  /// The name to greet the server with; by default this machine's.
  std::optional<std::string> hello_name = std::nullopt;
  /// The certificate authorities to trust instead of the public ones, in PEM.
  std::optional<std::string> root_certificate_pem = std::nullopt;
};

inline namespace DOORSTEP_CALLS {
namespace calling {

/// A function that hands messages over, as C calls it.
template <class F>
class mailer_context {
 public:
  explicit mailer_context(F function) : function_(std::move(function)) {}

  static std::uint32_t send(void *context, const doorstep_message *raw) noexcept {
    auto *self = static_cast<mailer_context *>(context);
    const message mail(raw);
#ifdef DOORSTEP_NO_EXCEPTIONS
    return self->hand_over(mail);
#else
    try {
      return self->hand_over(mail);
    } catch (...) {  // what() stays here: it may hold the address or the code
      doorstep_message_set_failure(raw, "the mailer threw an exception", nullptr);
      return DOORSTEP_MAIL_RESULT_RETRY;
    }
#endif
  }

  static void release(void *context) noexcept { delete static_cast<mailer_context *>(context); }

 private:
  std::uint32_t hand_over(const message &mail) {
    if constexpr (std::is_void_v<std::invoke_result_t<F &, const message &>>) {
      function_(mail);
      return DOORSTEP_MAIL_RESULT_SENT;
    } else {
      const delivery done = function_(mail);
      if (!done.reason.empty()) doorstep_message_set_failure(mail.get(), done.reason.c_str(), nullptr);
      return pass(done.result);
    }
  }

  F function_;
};

struct smtp_argument : argument {
  explicit smtp_argument(const smtp_options &from)
      : host("host", from.host),
        username("username", from.username),
        password("password", from.password),
        hello_name("hello_name", from.hello_name),
        root("root_certificate_pem", from.root_certificate_pem) {
    raw.host = host.pass();
    raw.port = from.port;
    raw.security = detail::pass(from.security);
    raw.username = username.pass();
    raw.password = password.pass();
    raw.timeout_ms = from.timeout.count() < 0 ? UINT64_MAX : static_cast<std::uint64_t>(from.timeout.count());
    raw.hello_name = hello_name.pass();
    raw.root_certificate_pem = root.pass();
  }

  [[nodiscard]] const doorstep_smtp_options *pass() const noexcept { return &raw; }
  [[nodiscard]] const char *refused() const noexcept {
    return detail::refused(host, username, password, hello_name, root);
  }

  text host, username, password, hello_name, root;
  doorstep_smtp_options raw = DOORSTEP_SMTP_OPTIONS_INIT;
};

}  // namespace calling

/// Who sends the mails of an engine.
class mailer : public detail::owner<doorstep_mailer, doorstep_mailer_free> {
 public:
  using owner::owner;

  /// A mailer of a function that takes a `const message &` and gives nothing, a `mail_result` or a `delivery`. It is
  /// called with no lock held, from any thread and from several at a time, and may call the engine. A message comes at
  /// least once, and with the same id each time. When the function throws, the same message comes again while its code
  /// lives. It is destroyed once the mailer and every engine that uses it are gone.
  template <class F>
  static answer<mailer> of(F function) {
    using context = calling::mailer_context<F>;
    auto *owned = new context(std::move(function));  // C's from here on, even if the call fails
    return calling::call<mailer>(doorstep_mailer_new,
                                 doorstep_mailer_callback{owned, context::send, context::release});
  }

  /// A mailer that sends through an SMTP server. Nothing is sent yet, and the server need not be up.
  /// Errors: `invalid_argument` naming the option.
  static answer<mailer> smtp(const smtp_options &options) {
    return calling::call<mailer>(doorstep_smtp_mailer_new, calling::smtp_argument(options));
  }
};

}  // namespace DOORSTEP_CALLS
}  // namespace doorstep

#endif
