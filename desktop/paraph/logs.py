"""Reports of what was not foreseen: places in the code, no values and no messages."""

import secrets
import traceback
from pathlib import Path


def write_report(home: Path, error: BaseException) -> Path:
    """Write where `error` happened into the profile's reports, and give the file."""
    folder = home / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / f"{secrets.token_hex(6)}.txt"
    places = (
        f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
    )
    report.write_text("\n".join([type(error).__name__, *places]) + "\n", encoding="utf-8")
    return report
