"""The desk: documents that are open, and the empty desk."""
