"""Key files (PKCS#12, RFC 7292): keys without a device, known by the ending of their name."""

SUFFIXES = (".p12", ".pfx")


def is_key_file(path: str) -> bool:
    """Tell whether a path names a key file rather than a PKCS#11 module."""
    return path.lower().endswith(SUFFIXES)
