"""Sicherheitsanalyse: surveys of the population with their questionnaire."""
