"""Dialogs that belong to the window, not to one page."""
