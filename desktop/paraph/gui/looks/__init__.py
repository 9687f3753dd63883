"""The look of a signature, chosen in the window."""
