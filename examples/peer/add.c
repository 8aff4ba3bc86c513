#include "add.h"

const float add_constant[5] = {
    0.23351426422595978f, -0.3079591989517212f,  0.040674302726984024f,
    0.20083296298980713f, -0.04116601496934891f,
};

void add(const float x[5], float sum[5]) {
  for (int i = 0; i < 5; ++i) {
    sum[i] = x[i] + add_constant[i];
  }
}
