"""Paraph: offline advanced electronic signatures for PDF documents."""

# The version's one home; pyproject.toml reads it from here. A checkout and a frozen program have no
# installed metadata to ask, and this line is there in both.
__version__ = "0.1.0"
