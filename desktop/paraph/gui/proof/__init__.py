"""Levels and what is owed, in the window."""
