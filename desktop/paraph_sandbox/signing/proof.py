"""Timestamps over a whole file, and what proves its signatures for good (PAdES-B-LTA, ETSI EN
319 142-1, 6.3): certificates and revocation data in the file, a document timestamp over them."""

import io
from collections.abc import Iterable
from typing import Any

from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from paraph_sandbox.signing.opening import Revision, open_pdf, open_revision, readable

_RESERVED = 2 * 8192


def with_timestamp(pdf: bytes, timestamper: TimeStamper) -> bytes:
    """Give a file with a document timestamp behind it (RFC 3161; ETSI EN 319 142-1, 5.4.3)."""
    with readable():
        return _timestamped(open_revision(pdf), timestamper)


def with_proof(
    pdf: bytes, certificates: Iterable[Any], ocsps: Iterable[Any], timestamper: TimeStamper
) -> bytes:
    """Give a file with validation data (asn1crypto's) and a document timestamp over all of it."""
    with readable():
        writer = open_revision(pdf)
        known = [*_certificates(open_pdf(pdf)), *certificates]
        DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=known, ocsps=list(ocsps))
        return _timestamped(writer, timestamper)


def signers(pdf: bytes) -> list[Any]:
    """Give the certificates that signed, document timestamps aside, as asn1crypto's."""
    with readable():
        reader: Any = open_pdf(pdf)
        return [each.signer_cert for each in reader.embedded_regular_signatures]


def lacks_timestamp(pdf: bytes) -> bool:
    """Tell whether a signature has no timestamp of its own and none of the document after it."""
    with readable():
        reader: Any = open_pdf(pdf)
        stamps = [each.signed_revision for each in reader.embedded_timestamp_signatures]
        last = max(stamps, default=-1)
        return any(
            not _tokens(each) and each.signed_revision > last
            for each in reader.embedded_regular_signatures
        )


def _timestamped(writer: Revision, timestamper: TimeStamper) -> bytes:
    stamper: Any = PdfTimeStamper(timestamper)
    made = stamper.timestamp_pdf(writer, "sha256", bytes_reserved=_RESERVED, output=io.BytesIO())
    return bytes(made.getvalue())


def _certificates(reader: Any) -> list[Any]:
    found = []
    for each in reader.embedded_signatures:
        found += [each.signer_cert, *each.other_embedded_certs]
        for token in _tokens(each):
            found += [certificate.chosen for certificate in token["certificates"]]
    return found


def _tokens(signature: Any) -> list[Any]:
    return list(extract_tst_data_iter(signature.signer_info, signed=False))
