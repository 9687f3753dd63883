"""The local SQLite database of a profile."""
