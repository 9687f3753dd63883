"""Where results are put: temporary files, final names, later the client file."""
