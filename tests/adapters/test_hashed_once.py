"""A document is hashed before and after it is signed; one that nobody touched is read once."""

import hashlib
import os
from pathlib import Path

import pytest

from paraph.domain.errors import DocumentMissing
from paraph.filing import output_file
from paraph.filing.output_file import LocalFiles


@pytest.fixture
def document(tmp_path, monkeypatch):
    """A file that was there before; gives it and how often files are read through."""
    readings: list[str] = []
    digest = output_file.hashlib.file_digest

    def counted(file, name):
        readings.append(file.name)
        return digest(file, name)

    monkeypatch.setattr(output_file.hashlib, "file_digest", counted)
    monkeypatch.setattr(output_file, "_SETTLED_NS", -1)
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"ten thousand")
    return path, readings


def test_an_untouched_file_is_read_once(document):
    path, readings = document
    files = LocalFiles()
    assert files.sha256(path) == files.sha256(path)
    assert len(readings) == 1


def test_other_bytes_of_the_same_size_and_date_are_seen(document):
    path, _ = document
    files, before = LocalFiles(), path.stat()
    first = files.sha256(path)
    path.write_bytes(b"one thousand")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert files.sha256(path) != first


def test_another_file_in_its_place_is_seen(document, tmp_path):
    path, _ = document
    files = LocalFiles()
    first = files.sha256(path)
    other = tmp_path / "other.pdf"
    other.write_bytes(b"one thousand")
    other.replace(path)
    assert files.sha256(path) != first


def test_a_file_that_was_only_just_written_is_read_again(document, monkeypatch):
    path, readings = document
    monkeypatch.setattr(output_file, "_SETTLED_NS", 3_000_000_000)
    files = LocalFiles()
    files.sha256(path)
    files.sha256(path)
    assert len(readings) == 2


def test_the_hash_can_be_gone_on_with_and_stays_as_it_was(document):
    path, _ = document
    files = LocalFiles()
    whole = files.sha256(path)
    begun = files.begun(path)
    assert begun is not None
    begun.update(b" more")
    assert begun.digest() == hashlib.sha256(b"ten thousand more").digest()
    assert files.sha256(path) == whole


def test_nothing_is_begun_of_a_file_that_was_touched_or_is_another(document, tmp_path):
    path, _ = document
    files = LocalFiles()
    assert files.begun(path) is None
    files.sha256(path)
    assert files.begun(tmp_path / "none.pdf") is None
    path.write_bytes(b"one thousand")
    assert files.begun(path) is None


@pytest.mark.skipif(os.name == "nt", reason="there are none")
def test_a_pipe_or_a_device_in_a_files_place_keeps_nobody(tmp_path: Path):
    """Whoever opens a pipe waits for its other end, with the lease of who pays."""
    os.mkfifo(tmp_path / "signed.pdf")
    for each in (tmp_path / "signed.pdf", Path("/dev/zero")):
        with pytest.raises(DocumentMissing):
            LocalFiles().sha256(each)
