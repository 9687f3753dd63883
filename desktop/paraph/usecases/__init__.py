"""What a person can do, start to end."""
