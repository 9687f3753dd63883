"""The sandbox's own SQLite file, and the documents' bytes beside it."""
