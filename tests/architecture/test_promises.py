"""What ARCHITECTURE.md promises is held by tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_each_promise_names_a_test_that_is_there():
    named = re.findall(r"\| `(test_\w+)` \|", (ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    assert len(named) >= 12
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name in named if f"\ndef {name}(" not in tests] == []
