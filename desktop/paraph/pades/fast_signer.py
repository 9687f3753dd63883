"""The fast path: a signature put behind a plain file, without reading what it does not touch.

It writes what the general path writes. Whether a file is plain is judged by `increment`; what is
not goes to `general_signer`.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BufferedReader
from typing import BinaryIO

from asn1crypto import x509

from paraph.domain.errors import DocumentChanged, SignatureCheckFailed
from paraph.domain.errors.files import writing_error
from paraph.pades.increment.found_again import find_again
from paraph.pades.increment.reading import BREAKAGE
from paraph.pades.increment.signable import signable
from paraph.pades.increment.source import Source
from paraph.pades.increment.update import Increment, Look, signature_increment
from paraph.pades.prepared_cms import PreparedCms, prepared_cms
from paraph.pades.readback import CheckedFile, check_signed_file
from paraph.pades.reserved_space import RESERVED_HEX_DIGITS
from paraph.pades.signature_algorithm import message_digest
from paraph.ports.documents import PreparedSignature, SignatureOrder
from paraph.ports.signing_token import SigningToken

_LARGE_BYTES = 8 << 20
_PIECE = 1 << 20


def earlier_signatures(source: BufferedReader, field: str | None) -> int | None:
    """Count the signatures of a plain file that takes one more; None for any other file."""
    try:
        return signable(Source(source), field).signatures
    except BREAKAGE:
        return None  # the general path says what is the matter with it


def are_plain(source: BufferedReader, fields: Sequence[str]) -> bool:
    """Tell whether a plain file takes a signature in each of these fields."""
    try:
        form = signable(Source(source), None).form
        return form is not None and all(map(form.empty_field, fields))
    except BREAKAGE:
        return False  # the general path says what is the matter with it


def sign_plain(
    source: BufferedReader, order: SignatureOrder, token: SigningToken
) -> PreparedSignature | None:
    """Copy, append, sign, read back and fsync; None, and nothing done, for what is not plain.

    Raises token, file and check errors.
    """
    certificate = x509.Certificate.load(order.certificate_der)
    digest = message_digest(certificate, token, order.digests)
    cms = prepared_cms(order.certificate_der, order.chain_der, token.scheme, digest)
    increment = _increment(source, order, cms)
    if increment is None:
        return None
    try:
        with order.temporary.open("wb") as output:
            _write(output, increment, source, order, (cms, token))
            checked = _same_source(order, partial(_checked, output, increment, order))
    except OSError as error:
        raise writing_error(error, str(order.temporary.parent)) from error
    find_again(order.temporary, increment)
    return PreparedSignature(checked.sha256, increment.field, checked.source_sha256)


def _increment(source: BufferedReader, order: SignatureOrder, cms: PreparedCms) -> Increment | None:
    place = order.place
    box = place.box if place is not None else None
    is_blank = box is not None and box.width and box.height and order.stamp_pdf is None
    if is_blank or not cms.fits(RESERVED_HEX_DIGITS // 2):
        return None
    look = Look(box, order.stamp_pdf, order.reason, order.location)
    try:
        target = signable(Source(source), order.field, place.page_index if place else 0)
        return signature_increment(target, look, cms.iso_levels, RESERVED_HEX_DIGITS)
    except BREAKAGE:
        return None  # not plain: the general path reads all of it


def _write(
    output: BinaryIO,
    increment: Increment,
    source: BufferedReader,
    order: SignatureOrder,
    key: tuple[PreparedCms, SigningToken],
) -> None:
    cms, token = key
    _, gap_at, gap_end, _ = increment.byte_range
    hashed = _copied(source, output, cms.digest, _begun(order, cms))
    if output.tell() != increment.follows_bytes:
        raise DocumentChanged(file=str(order.source))
    # All there will be is written first: a full disk is told before the card signs.
    output.write(increment.before + b"<" + b"0" * (gap_end - gap_at - 2) + b">" + increment.after)
    output.flush()
    hashed.update(increment.before)
    hashed.update(increment.after)
    attributes = cms.attributes(hashed.digest())
    value = token.sign(attributes, cms.digest)
    output.seek(gap_at + 1)
    output.write(cms.with_values(attributes, value).hex().upper().encode())
    output.flush()


def _begun(order: SignatureOrder, cms: PreparedCms) -> "hashlib._Hash | None":
    # The bytes that were confirmed are what is to be signed: their hash is gone on with. Whether it
    # is they that were copied, the file read back says.
    is_same = order.begun is not None and order.begun.name == cms.digest
    return order.begun.copy() if is_same and order.begun is not None else None


def _copied(
    source: BufferedReader, output: BinaryIO, digest: str, begun: "hashlib._Hash | None"
) -> "hashlib._Hash":
    """Copy all of `source`; gives its hash, made in the same pass unless it is known."""
    hashed, piece = hashlib.new(digest), memoryview(bytearray(_PIECE))
    source.seek(0)
    while count := source.readinto(piece):
        if begun is None:
            hashed.update(piece[:count])
        output.write(piece[:count])
    return begun or hashed


def _same_source(order: SignatureOrder, check: Callable[[], CheckedFile]) -> CheckedFile:
    """Check; a document that is another one than was hashed before is told as that."""
    try:
        return check()
    except SignatureCheckFailed as error:
        if order.begun is not None:
            with order.source.open("rb") as file:
                now = hashlib.file_digest(file, "sha256").digest()
            if now != order.begun.digest():
                raise DocumentChanged(file=str(order.source)) from error
        raise


def _checked(output: BinaryIO, increment: Increment, order: SignatureOrder) -> CheckedFile:
    """Check what was written, and have it on the disk; a large file is read while it goes there."""
    size = increment.follows_bytes
    reading = (order.temporary, increment.byte_range, order.certificate_der, size)
    if size < _LARGE_BYTES:
        os.fsync(output.fileno())
        return check_signed_file(*reading)
    with ThreadPoolExecutor(1, "flushing") as pool:
        flushing = pool.submit(os.fsync, output.fileno())
        checked = check_signed_file(*reading)
        flushing.result()
    return checked
