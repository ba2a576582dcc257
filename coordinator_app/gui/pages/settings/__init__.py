"""Einstellungen: the municipality, its words and areas, the look, backups, Papierkorb, history."""
