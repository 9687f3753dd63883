"""The shelf of key files: what is forbidden is not even opened."""

from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.keys.key_file import is_key_file
from paraph.domain.keys.secret import Secret
from paraph.filing.key_file_list import JsonKeyFileList
from paraph.usecases.key_files import KeyFileShelf


@pytest.mark.parametrize("path", ["/a/key.p12", r"C:\Keys\KEY.PFX", "key.P12"])
def test_a_key_file_is_known_by_its_ending(path: str):
    assert is_key_file(path)
    assert not is_key_file(path + ".so")


def test_what_is_forbidden_is_not_opened_and_can_still_be_removed(tmp_path: Path):
    opened: list[str] = []
    listed = JsonKeyFileList(tmp_path)
    listed.remember("/a.p12", [b"a"])
    shelf = KeyFileShelf(listed, opened.append, lambda: False)
    with pytest.raises(errors.KeyFilesForbidden):
        shelf.add(Path("/b.p12"), Secret("1"))
    assert (opened, shelf.paths()) == ([], ["/a.p12"])
    shelf.remove("/a.p12")
    assert shelf.paths() == []
