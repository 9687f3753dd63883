"""Ctrl+K: every act of the window and every document, found by typing."""
