"""Accounts at e-signature services, among the settings."""
