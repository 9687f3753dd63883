"""Trust anchors from files: a certificate (PEM or DER), or a folder of them."""

from pathlib import Path

from asn1crypto import pem, x509

from paraph.domain.errors import DocumentMissing, InvalidArgument


def load_anchors(path: Path) -> list[bytes]:
    """Give the certificates' DER.

    Raises DocumentMissing, and InvalidArgument when a named file holds none.
    """
    try:
        if path.is_dir():
            return [der for file in sorted(path.iterdir()) if file.is_file() for der in _read(file)]
        found = _read(path)
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
    if not found:
        raise InvalidArgument(value=str(path), why="no certificate")
    return found


def _read(file: Path) -> list[bytes]:
    data = file.read_bytes()
    if pem.detect(data):
        return [der for kind, _, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]
    try:
        return [x509.Certificate.load(data, strict=True).dump()] if data else []
    except ValueError:
        return []  # a folder of anchors may hold other files
