"""Requests that ask for this desk's signature: read, signed, declined."""
