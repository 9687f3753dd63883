"""What people see in a browser: signing in, consent, signing a document."""
