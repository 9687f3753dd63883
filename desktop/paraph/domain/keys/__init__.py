"""Certificates, keys, cards and what protects them."""
