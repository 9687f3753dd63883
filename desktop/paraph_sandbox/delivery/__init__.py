"""Events on their way out: who waits for them, and webhooks delivered by a worker."""
