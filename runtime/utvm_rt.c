/* utvm_rt.c - needed only by compilers that utvm_rt.h knows no barrier for. */
#include "utvm_rt.h"

void utvm_handover(void) {}

void utvm_handover_of(const volatile void* memory) { (void)memory; }
