// What every request needs: the tenant, and the app that people sign in to.
#pragma once

#include <doorstep.hpp>

#include <string>

inline constexpr const char *tenant_name = "contoso";

struct options {
  std::string data;    ///< the folder of the database, the key and the first password
  std::string smtp;    ///< host:port of the mail server
  std::string origin;  ///< where browsers find this service: scheme, host and port
  int port;
};

struct service {
  /// Opens the database, and sets everything up the first time.
  explicit service(const options &options);

  std::string origin;
  bool secure;  ///< whether browsers come by HTTPS
  doorstep::engine engine;
  doorstep::tenant tenant;
  doorstep::app app;
};
