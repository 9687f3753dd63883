"""Paraph: offline advanced electronic signatures for PDF documents."""
