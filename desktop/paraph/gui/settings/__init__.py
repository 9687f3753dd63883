"""The screen of settings; each is saved as it is changed."""
