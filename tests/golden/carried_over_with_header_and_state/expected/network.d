out/network.h \
  out/network.c \
  out/operators.h \
  out/operators.c \
  out/network_data.h \
  out/network_data.c \
  out/network_packed.c \
  out/network_packed_2.c \
  out/network_packed_clip.h \
  out/network_packed_limits.h: \
  ./graph.json \
  ./helper.c \
  ./kernels.c \
  clip.h \
  limits.h

./graph.json:

./helper.c:

./kernels.c:

clip.h:

limits.h:
