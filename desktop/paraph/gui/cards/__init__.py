"""Cards, certificates, PINs and key files in the window."""
