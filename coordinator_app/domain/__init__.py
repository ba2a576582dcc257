"""Pure rules and value types of municipal prevention work, one module per feature."""
