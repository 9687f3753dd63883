"""Where archived files lie, on a real disk and a real mount: `filing.archive_places`."""

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.archive_index import Absence, Sight
from paraph.filing.archive_places import LocalPlaces
from tests.rigs.processes import need

CONTENT = b"x" * (1 << 20) + b"a contract"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "akten" / "roux" / "contract.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    return path


def test_a_look_tells_size_time_and_mount_point(file: Path):
    seen = LocalPlaces().sight(file)
    assert isinstance(seen, Sight)
    assert seen[:2] == (len(CONTENT), file.stat().st_mtime_ns)
    assert os.path.ismount(seen.volume)
    assert file.is_relative_to(seen.volume)


def test_a_place_is_the_same_through_a_linked_folder_and_not_for_a_copy(file: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(file.parent)
    (tmp_path / "hard.pdf").hardlink_to(file)
    places = LocalPlaces()
    for other in (tmp_path / "link" / file.name, file.parent / ".." / "roux" / file.name):
        assert places.is_same(file, other)
    assert not places.is_same(file, tmp_path / "hard.pdf")


def test_what_is_gone_from_a_drive_that_is_there_is_missing(file: Path):
    seen = LocalPlaces().sight(file)
    assert isinstance(seen, Sight)
    file.unlink()
    for gone in (file, file.parent / "other" / "a.pdf", file.parent):
        for volume in (seen.volume, None):
            assert LocalPlaces().sight(gone, volume) is Absence.MISSING


def test_under_a_mount_root_with_nothing_mounted_a_file_is_out_of_reach(tmp_path: Path):
    places = LocalPlaces(mount_roots=(str(tmp_path / "mnt"),))
    (tmp_path / "mnt" / "share").mkdir(parents=True)
    assert places.sight(tmp_path / "mnt" / "share" / "a.pdf") is Absence.UNREACHABLE
    assert places.sight(tmp_path / "home" / "a.pdf") is Absence.MISSING


def test_what_may_not_be_seen_is_out_of_reach_and_not_missing(file: Path):
    def denied(path: str) -> os.stat_result:
        raise PermissionError(13, "denied", path)

    assert LocalPlaces(denied).sight(file) is Absence.UNREACHABLE


def test_a_share_that_hangs_is_asked_once_in_a_run(file: Path):
    asked, never = [], threading.Event()

    def hangs(path: str) -> os.stat_result:
        asked.append(path)
        never.wait()
        raise OSError

    places = LocalPlaces(hangs, patience_s=0.05)
    try:
        for name in ("a.pdf", "b.pdf", "c.pdf"):
            assert places.sight(file.with_name(name), "/share") is Absence.UNREACHABLE
        assert asked == ["/share"]
    finally:
        never.set()


def test_a_drive_that_was_unmounted_is_out_of_reach_and_comes_back(tmp_path: Path):
    need("unshare")
    said = subprocess.run(
        ["unshare", "--mount", sys.executable, "-c", _MOUNTS, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": "desktop"},
    )
    if "mount:" in said.stderr:
        pytest.skip("this container may not mount")
    assert said.stdout.split() == ["seen", "unreachable", "seen", "missing"], said.stderr


_MOUNTS = """
import shutil, subprocess, sys
from pathlib import Path
from paraph.domain.archive_index import Sight
from paraph.filing.archive_places import LocalPlaces

share = Path(sys.argv[1]) / "share"
file = share / "akten" / "a.pdf"
share.mkdir()

def look(volume=None):
    found = LocalPlaces(mount_roots=()).sight(file, volume)
    print("seen" if isinstance(found, Sight) else found)
    return found

subprocess.run(["mount", "-t", "tmpfs", "none", share], check=True)
file.parent.mkdir()
file.write_bytes(b"a")
volume = look().volume
assert volume == str(share)
subprocess.run(["umount", share], check=True)
look(volume)
subprocess.run(["mount", "-t", "tmpfs", "none", share], check=True)
file.parent.mkdir()
file.write_bytes(b"a")
look(volume)
shutil.rmtree(file.parent)
look(volume)
subprocess.run(["umount", share], check=True)
"""


@pytest.mark.parametrize(
    "beginning", [0, 1, 1 << 20, (1 << 20) + 3, len(CONTENT) - 1, len(CONTENT), 9 << 20, None]
)
def test_a_beginning_is_hashed_on_the_way(file: Path, beginning: int | None):
    whole, first = LocalPlaces().hashes(file, beginning)
    assert whole == hashlib.sha256(CONTENT).hexdigest()
    is_part = beginning is not None and beginning < len(CONTENT)
    wanted = hashlib.sha256(CONTENT[:beginning]).hexdigest() if is_part else None
    assert first == wanted
    with pytest.raises(errors.DocumentMissing):
        LocalPlaces().hashes(file.parent, None)


def test_files_alike_are_listed_the_nearest_first_and_not_what_was_thrown_away(file: Path):
    akten = file.parent.parent
    near, far = akten / "near.pdf", akten / "durand" / "old" / "far.pdf"
    for path in (near, far, akten / ".Trash-1000" / "contract.pdf"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTENT)
    (akten / "other.pdf").write_bytes(b"other")
    (akten / "link.pdf").symlink_to(near)
    places = LocalPlaces()
    assert places.around(file) == akten
    assert list(places.alike(akten, {len(CONTENT)}, ())) == [near, file, far]
    assert list(places.alike(akten, (), {"other.pdf", "link.pdf"})) == [akten / "other.pdf"]
    assert list(places.alike(akten, {len(CONTENT)}, {"far.pdf"})) == [far, near, file]


def test_a_search_ends_after_some_thousands_of_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("paraph.filing.archive_places._MOST_NAMES", 55)
    monkeypatch.setattr("paraph.filing.archive_places._MOST_SIZES", 50)
    for number in range(60):
        (tmp_path / f"{number:03}.pdf").write_bytes(b"a")
    assert len(list(LocalPlaces().alike(tmp_path, {1}, ()))) == 50
    names = {"053.pdf", "057.pdf"}
    assert list(LocalPlaces().alike(tmp_path, (), names)) == [tmp_path / "053.pdf"]


def test_where_folders_are_gone_what_is_left_of_them_is_searched(tmp_path: Path):
    assert LocalPlaces().around(tmp_path / "a" / "b" / "c" / "d.pdf") == tmp_path
