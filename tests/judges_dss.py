"""EU DSS as a judge: levels after ETSI EN 319 142-1 by another implementation than ours.

One Java process serves a whole run of the tests. It has no network: only what the file holds
counts. `packaging/eu_dss.py` fetches it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.rigs import processes
from tests.rigs.java_judge import JavaJudge, anchor_files

JAR = Path(__file__).parents[1] / ".judges" / "eu-dss.jar"
_JUDGE = JavaJudge([JAR], "DssJudge")


@dataclass(frozen=True)
class DssTimestamp:
    """A timestamp: `kind` is SIGNATURE_TIMESTAMP or DOCUMENT_TIMESTAMP (and the older ones)."""

    kind: str
    holds: bool
    """Its imprint is of the file's bytes, and its own signature is valid."""
    is_trusted: bool
    at: datetime


@dataclass
class DssSignature:
    """A signature: `level` as DSS calls it (PAdES-BASELINE-LTA, PDF-NOT-ETSI)."""

    field: str
    level: str
    is_intact: bool
    is_valid: bool
    is_trusted: bool
    is_consistent: bool
    undefined_changes: int
    timestamps: list[DssTimestamp] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Tell whether it is intact and valid, and nothing unknown was changed after it."""
        return (
            self.is_intact
            and self.is_valid
            and self.is_consistent
            and self.undefined_changes == 0
            and all(each.holds for each in self.timestamps)
        )


@dataclass
class DssReport:
    """What DSS says of one file."""

    signatures: list[DssSignature] = field(default_factory=list)
    timestamps: list[DssTimestamp] = field(default_factory=list)


def dss_levels(path: Path, anchors_der: Sequence[bytes], password: str = "") -> list[DssSignature]:
    """Give what DSS says of each signature; fails the test when DSS cannot read the file."""
    return dss_report(path, anchors_der, password).signatures


def dss_report(path: Path, anchors_der: Sequence[bytes], password: str = "") -> DssReport:
    """Give what DSS says of a file."""
    if not JAR.is_file():
        processes.unavailable("EU DSS is not there: run packaging/bootstrap.py test")
    processes.need("java", "javac", root=False)
    with anchor_files(anchors_der) as anchors:
        words = [str(path.resolve()), password, *anchors]
        *lines, _ = _JUDGE.ask(words, lambda line: line == "END")
    return _read([line.split("\t") for line in lines])


def _read(lines: Sequence[Sequence[str]]) -> DssReport:
    report = DssReport()
    for kind, *words in lines:
        match kind:
            case "SIGNATURE":
                report.signatures.append(_signature(words))
            case "OF":
                report.signatures[-1].timestamps.append(_timestamp(words))
            case "TIMESTAMP":
                report.timestamps.append(_timestamp(words))
            case _:
                raise AssertionError(f"DSS: {kind} {words}")
    return report


def _signature(words: Sequence[str]) -> DssSignature:
    name, level, intact, valid, trusted, consistent, changes, *_ = words
    told = [each == "true" for each in (intact, valid, trusted, consistent)]
    return DssSignature(name, level, *told, undefined_changes=int(changes))


def _timestamp(words: Sequence[str]) -> DssTimestamp:
    kind, found, intact, valid, trusted, at = words
    holds = found == intact == valid == "true"
    return DssTimestamp(kind, holds, trusted == "true", datetime.fromisoformat(at))
