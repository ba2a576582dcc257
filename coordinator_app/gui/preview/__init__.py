"""The print preview („Druckansicht“): the very PDF that is printed and saved."""
