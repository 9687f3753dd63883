"""PDF signatures: written per PAdES (EN 319 142-1) and read back."""
