"""A signature book between two people's profiles: prepared, signed with one PIN, returned."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from paraph.administrator import Rules
from paraph.app import make_program
from paraph.cli.main import run
from paraph.domain.page_content import ContentKind
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import ALL_BUT_LAST, Corner, InitialsRule
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import LAST, AnchorRule
from paraph.filing.templates import JsonTemplates
from paraph.render.pages import open_pages
from paraph.settings import Settings, save_settings
from tests.conftest import SAMPLE
from tests.fakes import pdfs
from tests.fakes.pki import identity
from tests.fakes.tokens import FakeModule, FakeToken
from tests.judges import poppler_says_valid


@dataclass(frozen=True)
class Told:
    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def code(self) -> str:
        return str(self.json["error"]["code"])


@dataclass(frozen=True)
class Person:
    """A profile of their own, with the shared folder and their name set."""

    home: Path
    call: Callable[..., Told]

    def __call__(self, *words: object, **more: Any) -> Told:
        return self.call(self.home, *words, **more)

    def record(self) -> list[tuple[str, dict[str, Any]]]:
        connection = sqlite3.connect(self.home / "paraph.db")
        rows = connection.execute("SELECT kind, body FROM audit_entry ORDER BY seq").fetchall()
        connection.close()
        return [(kind, json.loads(body)) for kind, body in rows]

    def unfinished(self) -> list[int]:
        """Count the documents of each batch that somebody may go on with."""
        connection = sqlite3.connect(self.home / "paraph.db")
        rows = connection.execute(
            "SELECT (SELECT count(*) FROM batch_row WHERE batch_id = id) FROM batch"
            " WHERE put_away = 0"
        ).fetchall()
        connection.close()
        return [row[0] for row in rows]

    def made(self) -> list[dict[str, Any]]:
        return [body for kind, body in self.record() if kind == "signature_made"]


@pytest.fixture
def shared(tmp_path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def card() -> FakeToken:
    return FakeToken(identities=[identity(holder="Camille Roux")])


@pytest.fixture
def person(tmp_path, shared, card, monkeypatch, capsys):
    def call(home: Path, *words: object, stdin: str = "1234\n") -> Told:
        monkeypatch.setenv("PARAPH_HOME", str(home))
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        program = replace(
            make_program(rules=Rules),
            known_modules=lambda: ["fake"],
            open_module=lambda path: FakeModule(card, module=path),
        )
        capsys.readouterr()
        status = run(program, [str(word) for word in words])
        return Told(status, *capsys.readouterr())

    def make(name: str) -> Person:
        home = tmp_path / name.replace(" ", "-")
        home.mkdir()
        save_settings(home, Settings(book_folder=str(shared), own_name=name))
        return Person(home, call)

    return make


@pytest.fixture
def claire(person) -> Person:
    return person("Claire Petit")


@pytest.fixture
def roux(person) -> Person:
    return person("Camille Roux")


@pytest.fixture
def documents(tmp_path) -> list[Path]:
    folder = tmp_path / "drafts"
    folder.mkdir()
    made = [folder / f"Convention {n}.pdf" for n in range(1, 4)]
    for each in made:
        shutil.copy(SAMPLE, each)
    return made


def prepared(claire: Person, documents: Sequence[Path], *more: object) -> Path:
    told = claire(
        "book", "prepare", *documents, "--for", "Me Roux", "--title", "Courrier du jour",
        "--reason", "Pour accord", "--note", "1=Urgent",
        "--json", *more,
    )  # fmt: skip
    assert told.status == 0, told
    return Path(told.json["book"])


def test_a_book_goes_there_and_back_and_the_record_names_both(claire, roux, documents, card):
    before = [each.read_bytes() for each in documents]
    book = prepared(claire, documents)
    waiting = roux("book", "list", "--json").json["books"]
    assert [(each["state"], each["for"], each["prepared_by"]) for each in waiting] == [
        ("waiting", "Me Roux", "Claire Petit")
    ]

    told = roux(
        "book", "sign", book, "--agree", "all", "--set-aside", "3=Mauvaise date", "--return",
        "--pin-stdin", "--json",
    )  # fmt: skip
    assert told.status == 0, told
    assert (told.json["signed"], told.json["set_aside"], told.json["pin_prompts"]) == (2, 1, 1)
    assert card.signatures == 2

    asked = [body for kind, body in roux.record() if kind == "signature_requested"]
    assert [(b["signs_as"], b["prepared_by"], b["reason"]) for b in asked] == [
        ("Camille Roux", "Claire Petit", "Pour accord")
    ] * 2
    assert {b["book_sha256"] for b in asked} == {told.json["sha256"]}
    kinds = [kind for kind, _ in roux.record()]
    assert kinds[0], kinds[-1] == ("book_opened", "book_returned")
    assert [kind for kind, _ in claire.record()] == ["book_handed_over"]

    # Others have the copies now: their bytes are only extended.
    database = sqlite3.connect(roux.home / "paraph.db")
    left = {row[0] for row in database.execute("SELECT sha256 FROM left_paraph")}
    database.close()
    assert left == {each["output_sha256"] for each in told.json["documents"]} - {None}

    back = claire("book", "show", book, "--json")
    assert back.status == 0
    assert [each["outcome"] for each in back.json["documents"]] == ["signed", "signed", "set_aside"]
    assert back.json["documents"][2]["note_back"] == "Mauvaise date"
    for each in back.json["documents"][:2]:
        assert each["signs_as"] == "Camille Roux"
        assert poppler_says_valid(Path(each["output"]))
    assert [each.read_bytes() for each in documents] == before
    assert "Camille Roux" in claire("book", "show", book).out


def test_nothing_of_a_pin_or_a_profile_is_in_the_book(claire, roux, documents):
    book = prepared(claire, documents)
    roux("book", "sign", book, "--agree", "all", "--pin-stdin", stdin="1234\n")
    for each in book.rglob("*"):
        assert not each.name.startswith("."), each
        if each.suffix == ".json":
            text = each.read_text()
            assert "1234\n" not in text
            assert str(roux.home) not in text
            assert str(claire.home) not in text
            assert str(documents[0].parent) not in text


def test_a_document_that_was_changed_is_named_and_not_signed(claire, roux, documents):
    book = prepared(claire, documents)
    changed = sorted((book / "documents").iterdir())[1]
    changed.write_bytes(changed.read_bytes() + b"%\n")
    told = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json")
    assert told.status == 3
    outcomes = [(each["outcome"], each["error"]) for each in told.json["documents"]]
    assert outcomes == [("signed", None), ("not_signed", "document_changed"), ("signed", None)]
    assert len(roux.made()) == 2


def test_a_book_that_was_altered_after_it_was_opened_is_refused(claire, roux, documents):
    book = prepared(claire, documents)
    assert roux("book", "sign", book, "--agree", "1", "--pin-stdin").status == 0
    told = json.loads((book / "book.json").read_text())
    told["documents"][1]["page"] = 1
    (book / "answer.json").unlink()
    (book / "book.json").write_text(json.dumps(told))
    assert roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json").code == (
        "book_exchanged"
    )
    assert claire("book", "show", book, "--json").code == "book_exchanged"
    assert len(roux.made()) == 1


def test_a_copy_that_is_exchanged_is_told_to_who_prepared_it(claire, roux, documents):
    book = prepared(claire, documents)
    roux("book", "sign", book, "--agree", "all", "--return", "--pin-stdin")
    one, two, _ = sorted((book / "signed").iterdir())
    one.write_bytes(two.read_bytes())
    shown = claire("book", "show", book, "--json")
    assert shown.status == 1
    told = [(each["trouble"], each["why"]) for each in shown.json["documents"]]
    assert told == [("book_result_differs", "sha256"), (None, None), (None, None)]

    # Who alters the answer too still has no signature over this document.
    answer = json.loads((book / "answer.json").read_text())
    forged = sorted((book / "documents").iterdir())[0].read_bytes() + b"%forged\n"
    one.write_bytes(forged)
    import hashlib

    answer["documents"][0] |= {"sha256": hashlib.sha256(forged).hexdigest(), "size": len(forged)}
    (book / "answer.json").write_text(json.dumps(answer))
    shown = claire("book", "show", book, "--json")
    assert shown.json["documents"][0]["why"] == "no_such_signature"


def test_what_was_signed_before_is_not_signed_again(claire, roux, documents, card):
    book = prepared(claire, documents)
    roux("book", "sign", book, "--agree", "1", "--pin-stdin")
    told = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json")
    assert told.json["signed"] == 3
    assert card.signatures == 3
    again = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json")
    assert again.code == "book_nothing_agreed"
    assert len(list((book / "signed").iterdir())) == 3


def test_a_card_that_is_pulled_leaves_the_rest_for_later(claire, roux, documents, card):
    book = prepared(claire, documents)
    card.removed_at_signature = 2
    told = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json")
    assert told.status in (3, 4)
    assert told.json["signed"] == 1
    card.removed_at_signature, card.present = None, True
    told = roux("book", "sign", book, "--pin-stdin", "--json")
    assert (told.status, told.json["signed"]) == (0, 3)
    assert len(roux.made()) == 3
    assert roux.unfinished() == [2]  # what the first one left is in the second one only
    roux("book", "return", book)
    assert roux.unfinished() == []


def test_what_cannot_be_signed_is_told_before_the_pin(claire, roux, documents, tmp_path, card):
    from tests.fakes import pdfs

    scripted = pdfs.plain(
        tmp_path / "scripted.pdf", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
    )
    told = claire("book", "prepare", scripted, "--for", "Me Roux", "--invisible", "--json")
    signed = roux("book", "sign", told.json["book"], "--agree", "all", "--pin-stdin", "--json")
    assert signed.status == 0, signed
    assert f"[{ContentKind.SCRIPT}]" in signed.err
    assert "pages never shown: 1" in signed.err

    field = pdfs.with_fields(tmp_path / "field.pdf", pdfs.sig_field("Mandataire"))
    told = claire("book", "prepare", field, "--for", "Me Roux", "--field", "Mandataire", "--json")
    book = Path(told.json["book"])
    assert told.status == 0, told
    (book / "signed").write_text("a file stands where the copies go")
    refused = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json", stdin="")
    assert refused.code == "folder_read_only"


def test_a_wrong_pin_signs_nothing_and_the_decisions_stay(claire, roux, documents):
    book = prepared(claire, documents)
    told = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json", stdin="9999\n")
    assert told.code == "pin_incorrect"
    assert not (book / "answer.json").exists()
    assert roux("book", "sign", book, "--pin-stdin", "--json").json["signed"] == 3


def test_only_one_has_it_open_and_it_can_be_taken_over(claire, roux, person, documents):
    book = prepared(claire, documents)
    held = {"by": "Claire Petit", "on": "pc-claire", "since_utc": "2026-11-25T10:00:00Z",
            "profile": "x", "key": "y"}  # fmt: skip
    (book / ".paraph-open").write_text(json.dumps(held))
    told = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json")
    assert (told.status, told.code) == (4, "book_in_work")
    assert told.json["error"]["details"]["by"] == "Claire Petit"
    assert roux("book", "list", "--json").json["books"][0]["in_work_by"] == "Claire Petit"
    taken = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--take-over", "--json")
    assert taken.status == 0, taken
    assert not (book / ".paraph-open").exists()


def test_one_that_a_computer_left_open_when_it_went_off_is_free_again(claire, roux, documents):
    book = prepared(claire, documents)
    left = book / ".paraph-open"
    left.write_text(
        json.dumps({"by": "X", "on": "pc", "since_utc": "", "profile": "x", "key": "y"})
    )
    old = left.stat().st_mtime - 3600
    os.utime(left, (old, old))
    assert roux("book", "list", "--json").json["books"][0]["state"] == "waiting"
    assert roux("book", "return", book).status == 0


def test_a_returned_book_is_closed(claire, roux, documents):
    book = prepared(claire, documents)
    assert roux("book", "return", book, "--set-aside", "1=Non", "--json").json["set_aside"] == 1
    assert roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json").code == (
        "book_returned"
    )
    assert roux("book", "list", "--json").json["books"][0]["state"] == "returned"


def test_the_shared_folder_that_does_not_answer_is_told_as_that(roux, shared):
    shared.rmdir()
    told = roux("book", "list", "--json")
    assert (told.status, told.code) == (4, "book_folder_unreachable")


def test_what_cannot_be_prepared_hands_nothing_over(claire, shared, documents, tmp_path):
    plain = pdfs.plain(tmp_path / "plain.pdf")
    told = claire("book", "prepare", documents[0], plain, "--for", "Me Roux", "--json")
    assert told.code == "book_place_missing"
    told = claire("book", "prepare", plain, "--for", "Me Roux", "--field", "Nope", "--json")
    assert told.code == "book_place_missing"
    told = claire("book", "prepare", plain, "--for", " ", "--invisible", "--json")
    assert told.code == "book_refused"
    assert list(shared.iterdir()) == []
    assert claire("book", "prepare", plain, "--for", "Me Roux", "--invisible").status == 0


def test_a_template_and_a_box_say_where(claire, roux, documents):
    book = prepared(claire, documents[:1])
    told = claire("book", "prepare", documents[0], "--for", "Me Roux", "--box", "1,72,90,150,60",
                  "--json").json  # fmt: skip
    assert told["documents"][0]["box"] == [72, 90, 222, 150]
    off = claire("book", "prepare", documents[0], "--for", "R", "--box", "9,1,1,50,50", "--json")
    assert off.code == "place_refused"
    assert book.is_dir()


def test_a_signed_copy_that_could_not_get_its_place_is_brought_later(
    claire, roux, documents, monkeypatch
):
    book = prepared(claire, documents[:1])
    from paraph.filing.output_file import LocalFiles

    real = LocalFiles.publish

    def refuse(self, temporary, output, *, force):
        if output.parent.name == "signed":
            from paraph.domain.errors import FolderReadOnly

            raise FolderReadOnly(folder=str(output.parent))
        real(self, temporary, output, force=force)

    with monkeypatch.context() as patch:
        patch.setattr(LocalFiles, "publish", refuse)
        told = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json")
    assert told.json["signed"] == 1, told
    assert poppler_says_valid(next((book / "signed").iterdir()))
    assert len(roux.made()) == 1


@pytest.mark.token
def test_on_a_real_token_from_two_profiles(demo_token, tmp_path, documents, shared):
    def call(home: str, *words: object, stdin: str = "") -> Told:
        environment = {**os.environ, "PARAPH_HOME": str(tmp_path / home)}
        done = subprocess.run(
            [sys.executable, "-m", "paraph", *map(str, words)],
            input=stdin, capture_output=True, text=True, env=environment, timeout=120,
        )  # fmt: skip
        return Told(done.returncode, done.stdout, done.stderr)

    told = call(
        "claire", "book", "prepare", *documents, "--for", "Me Roux", "--by", "Claire Petit",
        "--folder", shared, "--json",
    )  # fmt: skip
    assert told.status == 0, told
    book = told.json["book"]
    signed = call(
        "roux", "book", "sign", book, "--by", "Camille Roux", "--agree", "all", "--return",
        "--module", demo_token.module, "--token", demo_token.token_label, "--pin-stdin", "--json",
        stdin=f"{demo_token.pin.reveal()}\n",
    )  # fmt: skip
    assert signed.status == 0, signed
    assert (signed.json["signed"], signed.json["pin_prompts"]) == (3, 1)
    back = call("claire", "book", "show", book, "--json")
    assert back.status == 0, back
    assert all(poppler_says_valid(Path(each["output"])) for each in back.json["documents"])


def test_names_and_notes_with_spaces_of_print_go_there_and_back(claire, tmp_path):
    source = tmp_path / "Honoraires\u00a0: l’État\u202f?.pdf"
    shutil.copy(SAMPLE, source)
    told = claire(
        "book", "prepare", source, "--for", "Me\u00a0Roux", "--note", "1=midi\u00a0: « oui »\u200d",
        "--json",
    )  # fmt: skip
    assert told.status == 0, told
    document = told.json["documents"][0]
    assert document["file"] == "01 Honoraires\u00a0- l’État\u202f-.pdf"
    assert document["note"] == "midi\u00a0: « oui »"


def in_book(book: Path) -> bytes:
    return b"".join(each.read_bytes() for each in book.rglob("*") if each.is_file())


def locked(path: Path, password: str) -> Path:
    words = ["qpdf", "--encrypt", password, "owner", "256", "--", SAMPLE, path]
    subprocess.run(list(map(str, words)), check=True)
    return path


def test_a_locked_document_goes_there_and_back_and_its_password_is_in_no_file(
    claire, roux, documents, tmp_path
):
    secret = "très secret 4711"
    closed = locked(tmp_path / "Fusion.pdf", secret)
    asked = claire("book", "prepare", closed, "--for", "Me Roux", "--json")
    assert asked.code == "password_required"
    told = claire(
        "book", "prepare", documents[0], closed, "--for", "Me Roux", "--password-stdin", "--json",
        stdin=f"{secret}\n",
    )  # fmt: skip
    assert told.status == 0, told
    assert [each["locked"] for each in told.json["documents"]] == [False, True]
    book = Path(told.json["book"])

    # Without its password it is named before the PIN and left out; the other one is signed.
    signed = roux("book", "sign", book, "--agree", "all", "--pin-stdin", "--json")
    outcomes = [(each["outcome"], each["error"]) for each in signed.json["documents"]]
    assert outcomes == [("signed", None), ("not_signed", "password_required")]
    signed = roux(
        "book", "sign", book, "--password-stdin", "--pin-stdin", "--return", "--json",
        stdin=f"{secret}\n1234\n",
    )  # fmt: skip
    assert (signed.status, signed.json["signed"]) == (0, 2), signed

    back = claire("book", "show", book, "--json")
    assert back.status == 1
    assert back.json["documents"][1]["trouble"] == "password_required"
    back = claire("book", "show", book, "--password-stdin", "--json", stdin=f"{secret}\n")
    assert (back.status, back.json["documents"][1]["trouble"]) == (0, None), back
    everything = in_book(book) + in_book(roux.home) + in_book(claire.home)
    for spelt in (secret.encode(), secret.encode("utf-16-le"), secret.encode("latin-1")):
        assert spelt not in everything


def test_what_came_back_is_handed_over_again_with_one_command(claire, roux, documents):
    book = prepared(claire, documents, "--invisible")
    roux("book", "sign", book, "--agree", "1", "--set-aside", "2=Mauvaise date", "--pin-stdin")
    early = claire("book", "again", book, "--json")
    assert (early.code, early.json["error"]["details"]["why"]) == (
        "book_refused", "not_returned_yet",
    )  # fmt: skip
    roux("book", "return", book)

    documents[1].write_bytes(pdfs.plain(documents[1].with_name("new.pdf")).read_bytes())
    documents[2].unlink()
    told = claire("book", "again", book, "--note", "2=Date corrigée", "--json")
    assert told.status == 0, told
    two, three = told.json["documents"]
    assert (two["earlier_note"], two["note"]) == ("Mauvaise date", "Date corrigée")
    assert (two["reason"], three["earlier_note"]) == ("Pour accord", None)
    again = Path(told.json["book"])
    # The mended file of the second; of the third, whose file is gone, the copy in the book.
    copies = sorted((again / "documents").iterdir())
    assert copies[0].read_bytes() == documents[1].read_bytes()
    assert copies[1].read_bytes() == sorted((book / "documents").iterdir())[2].read_bytes()
    body = [each for kind, each in claire.record() if kind == "book_handed_over"][-1]
    assert body["again_of"] == told.json["again_of"]
    signed = roux("book", "sign", again, "--agree", "all", "--return", "--pin-stdin", "--json")
    assert (signed.json["signed"], len(roux.made())) == (2, 3)
    assert claire("book", "again", again, "--json").json["error"]["details"]["why"] == (
        "nothing_left"
    )
    refused = claire("book", "again", book, "--file", f"1={documents[0]}", "--json")
    assert refused.json["error"]["details"]["why"] == "signed_already"


def test_a_place_is_kept_and_one_that_fits_no_more_is_told(claire, roux, documents):
    told = claire("book", "prepare", *documents[:2], "--for", "Me Roux", "--box",
                  "3,72,90,150,60", "--json")  # fmt: skip
    book = Path(told.json["book"])
    roux("book", "return", book, "--set-aside", "1=Non")
    again = claire("book", "again", book, "--json")
    assert [each["box"] for each in again.json["documents"]] == [[72, 90, 222, 150]] * 2
    pdfs.plain(documents[0])
    assert claire("book", "again", book, "--json").code == "place_refused"


def test_initials_and_certification_come_with_the_signature(claire, roux, documents, tmp_path):
    template = Template(
        "Bail", anchor=AnchorRule("Signature", hit=LAST),
        initials=InitialsRule(ALL_BUT_LAST, "", Corner.LOWER_LEFT, b"a picture of claire's"),
        certification=Certification.FORM_FILLING, reason="Lu et approuvé",
    )  # fmt: skip
    JsonTemplates(claire.home).write(template)
    told = claire(
        "book", "prepare", documents[0], "--for", "Me Roux", "--template", "Bail",
        "--prepare-field", "Client=3,72,300,150,60", "--json",
    )  # fmt: skip
    assert told.status == 0, told
    document = told.json["documents"][0]
    assert (document["initials"], document["certify"], document["reason"]) == (
        "all-but-last", "form-filling", "Lu et approuvé",
    )  # fmt: skip
    book = Path(told.json["book"])
    assert b"picture" not in (book / "book.json").read_bytes()
    signed = roux("book", "sign", book, "--agree", "all", "--return", "--pin-stdin", "--json")
    assert (signed.status, signed.json["signed"]) == (0, 1), signed
    copy = next((book / "signed").iterdir())
    assert poppler_says_valid(copy)
    with open_pages(copy, None) as pages:
        assert "Client" in [field.name for field in pages.fields()]
    import pymupdf

    with pymupdf.open(copy) as made:
        stamps = [[each.info["content"] for each in page.annots()] for page in made]
    assert stamps == [["CR"], ["CR"], []]
    assert b"/DocMDP" in copy.read_bytes()
    assert claire("book", "show", book).status == 0


def test_initials_that_are_signatures_of_their_own_ask_the_key_for_each(
    claire, roux, tmp_path, card
):
    """The document was signed before: initials go into prepared fields, before the signature."""
    # The owner of the fields signs first: pages cannot be drawn upon any more.
    bare = pdfs.with_fields(
        tmp_path / "bare.pdf",
        pdfs.sig_field("Initials1").replace("[72 72 272 132]", "[500 20 550 50]"),
        pdfs.sig_field("Preneur"),
    )
    first = pdfs.signed_by_another(tmp_path / "bail.pdf", bare)
    told = claire(
        "book", "prepare", first, "--for", "Me Roux", "--field", "Preneur", "--initials", "--json"
    )  # fmt: skip
    assert told.status == 0, told
    signed = roux("book", "sign", told.json["book"], "--agree", "all", "--pin-stdin", "--json")
    assert (signed.status, signed.json["signed"], signed.json["pin_prompts"]) == (0, 1, 1), signed
    assert card.signatures == 2
    assert len(roux.made()) == 1  # one act, one document
    assert claire("book", "show", told.json["book"]).status == 0
