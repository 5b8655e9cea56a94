// Opening the engine: its key, its mail server, its database.
#include "service.hpp"

#include "first_start.hpp"

#include <cstdlib>
#include <filesystem>

namespace {

std::optional<std::string> setting(const char *name) {
  const char *value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

/// A real program keeps the key away from the database, in a secret manager or on another disk.
doorstep::key_ring open_keys(const std::string &path) {
  return std::filesystem::exists(path) ? doorstep::key_ring::from_file(path) : doorstep::key_ring::create_file(path);
}

/// Mail to this machine may go unprotected; anywhere else it goes by TLS or not at all.
doorstep::mailer open_mailer(const std::string &smtp) {
  const std::size_t colon = smtp.rfind(':');
  if (colon == std::string::npos || colon == 0) throw std::invalid_argument("DOORSTEP_SMTP is host:port, not " + smtp);
  doorstep::smtp_options options;
  options.host = smtp.substr(0, colon);
  options.port = static_cast<std::uint32_t>(std::strtoul(smtp.c_str() + colon + 1, nullptr, 10));
  const bool here = options.host == "127.0.0.1" || options.host == "localhost";
  options.security = here ? doorstep::smtp_security::unprotected : doorstep::smtp_security::starttls;
  options.username = setting("DOORSTEP_SMTP_USERNAME");
  options.password = setting("DOORSTEP_SMTP_PASSWORD");
  return doorstep::mailer::smtp(options);
}

doorstep::engine open_engine(const options &options) {
  std::filesystem::create_directories(options.data);
  std::filesystem::permissions(options.data, std::filesystem::perms::owner_all);
  const doorstep::key_ring keys = open_keys(options.data + "/key");
  const doorstep::mailer mailer = open_mailer(options.smtp);
  return doorstep::engine::open(options.data + "/doorstep.db", keys, {&mailer});
}

doorstep::tenant open_tenant(const doorstep::engine &engine, const std::string &data) {
  try {
    return engine.tenant(tenant_name);
  } catch (const doorstep::error &error) {
    if (error.status() != doorstep::status::not_found) throw;
  }
  return first_start(engine, data);
}

}  // namespace

service::service(const options &options)
    : origin(options.origin),
      secure(origin.rfind("https://", 0) == 0),
      engine(open_engine(options)),
      tenant(open_tenant(engine, options.data)),
      app(tenant.app(tenant.apps().list().at(0).client_id)) {}
