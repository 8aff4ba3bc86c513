#!/usr/bin/env bash
# quantize() of examples/api_stm32, which firmware copies, rounds to the nearest and stays in int8.
#
#   quantize_test.sh SOURCE_DIR UTVMC
set -euo pipefail
source=$1 utvmc=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$utvmc" compile "$source/examples/digits/model" --api=stm32 -o "$scratch" -q
cat >"$scratch/test.c" <<'PROGRAM'
#define main example_main
#include "main.c"
#undef main
static int failures = 0;
static void expect(float value, float scale, int32_t zero_point, int wanted)
{
    ai_quantization_info quantization = {&scale, &zero_point, -1};
    const int got = quantize(value, &quantization);
    if (got != wanted) {
        printf("%g / %g + %d: expected %d, got %d\n", value, scale, (int)zero_point, wanted, got);
        failures++;
    }
}
int main(void)
{
    expect(0.0f, 0.25f, -3, -3);
    expect(0.4f, 0.25f, 0, 2); /* 1.6 */
    expect(-0.4f, 0.25f, 0, -2);
    expect(0.3f, 0.25f, 0, 1); /* 1.2 */
    expect(-0.3f, 0.25f, 10, 9);
    expect(0.375f, 0.25f, 0, 2); /* 1.5: away from zero, whatever the zero point */
    expect(-0.375f, 0.25f, 0, -2);
    expect(-0.375f, 0.25f, 1, -1);
    expect(31.7f, 0.25f, 0, 127);
    expect(1e30f, 0.25f, -128, 127);
    expect(-32.2f, 0.25f, 0, -128);
    expect(-1e30f, 0.25f, 127, -128);
    return failures != 0;
}
PROGRAM
gcc -std=c99 -Wall -Wextra -Werror -Wno-double-promotion "-I$scratch" "-I$source/runtime" "-I$source/examples/api_stm32" \
  "$scratch"/*.c "$source/runtime/utvm_stm32.c" -lm -o "$scratch/test"
"$scratch/test"
