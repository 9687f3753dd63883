"""`ports.drafts.Drafts`: a folder for each draft in the profile.

drafts/<reference>/request.json   what was prepared
drafts/<reference>/<sha256>.pdf   the document, as it was when it was chosen
"""

import hashlib
import json
import math
import os
import re
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from paraph.domain.errors import DocumentMissing, NotAPdf
from paraph.domain.errors.files import profile_error, refuse_unreadable_name
from paraph.domain.placing.signature_field import Box
from paraph.domain.service.prepared import MOST_LETTERS, FieldToPlace, Prepared, PreparedPerson
from paraph.filing.output_file import sync_folder
from paraph.filing.patience import patiently
from paraph.filing.word_documents import pdf_of
from paraph.plain_file import opened
from paraph.ports.drafts import TakenDocument

_FOLDER, _FILE = "drafts", "request.json"
_REFERENCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PIECE_BYTES = 1 << 20
# What a PDF may have before its header (ISO 32000-2, 7.5.2, as readers hold it).
_HEADER_WITHIN = 1024


class LocalDrafts:
    """Reads the files anew each time: another process of the same profile may have written."""

    def __init__(self, home: Path) -> None:
        self._folder = home / _FOLDER

    def all(self) -> list[Prepared]:
        """List them, the last changed first."""
        found = []
        with suppress(FileNotFoundError):
            for entry in os.scandir(self._folder):
                prepared = self.get(entry.name) if _REFERENCE.fullmatch(entry.name) else None
                found += [prepared] if prepared is not None else []
        return sorted(found, key=lambda each: each.changed, reverse=True)

    def get(self, reference: str) -> Prepared | None:
        """Give one; one that cannot be read stays for whoever can read it."""
        try:
            text = (self._of(reference) / _FILE).read_text("utf-8")
            return _from_json(reference, json.loads(text))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def put(self, prepared: Prepared) -> None:
        """Keep one as it stands now."""
        folder = self._of(prepared.reference)
        part = folder / f"{_FILE}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with part.open("w", encoding="utf-8") as file:
                json.dump(_to_json(prepared), file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            patiently(lambda: part.replace(folder / _FILE))
        except OSError as error:
            raise profile_error(error, str(folder)) from error
        sync_folder(folder)

    def take_document(self, reference: str, source: Path) -> TakenDocument:
        """Copy a document to a draft; the one before goes once this one is there."""
        refuse_unreadable_name(source)
        with pdf_of(source) as pdf:
            return self._take_pdf(reference, source, pdf)

    def _take_pdf(self, reference: str, source: Path, pdf: Path) -> TakenDocument:
        try:
            reading = patiently(lambda: opened(pdf))
        except OSError as error:
            raise DocumentMissing(file=str(source), why=error.strerror) from error
        folder, digest = self._of(reference), hashlib.sha256()
        part = folder / "document.part"
        with reading as original:
            if b"%PDF-" not in (piece := original.read(_PIECE_BYTES))[:_HEADER_WITHIN]:
                raise NotAPdf(file=str(source))
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                with part.open("wb") as copy:
                    while piece:
                        digest.update(piece)
                        copy.write(piece)
                        piece = original.read(_PIECE_BYTES)
                    copy.flush()
                    os.fsync(copy.fileno())
                path = folder / f"{digest.hexdigest()}.pdf"
                patiently(lambda: part.replace(path))
            except OSError as error:
                with suppress(OSError):
                    part.unlink()
                raise profile_error(error, str(folder)) from error
        sync_folder(folder)
        for other in folder.glob("*.pdf"):
            if other != path:
                with suppress(OSError):  # it goes with the draft
                    other.unlink()
        return TakenDocument(_sent_name(source), digest.hexdigest(), path)

    def document(self, prepared: Prepared) -> Path | None:
        """Give where a draft's copy lies."""
        path = self._of(prepared.reference) / f"{prepared.document_sha256}.pdf"
        return path if prepared.document_sha256 and path.is_file() else None

    def remove(self, reference: str) -> None:
        """Forget one: its list first, so that no half of it is found again."""
        folder = self._of(reference)
        with suppress(FileNotFoundError):
            (folder / _FILE).unlink()
        shutil.rmtree(folder, ignore_errors=True)

    def _of(self, reference: str) -> Path:
        # It comes from a file's name and from the window; it never leads out of the folder.
        if not _REFERENCE.fullmatch(reference):
            raise ValueError(reference)
        return self._folder / reference


def _sent_name(path: Path) -> str:
    stem = "".join(each if each.isprintable() else " " for each in path.stem)
    return f"{stem[: MOST_LETTERS - len('.pdf')]}.pdf"


def _to_json(prepared: Prepared) -> dict[str, Any]:
    told = prepared._asdict()
    return {
        **told,
        "changed": prepared.changed.isoformat(),
        "people": [each._asdict() for each in prepared.people],
        "fields": [each._asdict() for each in prepared.fields],
    }


def _from_json(reference: str, told: dict[str, Any]) -> Prepared:
    """Give a draft as it is held. Raises ValueError, TypeError or KeyError for anything else."""
    _check(Prepared, told)
    changed = datetime.fromisoformat(told["changed"])
    kept = {name: told[name] for name in Prepared._fields if name in told}
    days = kept.get("remind_every_days")
    if days is not None and not isinstance(days, int):
        raise TypeError(type(days).__name__)
    return Prepared(
        **kept
        | {
            "reference": reference,
            "changed": changed if changed.tzinfo is not None else changed.replace(tzinfo=UTC),
            "people": tuple(map(_person, told["people"])),
            "fields": tuple(map(_field, told["fields"])),
        }
    )


def _check(kind: type, told: dict[str, Any]) -> None:
    """Raise TypeError where a value is not of the kind that it is used as."""
    for name, wanted in kind.__annotations__.items():
        if wanted in (str, int, bool) and name in told and type(told[name]) is not wanted:
            raise TypeError(name)


def _person(told: dict[str, Any]) -> PreparedPerson:
    _check(PreparedPerson, told)
    return PreparedPerson(**told)


def _field(told: dict[str, Any]) -> FieldToPlace:
    _check(FieldToPlace, told)
    box, at = Box(*map(float, told["box"])), told.get("anchor_at", (0.0, 0.0))
    if not all(map(math.isfinite, box)):
        raise ValueError("box")
    return FieldToPlace(**(told | {"box": box, "anchor_at": (float(at[0]), float(at[1]))}))
