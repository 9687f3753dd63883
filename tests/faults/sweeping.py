"""Signs one corpus file a line: names come on standard input, a JSON object a file goes out.

A process of its own, so that a hang or a crash costs one file and is seen from outside.
"""

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pymupdf

from paraph.domain.errors import ParaphError
from paraph.domain.placing.signature_field import Box, Place
from paraph.pades.checker import PadesChecker
from paraph.render.document_reader import PdfReader
from tests.fakes.desk import Desk, contents_of


def place_on(source: Path) -> Place | None:
    """Give a box on the first page, if the file can be read that far."""
    try:
        page = PdfReader().read(source, None).pages[0].visible
    except Exception:  # noqa: BLE001 - what a broken file does is the signing's answer to give
        return None
    return Place(0, Box(page.x0 + 2, page.y0 + 2, page.x0 + 102, page.y0 + 42))


def sign(source: Path, out: Path, place: Place | None) -> dict[str, Any]:
    desk, begun = Desk(), time.monotonic()
    before = source.read_bytes()
    answer: dict[str, Any] = {"file": str(source), "seen": place is not None}
    told = told_before(desk, source, out, place)
    try:
        done = desk.sign(source, out, place=place)
        answer |= {"code": None, "why": None, **read_back(out, done.field, desk)}
    except ParaphError as error:
        answer |= {"code": error.code, "why": error.details.get("why")}
        if desk.audit.codes() != [error.code]:
            answer["wrong"] = "not recorded"
        if error.code == "signature_check_failed":
            answer["wrong"] = "a document that we signed ourselves does not hold"
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        answer |= {"code": "BUG", "wrong": f"{error!r:.200} at {last.filename}:{last.lineno}"}
    if answer["code"] not in (told or {None}):
        # What stands in the way is told before the PIN, and nothing else is.
        answer["wrong"] = f"the pre-flight said {told or 'nothing'}, signing {answer['code']}"
    if source.read_bytes() != before:
        answer["wrong"] = "the input was changed"
    expected = {out} if answer["code"] is None else set()
    if contents_of({out.parent}).keys() != expected:
        answer["wrong"] = "a file was left, or the result is not there"
    return answer | {"seconds": time.monotonic() - begun, "out": str(out)}


def told_before(desk: Desk, source: Path, out: Path, place: Place | None) -> set[str]:
    """Give what the pre-flight says must be settled."""
    try:
        return {each.code for each in desk.preflight(source, out, place=place).settle}
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return {f"{error!r:.200} at {last.filename}:{last.lineno}"}


def read_back(out: Path, field: str, desk: Desk) -> dict[str, Any]:
    """Look at a result with the checker and with another reader."""
    report = PadesChecker().check(out, [desk.signer.ca_der], datetime.now(UTC), None)
    own = [item for item in report.signatures if item.field == field]
    if [(one.integrity, one.coverage) for one in own] != [("intact", "whole-file")]:
        return {"wrong": f"does not read back: {own}"}
    with pymupdf.open(out) as document:
        if field not in [w.field_name for page in document for w in page.widgets() or ()]:
            return {"wrong": "another reader finds no such field on a page"}
    return {}


def main() -> None:
    logging.disable(logging.CRITICAL)
    pymupdf.TOOLS.mupdf_display_errors(False)
    folder = Path(sys.argv[1])
    for number, line in enumerate(sys.stdin):
        source = Path(line.strip())
        for seen in (False, True):
            place = place_on(source) if seen else None
            out = folder / f"{number}-{int(seen)}" / "out.pdf"
            out.parent.mkdir()
            sys.stdout.write(json.dumps(sign(source, out, place)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
