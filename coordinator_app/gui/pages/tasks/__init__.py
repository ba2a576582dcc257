"""Aufgaben & Beschlüsse."""
