"""Requests that were sent from here: how each stands, and what can be done about it."""
