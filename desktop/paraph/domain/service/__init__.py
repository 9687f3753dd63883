"""What is exchanged with the remote e-signature service: accounts, the outbox, requests, events."""
