"""Judges written in Java: one process serves a whole run of the tests, a line for each question.

Our few lines are compiled when the first question comes.
"""

import atexit
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_HERE = Path(__file__).parent


class JavaJudge:
    """Starts with its first question; `sources` lie here, the first has the main method."""

    def __init__(self, jars: Sequence[Path], *sources: str) -> None:
        self._jars, self._sources = jars, sources
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def ask(self, words: Sequence[str], is_last: Callable[[str], bool]) -> list[str]:
        """Give the lines of its answer, to the one that is the last."""
        with self._turn:
            if self._process is None:
                self._start()
            assert self._process is not None
            stdin, stdout = self._process.stdin, self._process.stdout
            assert stdin is not None
            assert stdout is not None
            stdin.write("\t".join(words) + "\n")
            stdin.flush()
            lines: list[str] = []
            while not lines or not is_last(lines[-1]):
                line = stdout.readline()
                assert line, self._said()
                lines.append(line.rstrip("\n"))
        return lines

    def _start(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="paraph-java-")
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        jars = ":".join(map(str, self._jars))
        sources = [_HERE / f"{name}.java" for name in self._sources]
        words = ["javac", "-nowarn", "-cp", jars, "-d", self._folder.name, *map(str, sources)]
        done = subprocess.run(words, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        self._process = subprocess.Popen(
            ["java", "-Xmx768m", "-cp", f"{self._folder.name}:{jars}", self._sources[0]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
            encoding="utf-8",
        )  # fmt: skip
        atexit.register(self._close)

    def _close(self) -> None:
        # It reads its standard input until that ends.
        assert self._process is not None
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait(10)
        self._log.close()
        self._folder.cleanup()

    def _said(self) -> str:
        self._log.seek(0)
        return self._log.read()[-2000:].decode("utf-8", "replace")


@contextmanager
def anchor_files(anchors_der: Sequence[bytes]) -> Iterator[list[str]]:
    """Write the anchors into files, as long as the question is asked."""
    with tempfile.TemporaryDirectory(prefix="paraph-anchors-") as name:
        files = [Path(name, f"{number}.crt") for number, _ in enumerate(anchors_der)]
        for file, der in zip(files, anchors_der, strict=True):
            file.write_bytes(der)
        yield [str(file) for file in files]
