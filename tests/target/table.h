// The table that tools/measure prints, and the same as CSV.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "figures.h"

namespace utvmc::target {

/// One line.
struct Row {
  std::string model;         ///< "own/sine"
  std::string contender;     ///< "utvmc"
  std::string optimisation;  ///< "-O2"
  std::int64_t calls = -1;   ///< of kernels; -1: unknown
  std::int64_t arena = -1;   ///< bytes; -1: there is none
  Figures figures;
  std::string remark;
};

/// What the columns are called, and a row below them; each ends with a newline.
std::string TableTitle();
std::string TableLine(const Row& row);

/// The same with the target's name in each line, and the remark last. Fields are quoted as RFC 4180
/// wants it; what is unknown is empty.
std::string CsvTitle();
std::string CsvLine(const std::string& target, const Row& row);

}  // namespace utvmc::target
