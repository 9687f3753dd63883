"""What may happen to a signature request, and what is refused; pure."""
