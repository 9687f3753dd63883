"""A folder for client files whose drive hangs, lies, refuses, or fails at any call."""

import errno
import os
import threading
from pathlib import Path

import pytest

import paraph.filing.client_folder as module
from paraph.domain.errors import DiskFull, FolderReadOnly, OutputNameRefused, ParaphError
from paraph.domain.errors.filing import FilingRefused, FilingUnreachable
from paraph.domain.service.filing_name import FilingPlace
from paraph.filing.archive_places import LocalPlaces
from paraph.filing.client_folder import ClientFolder
from paraph.ports.filing import FiledFile
from tests.contracts.test_client_file import below, filed
from tests.faults.faulty_share import FaultyShare, How, faulty

PLACE = FilingPlace(("Client", "Matter"), "Fee")
INTENT = "0123456789abcdef"
BOTH = {"Client/Matter/Fee.pdf": b"signed", "Client/Matter/Fee - audit trail.pdf": b"trail"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "clients").mkdir()
    return tmp_path / "clients"


@pytest.fixture
def files(tmp_path: Path) -> list[FiledFile]:
    return [filed(tmp_path, ".pdf", b"signed"), filed(tmp_path, " - audit trail.pdf", b"trail")]


def put(root: Path, files: list[FiledFile], places: LocalPlaces | None = None) -> None:
    folder = ClientFolder(root, places)
    folder.put(folder.place(PLACE), files, INTENT)


def test_a_drive_that_hangs_is_not_waited_for(root, files):
    let_go = threading.Event()

    def hanging(path: str) -> os.stat_result:
        let_go.wait(30)
        return Path(path).stat()

    try:
        with pytest.raises(FilingUnreachable):
            put(root, files, LocalPlaces(hanging, patience_s=0.05))
    finally:
        let_go.set()
    assert below(root) == {}


def test_a_drive_that_gives_back_other_bytes_gets_no_name(root, files, monkeypatch):
    true = module.sha256_of
    monkeypatch.setattr(
        module, "sha256_of", lambda path: "0" * 64 if "paraph-part" in path.name else true(path)
    )
    with pytest.raises(FilingRefused):
        put(root, files)
    assert below(root) == {}


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, FolderReadOnly),
        (errno.EROFS, FolderReadOnly),
        (errno.ESTALE, FilingUnreachable),
        (errno.EIO, FilingUnreachable),
        (errno.ENAMETOOLONG, OutputNameRefused),
    ],
)
def test_what_a_drive_refuses_is_told_for_what_it_is(root, files, monkeypatch, number, error):
    def refusing(*_: object) -> None:
        raise OSError(number, os.strerror(number), str(root))

    monkeypatch.setattr(module, "copy_checked", refusing)
    monkeypatch.setattr("paraph.filing.patience._WAITS_S", ())
    with pytest.raises(ParaphError) as caught:
        put(root, files)
    assert type(caught.value) is error
    assert below(root) == {}


def calls_of(root: Path, files: list[FiledFile]) -> int:
    with faulty(root, None) as share:
        put(root, files)
    return share.seen


@pytest.mark.parametrize("how", list(How))
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_drive_that_fails_at_any_call_is_gone_on_with(tmp_path, files, monkeypatch, how, number):
    monkeypatch.setattr("paraph.filing.patience._WAITS_S", ())
    (tmp_path / "count").mkdir()
    total = calls_of(tmp_path / "count", files)
    assert total > 10
    for at in range(1, total + 1):
        root = tmp_path / f"at-{at}"
        root.mkdir()
        share: FaultyShare | None = None
        try:
            with faulty(root, at, number, how) as share:
                put(root, files)
        except ParaphError:
            pass
        else:
            named = [name for name in below(root) if "paraph-part" not in name]
            assert len(named) == 2, (at, share.failed)
        put(root, files)
        assert below(root) == BOTH, (at, share.failed if share else "")
