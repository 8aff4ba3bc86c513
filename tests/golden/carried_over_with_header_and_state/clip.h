#ifndef CLIP_H
#define CLIP_H
#include "limits.h"
#define CLIP(x) ((x) < LOWEST ? LOWEST : (x))
#endif
