// HTML that is put together from markup of this program and text of anybody's.
#pragma once

#include <string>
#include <string_view>

/// Text made safe: good inside elements, and inside attributes in quotes.
std::string escaped(std::string_view text);
