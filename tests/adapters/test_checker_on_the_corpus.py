"""What `verify` says of files with a known verdict. It may know less; it must not be fooled."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from paraph.domain.errors import ParaphError
from paraph.pades.checker import PadesChecker

GREEN = ("valid", "valid-with-changes")
VALID = ("VALID", "ALLOWED")


def own_certificates(path: Path) -> list[bytes]:
    """Every signer's own certificate: with these as anchors only a fault of the file is left."""
    try:
        with path.open("rb") as file:
            found = PdfFileReader(file, strict=False).embedded_signatures
            return [signature.signer_cert.dump() for signature in found]
    except Exception:  # noqa: BLE001 - the checker has to say what is wrong with such a file
        return []


@pytest.mark.filterwarnings("ignore")
def test_no_attack_is_green_and_no_file_raises(corpus):
    rows = [row for row in csv.DictReader((corpus / "MANIFEST.csv").open()) if row["expected"]]
    assert len(rows) > 50
    fooled, greens = [], 0
    for row in rows:
        path = corpus / row["file"]
        try:
            report = PadesChecker().check(path, own_certificates(path), datetime.now(UTC), None)
        except ParaphError:
            continue
        green = report.as_json()["verdict"] in GREEN
        greens += green
        if green and row["expected"] not in VALID:
            fooled.append((row["file"], row["expected"]))
    assert fooled == []
    assert greens > 0, "nothing is ever green: the test would pass on a checker that says no"
