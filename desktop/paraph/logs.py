"""What is written down of the program's own work: reports of what was not foreseen, and a log.

Both name places in the code and stable words. Neither has values of documents, people or secrets.
"""

import json
import logging
import os
import secrets
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

_MOST_BYTES = 1 << 20
_MOST_LETTERS = 200
_trace: ContextVar[str] = ContextVar("trace", default="")
_PLAIN = frozenset({*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "trace_id"})


def write_report(home: Path, error: BaseException) -> Path:
    """Write where `error` happened into the profile's reports, and give the file.

    Where the profile takes no file it lies in the system's folder for temporary ones.
    """
    places = (
        f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
    )
    words = "\n".join([type(error).__name__, *places]) + "\n"
    name = f"{secrets.token_hex(6)}.txt"
    try:
        return _written(home / "reports" / name, words)
    except OSError:
        return _written(Path(tempfile.gettempdir()) / f"paraph-{name}", words)


@contextmanager
def traced(trace_id: str = "") -> Iterator[str]:
    """Let calls and log lines within belong to one trace (W3C Trace Context, 3.2.2.3).

    Without an id it is the one that holds already, or a new one.
    """
    token = _trace.set(trace_id or _trace.get() or secrets.token_hex(16))
    try:
        yield _trace.get()
    finally:
        _trace.reset(token)


def current_trace() -> str:
    """Give the trace that holds; empty where there is none."""
    return _trace.get()


def keep_log(home: Path) -> None:
    """Write what the program logs into the profile's `logs`, one JSON object a line."""
    logger = logging.getLogger("paraph")
    for handler in logger.handlers:
        if isinstance(handler, _LogFile):
            logger.removeHandler(handler)
    logger.setLevel(logging.INFO)
    logger.addHandler(_LogFile(home / "logs"))


class _LogFile(logging.Handler):
    """Two files of bounded size, which the program's processes share.

    A line is one write to a file that is opened for it, so that lines of processes do not mix and
    a file that is full can be renamed on every system.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file, self._last = folder / "paraph.jsonl", folder / "paraph.1.jsonl"

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; a disk that takes none costs the line and nothing else."""
        try:
            line = (_line(record) + "\n").encode()
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._turn_over()
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
            number = os.open(self._file, flags, 0o600)
            try:
                os.write(number, line)
            finally:
                os.close(number)
        except OSError:
            return  # there is no other place to tell it

    def _turn_over(self) -> None:
        if not self._file.exists() or self._file.stat().st_size <= _MOST_BYTES:
            return
        # Another process may have it open at this moment; the next line tries again.
        with suppress(PermissionError):
            self._file.replace(self._last)


def _line(record: logging.LogRecord) -> str:
    """Make a line of what is stable: words as they stand in the code, and what was added."""
    more = {name: value for name, value in vars(record).items() if name not in _PLAIN}
    told = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "part": record.name,
        "what": str(record.msg),
        "trace_id": current_trace() or None,
        "process": record.process,
        **{name: _value(value) for name, value in more.items()},
    }
    if record.exc_info and record.exc_info[0] is not None:
        told["error"] = record.exc_info[0].__name__
    return json.dumps(told)


def _value(value: object) -> str | int | float | None:
    is_plain = value is None or isinstance(value, int | float)
    return value if is_plain else str(value)[:_MOST_LETTERS]  # type: ignore[return-value]


def _written(report: Path, words: str) -> Path:
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(words, encoding="utf-8")
    return report
