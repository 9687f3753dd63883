"""Preparing a signature request: document, who signs, where, check and send."""
