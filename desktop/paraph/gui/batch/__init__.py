"""Sign many documents: the plan, the list, and the work."""
