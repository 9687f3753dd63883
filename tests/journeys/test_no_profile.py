"""A profile that cannot be there is told to a person and to a scheduler, without a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("words", [("sync",), ("tokens",)])
def test_a_profile_that_cannot_be_made_is_told(tmp_path: Path, words: tuple[str, ...]):
    (tmp_path / "file").write_bytes(b"in the way")
    home = tmp_path / "file" / "profile"
    done = subprocess.run(
        [sys.executable, "-m", "paraph", *words, "--json"],
        env={**os.environ, "PARAPH_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (3, "")
    told = json.loads(done.stdout)["error"]
    assert told["code"] == "profile_read_only"
    assert str(home) in told["details"]["folder"]
