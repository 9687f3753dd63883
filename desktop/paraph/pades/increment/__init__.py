"""Signing small changes into PDF files without reading all of them; see `reading` and `update`."""
