"""A smartcard in a reader: how soon the window shows that it came or went, and a batch on it.

The card is the tests' own PIV card under pcscd and OpenSC; where these cannot start there is no
figure, and it is said why.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.measure import Broken, Figure, Limit, Rule

_ROOT = Path(__file__).parents[2]
_CYCLES = 10
_STARTS = 3
_CARD_MS = 300
_BATCH = 50
_PATIENCE_S, _CYCLE_PATIENCE_S = 120, 5


def measure_seeing(rounds: int | None) -> list[Figure]:
    """Measure from a card's move until the window says so, after the first one."""
    often = rounds or _CYCLES
    took_ms = _told_by_child("cycles", often, patience_s=_PATIENCE_S + often * _CYCLE_PATIENCE_S)
    how = "from the card's move to the words in the strip: pcscd, OpenSC, the desk's process"
    limit = Limit(Rule.ALONE, 1000)
    return [
        _alone(f"cards.{move}-to-shown", limit, took_ms[move], how) for move in ("insert", "pull")
    ]


def measure_first(rounds: int | None) -> list[Figure]:
    """Measure the first card after the start, which finds neither desk nor drivers loaded."""
    hows = {
        "before": "from the window's first sight to the words: the card lay in the reader",
        "at-once": "from the card's move to the words: put in when the window was first seen",
        "later": "from the card's move to the words: put in 3 s after that",
    }
    figures = []
    for when, how in hows.items():
        runs = [_told_by_child("first", when) for _ in range(rounds or _STARTS)]
        name = f"cards.first-after-start.{when}"
        figures.append(_alone(name, Limit(Rule.ALONE, 1000), runs, how))
    return figures


def _alone(name: str, limit: Limit, runs: list[float], how: str) -> Figure:
    details = {"worst_ms": round(max(runs))}
    return Figure(name, "ms", limit, runs, "no peer", how=how, details=details)


def _told_by_child(*words: object, patience_s: float = _PATIENCE_S) -> Any:
    with tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder:
        environment = os.environ | {
            "PYTHONPATH": f"{_ROOT}:{_ROOT / 'desktop'}",
            "PARAPH_HOME": folder,
            "SOFTHSM2_CONF": f"{folder}/none.conf",
            "QT_QPA_PLATFORM": "offscreen",
        }
        command = [sys.executable, "-m", "tests.bench.cards_child", *map(str, words)]
        done = subprocess.run(
            command,
            env=environment,
            cwd=_ROOT,
            capture_output=True,
            text=True,
            timeout=patience_s,
        )
    if done.returncode != 0:
        raise Broken(f"the window ended with {done.returncode}: {done.stderr[-400:]}")
    return json.loads(done.stdout.splitlines()[-1])


def measure_batch(_rounds: int | None) -> list[Figure]:
    """Measure a batch beside the time that the card alone takes for it."""
    from paraph.usecases.sign_batch import sign_batch
    from paraph.usecases.sign_document import SignedDocument, SignRequest
    from tests.rigs.card_bench import SAMPLE, card_bench
    from tests.rigs.piv import readers

    slot = 0x9C  # it asks for the PIN with every signature
    with (
        readers() as found,
        card_bench(found) as bench,
        tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder,
    ):
        bench.card.tell(sign_ms=_CARD_MS)
        der, ca = bench.der(slot), bench.card.identities[slot].ca_der
        requests = [
            SignRequest(SAMPLE, Path(folder) / f"{number}.pdf", der, (ca,))
            for number in range(_BATCH)
        ]
        with bench.key(slot) as key:
            began = time.perf_counter()
            made = list(sign_batch(requests, key, bench.desk.ports))
            took_ms = (time.perf_counter() - began) * 1000
    if not all(isinstance(one, SignedDocument) for one in made):
        raise Broken("not every document was signed")
    how = f"{_BATCH} documents on a card that takes {_CARD_MS} ms and a PIN for each"
    limit = Limit(Rule.SHARE_OF_PEER, 1.05)
    alone = [float(_BATCH * _CARD_MS)]
    return [Figure("cards.batch-of-50", "ms", limit, [took_ms], "the card alone", alone, how=how)]


FIGURES = {
    "cards.seeing": measure_seeing,
    "cards.first-after-start": measure_first,
    "cards.batch-of-50": measure_batch,
}
