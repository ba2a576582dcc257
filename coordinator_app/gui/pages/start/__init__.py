"""The start screen: last files, making and opening files."""
