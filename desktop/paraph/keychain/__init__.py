"""Secrets in the operating system's keychain. The home of keyring."""
