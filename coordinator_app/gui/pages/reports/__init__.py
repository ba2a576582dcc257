"""Berichte: red thread of a need, what became of the findings, the balance of a year."""
