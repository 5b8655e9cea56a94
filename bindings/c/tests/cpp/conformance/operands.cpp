#include "operands.hpp"

namespace conformance {
namespace {

/// A code of the same length that differs in its first digit.
std::string wrong(std::string code) {
  if (code.empty() || code[0] < '0' || code[0] > '9') throw mismatch("wrong does not take " + json(code).dump());
  code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
  return code;
}

std::string joined(const json &parts) {
  if (!parts.is_array()) throw mismatch("text does not take " + parts.dump());
  std::string text;
  for (const json &part : parts) text += part.is_string() ? part.get<std::string>() : part.dump();
  return text;
}

/// Characters from and up to, of UTF-8.
std::string slice(const json &operand) {
  if (!operand.is_array() || operand.size() != 3) throw mismatch("slice does not take " + operand.dump());
  const std::string text = as_text(operand[0], "what is sliced");
  const std::int64_t from = as_integer(operand[1], "from"), to = as_integer(operand[2], "to");
  std::string kept;
  std::int64_t at = -1;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0) != 0x80) ++at;
    if (at >= from && at < to) kept += byte;
  }
  return kept;
}

}  // namespace

const json &lookup(const json &saved, const std::string &path) {
  const json *found = &saved;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    begin = end + 1;
    const bool number = !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
    if (found->is_array() && number && std::stoul(part) < found->size()) {
      found = &(*found)[std::stoul(part)];
    } else if (found->is_object() && found->contains(part)) {
      found = &(*found)[part];
    } else {
      throw mismatch("there is no $" + path);
    }
  }
  return *found;
}

json resolve(const json &value, const json &saved) {
  if (value.is_string()) {
    const std::string text = value.get<std::string>();
    if (text.rfind("$$", 0) == 0) return text.substr(1);
    if (text.rfind("$", 0) == 0) return lookup(saved, text.substr(1));
    return value;
  }
  if (value.is_array()) {
    json items = json::array();
    for (const json &item : value) items.push_back(resolve(item, saved));
    return items;
  }
  if (!value.is_object()) return value;
  json object = json::object();
  for (const auto &[key, item] : value.items()) object[key] = resolve(item, saved);
  if (object.size() != 1) return object;
  const std::string &word = object.begin().key();
  if (word == "wrong") return wrong(as_text(object.front(), "wrong"));
  if (word == "text") return joined(object.front());
  if (word == "slice") return slice(object.front());
  return object;
}

}  // namespace conformance
