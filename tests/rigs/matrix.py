"""The README's table of tokens and mechanisms: what the last run of the suite found.

    .venv/bin/python -m tests.rigs.matrix

writes it into README.md, after a run of tests/contracts/test_real_tokens.py.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

README = Path(__file__).parents[2] / "README.md"
# Where pytest's cache keeps what the suite found.
CACHE_KEY = "paraph/token-matrix"
FOUND = README.parent / ".pytest_cache" / "v" / CACHE_KEY
BEGIN, END = "<!-- tokens: written by tests.rigs.matrix -->", "<!-- tokens: end -->"
REWRITE = (
    ".venv/bin/python -m pytest tests/contracts/test_real_tokens.py; "
    ".venv/bin/python -m tests.rigs.matrix"
)


class Row(NamedTuple):
    """One token with one mechanism, and what the judges say of its signature."""

    token: str
    mechanism: str
    signs: bool
    pdfsig: bool
    openssl: bool


def table(rows: Sequence[Row]) -> str:
    """Give the table in Markdown, rows in the order in which they were found."""
    head = [
        "| token | mechanism | signs | `pdfsig` | `openssl cms -cades` |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *map(line, rows)])


def line(row: Row) -> str:
    """Give one row in Markdown."""
    said = ["yes" if value else "no" for value in (row.signs, row.pdfsig, row.openssl)]
    return f"| {' | '.join([row.token, row.mechanism, *said])} |"


def in_readme() -> str:
    """Give the table as it stands in the README."""
    text = README.read_text("utf-8")
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def write(rows: Sequence[Row]) -> None:
    """Put the table between the README's marks."""
    before, mark, rest = README.read_text("utf-8").partition(BEGIN)
    if not mark:
        raise SystemExit(f"README.md lacks the mark {BEGIN}")
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{table(rows)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    if not FOUND.exists():
        sys.exit(f"No run has been kept; run this:\n  {REWRITE}")
    write([Row(*row) for row in json.loads(FOUND.read_text("utf-8"))])
