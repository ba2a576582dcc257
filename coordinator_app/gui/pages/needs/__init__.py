"""Bedarfe & Prioritäten: the register, scoring rounds and the ranking."""
