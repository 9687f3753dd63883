"""Why the record could not be opened, each as its own error."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from paraph.domain.errors import StoreBusy
from paraph.domain.errors.profile import ProfileFull, ProfileReadOnly, StoreDamaged, StoreNewer
from paraph.filing.lease import hold_lease, sole_lease
from paraph.logs import write_report
from paraph.store import database
from paraph.store.database import open_database

NOBODY = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from paraph.domain.errors import ParaphError
from paraph.store.database import open_database
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    open_database(Path(sys.argv[2]))
except ParaphError as error:
    print(error.code)
"""


def test_a_file_that_is_no_database_or_a_damaged_one_is_told(tmp_path: Path):
    (tmp_path / "paraph.db").write_bytes(b"no database" * 300)
    with pytest.raises(StoreDamaged):
        open_database(tmp_path)
    (tmp_path / "paraph.db").unlink()
    open_database(tmp_path).close()
    whole = bytearray((tmp_path / "paraph.db").read_bytes())
    whole[100:4096] = b"\xff" * 3996  # the first page, behind the header
    (tmp_path / "paraph.db").write_bytes(whole)
    with sqlite3.connect(tmp_path / "paraph.db") as damaged:
        damaged.execute("PRAGMA user_version = 0")
    with pytest.raises(StoreDamaged):
        open_database(tmp_path)


def test_one_that_a_later_version_wrote_is_left_alone(tmp_path: Path):
    open_database(tmp_path).close()
    with sqlite3.connect(tmp_path / "paraph.db") as later:
        later.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreNewer):
        open_database(tmp_path)


def test_a_file_where_the_leases_would_be_is_told(tmp_path: Path):
    (tmp_path / "leases").touch()
    with pytest.raises(ProfileReadOnly), sole_lease(tmp_path / "leases", "payer"):
        pass
    with pytest.raises(ProfileReadOnly), hold_lease(tmp_path / "leases"):
        pass


def test_one_that_another_program_holds_is_busy(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.1)
    open_database(tmp_path).close()
    holder = sqlite3.connect(tmp_path / "paraph.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreBusy):
            open_database(tmp_path)
    finally:
        holder.close()


@pytest.mark.parametrize("existing", [False, True])
def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, existing: bool):
    home = tmp_path / "home"
    home.mkdir()
    if existing:
        open_database(home).close()
        (home / "paraph.db").chmod(0o444)
    home.chmod(0o555)
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(0o755)
    root = Path(__file__).parents[2] / "desktop"
    done = subprocess.run(
        [sys.executable, "-c", NOBODY, str(root), str(home)], capture_output=True, text=True
    )
    home.chmod(0o755)
    assert (done.stdout.strip(), done.stderr) == ("profile_read_only", "")


def test_a_full_disk_is_told(tmp_path: Path):
    words = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(tmp_path)]
    if os.geteuid() or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        with pytest.raises(ProfileFull):
            open_database(tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_report_that_the_profile_does_not_take_lies_elsewhere(tmp_path: Path, monkeypatch):
    (tmp_path / "reports").write_bytes(b"in the way")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    report = write_report(tmp_path, ValueError("nothing of this is told"))
    assert report.parent == tmp_path
    assert report.read_text("utf-8").splitlines()[0] == "ValueError"
