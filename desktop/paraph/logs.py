"""Reports of what was not foreseen: places in the code, no values and no messages."""

import secrets
import tempfile
import traceback
from pathlib import Path


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


def _written(report: Path, words: str) -> Path:
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(words, encoding="utf-8")
    return report
