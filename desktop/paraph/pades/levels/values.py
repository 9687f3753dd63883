"""The signature values of a file as they lie in it: byte ranges, CMS, timestamps.

Read from the bytes on disk; only where they lie comes from pyHanko. Whether they hold is
`integrity`.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from asn1crypto import cms, tsp, x509
from pyhanko.pdf_utils.generic import NullObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from paraph.domain.errors.levels import StepNotPossible

SIGNATURES = ("/ETSI.CAdES.detached", "/adbe.pkcs7.detached", "/adbe.pkcs7.sha1")
TIMESTAMP = "/ETSI.RFC3161"
_LONGEST_CONTENTS = 1 << 24
_WHITE = b" \t\r\n\f\0"


class ByteRange(NamedTuple):
    """What a signature covers: up to `before`, and `length` bytes from `after` on."""

    before: int
    after: int
    length: int

    @property
    def end(self) -> int:
        """Give where the covered bytes end: the size of the signature's own revision."""
        return self.after + self.length


class Value(NamedTuple):
    """One signature or document timestamp; `revision` counts from 0, `contents` is padded."""

    name: str
    subfilter: str
    revision: int
    covers: ByteRange
    contents: bytes
    signed: cms.SignedData

    @property
    def is_timestamp(self) -> bool:
        """Tell a document timestamp from a signature."""
        return self.subfilter == TIMESTAMP

    @property
    def signer(self) -> cms.SignerInfo:
        """Give the one signer (ISO 32000-2, 12.8.3.3.1)."""
        return self.signed["signer_infos"][0]

    @property
    def certificate(self) -> x509.Certificate:
        """Give the signer's certificate. Raises StepNotPossible when the CMS lacks it."""
        return signer_of(self.signed, self.name)

    @property
    def gen_time(self) -> datetime:
        """Give the time that a document timestamp states."""
        return stated_time(self.signed)

    @property
    def token_der(self) -> bytes:
        """Give the CMS without the zeros that fill its space."""
        whole: bytes = cms.ContentInfo.load(self.contents).dump()
        return whole

    def tokens(self) -> list[cms.SignedData]:
        """Give the signature timestamps in the unsigned attributes (EN 319 122-1, 5.3)."""
        found = []
        for attribute in self.signer["unsigned_attrs"]:
            if attribute["type"].native == "signature_time_stamp_token":
                found += [each["content"] for each in attribute["values"]]
        return found


def values_of(reader: PdfFileReader, file: BinaryIO) -> list[Value]:
    """Give the file's signatures and timestamps in the order of their revisions.

    Raises StepNotPossible for one whose form is not known, and what a hostile file makes the
    parsers raise.
    """
    found = [
        _value(reader, file, str(name), value)
        for name, value, _ in enumerate_sig_fields(reader, filled_status=True)
    ]
    return sorted(found, key=lambda each: each.covers.end)


def entry(container: Any, key: str) -> Any:
    """Give a dictionary's entry, behind its reference; None where there is none, or null."""
    found = container.get(key)
    found = found.get_object() if found is not None else None
    return None if isinstance(found, NullObject) else found


def stated_time(signed: cms.SignedData) -> datetime:
    """Give a timestamp token's genTime (RFC 3161, 2.4.2)."""
    info: tsp.TSTInfo = signed["encap_content_info"]["content"].parsed
    moment: datetime = info["gen_time"].native
    return moment


def certificates_in(signed: cms.SignedData) -> Iterator[x509.Certificate]:
    """Give the X.509 certificates that a CMS carries."""
    for each in signed["certificates"]:
        if isinstance(each.chosen, x509.Certificate):
            yield each.chosen


def signer_of(signed: cms.SignedData, name: str = "") -> x509.Certificate:
    """Give the certificate that the signer names (RFC 5652, 5.3). Raises StepNotPossible."""
    sid = signed["signer_infos"][0]["sid"]
    for certificate in certificates_in(signed):
        if sid.name == "issuer_and_serial_number":
            named = (sid.chosen["issuer"], sid.chosen["serial_number"].native)
            if named == (certificate.issuer, certificate.serial_number):
                return certificate
        elif sid.chosen.native == certificate.key_identifier:
            return certificate
    raise StepNotPossible(why="certificate_missing", field=name)


def _value(reader: PdfFileReader, file: BinaryIO, name: str, reference: Any) -> Value:
    held = reference.get_object()
    subfilter = str(held.get("/SubFilter", ""))
    if subfilter not in (*SIGNATURES, TIMESTAMP):
        raise StepNotPossible(why="signature_unsupported", field=name, subfilter=subfilter)
    covers = _byte_range(file, name, [int(number) for number in held["/ByteRange"]])
    contents = _contents(file, name, covers)
    info = cms.ContentInfo.load(contents)
    if info["content_type"].native != "signed_data" or len(info["content"]["signer_infos"]) != 1:
        raise StepNotPossible(why="signature_unsupported", field=name, subfilter=subfilter)
    revision = int(reader.xrefs.get_last_change(reference.reference))
    return Value(name, subfilter, revision, covers, contents, info["content"])


def _byte_range(file: BinaryIO, name: str, numbers: list[int]) -> ByteRange:
    size = file.seek(0, os.SEEK_END)
    if len(numbers) != 4 or numbers[0] != 0 or min(numbers) < 0:
        raise StepNotPossible(why="signature_broken", field=name)
    covers = ByteRange(*numbers[1:])
    if not covers.before < covers.after <= covers.end <= size:
        raise StepNotPossible(why="signature_broken", field=name)
    return covers


def _contents(file: BinaryIO, name: str, covers: ByteRange) -> bytes:
    """Take the hexadecimal string that fills the gap of the byte range, and nothing else."""
    length = covers.after - covers.before
    file.seek(covers.before)
    gap = file.read(length).strip(_WHITE) if length <= _LONGEST_CONTENTS else b""
    if gap[:1] != b"<" or gap[-1:] != b">":
        raise StepNotPossible(why="signature_broken", field=name)
    try:
        return bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError as error:
        raise StepNotPossible(why="signature_broken", field=name) from error
