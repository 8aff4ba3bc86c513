// C text of the synthetic models' kernels, in the manner of TVM v0.14's C code generator.
#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace utvmc::benchmark {

/// An int8 image, height x width x channels; all are powers of two.
struct Image {
  int height = 0;
  int width = 0;
  int channels = 0;

  int Elements() const { return height * width * channels; }
};

inline constexpr std::array<Image, 6> kImages = {
    {{16, 16, 8}, {16, 16, 16}, {8, 8, 16}, {8, 8, 32}, {4, 4, 32}, {4, 4, 64}}};

/// The head of kernels.c.
std::string KernelsHead();

/// Three taps along the width, weights int8[channels of `to`, 3]; padded input and accumulators are
/// workspace. Arguments: input, weights, output.
std::string ConvolutionKernel(const std::string& symbol, const Image& from, const Image& to);

/// Saturating sum. Arguments: two inputs, output.
std::string AdditionKernel(const std::string& symbol, const Image& image);

/// Arguments: input, output.
std::string RectifierKernel(const std::string& symbol, const Image& image);

}  // namespace utvmc::benchmark
