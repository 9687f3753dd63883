"""Where a signature, initials and fields belong, and what comes with them."""
