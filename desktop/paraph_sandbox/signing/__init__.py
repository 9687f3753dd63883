"""Signatures in PDF files: made for signatories whom the sandbox plays, checked when a card made
them. Certificates and timestamps are given; what a signature looks like is drawn elsewhere."""
