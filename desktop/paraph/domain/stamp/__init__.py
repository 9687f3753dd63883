"""What a visible signature shows."""
