"""The network: nothing else in the program reaches it."""
