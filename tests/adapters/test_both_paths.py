"""What the fast path signs is judged beside what pyHanko makes of the same order, by everybody.

Drawn files and files of the corpus. A difference is told with the seed or the file's name.
"""

import csv
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pymupdf
import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pymupdf.mupdf import FzErrorBase

from paraph.domain.errors import ParaphError
from paraph.domain.placing.signature_field import Box, Place
from paraph.pades.checker import PadesChecker
from paraph.pades.fast_signer import sign_plain
from paraph.pades.general_signer import sign_any
from paraph.ports.documents import SignatureOrder
from paraph.render.document_reader import PdfReader
from tests.fakes.odd_pdfs import EMPTY_FIELD, odd_pdf
from tests.fakes.pki import Identity, identity
from tests.fakes.tokens import FakeKey, FakeToken
from tests.judges import cms_of, openssl_cms, pdfsig
from tests.judges_pdfbox import pdfbox_report

SIGNERS = ("rsa2048", "p256", "p384")
BOX = Box(60, 620, 260, 680)
CORPUS_SHARE = 60


@dataclass(frozen=True)
class Judged:
    """What is wrong, and whether the fast path took the file."""

    wrong: list[str]
    was_fast: bool


@cache
def stamp_pdf() -> bytes:
    """Draw words and a picture one can see through, as stamps are drawn."""
    with pymupdf.open() as document:
        page = document.new_page(width=BOX.width, height=BOX.height)
        page.insert_htmlbox(page.rect, "<b>Ada Lovelace</b> <i>Łódź</i> שלום")
        blot = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 8, 8), True)
        blot.clear_with(120)
        page.insert_image(pymupdf.Rect(150, 20, 190, 50), pixmap=blot)
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True))


def key_of(signer: Identity) -> FakeKey:
    return FakeKey(FakeToken(), signer.key)


def judged(order: SignatureOrder, signer: Identity, folder: Path, earlier: int = 0) -> Judged:
    """Sign on both paths; nothing was fast where the fast path declined."""
    fast, general = folder / "fast.pdf", folder / "general.pdf"
    with order.source.open("rb") as source:
        prepared = sign_plain(source, order._replace(temporary=fast), key_of(signer))
        if prepared is None:
            assert not fast.exists()
            return Judged([], was_fast=False)
        try:
            other = sign_any(source, order._replace(temporary=general), key_of(signer))
        except ParaphError as error:
            return Judged([f"general refuses: {error.code} {error.details}"], was_fast=True)
    wrong = [] if prepared.field == other.field else ["field"]
    for path in (fast, general):
        wrong += [f"{path.stem}: {told}" for told in refusals(path, signer, folder, earlier)]
    wrong += differences(fast, general, prepared.field)
    return Judged(wrong + unlike_pictures(order, fast, general), was_fast=True)


def refusals(path: Path, signer: Identity, folder: Path, earlier: int) -> list[str]:
    """Ask every judge; the source's own faults were there before."""
    told = []
    if "Signature is Valid" not in newest_in(pdfsig(path)):
        told.append("poppler")
    if openssl_cms(path, signer.ca_der, folder, cades=True):
        told.append("openssl")
    last = pdfbox_report(path, [signer.ca_der]).signatures[-1]
    if (last.level, last.covers_all) != ("B", True):
        told.append(f"PDFBox: {last}")
    report = PadesChecker().check(path, [signer.ca_der], datetime.now(UTC), None)
    newest = report.signatures[-1] if report.signatures else None
    if len(report.signatures) != earlier + 1 or newest is None:
        told.append("count")
    elif (newest.integrity, newest.coverage, newest.verdict) != ("intact", "whole-file", "valid"):
        told.append(f"checker: {newest}")
    return told


def newest_in(told: str) -> str:
    """Give what poppler says of the signature that covers the whole file."""
    parts = [part for part in told.split("Signature #") if "- Total document signed" in part]
    return parts[0] if len(parts) == 1 else ""


def qpdf_faults(path: Path) -> set[str]:
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    kept = (line for line in lines if "WARNING" in line or "ERROR" in line)
    return {line.rpartition(": ")[2] for line in kept}


def differences(fast: Path, general: Path, field: str) -> list[str]:
    """Compare what both wrote, as pyHanko reads it."""
    ours, theirs = said(fast, field), said(general, field)
    return [f"{key}: {ours[key]} / {theirs[key]}" for key in theirs if ours[key] != theirs[key]]


def said(path: Path, field: str) -> dict[str, Any]:
    with path.open("rb") as file:
        reader = PdfFileReader(file, strict=False)
        root, form = reader.root, reader.root["/AcroForm"]
        ((_, value, reference),) = enumerate_sig_fields(reader, with_name=field)
        own, signature = reference.get_object(), value.get_object()
        page = own.get_object().get("/P")
        page = page.get_object() if page is not None else {}
        (info,) = cms.ContentInfo.load(cms_of(path)[0])["content"]["signer_infos"]
        signed = cms.ContentInfo.load(cms_of(path)[0])["content"]
        return {
            "version": str(root.get("/Version")),
            "extensions": plain(root.get("/Extensions")),
            "flags": int(form["/SigFlags"]),
            "appearances": "/NeedAppearances" in form,
            "fields": len(form["/Fields"]),
            "field": {key: plain(own[key]) for key in own if key not in ("/V", "/P", "/AP")},
            "shown": "/AP" in own,
            "annotations": len(page["/Annots"]) if "/Annots" in page else None,
            "signature": {
                key: plain(signature[key])
                for key in signature
                if key not in ("/Contents", "/ByteRange", "/M")
            },
            "keys": sorted(signature),
            "attributes": [item["type"].dotted for item in info["signed_attrs"]],
            "algorithms": (info["signature_algorithm"].native, info["digest_algorithm"].native),
            "certificates": [item.chosen.dump() for item in signed["certificates"]],
            "kind": reader.has_xref_stream,
            "root": reader.root_ref.idnum,
            "info": str(reader.trailer.raw_get("/Info")) if "/Info" in reader.trailer else None,
        }


def plain(value: Any) -> Any:
    if hasattr(value, "items"):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return float(value) if isinstance(value, int | float) else str(value)


def unlike_pictures(order: SignatureOrder, fast: Path, general: Path) -> list[str]:
    """Draw the first page and the one that is signed: both paths look alike to the last pixel."""
    ours, theirs = pictures(order, fast), pictures(order, general)
    return [f"page {number} unlike pyHanko's" for number in ours if ours[number] != theirs[number]]


def pictures(order: SignatureOrder, path: Path) -> dict[int, bytes]:
    pages = {0, order.place.page_index if order.place else 0}
    with pymupdf.open(path) as document:
        return {number: document[number].get_pixmap(dpi=40).samples for number in pages}


def changed_pages(order: SignatureOrder, fast: Path) -> set[int]:
    old, now = pictures(order, order.source), pictures(order, fast)
    return {number for number in old if old[number] != now[number]}


def order_for(source: Path, pages: int, seed: int, *, has_field: bool) -> tuple[Any, Identity]:
    """Draw what is asked: unseen, on a page, or in the field that is there."""
    chance = Random(seed)
    signer = identity(SIGNERS[seed % len(SIGNERS)])
    more: dict[str, Any] = {"reason": chance.choice((None, "plain", "Grün (a\\b)\nβ"))}
    stamp = stamp_pdf()
    match chance.randrange(3):
        case 0:
            more |= {"place": Place(chance.randrange(pages), BOX), "stamp_pdf": stamp}
        case 1 if has_field:
            more |= {"field": EMPTY_FIELD, "stamp_pdf": stamp, "location": "Zürich"}
    chain = (signer.ca_der,)
    return SignatureOrder(source, source, signer.certificate_der, chain, **more), signer


def of_seed(seed: int, folder: Path) -> Judged:
    folder.mkdir()
    made = odd_pdf(folder / "source.pdf", seed)
    source, earlier = made.path, 0
    if seed % 5 == 0:
        signer = identity()
        once = SignatureOrder(
            made.path, folder / "once.pdf", signer.certificate_der, (signer.ca_der,)
        )
        sign = sign_any if seed % 2 else sign_plain
        with made.path.open("rb") as file:
            sign(file, once, key_of(signer))
        source, earlier = once.temporary, 1
    order, signer = order_for(source, made.pages, seed, has_field=made.has_field)
    result = judged(order, signer, folder, earlier)
    if faults := qpdf_faults(folder / "fast.pdf") - qpdf_faults(source):
        result.wrong.append(f"qpdf: {faults}")
    stamped = {order.place.page_index if order.place else 0} if order.stamp_pdf else set()
    if (changed := changed_pages(order, folder / "fast.pdf")) != stamped:
        result.wrong.append(f"pages changed: {changed}, stamped: {stamped}")
    result.wrong.extend(lost(source, folder / "fast.pdf"))
    return result


def lost(source: Path, fast: Path) -> list[str]:
    """Look that the file goes on where its source ended, and keeps what its trailer said."""
    wrong, old = [], source.read_bytes()
    more = fast.read_bytes().removeprefix(old)
    if not (old.endswith((b"\n", b"\r")) or more.startswith(b"\n")):
        wrong.append("an object behind an end mark")
    # The newest trailer alone has to say it all (7.5.5): pyHanko's reader would look in older ones.
    for said_there in re.findall(rb"/DocChecksum /A0FF|/Info \d+ 0 R", old):
        if said_there not in more:
            wrong.append(f"trailer {said_there.decode()}")
    before, now = trailer(source), trailer(fast)
    for key in before.keys() - {"/ID", "/Size", "/Prev"}:
        if now.get(key) != before[key]:
            wrong.append(f"trailer {key}: {now.get(key)} / {before[key]}")
    if "/ID" in before and now["/ID"][0] != before["/ID"][0]:
        wrong.append("identifier")
    return wrong


def trailer(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        found = PdfFileReader(file, strict=False).trailer.flatten()
        parts = ("/Root", "/Info", "/ID", "/DocChecksum", "/Size", "/Prev")
        return {key: plain(found.raw_get(key)) for key in parts if key in found}


def drawn(seeds: range, folder: Path) -> None:
    wrong, fast = {}, 0
    folder.mkdir(exist_ok=True)
    for seed in seeds:
        result = of_seed(seed, folder / str(seed))
        fast += result.was_fast
        if result.wrong:
            wrong[f"seed {seed}"] = result.wrong
    assert wrong == {}
    assert fast == len(seeds), "a sound file was left to the general path"


def corpus_files(corpus: Path) -> list[Path]:
    with (corpus / "MANIFEST.csv").open(encoding="utf-8") as file:
        return [corpus / row["file"] for row in csv.DictReader(file)]


def of_corpus(file: Path, seed: int, folder: Path) -> Judged:
    folder.mkdir()
    try:
        pages = len(PdfReader().read(file, None).pages)
        report = PadesChecker().check(file, [], datetime.now(UTC), None)
    except (ParaphError, PdfError, FzErrorBase):
        return Judged([], was_fast=False)
    if not pages:
        return Judged([], was_fast=False)
    order, signer = order_for(file, pages, seed, has_field=False)
    result = judged(order, signer, folder, len(report.signatures))
    if any(told.startswith("general refuses: document_damaged") for told in result.wrong):
        # pyHanko is strict about parts of a file that a signature has nothing to do with.
        told = refusals(folder / "fast.pdf", signer, folder, len(report.signatures))
        return Judged(told, was_fast=True)
    return result


def swept(files: list[Path], folder: Path) -> int:
    pymupdf.TOOLS.mupdf_display_errors(False)
    wrong, fast = {}, 0
    for number, file in enumerate(files):
        result = of_corpus(file, number, folder / str(number))
        fast += result.was_fast
        if result.wrong:
            wrong[str(file)] = result.wrong
    assert wrong == {}
    return fast


def test_drawn_files_are_signed_alike_on_both_paths(tmp_path):
    drawn(range(200), tmp_path)


def test_a_share_of_the_corpus_is_signed_alike_on_both_paths(corpus, tmp_path):
    files = Random(20260101).sample(corpus_files(corpus), CORPUS_SHARE)
    assert swept(files, tmp_path) >= CORPUS_SHARE // 3


@pytest.mark.full
def test_thousands_of_drawn_files_are_signed_alike(tmp_path):
    drawn(range(1000, 4000), tmp_path)


@pytest.mark.full
def test_the_whole_corpus_is_signed_alike_on_both_paths(corpus, tmp_path):
    assert swept(corpus_files(corpus), tmp_path) > 450
