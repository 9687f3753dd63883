"""Many documents: batches and signature books."""
