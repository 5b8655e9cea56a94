// Sign-in with a second factor in a small HTTP service. See README.md.
#include "routes.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
#include <thread>

namespace {

constexpr std::size_t many_threads = 4;
constexpr std::size_t largest_form = 16 * 1024;

std::string setting(const char *name, const std::string &otherwise) {
  const char *value = std::getenv(name);
  return value != nullptr && value[0] != '\0' ? value : otherwise;
}

options read_options() {
  options given;
  given.data = setting("DOORSTEP_DATA", "data");
  given.smtp = setting("DOORSTEP_SMTP", "127.0.0.1:2525");
  given.port = std::atoi(setting("DOORSTEP_PORT", "8088").c_str());
  given.origin = setting("DOORSTEP_ORIGIN", "http://127.0.0.1:" + std::to_string(given.port));
  return given;
}

/// Threads inherit this: the signals wait for sigwait.
sigset_t block_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return ending;
}

/// Only on this machine: a proxy with a certificate stands before it.
void serve(const options &options) {
  const sigset_t ending = block_signals();
  const service opened(options);
  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(many_threads); };
  server.set_payload_max_length(largest_form);
  server.set_keep_alive_timeout(1);
  server.set_socket_options([](socket_t) {});  // no other process may listen here too
  set_routes(server, opened);
  if (!server.bind_to_port("127.0.0.1", options.port)) {
    throw std::runtime_error("cannot listen on port " + std::to_string(options.port));
  }
  std::thread listener([&server] { server.listen_after_bind(); });
  while (!server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));  // before that, stop does nothing
  std::printf("listening on %s\n", options.origin.c_str());
  int signal_number;
  sigwait(&ending, &signal_number);
  server.stop();
  listener.join();
}

}  // namespace

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (doorstep::abi_version() != DOORSTEP_ABI_VERSION) {
    std::fprintf(stderr, "this program was compiled for another libdoorstep\n");
    return 1;
  }
  try {
    serve(read_options());
  } catch (const std::exception &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  if (doorstep::live_handles() != 0) {
    std::fprintf(stderr, "%zu handles were not freed\n", doorstep::live_handles());
    return 1;
  }
  return 0;
}
