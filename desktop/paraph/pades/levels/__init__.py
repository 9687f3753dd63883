"""Levels of proof (EN 319 142-1, clause 6): what a file carries, and one level more."""
