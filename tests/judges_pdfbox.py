"""PDFBox with BouncyCastle as a judge of signatures and of levels (EN 319 142-1).

It shares no line with EU DSS's validation nor with ours, and knows each kind of key that we sign
with. What it looks at is in `rigs/PdfboxJudge.java` and `rigs/SecurityStore.java`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.rigs import processes
from tests.rigs.java_judge import JavaJudge, anchor_files

_FOLDER = "/usr/share/java"
_NAMES = ("pdfbox2", "fontbox2", "commons-logging", "bcprov", "bcpkix", "bcutil")
_JARS = [Path(_FOLDER, f"{name}.jar") for name in _NAMES]
_JUDGE = JavaJudge(_JARS, "PdfboxJudge", "SecurityStore")


@dataclass(frozen=True)
class PdfboxTimestamp:
    """A timestamp token; its signature is its authority's, which may stamp and was valid then."""

    imprint_matches: bool
    signature_holds: bool
    at: datetime

    @property
    def holds(self) -> bool:
        return self.imprint_matches and self.signature_holds


@dataclass(frozen=True)
class PdfboxSignature:
    """A signature; `level` is B, T, LT, LTA, or nothing where it does not hold."""

    field: str
    sub_filter: str
    level: str
    range_fits: bool
    """The byte range leaves out the value alone and ends with a revision."""
    covers_all: bool
    digest_matches: bool
    signature_holds: bool
    certificate_named: bool
    """signing-certificate-v2 names the certificate that verifies it."""
    timestamps: tuple[PdfboxTimestamp, ...]

    @property
    def holds(self) -> bool:
        """Tell whether it holds, and each timestamp in it."""
        return self.level != "" and all(each.holds for each in self.timestamps)


@dataclass(frozen=True)
class PdfboxReport:
    """All signatures and all document timestamps of a file, each in the order of revisions."""

    signatures: tuple[PdfboxSignature, ...]
    timestamps: tuple[PdfboxTimestamp, ...]

    @property
    def levels(self) -> list[str]:
        """Give the levels, after everything in the file was found to hold."""
        assert all(each.holds for each in (*self.signatures, *self.timestamps)), self
        return [each.level for each in self.signatures]


def pdfbox_report(path: Path, anchors_der: Sequence[bytes], password: str = "") -> PdfboxReport:
    """Give what it says of a file; fails the test when it cannot read it."""
    processes.need("java", "javac", files=[str(jar) for jar in _JARS], root=False)
    with anchor_files(anchors_der) as anchors:
        (line,) = _JUDGE.ask([str(path.resolve()), password, *anchors], lambda _line: True)
    told = json.loads(line)
    assert "error" not in told, f"PDFBox: {told}"
    signatures = tuple(_signature(each) for each in told["signatures"])
    return PdfboxReport(signatures, _timestamps(told["timestamps"]))


def _signature(told: dict[str, Any]) -> PdfboxSignature:
    return PdfboxSignature(**{**told, "timestamps": _timestamps(told["timestamps"])})


def _timestamps(told: list[dict[str, Any]]) -> tuple[PdfboxTimestamp, ...]:
    return tuple(
        PdfboxTimestamp(
            each["imprint_matches"], each["signature_holds"], datetime.fromisoformat(each["at"])
        )
        for each in told
    )
