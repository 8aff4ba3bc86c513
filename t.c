#include <stdint.h>
int64_t a(uint32_t u, int16_t s); int64_t a(uint32_t u, int16_t s) { return 0 + u * (uint32_t)s; }
int64_t a2(uint32_t u, int16_t s); int64_t a2(uint32_t u, int16_t s) { return 0 + u * (uint32_t)s; }
int64_t a3(uint32_t u, int16_t s, int32_t i); int64_t a3(uint32_t u, int16_t s, int32_t i) { return (i<4) + u * (uint32_t)s; }
int64_t a4(uint32_t u, int16_t s, int32_t i); int64_t a4(uint32_t u, int16_t s, int32_t i) { return 5u + u * (uint32_t)s; }
uint32_t a5(uint32_t u, int16_t s, uint32_t i); uint32_t a5(uint32_t u, int16_t s, uint32_t i) { return  i + u * (uint32_t)s; }
uint32_t a6(uint32_t u, int16_t s, uint8_t i); uint32_t a6(uint32_t u, int16_t s, uint8_t i) { return  i + u * (uint32_t)s; }
uint32_t a7(uint32_t u, int8_t s, uint8_t i); uint32_t a7(uint32_t u, int8_t s, uint8_t i) { return  i + u * (uint32_t)s; }
uint32_t a8(uint32_t u, int32_t s, uint8_t i); uint32_t a8(uint32_t u, int32_t s, uint8_t i) { return  i + u * (uint32_t)s; }
int c1(uint8_t u); int c1(uint8_t u) { return !~u; }
int c2(uint8_t u); int c2(uint8_t u) { return !~(int32_t)u; }
int c3(uint8_t u); int c3(uint8_t u) { return ~u == 5; }
int c4(uint8_t u); int c4(uint8_t u) { return ~(int32_t)u == 5; }
int c5(uint8_t u,uint8_t v); int c5(uint8_t u,uint8_t v) { return ~u == v; }
int c6(uint8_t u,uint8_t v); int c6(uint8_t u,uint8_t v) { return ~u != 0; }
