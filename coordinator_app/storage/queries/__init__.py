"""Reads and lists whose SQL is special to a feature, one module each."""
