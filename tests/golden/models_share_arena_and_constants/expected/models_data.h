/* models_data.h - constants that several models have, emitted once. Generated; do not edit. */
#ifndef MODELS_DATA_H
#define MODELS_DATA_H

#ifdef __cplusplus
extern "C" {
#endif

extern const float models_p0[8];

#ifdef __cplusplus
}
#endif

#endif /* MODELS_DATA_H */
