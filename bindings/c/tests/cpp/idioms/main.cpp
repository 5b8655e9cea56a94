#include "check.hpp"

int main(int count, char **arguments) { return idioms::run(count, arguments); }
