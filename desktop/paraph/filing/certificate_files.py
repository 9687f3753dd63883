"""Certificates in files: one in DER, or any number in PEM (RFC 7468, 5).

A pipe or a device would keep whoever reads it, and is no file of certificates.
"""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from pathlib import Path

from paraph.domain.errors import DocumentMissing, InvalidArgument
from paraph.plain_file import opened

_BEGIN, _END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
_LARGEST_FILE = 8 << 20  # a bundle of all web authorities is 250 kB


def load_anchors(path: Path) -> list[bytes]:
    """Give the certificates of a file or a folder (DER) that a person names.

    Raises DocumentMissing, and InvalidArgument when there is none.
    """
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        # A folder of anchors may hold other things.
        named = [file for file in files if file == path or file.is_file()]
        found = [der for file in named for der in certificates_in(file)]
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
    if not found:
        raise InvalidArgument(value=str(path), why="no certificate")
    return found


def certificates_in(file: Path) -> list[bytes]:
    """Give what a file holds; nothing for another kind of file or a huge one. Raises OSError."""
    with opened(file) as content:
        data = content.read(_LARGEST_FILE + 1)
    return certificates_of(data) if len(data) <= _LARGEST_FILE else []


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
