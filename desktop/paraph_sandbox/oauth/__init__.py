"""Signing in: OAuth 2 for programs and for people, by Authlib."""
