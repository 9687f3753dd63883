"""What a drop holds: PDFs of folders within folders, bounded, and told what stays out."""

from pathlib import Path

import pytest

from paraph.usecases import gather_documents
from paraph.usecases.gather_documents import MOST_DEPTH, documents_of, gather

PATTERN = "{name}-signed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "À signer"
    for name in ("b.pdf", "A.PDF", "a-signed.pdf", "letter.docx", ".hidden.pdf", "~$b.pdf"):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).touch()
    for name in ("inner/c.pdf", "inner/c-signed.pdf", "inner/deep/d.pdf", "inner/photo.png"):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).touch()
    (made / "link.pdf").symlink_to(made / "b.pdf")
    (made / "round").symlink_to(made)
    return made


def test_folders_within_folders_are_looked_through(folder):
    found = gather([folder], PATTERN)
    names = [str(each.relative_to(folder)) for each in found.documents]
    assert names == ["A.PDF", "b.pdf", "inner/c.pdf", "inner/deep/d.pdf"]
    assert [each.name for each in found.direct] == ["A.PDF", "b.pdf"]
    assert found.others == ("letter.docx", "photo.png")
    assert (found.copies, found.is_cut) == (2, False)


def test_files_and_folders_are_taken_together_and_once(folder):
    found = gather([folder / "b.pdf", folder / "b.pdf", folder, folder / "letter.docx"], PATTERN)
    assert found.documents[0] == folder / "b.pdf"
    assert len(found.documents) == 4
    assert found.others.count("letter.docx") == 2


def test_one_folder_by_itself_is_not_gone_into(folder):
    assert [each.name for each in documents_of(folder, PATTERN)] == ["A.PDF", "b.pdf"]


def test_it_ends_somewhere(tmp_path, monkeypatch):
    deep = tmp_path / "deep"
    for _ in range(MOST_DEPTH + 2):
        deep.mkdir()
        (deep / "a.pdf").touch()
        deep = deep / "in"
    found = gather([tmp_path / "deep"], PATTERN)
    assert (len(found.documents), found.is_cut) == (MOST_DEPTH + 1, True)
    monkeypatch.setattr(gather_documents, "MOST_DOCUMENTS", 3)
    found = gather([tmp_path / "deep"], PATTERN)
    assert (len(found.documents), found.is_cut) == (3, True)
    monkeypatch.setattr(gather_documents, "_MOST_ENTRIES", 1)
    assert gather([tmp_path / "deep"], PATTERN).is_cut


def test_a_folder_that_cannot_be_read_costs_no_other(folder, monkeypatch):
    real = gather_documents.os.scandir

    def scandir(path):
        if Path(path).name == "inner":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(gather_documents.os, "scandir", scandir)
    found = gather([folder], PATTERN)
    assert [each.name for each in found.documents] == ["A.PDF", "b.pdf"]
    assert "inner" in found.others
