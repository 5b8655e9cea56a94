#include "request.hpp"

#include <algorithm>
#include <cctype>

namespace {

constexpr std::size_t longest_field = 1024;

/// The language that the browser likes best, such as `en-US` in `en-US,de;q=0.7`.
std::optional<std::string> locale(const std::string &languages) {
  const std::string tag = languages.substr(0, languages.find_first_of(",; "));
  const bool good = tag.size() >= 2 && tag.size() < 36 && tag.front() != '-' && tag.back() != '-' &&
                    std::all_of(tag.begin(), tag.end(), [](unsigned char character) {
                      return std::isalnum(character) != 0 || character == '-';
                    });
  return good ? std::optional<std::string>(tag) : std::nullopt;
}

std::optional<std::string> agent(const std::string &text) {
  const bool good = !text.empty() && text.size() <= 512 &&
                    std::all_of(text.begin(), text.end(), [](unsigned char character) { return character < 0x80; });
  return good ? std::optional<std::string>(text) : std::nullopt;
}

}  // namespace

std::optional<std::string> cookie(const httplib::Request &request, const std::string &name) {
  const std::string all = request.get_header_value("Cookie");
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find(';', begin), all.size());
    const std::size_t first = all.find_first_not_of(' ', begin);
    if (first < end && all.compare(first, name.size() + 1, name + "=") == 0) {
      return all.substr(first + name.size() + 1, end - first - name.size() - 1);
    }
    begin = end + 1;
  }
  return std::nullopt;
}

std::string field(const httplib::Request &request, const char *name) { return request.get_param_value(name); }

bool is_readable(const httplib::Request &request) {
  return std::all_of(request.params.begin(), request.params.end(), [](const auto &given) {
    return given.second.size() < longest_field && given.second.find('\0') == std::string::npos;
  });
}

bool is_ours(const httplib::Request &request, const std::string &origin) {
  return request.get_header_value_count("Origin") == 1 && request.get_header_value("Origin") == origin;
}

doorstep::sign_in_context context(const httplib::Request &request) {
  doorstep::sign_in_context known;
  if (!request.remote_addr.empty()) known.ip = request.remote_addr;
  known.user_agent = agent(request.get_header_value("User-Agent"));
  known.locale = locale(request.get_header_value("Accept-Language"));
  return known;
}
