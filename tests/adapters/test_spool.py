"""The spool: durable under its hash, never taken for what it is not, swept of what nobody names."""

import hashlib
import os

import pytest

from paraph.domain.errors import DocumentMissing
from paraph.domain.errors.profile import ProfileFull, ProfileReadOnly
from paraph.domain.errors.service import SpoolDamaged
from paraph.filing import spool as module
from paraph.filing.spool import LocalSpool


@pytest.fixture
def spool(tmp_path):
    return LocalSpool(tmp_path / "home")


def take(spool, tmp_path, content=b"contract"):
    path = tmp_path / "in.pdf"
    path.write_bytes(content)
    return spool.take(path)


def names(tmp_path):
    return {each.name for each in (tmp_path / "home" / "spool").iterdir()}


def age(path, seconds=7200):
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_a_file_lies_under_its_hash_and_is_not_the_original(spool, tmp_path):
    kept = take(spool, tmp_path)
    assert kept == (hashlib.sha256(b"contract").hexdigest(), 8)
    (tmp_path / "in.pdf").write_bytes(b"changed since")
    assert spool.path_of(kept.sha256).read_bytes() == b"contract"
    assert names(tmp_path) == {kept.sha256}


def test_what_was_damaged_or_is_gone_is_told(spool, tmp_path):
    kept = take(spool, tmp_path)
    path = spool.path_of(kept.sha256)
    path.write_bytes(b"contracT")
    with pytest.raises(SpoolDamaged):
        spool.path_of(kept.sha256)
    assert spool.find(kept.sha256) is None
    path.unlink()
    with pytest.raises(SpoolDamaged):
        spool.path_of(kept.sha256)
    # Taken once more, it is whole again.
    assert spool.path_of(take(spool, tmp_path).sha256).read_bytes() == b"contract"


@pytest.mark.parametrize("name", ["", "../paraph.db", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_what_is_no_hash_leads_nowhere(spool, name):
    with pytest.raises(SpoolDamaged):
        spool.path_of(name)


def test_a_missing_document_leaves_nothing(spool, tmp_path):
    with pytest.raises(DocumentMissing):
        spool.take(tmp_path / "nowhere.pdf")
    assert not (tmp_path / "home").exists()


def test_a_full_disk_leaves_nothing_half(spool, tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(ProfileFull):
        take(spool, tmp_path)
    assert names(tmp_path) == set()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "home").write_text("a file in the profile's place")
    with pytest.raises(ProfileReadOnly):
        take(LocalSpool(tmp_path / "home"), tmp_path)


def test_only_old_files_that_nobody_names_are_swept(spool, tmp_path):
    named, unnamed, fresh = (take(spool, tmp_path, each).sha256 for each in (b"a", b"b", b"c"))
    folder = tmp_path / "home" / "spool"
    stranger = folder / "rehearsal-1.pdf"
    stranger.write_bytes(b"of others")
    part = spool.reserve()
    for each in (folder / named, folder / unnamed, stranger, part):
        age(each)
    assert spool.sweep(lambda: {named}, 10) == 2
    assert names(tmp_path) == {named, fresh, stranger.name, "swept"}


def test_a_sweep_is_bounded(spool, tmp_path):
    for n in range(5):
        age(spool.path_of(take(spool, tmp_path, bytes([n])).sha256))
    assert spool.sweep(set, 3) == 3
    assert spool.sweep(set, 3) == 2


def test_the_names_are_asked_for_once_a_day(spool, tmp_path):
    age(spool.path_of(take(spool, tmp_path).sha256))
    assert spool.sweep(set, 3) == 1
    age(spool.path_of(take(spool, tmp_path).sha256))
    assert spool.sweep(set, 3) == 0
    age(tmp_path / "home" / "spool" / "swept", 90_000)
    assert spool.sweep(set, 3) == 1


def test_what_is_kept_is_flushed_before_it_has_its_name(spool, tmp_path, monkeypatch):
    told = []
    genuine = os.fsync
    monkeypatch.setattr(module.os, "fsync", lambda h: (told.append("fsync"), genuine(h))[1])
    monkeypatch.setattr(module, "sync_folder", lambda _: told.append("folder"))
    take(spool, tmp_path)
    assert told == ["fsync", "folder"]
