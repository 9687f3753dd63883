"""Signature books on a folder that many can write to: nothing in it is believed."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from paraph.domain.errors import DocumentChanged, FolderReadOnly
from paraph.domain.errors.books import BookDamaged, BookInWork, BookMissing
from paraph.domain.many.signature_book import (
    BookAnswer,
    BookDocument,
    Outcome,
    OutcomeKind,
    SignatureBook,
)
from paraph.domain.placing.signature_field import Box, Place
from paraph.filing.book_format import answer_bytes, book_bytes, parse_answer, parse_book
from paraph.filing.shared_book import LocalSharedBooks
from paraph.ports.books import InWork

AT = "2026-11-25T10:00:00Z"
WHO, OTHER = InWork("Camille Roux", "pc-1", AT), InWork("Claire Petit", "pc-2", AT)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def book_of(*contents: bytes) -> SignatureBook:
    documents = tuple(
        BookDocument(
            n, f"{n:02d} Lettre.pdf", sha256(data), 2, None, Place(1, Box(10, 20, 110, 70)), "", "?"
        )
        for n, data in enumerate(contents, 1)
    )
    return SignatureBook("ab" * 16, "Courrier / à: signer", "Me Roux", "Claire", AT, documents)


@pytest.fixture
def books(tmp_path) -> LocalSharedBooks:
    return LocalSharedBooks(tmp_path / "home")


@pytest.fixture
def path(books, tmp_path) -> Path:
    (tmp_path / "share").mkdir()
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF one")
    return books.write(tmp_path / "share", book_of(b"%PDF one"), {1: source}).path


def test_a_book_and_an_answer_come_back_as_they_were_written():
    book = book_of(b"one", b"two")
    assert parse_book(book_bytes(book)) == book
    outcomes = (
        Outcome(1, OutcomeKind.SIGNED, AT, file="a.pdf", sha256="0" * 64, size=9, signs_as="C",
                certificate_sha256="1" * 64),
        Outcome(2, OutcomeKind.SET_ASIDE, note="Non,\npas ainsi"),
    )  # fmt: skip
    answer = BookAnswer("2" * 64, "Camille", outcomes, AT)
    assert parse_answer(answer_bytes(answer)) == answer


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("file", "../../etc/passwd"),
        ("file", "/etc/passwd"),
        ("file", "a\\b.pdf"),
        ("file", "C:x.pdf"),
        ("file", ".."),
        ("file", "a\u202efdp.exe"),
        ("file", "\ud800.pdf"),
        ("file", ""),
        ("sha256", "0" * 63),
        ("sha256", "A" * 64),
        ("number", 0),
        ("number", True),
        ("number", "1"),
        ("page", 0),
        ("box", [1, 2, 3]),
        ("box", [1, 2, 3, float("nan")]),
        ("box", [1, 2, 3, "4"]),
        ("field", "also a field"),
        ("note", 5),
        ("note", "x" * 5000),
        ("extra", 1),
    ],
)
def test_a_book_with_a_value_that_cannot_be_is_damaged(name, value):
    told = json.loads(book_bytes(book_of(b"one")))
    told["documents"][0][name] = value
    with pytest.raises(BookDamaged):
        parse_book(json.dumps(told).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'{"format": 2}', b"[" * 100_000])
def test_what_is_no_book_is_damaged(data):
    with pytest.raises(BookDamaged):
        parse_book(data)
    with pytest.raises(BookDamaged):
        parse_answer(data)


def test_two_documents_of_one_name_or_number_are_damaged():
    told = json.loads(book_bytes(book_of(b"one", b"two")))
    told["documents"][1]["file"] = told["documents"][0]["file"].upper()
    with pytest.raises(BookDamaged):
        parse_book(json.dumps(told).encode())


def test_a_book_appears_whole_or_not_at_all(books, tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    one.write_bytes(b"one")
    two.write_bytes(b"not two")
    with pytest.raises(DocumentChanged):
        books.write(share, book_of(b"one", b"two"), {1: one, 2: two})
    assert list(share.iterdir()) == []


def test_its_name_is_one_that_every_system_takes(path):
    assert path.name == "2026-11-25 Courrier - à- signer - Me Roux ababab.paraph-book"


def test_a_link_or_a_pipe_in_a_book_is_not_followed(books, path, tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_bytes((path / "book.json").read_bytes())
    (path / "book.json").unlink()
    (path / "book.json").symlink_to(secret)
    with pytest.raises(BookDamaged):
        books.read(path)
    (path / "book.json").unlink()
    os.mkfifo(path / "book.json")
    with pytest.raises(BookDamaged):
        books.read(path)
    assert [each.trouble for each in books.find(path.parent)] == ["book_damaged"]
    (path / "book.json").unlink()
    with pytest.raises(BookMissing):
        books.read(path)


def test_a_document_behind_a_link_is_none_that_was_handed_over(books, path, tmp_path):
    document = books.read(path).book.documents[0]
    assert books.trouble_of(path, document) == ""
    lies_at = books.document(path, document)
    lies_at.rename(tmp_path / "elsewhere.pdf")
    assert books.trouble_of(path, document) == "document_missing"
    lies_at.symlink_to(tmp_path / "elsewhere.pdf")
    assert books.trouble_of(path, document) == "book_damaged"


def test_signed_copies_do_not_follow_a_link_out_of_the_book(books, path, tmp_path):
    (path / "signed").symlink_to(tmp_path)
    with pytest.raises(BookDamaged):
        books.signed_copy(path, books.read(path).book.documents[0], "{name}-signed")


def test_a_signed_copy_begins_with_the_document_and_may_be_longer_by_proof(books, path):
    document = books.read(path).book.documents[0]
    copy = books.signed_copy(path, document, "{name}-signed")

    def said(content: bytes, counted: bytes) -> str:
        copy.write_bytes(content)
        kind, size = OutcomeKind.SIGNED, len(counted)
        outcome = Outcome(1, kind, AT, file=copy.name, sha256=sha256(counted), size=size)
        return books.why_not_signed_copy(path, document, outcome)

    signed = b"%PDF one" + b" signature"
    assert said(signed, signed) == ""
    assert said(signed + b" timestamp", signed) == ""
    assert said(signed[:-1] + b"!", signed) == "sha256"
    assert said(b"%PDF two signature", b"%PDF two signature") == "other_document"
    assert said(b"%PDF one", b"%PDF one") == "other_document"
    copy.unlink()
    assert books.why_not_signed_copy(path, document, Outcome(1, OutcomeKind.SIGNED, AT,
        file=copy.name, sha256=sha256(signed), size=9)) == "missing"  # fmt: skip


def test_an_answer_to_another_book_does_not_count(books, path):
    books.write_answer(path, BookAnswer("0" * 64, "Camille", ()))
    with pytest.raises(BookDamaged):
        books.read(path)


def test_an_answer_leaves_nothing_else_behind(books, path):
    books.write_answer(path, BookAnswer(books.read(path).sha256, "Camille", ()))
    assert sorted(each.name for each in path.iterdir()) == ["answer.json", "book.json", "documents"]


def test_what_an_interruption_left_is_tidied_by_who_opens_the_book(books, path):
    left = [path / f".{'0' * 16}.paraph-part", path / f".paraph-open-{'a' * 16}"]
    (path / "signed").mkdir()
    of_a_signing = path / "signed" / ".01 Lettre-signed-0123456789ab.paraph-part"
    for each in [*left, of_a_signing]:
        each.touch()
    books.hold(path, WHO).release()
    assert not any(each.exists() for each in left)
    assert of_a_signing.exists()


def test_two_computers_do_not_hold_one_book(path, tmp_path):
    mine = LocalSharedBooks(tmp_path / "home").hold(path, WHO)
    with pytest.raises(BookInWork) as refused:
        LocalSharedBooks(tmp_path / "other").hold(path, OTHER)
    assert refused.value.details["by"] == "Camille Roux"
    mine.beat()
    mine.release()
    LocalSharedBooks(tmp_path / "other").hold(path, OTHER).release()
    assert not list(path.glob(".paraph-open*"))


def test_who_was_taken_over_notices_it_and_writes_no_more(path, tmp_path):
    mine = LocalSharedBooks(tmp_path / "home").hold(path, WHO)
    theirs = LocalSharedBooks(tmp_path / "other").hold(path, OTHER, take_over=True)
    with pytest.raises(BookInWork) as refused:
        mine.beat()
    assert refused.value.details["by"] == "Claire Petit"
    mine.release()
    theirs.beat()
    theirs.release()


def test_one_profile_holds_a_book_once(books, path):
    mine = books.hold(path, WHO)
    with pytest.raises(BookInWork):
        books.hold(path, WHO, take_over=True)
    mine.release()


def test_what_a_dead_process_of_this_profile_held_is_free(books, path, tmp_path):
    mine = books.hold(path, WHO)
    mine._held.close()  # as the system does when a process dies: the file stays
    books.hold(path, WHO).release()


@pytest.mark.skipif(os.getuid() == 0, reason="root writes everywhere")
def test_a_folder_one_can_only_read_is_told_as_that(books, path):
    path.chmod(0o500)
    with pytest.raises(FolderReadOnly):
        books.hold(path, WHO)
