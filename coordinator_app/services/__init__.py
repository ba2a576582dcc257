"""Use cases, one module per feature; services combine storage and engines, nobody else does."""
