// Judges cases without an engine: reads one JSON text a line and writes the verdicts on a line each.
#include <doorstep.hpp>

#include <iostream>

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << doorstep::evaluate(line) << '\n';
  return doorstep::live_handles() == 0 ? 0 : 1;
}
