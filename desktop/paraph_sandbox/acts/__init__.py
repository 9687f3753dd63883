"""What can be done, each in a transaction that is given."""
