"""Read a file back to which proof was added: nothing old has changed, and what is new holds.

From the bytes on disk; EN 319 142-1, 5.4. Its level is then told anew by `signed_file`.
"""

import hashlib
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from paraph.domain.errors import SignatureCheckFailed
from paraph.pades.levels.evidence import Store
from paraph.pades.levels.signed_file import SignedFile
from paraph.pades.levels.values import Value

_PIECE = 1 << 20


class Before(NamedTuple):
    """The file as it was: its size, its SHA-256 up to there, its signatures and timestamps."""

    size: int
    sha256: str
    values: Sequence[Value]


class Added(NamedTuple):
    """What a step says to have added: tokens, evidence, and the signature that took a token."""

    tokens: tuple[bytes, ...] = ()
    evidence: Store = Store()
    injected: str | None = None


def check_raised_file(file: BinaryIO, after: SignedFile, before: Before, added: Added) -> str:
    """Give the whole file's SHA-256. Raises SignatureCheckFailed, with `why`."""
    whole, prefix = _digests(file, before.size)
    if added.injected is None and prefix != before.sha256:
        raise SignatureCheckFailed(why="old_revision")
    _check_values(after, before, added)
    present = {token for value in after.values for token in _tokens(value)}
    if not set(added.tokens) <= present:
        raise SignatureCheckFailed(why="token")
    for wanted, found in zip(added.evidence, after.store, strict=True):
        if not set(wanted) <= set(found):
            raise SignatureCheckFailed(why="security_store")
    return whole


def _check_values(after: SignedFile, before: Before, added: Added) -> None:
    old = {value.name: value for value in before.values}
    for value in after.values:
        if not after.holds(value):
            raise SignatureCheckFailed(why="signature_value", field=value.name)
        known = old.pop(value.name, None)
        if known is None and not value.is_timestamp:
            raise SignatureCheckFailed(why="signature_unknown", field=value.name)
        if known is not None and not _is_same(value, known, injected=added.injected == value.name):
            raise SignatureCheckFailed(why="signature_changed", field=value.name)
    if old:
        raise SignatureCheckFailed(why="signature_lost", field=next(iter(old)))


def _is_same(value: Value, known: Value, *, injected: bool) -> bool:
    if value.covers != known.covers:
        return False
    if not injected:
        return value.contents == known.contents
    # Only the unsigned attributes of the one signer are another.
    mine, its = value.signer, known.signer
    return all(
        mine[part].dump() == its[part].dump()
        for part in ("sid", "digest_algorithm", "signed_attrs", "signature_algorithm", "signature")
    )


def _tokens(value: Value) -> list[bytes]:
    """Give the timestamp tokens of a value, as the ContentInfo that a service gave."""
    if value.is_timestamp:
        return [value.token_der]
    return [
        each.dump()
        for attribute in value.signer["unsigned_attrs"]
        if attribute["type"].native == "signature_time_stamp_token"
        for each in attribute["values"]
    ]


def _digests(file: BinaryIO, size: int) -> tuple[str, str]:
    """Hash the file, and its first `size` bytes."""
    file.seek(0)
    whole, left = hashlib.sha256(), size
    while left and (piece := file.read(min(_PIECE, left))):
        whole.update(piece)
        left -= len(piece)
    prefix = whole.hexdigest()
    while piece := file.read(_PIECE):
        whole.update(piece)
    return whole.hexdigest(), prefix
