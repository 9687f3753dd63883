"""Folders where a signed copy would be lost."""

from pathlib import Path

import pytest

from paraph.filing.passing_places import is_passing, why_not_beside


@pytest.mark.parametrize(
    "folder",
    [
        "/home/a/AppData/Local/Microsoft/Windows/INetCache/Content.Outlook/ABC",
        "/Users/a/Library/Containers/com.apple.mail/Data/Library/Mail Downloads",
        "/tmp/mozilla_anna0",
        "/var/tmp/x",
        "/home/a/.cache/evolution-a1",
    ],
)
def test_mail_and_temporary_folders_are_passing(folder):
    assert is_passing(Path(folder))


@pytest.mark.parametrize("folder", ["/home/a/Matters/2026-0147", "/srv/share/Akten", "/home/a"])
def test_a_matters_folder_is_not(folder):
    assert not is_passing(Path(folder))


def test_a_kept_folder_within_a_temporary_one_is_none(tmp_path):
    source = tmp_path / "demo" / "contract.pdf"
    source.parent.mkdir()
    assert why_not_beside(source) == "temporary"
    assert why_not_beside(source, [tmp_path]) is None
