"""PKCS#11 tokens, each module in a child process of its own."""
