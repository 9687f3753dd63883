"""A lease is held as long as its process lives, a kill -9 included."""

import subprocess
import sys

from paraph.filing.lease import hold_lease, is_held

HOLD = """
import sys, pathlib
from paraph.filing.lease import hold_lease
with hold_lease(pathlib.Path(sys.argv[1])) as name:
    print(name, flush=True)
    sys.stdin.read()
"""


def test_a_lease_ends_with_its_context(tmp_path):
    with hold_lease(tmp_path) as name:
        assert is_held(tmp_path, name)
    assert not is_held(tmp_path, name)


def test_a_killed_process_holds_nothing(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        name = process.stdout.readline().strip()
        assert is_held(tmp_path, name)
        process.kill()
        process.wait()
        assert not is_held(tmp_path, name)
        assert list(tmp_path.iterdir()) == []
