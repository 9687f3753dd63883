"""The names and shapes of the remote e-signature API, for whoever speaks it and whoever answers."""
