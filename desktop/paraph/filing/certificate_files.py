"""Certificates in files: one in DER, or any number in PEM (RFC 7468, 5)."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from pathlib import Path

_BEGIN, _END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
_LARGEST_FILE = 8 << 20  # a bundle of all web authorities is 250 kB


def certificates_in(file: Path) -> list[bytes]:
    """Give what a file holds; nothing for another kind of file or a huge one. Raises OSError."""
    if file.stat().st_size > _LARGEST_FILE:
        return []
    return certificates_of(file.read_bytes())


def certificates_of(content: bytes) -> list[bytes]:
    """Give the certificates (DER) in these bytes; one that is damaged hides no other."""
    from asn1crypto import x509

    found = []
    for der in _candidates(content):
        try:
            x509.Certificate.load(der, strict=True).native  # noqa: B018 - parses when looked at
        except (ValueError, TypeError, KeyError):
            continue  # a key file begins alike, and PEM may be cut off
        found.append(der)
    return found


def _candidates(content: bytes) -> Iterator[bytes]:
    if _BEGIN not in content:
        yield content
        return
    for part in content.split(_BEGIN)[1:]:
        try:
            yield b64decode(b"".join(part.partition(_END)[0].split()), validate=True)
        except NotBase64:
            continue
