"""Signature books in the window: preparing one, reviewing and signing one, what came back."""
