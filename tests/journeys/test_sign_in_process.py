"""`paraph sign` with cards in memory: what is printed, recorded and left in every case."""

import io
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from paraph.administrator import Rules
from paraph.app import make_desk, make_program
from paraph.cli.main import run
from paraph.domain import errors
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.secret import Secret
from paraph.domain.messages.acts import WORDS
from paraph.domain.messages.keys import BY_KEY
from paraph.ports.finding import FoundModule, Origin
from paraph.ports.signing_token import PinState
from tests.conftest import SAMPLE
from tests.fakes import pdfs
from tests.fakes.certificates import COMPLIANCE, ESEAL, Statements, certificate
from tests.fakes.finding import FakeFinding
from tests.fakes.pki import Identity, identity, key_of
from tests.fakes.tokens import FakeModule, FakeToken
from tests.judges import poppler_says_valid

DOCUMENT_NAMES = {
    "input",
    "output",
    "input_sha256",
    "output_sha256",
    "field",
    "page",
    "box",
    "level",
    "level_asked",
    "owed",
    "certificate_sha256",
    "signed_at",
    "audit_seq",
    "error",
    "warnings",
}


@dataclass(frozen=True)
class Told:
    """What a run said."""

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


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def paraph(home, monkeypatch, capsys) -> Callable[..., Told]:
    def call(
        *words: object,
        cards: Sequence[FakeToken] | Any = (),
        stdin: str = "1234\n",
        rules: Rules | None = None,
        modules: Sequence[FoundModule] = (),
    ) -> Told:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        program = replace(
            make_program(rules=lambda: rules or Rules()),
            known_modules=lambda: ["fake"],
            **({"finding": FakeFinding(*modules)} if modules else {}),
            open_module=cards if callable(cards) else lambda path: FakeModule(*cards, module=path),
        )
        capsys.readouterr()
        status = run(program, [str(word) for word in words])
        return Told(status, *capsys.readouterr())

    return call


def recorded(home: Path) -> list[tuple[str, str | None]]:
    with sqlite3.connect(home / "paraph.db") as database:
        rows = database.execute("SELECT kind, body FROM audit_entry ORDER BY seq").fetchall()
    return [(kind, json.loads(body).get("code")) for kind, body in rows]


def card(**more: Any) -> FakeToken:
    return FakeToken(**{"identities": [identity()], **more})


def batch(folder: Path) -> list[Path]:
    """Give three documents; the second is no PDF."""
    folder.mkdir()
    files = [folder / f"{n}.pdf" for n in "abc"]
    for file in files:
        file.write_bytes(SAMPLE.read_bytes())
    files[1].write_bytes(b"hello")
    return files


def test_a_result_has_every_name_of_the_contract(paraph, tmp_path, home):
    out = tmp_path / "out.pdf"
    words = ("--box", "3,72,262,204,90", "--pin-stdin", "--json")
    told = paraph("sign", SAMPLE, "-o", out, *words, cards=[card()])
    assert (told.status, told.err) == (0, "")
    assert told.json.keys() == {"documents", "signed", "failed", "pin_prompts"}
    (document,) = told.json["documents"]
    assert document.keys() == DOCUMENT_NAMES
    assert document["input"] == str(SAMPLE)
    assert (document["page"], document["box"]) == (3, [72, 262, 276, 352])
    assert (document["level"], document["level_asked"], document["owed"]) == ("B-B", "B-B", [])
    assert (document["audit_seq"], document["error"]) == (3, None)
    assert document["signed_at"].endswith("Z")
    assert (told.json["signed"], told.json["failed"], told.json["pin_prompts"]) == (1, 0, 1)
    assert poppler_says_valid(out)


def test_what_comes_after_the_first_error_is_listed_as_not_attempted(paraph, tmp_path, home):
    files = batch(tmp_path / "in")
    words = ("sign", *files, "--out-dir", tmp_path, "--pin-stdin")
    told = paraph(*words, "--json", cards=[card()])
    documents = told.json["documents"]
    codes = [one["error"] and one["error"]["code"] for one in documents]
    assert codes == [None, "not_a_pdf", "not_attempted"]
    assert [one["input"] for one in documents] == [str(file) for file in files]
    assert all(one.keys() == DOCUMENT_NAMES for one in documents)
    assert (told.status, told.json["signed"], told.json["failed"]) == (3, 1, 2)
    assert sorted(file.name for file in tmp_path.glob("*.pdf")) == ["a-signed.pdf"]
    in_words = paraph(*words, "--force", cards=[card()])
    assert "a-signed.pdf" in in_words.out
    assert "b.pdf: This file is not a PDF." in in_words.err
    assert "c.pdf: This document was not attempted" in in_words.err
    assert in_words.status == 3


def test_a_batch_that_goes_on_ends_with_the_worst_status(paraph, tmp_path, home):
    files = batch(tmp_path / "in")
    no = pdfs.signed_by_another(tmp_path / "no.pdf", SAMPLE, certify=pdfs.MDPPerm.NO_CHANGES)
    words = ("--out-dir", tmp_path, "--pin-stdin", "--keep-going", "--json")
    told = paraph("sign", *files, no, *words, cards=[card()])
    codes = [one["error"] and one["error"]["code"] for one in told.json["documents"]]
    assert codes == [None, "not_a_pdf", None, "docmdp_forbids"]
    assert (told.status, told.json["signed"], told.json["failed"]) == (5, 2, 2)
    kinds = [code for kind, code in recorded(home) if kind == "signature_failed"]
    assert kinds == ["not_a_pdf", "docmdp_forbids"]


def test_a_name_that_is_no_text_and_a_pipe_cost_no_other_document(paraph, tmp_path, home):
    a, _, c = batch(tmp_path / "in")
    foreign = Path(os.fsdecode(os.fsencode(a.parent) + b"/caf\xe9.pdf"))
    c.rename(foreign)
    pipe = a.with_name("pipe.pdf")
    os.mkfifo(pipe)
    words = ("--out-dir", tmp_path, "--pin-stdin", "--keep-going")
    told = paraph("sign", foreign, a, pipe, *words, "--json", cards=[card()])
    codes = [one["error"] and one["error"]["code"] for one in told.json["documents"]]
    assert codes == ["file_name_unreadable", None, "document_missing"]
    assert told.json["documents"][0]["error"]["details"]["file"].endswith("/caf\\xe9.pdf")
    assert told.status == 3
    kinds = [code for kind, code in recorded(home) if kind == "signature_failed"]
    assert kinds == ["file_name_unreadable", "document_missing"]
    assert paraph("verify", pipe, "--json").code == "document_missing"
    to = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9.pdf"))
    named = paraph("sign", a, "-o", to, "--pin-stdin", "--json", cards=[card()])
    assert named.json["documents"][0]["error"]["code"] == "file_name_unreadable"
    assert not to.exists()


def test_what_one_of_several_lacks_is_told_with_its_page(paraph, tmp_path, home):
    files = batch(tmp_path / "in")
    words = ("--out-dir", tmp_path, "--pin-stdin", "--keep-going", "--initials-pages", "2-5")
    told = paraph("sign", *files, *words, cards=[card()])
    assert f"{files[0]}: Initials do not fit: a page" in told.err
    assert "  page: 5\n" in told.err
    assert f"  file: {files[1]}" not in told.err  # it stands before the words already


def test_two_documents_of_one_name_never_become_one_result(paraph, tmp_path, home):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.pdf").write_bytes(SAMPLE.read_bytes())
    both = (tmp_path / "x" / "same.pdf", tmp_path / "y" / "same.pdf")
    words = ("--out-dir", tmp_path, "--pin-stdin", "--force", "--json")
    told = paraph("sign", *both, *words, cards=[card()])
    codes = [one["error"] and one["error"]["code"] for one in told.json["documents"]]
    assert codes == [None, "output_exists"]


BEFORE_ANY_DOCUMENT = {
    "pin_incorrect": ([card()], "9999\n", ()),
    "pin_length": ([card()], "1\n", ()),
    "pin_locked": ([card(tries_left=0)], "1234\n", ()),
    "pin_required": ([card()], "", ()),
    "no_token": ([], "1234\n", ()),
    "no_certificate": ([card()], "1234\n", ("--cert", "Someone else")),
    "certificate_ambiguous": (
        [card(identities=[identity("rsa2048"), identity("p256")])],
        "1234\n",
        (),
    ),
    "certificate_expired": ([card(identities=[identity(days=(-9, -3))])], "1234\n", ()),
    "certificate_not_yet_valid": ([card(identities=[identity(days=(3, 9))])], "1234\n", ()),
    "certificate_cannot_sign": (
        [card(identities=[identity(usages=("key_encipherment",))])],
        "1234\n",
        (),
    ),
    "certificate_without_key": (
        [FakeToken(without_key=[identity("p384").certificate_der])],
        "1234\n",
        (),
    ),
}


@pytest.mark.parametrize("code", BEFORE_ANY_DOCUMENT)
def test_what_stops_a_batch_before_it_begins_is_told_once_and_recorded(
    paraph, tmp_path, home, code
):
    cards, stdin, more = BEFORE_ANY_DOCUMENT[code]
    before = SAMPLE.read_bytes()
    words = ("sign", SAMPLE, SAMPLE, "--out-dir", tmp_path, "--pin-stdin", *more)
    told = paraph(*words, "--json", cards=[replace(one) for one in cards], stdin=stdin)
    assert told.code == code
    assert told.json.keys() == {"error"}
    assert told.json["error"].keys() == {"code", "message", "hint", "details"}
    assert told.status == errors.leaves()[code].exit_status
    assert recorded(home) == [("signature_failed", code)] * 2
    assert [file.name for file in tmp_path.iterdir()] == ["home"]
    assert SAMPLE.read_bytes() == before


def test_a_locked_card_is_not_asked_for_its_pin(paraph, tmp_path):
    told = paraph(
        "sign", SAMPLE, "-o", tmp_path / "o", "--pin-stdin", cards=[card(tries_left=0)], stdin=""
    )
    assert "pin_locked" in told.err


def listed(name: str, kind: str) -> list[FoundModule]:
    return [FoundModule("fake", Origin.KNOWN, name, kind, name)]


@pytest.mark.parametrize(
    ("modules", "act"),
    [
        (listed("DigiDoc4", "card"), "Unlock it with its PUK in DigiDoc4, or ask its issuer."),
        ([], WORDS["pin_locked"].act),
        (listed("Luna", "hsm"), "Let the one who manages the token unlock it in Luna."),
        (listed("TPM 2", "tpm"), "Wait until its lockout is over, or let an administrator"),
    ],
)
def test_a_locked_pin_is_pointed_to_the_middleware(paraph, tmp_path, modules, act):
    words = ("sign", SAMPLE, "-o", tmp_path / "o", "--pin-stdin")
    locked = [card(tries_left=0)]
    told = paraph(*words, "--json", cards=locked, modules=modules).json["error"]
    assert told["code"] == "pin_locked"
    assert told["hint"].startswith(act)
    is_named = bool(modules) and modules[0].kind != "tpm"
    assert told["details"].get("middleware") == (modules[0].name if is_named else None)
    told = paraph(*words, cards=locked, modules=modules)
    assert act in told.err
    assert "middleware:" not in told.err
    shown = paraph("tokens", cards=locked, modules=modules)
    assert f"PIN of 4 to 12 locked. {act}" in shown.out
    (module,) = paraph("tokens", "--json", cards=locked, modules=modules).json["modules"]
    assert module["tokens"][0]["hint"].startswith(act)
    assert ("PUK" in shown.out) == (not modules or modules[0].kind == "card")


@pytest.mark.parametrize("kind", ["card", "tpm"])
def test_an_expired_pin_is_pointed_to_the_middleware(paraph, tmp_path, kind):
    class Expired(FakeModule):
        def open_key(self, *_: object, **__: object) -> Any:
            raise errors.PinExpired

    told = paraph(
        *("sign", SAMPLE, "-o", tmp_path / "o", "--pin-stdin", "--json"),
        cards=lambda path: Expired(card(), module=path),
        modules=listed("Maker’s Client", kind),
    ).json["error"]
    act = {"card": "in Maker’s Client,", "tpm": "with tpm2_ptool,"}[kind]
    assert told["hint"] == f"Change it {act} then sign again."


def test_a_slot_in_trouble_counts_as_no_token_and_is_told_with_what_to_do(paraph, tmp_path):
    class Silent(FakeModule):
        def tokens(self) -> Any:
            *good, bad = super().tokens()
            silent = replace(bad, label="", serial="", certificates=(), trouble="token_busy")
            return [*good, replace(silent, reader="Slot 7")]

    for kind, words in (("card", WORDS), ("tpm", BY_KEY[KeyKind.TPM])):
        given: dict[str, Any] = {
            "cards": lambda path: Silent(card(), card(serial="2"), module=path),
            "modules": listed("Maker’s", kind),
        }
        told, act = words["token_busy"].what, words["token_busy"].act
        found = paraph("doctor", "--json", **given).json
        assert (found["tokens"], len(found["modules"][0]["tokens"])) == (1, 2)
        assert found["modules"][0]["tokens"][1]["hint"] == act
        for command in ("doctor", "tokens"):
            out = paraph(command, **given).out
            assert ", 1 token(s)" in out
            assert f"{told} {act}" in out
    only = paraph(
        *("sign", SAMPLE, "-o", tmp_path / "o", "--pin-stdin", "--json"),
        cards=lambda path: Silent(card(), module=path),
        modules=listed("TPM 2", "tpm"),
    )
    assert only.code == "token_busy"
    assert only.json["error"]["message"].startswith(BY_KEY[KeyKind.TPM]["token_busy"].what)


def test_tokens_of_one_label_are_not_taken_by_guess(paraph, tmp_path):
    twins = [card(label="Twin", serial=n, identities=[identity("p256", n)]) for n in ("1", "2")]
    words = ("sign", SAMPLE, "-o", tmp_path / "out.pdf", "--pin-stdin", "--json", "--token")
    assert paraph(*words, "Twin", cards=twins).code == "certificate_ambiguous"
    told = paraph(*words, "2", cards=twins)
    assert told.status == 0
    assert [one.signatures for one in twins] == [0, 1]


def test_a_card_that_leaves_ends_the_batch_and_keeps_what_was_signed(paraph, tmp_path, home):
    files = batch(tmp_path / "in")
    files[1].write_bytes(SAMPLE.read_bytes())
    words = ("sign", *files, "--out-dir", tmp_path, "--pin-stdin", "--json")
    told = paraph(*words, cards=[card(removed_at_signature=2)])
    codes = [one["error"] and one["error"]["code"] for one in told.json["documents"]]
    assert codes == [None, "token_removed", "not_attempted"]
    assert told.status == 3
    assert poppler_says_valid(tmp_path / "a-signed.pdf")
    # The one before it is finished while the card is asked for this one.
    assert ("signature_failed", "token_removed") in recorded(home)


def test_a_module_in_trouble_does_not_hide_a_card_in_another(paraph, tmp_path, monkeypatch):
    class Broken(FakeModule):
        def tokens(self):
            raise errors.TokenUnavailable(why="crashed")

    opened = {"broken": Broken(), "good": FakeModule(card(), module="good")}
    program = replace(
        make_program(), known_modules=lambda: list(opened), open_module=opened.__getitem__
    )
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("1234\n"))
    assert run(program, ["sign", str(SAMPLE), "-o", str(tmp_path / "o.pdf"), "--pin-stdin"]) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("-o", "x.pdf", "--out-dir", "y"),
        (),
        ("-o", "x.pdf", "--box", "1,2"),
        ("-o", "x.pdf", "--box", "1,0,0,99,99", "--invisible"),
    ],
)
def test_a_usage_error_is_one_json_object_too(paraph, words):
    told = paraph("sign", SAMPLE, *words, "--json", cards=[card()])
    assert (told.status, told.code) == (2, "invalid_argument")


def test_verify_lists_every_file_in_the_order_given(paraph, tmp_path):
    out, none = tmp_path / "out.pdf", tmp_path / "none.pdf"
    paraph("sign", SAMPLE, "-o", out, "--pin-stdin", cards=[card()])
    anchor = tmp_path / "ca.der"
    anchor.write_bytes(identity().ca_der)
    told = paraph("verify", none, out, SAMPLE, "--trust", anchor, "--json")
    files = told.json["files"]
    assert [one["file"] for one in files] == [str(none), str(out), str(SAMPLE)]
    assert files[0]["error"]["code"] == "document_missing"
    assert [one.get("verdict") for one in files] == [None, "valid", "unsigned"]
    assert told.status == 3
    alone = paraph("verify", out, "--trust", anchor, "--json")
    assert (alone.status, alone.json["verdict"]) == (0, "valid")


def test_an_unknown_revocation_status_is_not_enough_where_it_is_required(paraph, tmp_path):
    out, anchor = tmp_path / "out.pdf", tmp_path / "ca.der"
    paraph("sign", SAMPLE, "-o", out, "--pin-stdin", cards=[card()])
    anchor.write_bytes(identity().ca_der)
    words = ("verify", out, "--trust", anchor, "--json", "--revocation")
    assert paraph(*words, "available").json["verdict"] == "valid"
    told = paraph(*words, "require")
    assert (told.status, told.json["verdict"]) == (1, "indeterminate")
    assert told.json["reasons"] == ["revocation_unknown"]


def test_what_the_profile_trusts_is_trusted_by_a_check_and_trust_takes_its_place(paraph, tmp_path):
    out, anchor, other = tmp_path / "out.pdf", tmp_path / "ca.der", tmp_path / "other.der"
    paraph("sign", SAMPLE, "-o", out, "--pin-stdin", cards=[card()])
    anchor.write_bytes(identity().ca_der)
    other.write_bytes(identity("p384", holder="Another").certificate_der)
    words = ("verify", out, "--json")
    assert paraph(*words).json["reasons"] == ["signer_untrusted"]
    desk = make_desk([], Rules)
    assert desk.check(out).signatures[0].trust == "untrusted"
    assert paraph("trust", "add", anchor).status == 0
    told = paraph(*words)
    assert (told.status, told.json["signatures"][0]["trust"]) == (1, "trusted")
    assert told.json["reasons"] == ["revocation_unknown"], "nobody was asked"
    told = paraph(*words, "--revocation", "available")
    assert (told.status, told.json["verdict"]) == (0, "valid")
    told = paraph(*words, "--trust", other)
    assert told.json["reasons"] == ["signer_untrusted"]
    # The window's desk reads the folder anew, and is as strict; what a demo brings stands alone.
    found = desk.check(out)
    assert (found.verdict, found.signatures[0].trust) == ("indeterminate", "trusted")
    assert found.signatures[0].reasons == ("revocation_unknown",)
    assert make_desk([anchor.read_bytes()], Rules).check(out).verdict == "valid"
    assert make_desk([other.read_bytes()], Rules).check(out).verdict == "indeterminate"
    # An administrator may take a person's own anchors away.
    told = paraph(*words, rules=Rules(trust="only"))
    assert told.json["reasons"] == ["signer_untrusted"]


def test_a_folder_that_is_not_there_is_told_before_the_pin_and_not_made(paraph, tmp_path):
    gone = tmp_path / "gone"
    for words in (("-o", gone / "out.pdf"), ("--out-dir", gone), ("--out-dir", SAMPLE)):
        told = paraph("sign", SAMPLE, *words, "--pin-stdin", "--json", cards=[card()])
        error = told.json["documents"][0]["error"]
        assert (told.status, error["code"]) == (3, "folder_missing")
        assert error["message"].startswith("There is no such folder.")
        folder = words[1].parent if words[0] == "-o" else words[1]
        assert error["details"] == {"folder": str(folder)}
        assert (told.json["pin_prompts"], gone.exists()) == (0, False)
    told = paraph("watch", gone, "--once", "--pin-stdin", "--json", cards=[card()])
    assert (told.status, told.code) == (3, "folder_missing")
    assert told.json["error"]["details"] == {"folder": str(gone)}
    assert not gone.exists()


@pytest.mark.parametrize("command", ["add", "verify"])
def test_a_pipe_or_a_device_is_no_authority(paraph, tmp_path, command):
    out, pipe = tmp_path / "out.pdf", tmp_path / "pipe"
    os.mkfifo(pipe)
    paraph("sign", SAMPLE, "-o", out, "--pin-stdin", cards=[card()])
    words = ("trust", "add") if command == "add" else ("verify", out, "--trust")
    for place in (pipe, "/dev/zero"):
        told = paraph(*words, place, "--json")
        assert (told.status, told.code) == (3, "document_missing")
    empty = tmp_path / "empty"
    empty.mkdir()
    told = paraph(*words, empty, "--json")
    assert (told.status, told.code) == (2, "invalid_argument")
    assert told.json["error"]["details"]["value"] == str(empty)


def test_a_signature_that_cannot_be_read_hides_no_other(paraph, corpus, tmp_path):
    out = tmp_path / "out.pdf"
    source = corpus / "pyhanko" / "base.pdf"
    paraph("sign", source, "-o", out, "--pin-stdin", cards=[card()])
    told = paraph("verify", out, "--json")
    found = {one["field"]: one["integrity"] for one in told.json["signatures"]}
    assert found == {"Sig1": "unreadable", "Signature1": "intact"}
    assert (told.status, told.json["verdict"]) == (1, "invalid")


def test_the_profile_that_cannot_be_written_is_told(paraph, tmp_path, home):
    if os.geteuid() == 0:
        home.mkdir()
        (home / "paraph.db").mkdir()  # root may write anywhere; a folder in its place stops it too
    else:
        home.mkdir(mode=0o500)
    told = paraph("sign", SAMPLE, "-o", tmp_path / "o.pdf", "--pin-stdin", "--json", cards=[card()])
    assert told.code == "profile_read_only"


@pytest.mark.parametrize(("rule", "prompts"), [("never", 3), ("batch", 1), (5, 1)])
def test_a_pin_is_good_for_what_the_policy_says(paraph, tmp_path, home, rule, prompts):
    files = batch(tmp_path / "in")
    files[1].write_bytes(SAMPLE.read_bytes())
    words = ("--out-dir", tmp_path, "--pin-stdin", "--json")
    rules = Rules(rule)
    told = paraph("sign", *files, *words, cards=[card()], stdin="1234\n" * prompts, rules=rules)
    assert (told.status, told.json["signed"], told.json["pin_prompts"]) == (0, 3, prompts)


def test_a_pin_that_is_never_kept_is_missing_for_the_second_document(paraph, tmp_path, home):
    files = batch(tmp_path / "in")
    words = ("--out-dir", tmp_path, "--pin-stdin", "--json")
    told = paraph("sign", files[0], files[2], *words, cards=[card()], rules=Rules("never"))
    codes = [one["error"] and one["error"]["code"] for one in told.json["documents"]]
    assert (codes, told.status) == ([None, "pin_required"], 3)
    assert recorded(home)[-1] == ("signature_failed", "pin_required")


def test_the_record_names_whole_paths(paraph, tmp_path, home, monkeypatch):
    (tmp_path / "here.pdf").write_bytes(SAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    told = paraph("sign", "here.pdf", "-o", "there.pdf", "--pin-stdin", "--json", cards=[card()])
    assert told.status == 0
    database = sqlite3.connect(home / "paraph.db")
    asked = "SELECT body FROM audit_entry WHERE kind = 'signature_requested'"
    named = json.loads(database.execute(asked).fetchone()[0])
    database.close()
    for name, path in (("input", "here.pdf"), ("output", "there.pdf")):
        assert named[name] == str(tmp_path / path)
    assert named["temporary"].startswith(str(tmp_path))


class PinPad(FakeToken):
    """A card in a reader with keys of its own."""

    @property
    def pin_state(self) -> PinState:
        return PinState.READER

    def log_in(self, pin: Secret | None) -> None:
        assert pin is None


def on_a_terminal(monkeypatch) -> list[str]:
    """Answer what is asked with the right PIN; gives the questions."""
    asked: list[str] = []

    def answer(prompt: str, *, from_stdin: bool) -> Secret:
        asked.append(prompt)
        return Secret("1234")

    monkeypatch.setattr("paraph.cli.card_key.read_secret", answer)
    return asked


@pytest.mark.parametrize(
    ("tries_left", "words"),
    [
        (3, ""),
        (2, "A wrong PIN was typed before.\n"),
        (1, "This is the last try: one more wrong PIN locks it.\n"),
    ],
)
def test_who_signs_and_how_many_tries_are_left_is_told_before_the_pin_is_asked(
    paraph, monkeypatch, tmp_path, tries_left, words
):
    asked = on_a_terminal(monkeypatch)
    cards = [card(identities=[identity("p256", "Anna Berg")], tries_left=tries_left)]
    told = paraph("sign", SAMPLE, "-o", tmp_path / "out.pdf", cards=cards)
    assert (told.status, told.err) == (0, words)
    assert asked == ["PIN of Fake card (Anna Berg)"]


def test_where_the_reader_has_keys_the_person_is_sent_to_them(paraph, monkeypatch, tmp_path):
    asked = on_a_terminal(monkeypatch)
    cards = [PinPad(identities=[identity("p256", "Anna Berg")])]
    told = paraph("sign", SAMPLE, "-o", tmp_path / "out.pdf", "--json", cards=cards)
    assert (told.status, told.json["pin_prompts"], asked) == (0, 0, [])
    assert told.err == "Type the PIN of Fake card (Anna Berg) on the reader's own keys.\n"


def test_a_legal_person_seals_on_the_command_line_too(paraph, tmp_path):
    subject = "C=FR/O=Cabinet Roux/OI=NTRFR-000000000/CN=Cabinet Roux"
    der = certificate(subject, said=Statements((COMPLIANCE,), (ESEAL,)), key="p256")
    cards = [card(identities=[Identity(key_of("p256"), der, der)])]
    out = tmp_path / "out.pdf"
    told = paraph("sign", SAMPLE, "-o", out, "--pin-stdin", cards=cards)
    assert told.out == f"Sealed: {out}\n"
    listed = paraph("tokens", cards=cards).out
    assert " · seal · made for: signature" in listed
    assert ", as qualified" in listed
