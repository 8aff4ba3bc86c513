#define LOWEST 0.0f
