"""Start: from exec until a window is painted, and until the first page is there, seen from outside.

A program is started unmeasured first, with blank pages and with the document. Where the two
screens differ most there is the page; a measured start is over when that part of the screen looks
as it did in the end, so as sharp as it gets.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import documents
from tests.bench.measure import Broken, Figure, Limit, Rule, figure_of, interleaved
from tests.bench.pixels import HEIGHT, SCREEN, WIDTH, Area, Screen, own_screen

_LOOK_S = 0.003
_REST_S = 1.5  # a screen that has not changed for so long is as it will stay
_PATIENCE_S = 40.0
_ROUNDS = 9
_ALIKE = 0.99
_BLOCK = (160, 60)
_CENTRE = Area((WIDTH - 160) // 2, (HEIGHT - 60) // 2, *_BLOCK)
_LEAST_INK, _INK_GREEN = 0.01, 60
_PEERS = {"evince": 1.2, "okular": 1.0}
_BARE = """import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.resize(1440, 900)
window.show()
sys.exit(app.exec())
"""


@dataclass(frozen=True, slots=True)
class End:
    """What the watched part of the screen looks like when a start is over."""

    area: Area
    green: bytes

    def is_reached(self, green: bytes) -> bool:
        """Tell whether the screen looks like that, but for a few pixels."""
        # As whole numbers: looking pixel by pixel would take time from what is measured.
        differing = int.from_bytes(green) ^ int.from_bytes(self.green)
        return differing.to_bytes(len(green)).count(0) >= _ALIKE * len(green)


def measure_empty(rounds: int | None) -> list[Figure]:
    """Measure the empty window beside a bare one of the same library."""
    with own_screen() as screen:
        bare = screen.home / "bare_window.py"
        bare.write_text(_BARE, encoding="utf-8")
        commands = {"ours": ours(), "bare PySide6 window": [sys.executable, str(bare)]}
        ends = {name: _end_of(screen, command, None) for name, command in commands.items()}
        runs = _starts(screen, commands, ends, rounds)
    limit = Limit(Rule.SHARE_OF_PEER, 1.5)
    how = "exec until painted, Xvfb without a window manager, warm; both 1440 x 900"
    return [figure_of("startup.empty", "ms", limit, runs, "bare PySide6 window", how=how)]


def measure_first_page(name: str, document: Path, rounds: int | None) -> list[Figure]:
    """Measure how soon the first page of a document is there, beside those viewers there are."""
    viewers = {"ours": ours()} | {peer: [peer] for peer in _PEERS if shutil.which(peer)}
    commands = {viewer: [*words, str(document)] for viewer, words in viewers.items()}
    blank = str(documents.blank())
    with own_screen() as screen:
        ends = {
            viewer: _end_of(screen, commands[viewer], [*words, blank])
            for viewer, words in viewers.items()
        }
        runs = _starts(screen, commands, ends, rounds)
    how = "exec until the first page is there and sharp, Xvfb without a window manager, warm; "
    how += "every program in the window size it chooses itself"
    return [
        figure_of(f"{name}.{peer}", "ms", Limit(Rule.SHARE_OF_PEER, limit), runs, peer, how=how)
        for peer, limit in _PEERS.items()
    ]


def ours(*words: str) -> list[str]:
    """Give the command that starts the program from the environment this runs in."""
    return [sys.executable, "-m", "paraph", *words]


def _starts(
    screen: Screen,
    commands: Mapping[str, Sequence[str]],
    ends: Mapping[str, End],
    rounds: int | None,
) -> dict[str, list[float]]:
    sides = {name: partial(_time_ms, screen, commands[name], ends[name]) for name in commands}
    return interleaved(rounds or _ROUNDS, sides)


def _time_ms(screen: Screen, command: Sequence[str], end: End) -> float:
    began = time.perf_counter()
    with running(screen, command) as process:
        while not end.is_reached(screen.pixels.green(end.area)):
            _refuse_dead(process, began)
            time.sleep(_LOOK_S)
        return (time.perf_counter() - began) * 1000


def _end_of(screen: Screen, command: Sequence[str], contrast: Sequence[str] | None) -> End:
    _settled(screen, contrast or command)  # the first start may compile, and fill caches
    before = _settled(screen, contrast or command)
    after = _settled(screen, command)
    area = _CENTRE if contrast is None else most_different(before, after)
    return End(area, cut(after, area))


def _settled(screen: Screen, command: Sequence[str]) -> bytes:
    with running(screen, command) as process:
        settle(screen, process)
        return screen.pixels.green(SCREEN)


def settle(screen: Screen, process: "subprocess.Popen[bytes]") -> None:
    """Wait until something is on the screen and does not change any more."""
    began = changed = time.perf_counter()
    before = b""
    while time.perf_counter() - changed < _REST_S or not any(before):
        _refuse_dead(process, began)
        time.sleep(0.1)
        seen = screen.pixels.green(SCREEN)
        if seen != before:
            before, changed = seen, time.perf_counter()
        if time.perf_counter() - began > _PATIENCE_S / 2 and any(before):
            return  # something blinks


@contextmanager
def running(screen: Screen, command: Sequence[str]) -> "Iterator[subprocess.Popen[bytes]]":
    """Start a program, end it, and wait until the screen is empty again."""
    process = subprocess.Popen(
        command,
        env=screen.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        began = time.perf_counter()
        while any(screen.pixels.green(SCREEN)):
            if time.perf_counter() - began > _PATIENCE_S:
                raise Broken(f"{command[0]} left a window behind")
            time.sleep(0.05)
        time.sleep(0.2)


def _refuse_dead(process: "subprocess.Popen[bytes]", began: float) -> None:
    if process.poll() is not None:
        raise Broken(f"{process.args!r} ended with {process.returncode}")
    if time.perf_counter() - began > _PATIENCE_S:
        raise Broken(f"{process.args!r} did not come to its end")


def most_different(before: bytes, after: bytes) -> Area:
    """Give the block in the middle of the screen in which two pictures of it differ most."""
    width, height = _BLOCK
    most, found = _LEAST_INK, None
    # Bars, frames and small pages lie at the edges, and are not what is looked for.
    for top in range(HEIGHT // 8, HEIGHT * 3 // 4 - height, height // 2):
        for left in range(WIDTH // 5, WIDTH * 3 // 4 - width, width // 2):
            area = Area(left, top, width, height)
            pairs = zip(cut(before, area), cut(after, area), strict=True)
            share = sum(abs(a - b) > _INK_GREEN for a, b in pairs) / (width * height)
            if share > most:
                most, found = share, area
    if found is None:
        raise Broken("no page is to be seen")
    return found


def cut(green: bytes, area: Area) -> bytes:
    """Give the part of a picture of the screen that lies in an area."""
    rows = range(area.top, area.top + area.height)
    starts = (row * WIDTH + area.left for row in rows)
    return b"".join(green[start : start + area.width] for start in starts)


FIGURES = {
    "startup.empty": measure_empty,
    "startup.first-page": lambda rounds: measure_first_page(
        "startup.first-page", documents.SAMPLE, rounds
    ),
    "startup.first-of-300": lambda rounds: measure_first_page(
        "startup.first-of-300", documents.text_pages(300), rounds
    ),
    "startup.first-of-2000": lambda rounds: measure_first_page(
        "startup.first-of-2000", documents.text_pages(2000), rounds
    ),
}
