"""The page „Netzwerk“: organisations and persons, what they do, how to reach them, why their data is kept."""
