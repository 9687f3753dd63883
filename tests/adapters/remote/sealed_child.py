"""Sign and raise to B-LTA in this process, and say which code opened connections.

Run as a program: an audit hook cannot be taken off again (PEP 578).
"""

import json
import sys
import tempfile
import traceback
from pathlib import Path
from types import FrameType

from paraph.domain.pades_level import PadesLevel
from tests.conftest import SAMPLE
from tests.judges_dss import dss_levels
from tests.rigs.level_bench import level_bench

_EVENTS = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname")
_OURS = ("/paraph/remote/",)

by_whom: dict[str, int] = {}


def watch(event: str, _arguments: object) -> None:
    if event not in _EVENTS:
        return
    frame: FrameType | None = sys._getframe(1)
    files = [each.filename for each in traceback.extract_stack(frame)]
    # A thread of ours that asks the resolver has nobody above it but the thread itself.
    is_ours = any(part in file for file in files for part in _OURS)
    name = "paraph/remote" if is_ours else " < ".join(reversed(files[-6:]))
    by_whom[name] = by_whom.get(name, 0) + 1


def main() -> None:
    with tempfile.TemporaryDirectory() as name, level_bench(Path(name)) as bench:
        sys.addaudithook(watch)
        signed = bench.sign(SAMPLE)
        before = dict(by_whom)
        raised = bench.raised(signed, PadesLevel.B_LTA, may_rewrite=True)
        during = dict(by_whom)
        (told,) = dss_levels(raised, bench.pki.anchors)
    print(json.dumps({"signing": before, "raising": during, "level": told.level}))  # noqa: T201


if __name__ == "__main__":
    main()
