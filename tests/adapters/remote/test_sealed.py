"""Signing reaches no network, raising a level only through `paraph.remote`: watched as it runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_only_remote_opens_connections_while_a_file_is_signed_and_raised():
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.adapters.remote.sealed_child"],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["signing"] == {}
    assert list(told["raising"]) == ["paraph/remote"]
    assert told["raising"]["paraph/remote"] >= 5
    assert told["level"] == "PAdES-BASELINE-LTA"
