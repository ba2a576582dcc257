"""Heute: what must be done next."""
