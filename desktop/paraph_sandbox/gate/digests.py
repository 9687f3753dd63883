"""`Content-Digest` (RFC 9530): what a caller says that it sends, compared with what came.

For a multipart body the digest is of the whole body. Because many callers have only the file's at
hand, that one is taken as well; a digest of anything else is refused.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import BinaryIO

from starlette.requests import Request

from paraph_sandbox.lifecycle.problems import Problem

# RFC 9530, 5: the algorithms in force; the others of its registry are broken or checksums.
_ALGORITHMS = {"sha-256": "sha256", "sha-512": "sha512"}
# RFC 8941: a dictionary's key, and a byte sequence with the parameters that nobody has defined.
_MEMBER = re.compile(r"\s*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):\s*(?:;[^,]*)?")
_PIECE_BYTES = 1024 * 1024


def told_digests(header: str | None) -> dict[str, bytes]:
    """Give the digests of a header by algorithm, those of unknown ones left out.

    Raises Problem 400 `malformed_digest`.
    """
    if header is None:
        return {}
    digests = {}
    for member in header.split(","):
        read = _MEMBER.fullmatch(member)
        if read is None:
            raise _malformed()
        if read[1] in _ALGORITHMS:
            digests[read[1]] = _decoded(read[1], read[2])
    return digests


class BodyDigests:
    """Counts a body's digests while it arrives."""

    def __init__(self, told: Mapping[str, bytes]) -> None:
        self._told = told
        self._counting = {name: hashlib.new(_ALGORITHMS[name]) for name in told}

    def update(self, piece: bytes) -> None:
        """Count a piece of the body."""
        for each in self._counting.values():
            each.update(piece)

    def check(self, file: BinaryIO | None = None) -> None:
        """Raise Problem 400 `checksum_mismatch` unless the body, or the file in it, is meant."""
        for name, told in self._told.items():
            if self._counting[name].digest() == told:
                continue
            if file is None or _digest_of(file, _ALGORITHMS[name]) != told:
                detail = f"What arrived has another {name} than its Content-Digest."
                raise Problem(400, "checksum_mismatch", detail)


def body_digests(request: Request) -> BodyDigests:
    """Give the counters that a call's `Content-Digest` asks for. Raises Problem 400."""
    # RFC 9110, 5.3: several lines are one list.
    lines = request.headers.getlist("Content-Digest")
    return BodyDigests(told_digests(",".join(lines) if lines else None))


def _digest_of(file: BinaryIO, algorithm: str) -> bytes:
    file.seek(0)
    digest = hashlib.new(algorithm)
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
    file.seek(0)
    return digest.digest()


def _decoded(algorithm: str, told: str) -> bytes:
    try:
        digest = base64.b64decode(told, validate=True)
    except binascii.Error as error:
        raise _malformed() from error
    if len(digest) != hashlib.new(_ALGORITHMS[algorithm]).digest_size:
        raise _malformed()
    return digest


def _malformed() -> Problem:
    return Problem(400, "malformed_digest", "Content-Digest cannot be read (RFC 9530).")
