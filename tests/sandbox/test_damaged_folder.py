"""A data folder that cannot be used: the start ends with words that say why, and what to do."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sandbox.conftest import end_sandbox, open_sandbox, start_sandbox

WHAT_TO_DO = "Put a copy of it back, or start in a new folder with --data."


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that a sandbox keeps."""
    folder = tmp_path_factory.mktemp("used") / "data"
    _, services, _ = open_sandbox(folder)
    services.pki.authorities()
    services.database.close()
    return folder


@pytest.fixture
def folder(used: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(used, tmp_path / "data"))


def refused(folder: Path, *words: str) -> str:
    """Start in a folder that cannot be used, and give what is said."""
    command = [sys.executable, "-m", "paraph_sandbox", *(words or ("serve", "--port", "0"))]
    done = subprocess.run(
        [*command, "--data", str(folder)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


KEY = "oauth-signer.key.pem"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (KEY, b""),
        (KEY, b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
        (KEY, b"\xff\x00" * 100),
        ("sandbox.sqlite", b"This is a text and no database at all. " * 100),
        ("sandbox.sqlite", b"SQLite format 3\0" + b"\xff" * 4000),
        ("pki/tsa.key.pem", b"no key"),
        ("pki/root.crt.pem", b"no certificate"),
    ],
)
def test_a_damaged_file_is_named(folder: Path, name: str, content: bytes):
    (folder / name).write_bytes(content)
    said = refused(folder)
    assert said.startswith(f"{folder / name} ")
    assert said.endswith(WHAT_TO_DO)
    # It is there to be looked at.
    assert (folder / name).read_bytes() == content


@pytest.mark.parametrize("name", ["tsa.key.pem", "root.crt.pem"])
def test_a_file_that_is_gone_is_named_and_not_made_anew(folder: Path, name: str):
    (folder / "pki" / name).unlink()
    assert refused(folder).startswith(f"{folder / 'pki' / name} ")
    assert not (folder / "pki" / name).exists()


def test_a_key_of_another_certificate_is_told(folder: Path):
    shutil.copy(folder / "pki" / "root.key.pem", folder / "pki" / "tsa.key.pem")
    assert "tsa.crt.pem is of another key" in refused(folder)


@pytest.mark.parametrize("name", [KEY, "sandbox.sqlite", "content", "pki"])
def test_a_thing_of_another_kind_is_named(folder: Path, name: str):
    place = folder / name
    if place.is_dir():
        shutil.rmtree(place)
        place.write_bytes(b"x")
    else:
        place.unlink()
        place.mkdir()
    assert refused(folder).startswith(f"{place}")


def test_a_database_of_a_later_version_is_told(folder: Path):
    import sqlite3

    with sqlite3.connect(folder / "sandbox.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    assert "is of another version (99)" in refused(folder)


def test_keys_of_a_damaged_folder_are_not_told_either(folder: Path):
    (folder / "sandbox.sqlite").write_bytes(b"no database" * 1000)
    assert refused(folder, "keys", "list").endswith(WHAT_TO_DO)


@contextmanager
def disk(place: Path, *options: str) -> Iterator[Path]:
    """A disk of its own, as small or as closed as it is asked for."""
    place.mkdir()
    told = subprocess.run(["mount", "-t", "tmpfs", *options, "none", place], capture_output=True)
    if told.returncode:
        pytest.skip(f"a disk cannot be mounted here: {told.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_full_disk_is_told(tmp_path: Path):
    with disk(tmp_path / "small", "-o", "size=64k") as small:
        said = refused(small / "data")
        assert "full" in said or "No space left" in said
        assert str(small) in said


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
@pytest.mark.parametrize("is_new", [True, False])
def test_a_disk_that_cannot_be_written_to_is_told(used: Path, tmp_path: Path, is_new: bool):
    with disk(tmp_path / "closed") as closed:
        if not is_new:
            shutil.copytree(used, closed / "data")
        subprocess.run(["mount", "-o", "remount,ro", closed], check=True)
        said = refused(closed / "data").lower()
    assert "read-only" in said or "readonly" in said or "unable to open" in said


def test_another_address_than_the_certificates_name_is_told(folder: Path):
    process, said = start_sandbox(folder)
    end_sandbox(process)
    (line,) = [each for each in said.splitlines() if each.startswith("The certificates")]
    assert "http://127.0.0.1:8650" in line
    assert "--port 8650" in line


def test_the_same_address_is_not_worth_a_word(tmp_path: Path):
    process, said = start_sandbox(tmp_path / "data")
    end_sandbox(process)
    assert "The certificates" not in said
