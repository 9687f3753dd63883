"""Put a timestamp into a file: into a signature, or beside it. It comes from `services`.

A signature timestamp fills the space that the last signature reserved (EN 319 122-1, 5.3); a
document timestamp is a revision of its own (EN 319 142-1, 5.4.3).
"""

import os
from collections.abc import Callable
from typing import Any, BinaryIO

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp

from paraph.pades.levels.integrity import covered_digest
from paraph.pades.levels.services import RESERVED_BYTES, STRONGEST_FIRST
from paraph.pades.levels.values import ByteRange, Value, entry
from paraph.pades.open_pdf import Update
from paraph.pades.timestamping.answer import CheckedTimestamp

_PIECE = 1 << 20


def with_token(value: Value, token_der: bytes) -> bytes | None:
    """Give a signature's CMS with one timestamp more, None when it does not fit its space."""
    info = cms.ContentInfo.load(value.contents)
    signer = info["content"]["signer_infos"][0]
    attributes = list(signer["unsigned_attrs"])
    attributes.append(
        cms.CMSAttribute(
            {
                "type": "signature_time_stamp_token",
                "values": [cms.ContentInfo.load(token_der)],
            }
        )
    )
    signer["unsigned_attrs"] = cms.CMSAttributes(attributes)
    cms_der: bytes = info.dump()
    return cms_der if len(cms_der) <= len(value.contents) else None


def inject(file: BinaryIO, value: Value, cms_der: bytes) -> None:
    """Write a CMS into the space of a signature's /Contents; nothing else changes."""
    digits = cms_der.hex().encode("ascii")
    room = value.covers.after - value.covers.before - 2
    file.seek(value.covers.before + 1)
    file.write(digits.ljust(room, b"0"))
    file.flush()


def add_document_timestamp(
    file: BinaryIO, writer: Update, stamp: Callable[[Callable[[str], bytes]], CheckedTimestamp]
) -> CheckedTimestamp:
    """Append a revision with a document timestamp to `file`, over which `writer` stands.

    `stamp` gets a function from a digest's name to the digest of what is covered, and asks.
    """
    writer.IO_CHUNK_SIZE = _PIECE
    writer.register_extension(ESIC_EXTENSION_1)
    steps: Any = PdfCMSEmbedder().write_cms(_free_name(writer), writer)
    next(steps)
    make: Any = DocumentTimestamp
    steps.send(SigObjSetup(sig_placeholder=make(bytes_reserved=2 * RESERVED_BYTES)))
    prepared, _ = steps.send(
        SigIOSetup(md_algorithm=STRONGEST_FIRST[0], in_place=True, chunk_size=_PIECE)
    )
    size = file.seek(0, os.SEEK_END)
    after = prepared.reserved_region_end
    covers = ByteRange(prepared.reserved_region_start, after, size - after)
    known = {STRONGEST_FIRST[0]: prepared.document_digest}
    found = stamp(lambda name: known.get(name) or covered_digest(file, covers, name))
    steps.send(found.token_der)
    file.flush()
    return found


def _free_name(writer: Update) -> str:
    """Give a name that no field of any kind has."""
    form = entry(writer.root, "/AcroForm")
    listed = entry(form, "/Fields") if isinstance(form, generic.DictionaryObject) else None
    fields = [each.get_object() for each in listed or ()]
    taken = {str(each.get("/T")) for each in fields if hasattr(each, "get")}
    taken |= {str(name) for name, _, _ in enumerate_sig_fields(writer.prev)}
    number = 1
    while f"Timestamp{number}" in taken:
        number += 1
    return f"Timestamp{number}"
