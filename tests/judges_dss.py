"""EU DSS as a judge: levels after ETSI EN 319 142-1 by another implementation than ours.

One Java process serves a whole run of the tests. It has no network: only what the file holds
counts. `packaging/eu_dss.py` fetches it.
"""

import atexit
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from tests.rigs import processes

JAR = Path(__file__).parents[1] / ".judges" / "eu-dss.jar"
_SOURCE = Path(__file__).parent / "rigs" / "DssJudge.java"


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
    with tempfile.TemporaryDirectory(prefix="paraph-dss-") as name:
        anchors = [Path(name, f"{number}.crt") for number, _ in enumerate(anchors_der)]
        for file, der in zip(anchors, anchors_der, strict=True):
            file.write_bytes(der)
        return _read(_judge().ask([str(path.resolve()), password, *map(str, anchors)]))


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


class _Judge:
    def __init__(self) -> None:
        # Java compiles the source itself, once for the whole run.
        words = ["java", "-Xmx768m", "-cp", str(JAR), str(_SOURCE)]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
            encoding="utf-8",
        )  # fmt: skip
        self._turn = threading.Lock()

    def ask(self, words: Sequence[str]) -> list[list[str]]:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        with self._turn:
            stdin.write("\t".join(words) + "\n")
            stdin.flush()
            lines: list[list[str]] = []
            while (line := stdout.readline().rstrip("\n")) != "END":
                assert line or self._process.poll() is None, self._said()
                lines.append(line.split("\t"))
        return lines

    def close(self) -> None:
        """End it: it reads its standard input until that ends."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait(10)
        self._log.close()

    def _said(self) -> str:
        self._log.seek(0)
        return self._log.read()[-2000:].decode("utf-8", "replace")


@cache
def _judge() -> _Judge:
    made = _Judge()
    atexit.register(made.close)
    return made
