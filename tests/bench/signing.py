"""Signing: one document with everything that belongs to it, beside pyHanko alone.

Ours is `usecases.sign_document` with its real ports: the input hashed, the token in a process of
its own, the file read back and checked, the record in SQLite with synchronous=FULL, fsync. Beside
it pyHanko's signer over its own PKCS#11 signer, with fsync. Both use the same SoftHSM key (RSA
3072), PAdES, SHA-256, the same chain, a new invisible field, and a login made beforehand.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.bench import documents
from tests.bench.measure import Broken, Figure, Limit, Rule, figure_of, interleaved
from tests.bench.pixels import child_environment

ROOT = Path(__file__).resolve().parents[2]
_ROUNDS, _COLD_ROUNDS, _PEAK_ROUNDS = 11, 5, 3
_WARM_UPS = 2
_MB = 1_000_000
_PEER = "pyHanko alone"
_SIZES = {"50kB": (50_000, 1), "5MB": (5_000_000, 100), "90MB": (90_000_000, 1000)}
_FAIR = (
    "no visible stamp on either side; key opened beforehand on both sides; same SoftHSM key (RSA "
    "3072), PAdES, SHA-256, CA certificate embedded, output fsynced; pyHanko writes to a file it "
    "can read back ('wb+'), which is its faster and smaller way"
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

    def sign(self, source: Path) -> dict[str, float]:
        """Sign once; the output is removed again."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        output = self._bench.folder / f"signed-{self._child.pid}.pdf"
        self._child.stdin.write(json.dumps({"source": str(source), "output": str(output)}) + "\n")
        self._child.stdin.flush()
        answer = self._child.stdout.readline()
        if not answer or not output.exists():
            raise Broken(f"nothing was signed; exit status {self._child.poll()}")
        output.unlink()
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


def measure_warm(size: str, rounds: int | None) -> list[Figure]:
    """Measure signing in two processes that have signed before."""
    source = documents.of_size(*_SIZES[size])
    with _bench() as bench, ExitStack() as stack:
        sides = {"ours": Side(bench, "desk"), _PEER: Side(bench, "pyhanko")}
        for side in sides.values():
            stack.callback(side.close)
            for _ in range(_WARM_UPS):
                side.sign(source)
        acts = {name: partial(_ms, side, source) for name, side in sides.items()}
        runs = interleaved(rounds or _ROUNDS, acts)
    limit = Limit(Rule.SHARE_OF_PEER, 1.5)
    details = {"bytes": source.stat().st_size}
    name = f"signing.{size}"
    return [figure_of(name, "ms", limit, runs, _PEER, how=_FAIR, details=details)]


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


def _ms(side: Side, source: Path) -> float:
    return side.sign(source)["ms"]


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


FIGURES = {
    "signing.50kB": partial(measure_warm, "50kB"),
    "signing.5MB": partial(measure_warm, "5MB"),
    "signing.90MB": partial(measure_warm, "90MB"),
    "signing.cold": measure_cold,
    "signing.peak-90MB": measure_peak,
}
