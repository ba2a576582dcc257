"""Gremien & Sitzungen."""
