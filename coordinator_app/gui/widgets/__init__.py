"""Widgets of our own that every page may use."""
