"""The addresses: what HTTP asks becomes an act, and its result an answer."""
