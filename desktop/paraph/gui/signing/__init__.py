"""Signing in the window: the panel, the pre-flight, the PIN, the result."""
