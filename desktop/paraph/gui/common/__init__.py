"""Theme, icons, fonts and the files they come from."""
