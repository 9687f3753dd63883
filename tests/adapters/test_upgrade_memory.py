"""A large file is raised piece by piece, never whole in memory."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, SAMPLE
from tests.fakes.pdfs import heavy

_MB = 90
_MOST_KB = 30 << 10


def test_ninety_megabytes_take_little_more_memory_than_a_small_file(tmp_path: Path):
    large = heavy(tmp_path / "large.pdf", _MB << 20)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.adapters.upgrade_memory_child", SAMPLE, large],
        capture_output=True, text=True, cwd=ROOT, env=environment, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < _MOST_KB
