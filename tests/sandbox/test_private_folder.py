"""The data folder on a machine that others use, too: nothing of it is theirs to read."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.conftest import running
from tests.sandbox.requesting import asked

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def readable_by_others(folder: Path) -> list[str]:
    """Give what others find, who come no further than the folders that they may enter."""
    found = []
    for each in folder.iterdir():
        mode = each.stat().st_mode
        if each.is_dir():
            found += readable_by_others(each) if mode & 0o055 else []
        elif mode & 0o044:
            found.append(each.name)
    return found


@pytest.mark.usefixtures("usual_umask")
def test_others_read_nothing_of_a_new_folder_nor_enter_it(tmp_path: Path):
    with running(tmp_path / "new") as sandbox:
        asked(sandbox).sign()
        assert readable_by_others(tmp_path / "new") == []
        assert (tmp_path / "new").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("usual_umask")
def test_others_read_nothing_of_a_folder_that_was_there(tmp_path: Path):
    (tmp_path / "there").mkdir(mode=0o755)
    with running(tmp_path / "there") as sandbox:
        asked(sandbox).sign()
        names = {each.name for each in (tmp_path / "there").iterdir()}
        assert {"sandbox.sqlite", "sandbox.sqlite-wal", "content", "pki"} <= names
        assert readable_by_others(tmp_path / "there") == []
