"""What filing needs beside the store and the service: verdicts and levels read off small files."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from paraph.domain.pades_level import PadesLevel
from paraph.domain.verification import FileReport, SignatureReport
from paraph.filing.archive_places import LocalPlaces
from paraph.filing.client_folder import ClientFolder
from paraph.ports.filing import ClientFile
from paraph.ports.levels import LevelFacts, Raised, RaiseOrder
from paraph.usecases.check_results import Judging
from paraph.usecases.file_results import FilingKit
from tests.fakes.received import NOW, Profile

RENEWED_BY = NOW + timedelta(days=3000)


class WordChecker:
    """Says of a file what stands in it: broken, altered, unsigned, stamped; else untrusted."""

    def check(
        self, path: Path, anchors_der: Sequence[bytes], at: datetime, password: Any
    ) -> FileReport:
        content = path.read_bytes()
        is_bad = b"broken" in content or b"altered" in content
        verdict = "invalid" if is_bad else "indeterminate"
        integrity = "broken" if b"broken" in content else "intact"
        kind = "document-timestamp" if b"stamped" in content else "signature"
        signature = SignatureReport(
            "S", kind, None, 1, 1, integrity, "whole-file", "none", "untrusted", verdict, ()
        )
        found = () if b"unsigned" in content else (signature,)
        return FileReport(str(path), "", 1, at.isoformat(), found)


class WordRaiser:
    """Says that a file with `B-LTA` in it has that level."""

    def facts(self, path: Path, password: Any) -> LevelFacts:
        if b"B-LTA" in path.read_bytes():
            return LevelFacts(PadesLevel.B_LTA, RENEWED_BY)
        return LevelFacts(PadesLevel.B_T)

    def raise_level(self, order: RaiseOrder, services: Sequence[Any]) -> Raised:
        raise NotImplementedError


def filing_kit(profile: Profile, root: Path, client_file: ClientFile | None = None) -> FilingKit:
    """Give what filing into a folder needs."""
    places = LocalPlaces()
    judging = Judging(WordChecker(), list, places, profile.clock)
    place = client_file or ClientFolder(root, places)
    return FilingKit(profile.fetching, place, judging, profile.owed, WordRaiser(), lambda: 0.5)
