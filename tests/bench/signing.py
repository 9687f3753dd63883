"""Signing: one document with everything that belongs to it, beside pyHanko alone.

Ours is `usecases.sign_document` with its real ports: the input hashed, the token in a process of
its own, the file read back and checked, the record in SQLite with synchronous=FULL, fsync. Beside
it pyHanko's signer over its own PKCS#11 signer, in one process and one session, and the bare cost:
the file copied and hashed in one pass, one C_Sign, 33 kB appended. All use the same SoftHSM key
(RSA 3072), SHA-256, a login made beforehand and one fsync of the file; those that make a PDF,
PAdES, the same chain and a new invisible field. The two copies of a document are signed in turns,
so that ours has to hash the input anew each time.
"""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import documents
from tests.bench.many_objects import in_object_streams
from tests.bench.measure import Broken, Figure, Limit, Rule, figure_of, interleaved
from tests.bench.pixels import child_environment

ROOT = Path(__file__).resolve().parents[2]
_ROUNDS, _COLD_ROUNDS, _PEAK_ROUNDS = 11, 5, 3
_WARM_UPS = 2
_SETTLED_S = 3.2
_MB = 1_000_000
_PEER = "pyHanko alone"
_BARE = "copy, hash, sign, append"
_MANY_OBJECTS = 60_000
_BATCH, _BATCHES, _BATCH_ROUNDS = 100, 10, 3
_FILLING = 13  # batches until SQLite has its 2 MB of pages
_SIZES = {"50kB": (50_000, 1), "5MB": (5_000_000, 100), "90MB": (90_000_000, 1000)}
_FAIR = (
    "no visible stamp on either side; key opened beforehand on both sides; same SoftHSM key (RSA "
    "3072), PAdES, SHA-256, CA certificate embedded, output fsynced; pyHanko writes to a file it "
    "can read back ('wb+'), which is its faster and smaller way; ours hashes the input, reads the "
    "output back and writes its three records, synchronous=FULL"
)


class Side:
    """One child that signs when it is told to."""

    def __init__(self, bench: "Bench", kind: str) -> None:
        self._bench = bench
        words = [sys.executable, "-m", "tests.bench.signing_child", str(bench.facts), kind]
        self._child = subprocess.Popen(
            words,
            env=bench.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def sign(self, *sources: Path) -> dict[str, float]:
        """Sign each once; the outputs are removed again."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        folder = self._bench.folder / f"signed-{self._child.pid}"
        folder.mkdir()
        pairs = [(str(one), str(folder / f"{n}.pdf")) for n, one in enumerate(sources)]
        self._child.stdin.write(json.dumps(pairs) + "\n")
        self._child.stdin.flush()
        answer = self._child.stdout.readline()
        made = list(folder.iterdir())
        if not answer or len(made) != len(sources):
            raise Broken(f"nothing was signed; exit status {self._child.poll()}")
        for output in made:
            output.unlink()
        folder.rmdir()
        report: dict[str, float] = json.loads(answer)
        return report

    def close(self) -> None:
        """End the child."""
        assert self._child.stdin is not None
        self._child.stdin.close()
        try:
            self._child.wait(20)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


class Bench:
    """A token and a folder for this run."""

    def __init__(self, folder: Path) -> None:
        from paraph.pkcs11.demo_token import make_demo_token

        token = make_demo_token(folder / "token", documents.SAMPLE)
        self.folder = folder
        self.facts = folder / "facts.json"
        given = {
            "module": token.module,
            "label": token.token_label,
            "pin": token.pin.reveal(),
            "certificate": str(folder / "token" / "signer.der"),
            "ca": str(folder / "token" / "ca.der"),
            "key_id": "01",
        }
        self.facts.write_text(json.dumps(given), encoding="utf-8")
        self.environment = child_environment() | {
            "PARAPH_HOME": str(folder / "home"),
            "SOFTHSM2_CONF": os.environ["SOFTHSM2_CONF"],
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'desktop'}",
        }


@contextmanager
def _bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory(prefix="paraph-bench-") as folder:
        yield Bench(Path(folder))


def measure_warm(
    name: str, make: Callable[[], Path], shares: tuple[float, float | None], rounds: int | None
) -> list[Figure]:
    """Measure signing in processes that have signed before, beside pyHanko and the bare cost."""
    source = make()
    with _bench() as bench, ExitStack() as stack:
        copies = itertools.cycle(_two_copies(source, bench.folder))
        kinds = {"ours": "desk", _PEER: "pyhanko", _BARE: "bare"}
        sides = {side: Side(bench, kind) for side, kind in kinds.items()}
        for side in sides.values():
            stack.callback(side.close)
            for _ in range(_WARM_UPS):
                side.sign(next(copies))
        turn = {"now": source}
        acts = {side: partial(_turn_ms, one, turn) for side, one in sides.items()}
        runs: dict[str, list[float]] = {side: [] for side in acts}
        for _ in range(rounds or _ROUNDS):
            turn["now"] = next(copies)
            for side, taken in interleaved(1, acts).items():
                runs[side] += taken
    details = {"bytes": source.stat().st_size}
    of_peer, of_bare = shares
    share = Limit(Rule.SHARE_OF_PEER, of_peer)
    bare = Limit(Rule.SHARE_OF_PEER, of_bare) if of_bare else Limit(Rule.TOLD)
    return [
        figure_of(name, "ms", share, runs, _PEER, how=_FAIR, details=details),
        figure_of(f"{name}-bare", "ms", bare, runs, _BARE, how=_FAIR, details=details),
    ]


def _two_copies(source: Path, folder: Path) -> list[Path]:
    copies = [folder / f"{name}-{source.name}" for name in ("one", "other")]
    for copy in copies:
        shutil.copyfile(source, copy)
        # A file that was only just written is hashed twice; documents are seldom so fresh.
        past = time.time() - 60
        os.utime(copy, (past, past))
    time.sleep(_SETTLED_S)
    return copies


def measure_batch(rounds: int | None) -> list[Figure]:
    """Measure 100 documents with one login, and what 1,000 leave behind in memory."""
    source = documents.of_size(*_SIZES["50kB"])
    with _bench() as bench, ExitStack() as stack:
        many = [bench.folder / f"document-{number}.pdf" for number in range(_BATCH)]
        for one in many:
            shutil.copyfile(source, one)
        sides = {"ours": Side(bench, "batch"), _PEER: Side(bench, "pyhanko")}
        for side in sides.values():
            stack.callback(side.close)
            side.sign(*many[:10])
        acts = {name: partial(_each_ms, side, many) for name, side in sides.items()}
        runs = interleaved(rounds or _BATCH_ROUNDS, acts)
        held = [sides["ours"].sign(*many)["held"] for _ in range(_FILLING + _BATCHES)]
    rates = {name: round(1000 / min(taken), 1) for name, taken in runs.items()}
    limit = Limit(Rule.SHARE_OF_PEER, 0.5)
    how = f"{_FAIR}; {_BATCH} documents of 50 kB each, ms for one, sign_batch beside a plain loop"
    left = [(held[-1] - held[_FILLING - 1]) / _MB]
    return [
        figure_of("signing.batch-100", "ms", limit, runs, _PEER, how=how, details=rates),
        Figure(
            "signing.batch-memory-left",
            "MB",
            Limit(Rule.ALONE, 1.0),
            left,
            "no peer",
            how=f"own memory that {_BATCH * _BATCHES} documents left to desk and module, SQLite's "
            f"cache being full after {_BATCH * _FILLING}",
        ),
    ]


def measure_cold(rounds: int | None) -> list[Figure]:
    """Measure from exec to the first signed file, imports and login included."""
    source = documents.of_size(*_SIZES["50kB"])
    with _bench() as bench:
        acts = {
            "ours": partial(_first_ms, bench, "desk", source),
            _PEER: partial(_first_ms, bench, "pyhanko", source),
        }
        for act in acts.values():
            act()  # compiles, and makes the profile
        runs = interleaved(rounds or _COLD_ROUNDS, acts)
    how = "exec of a fresh process until the first signed file: imports, module, login, 50 kB"
    return [figure_of("signing.cold", "ms", Limit(Rule.TOLD), runs, _PEER, how=how)]


def measure_peak(rounds: int | None) -> list[Figure]:
    """Measure the most memory that signing 90 MB takes: the engine's process, and pyHanko's."""
    source = documents.of_size(*_SIZES["90MB"])
    with _bench() as bench:
        acts = {
            "ours": partial(_peak_mb, bench, "engine", source),
            _PEER: partial(_peak_mb, bench, "pyhanko", source),
        }
        runs = interleaved(rounds or _PEAK_ROUNDS, acts)
    limit = Limit(Rule.ALONE, 200.0)
    how = "VmHWM of a fresh process that signs 90 MB once; ours is the window's engine"
    return [figure_of("signing.peak-90MB", "MB", limit, runs, _PEER, how=how)]


def _turn_ms(side: Side, turn: dict[str, Path]) -> float:
    return side.sign(turn["now"])["ms"]


def _each_ms(side: Side, many: list[Path]) -> float:
    return side.sign(*many)["ms"] / len(many)


def _first_ms(bench: Bench, kind: str, source: Path) -> float:
    began = time.perf_counter()
    side = Side(bench, kind)
    try:
        side.sign(source)
        return (time.perf_counter() - began) * 1000
    finally:
        side.close()


def _peak_mb(bench: Bench, kind: str, source: Path) -> float:
    side = Side(bench, kind)
    try:
        return side.sign(source)["peak"] / _MB
    finally:
        side.close()


def _of_size(size: str) -> Path:
    return documents.of_size(*_SIZES[size])


def _warm(name: str, make: Callable[[], Path], of_peer: float, of_bare: float | None = None) -> Any:
    return partial(measure_warm, f"signing.{name}", make, (of_peer, of_bare))


FIGURES = {
    "signing.50kB": _warm("50kB", partial(_of_size, "50kB"), 0.5),
    "signing.5MB": _warm("5MB", partial(_of_size, "5MB"), 0.8),
    "signing.60k-objects": _warm("60k-objects", partial(in_object_streams, _MANY_OBJECTS), 0.15),
    "signing.90MB": _warm("90MB", partial(_of_size, "90MB"), 0.8, 2.5),
    "signing.batch": measure_batch,
    "signing.cold": measure_cold,
    "signing.peak-90MB": measure_peak,
}
