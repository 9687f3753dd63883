"""Lists of signature requests: what the inbox and the list of sent ones share."""
