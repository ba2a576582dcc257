"""The window for typing answer sheets from the keyboard."""
