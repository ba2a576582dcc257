"""The window: everything that imports PySide6; pages call services and show what they return."""
