"""Signature requests by a list."""
