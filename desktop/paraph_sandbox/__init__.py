"""The remote e-signature API on this machine: isolated, complete, and without legal value."""
