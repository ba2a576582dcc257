"""Survey engine: item bank and statistics; knows neither storage nor documents."""

import os

# Our matrices are small: one thread is faster than several that wait for each other, and needs less memory.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
