"""Work away from the window's thread, and its results back on it."""
