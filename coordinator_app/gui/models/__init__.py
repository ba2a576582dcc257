"""Qt item models over list sources."""
