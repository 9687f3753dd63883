"""Timestamps (RFC 3161): what is asked of an authority, and whether its answer may be used."""
