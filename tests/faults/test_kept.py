"""A signature that a card made is never thrown away, whatever becomes of its folder."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.filing.output_file import LocalFiles
from paraph.filing.patience import patiently
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.fakes.tokens import FakeKey
from tests.judges import poppler_says_valid

SHARED_MEMORY = Path("/dev/shm")


@pytest.fixture
def other_volume(tmp_path) -> Iterator[Path]:
    if not SHARED_MEMORY.is_dir() or SHARED_MEMORY.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second volume to write to")
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(home=tmp_path)


def test_another_volume_gets_a_whole_file_and_home_keeps_nothing(desk, other_volume, tmp_path):
    done = desk.sign(SAMPLE, other_volume / "out.pdf")
    assert poppler_says_valid(done.output)
    assert [file.name for file in other_volume.iterdir()] == ["out.pdf"]
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_drive_that_goes_while_the_card_signs_takes_no_signature(
    desk, other_volume, tmp_path, monkeypatch
):
    drive = other_volume / "matter"
    drive.mkdir()
    of_the_card = FakeKey.sign

    def sign(self, *given) -> bytes:
        shutil.rmtree(drive)
        return of_the_card(self, *given)

    monkeypatch.setattr(FakeKey, "sign", sign)
    with pytest.raises(errors.OutputUnreachable) as told:
        desk.sign(SAMPLE, drive / "out.pdf")
    kept = Path(told.value.details["kept"])
    assert kept == tmp_path / "kept" / "out.pdf"
    assert poppler_says_valid(kept)
    last = desk.audit.entries[-1]
    assert (last.kind, last.body["output"]) == ("signature_made", str(kept))
    assert desk.audit.unfinished() == []


def test_a_name_that_is_taken_meanwhile_is_left_and_the_copy_kept(desk, tmp_path, monkeypatch):
    out = tmp_path / "matter" / "out.pdf"
    out.parent.mkdir()
    rename = LocalFiles.publish

    def late(self, temporary, output, *, force):
        if output == out:
            out.write_bytes(b"another's")
        rename(self, temporary, output, force=force)

    monkeypatch.setattr(LocalFiles, "publish", late)
    with pytest.raises(errors.OutputUnreachable) as told:
        desk.sign(SAMPLE, out)
    assert out.read_bytes() == b"another's"
    assert poppler_says_valid(Path(told.value.details["kept"]))


def test_a_lock_is_waited_for_and_another_error_is_not():
    waits: list[float] = []
    tries = iter([OSError(errno.EBUSY, "busy"), OSError(errno.EBUSY, "busy"), None])

    def act() -> str:
        error = next(tries)
        if error is not None:
            raise error
        return "done"

    assert patiently(act, waits.append) == "done"
    assert len(waits) == 2
    with pytest.raises(OSError, match="gone"):
        patiently(lambda: (_ for _ in ()).throw(OSError(errno.ENOENT, "gone")), waits.append)
    assert len(waits) == 2
