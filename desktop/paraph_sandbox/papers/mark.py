"""The mark on all that the sandbox draws."""

MARK = "SANDBOX - NO LEGAL VALUE"
