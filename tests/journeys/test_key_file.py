"""A key file from its password to a signature that other programs accept, and its prohibition."""

import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.administrator import Rules
from paraph.app import make_desk, make_program
from paraph.cli.main import run
from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.engine import Engine
from paraph.usecases.preflight import Wish
from paraph.usecases.signing_desk import SigningDesk
from tests.conftest import SAMPLE
from tests.fakes.key_file import PASSWORD, write_key_file
from tests.fakes.pki import Identity, identity
from tests.judges import openssl_cms, poppler_says_valid


@pytest.fixture
def owner() -> Identity:
    return identity("p256", "Anna Berg")


@pytest.fixture
def file(tmp_path: Path, owner: Identity) -> Path:
    return write_key_file(tmp_path / "anna.p12", owner)


@pytest.fixture
def home(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def desk_with(rules: Rules) -> SigningDesk:
    return make_desk([], lambda: rules)


@pytest.fixture
def desk(home: Path) -> Iterator[SigningDesk]:
    made = desk_with(Rules(pin=5))
    yield made
    made.close()


def words_of(file: Path, out: Path, *more: object) -> tuple[object, ...]:
    return ("sign", SAMPLE, "-o", out, "--module", file, "--pin-stdin", "--json", *more)


def recorded_acts(home: Path) -> list[dict]:
    with sqlite3.connect(home / "paraph.db") as database:
        rows = database.execute(
            "SELECT body FROM audit_entry WHERE kind = 'signature_requested'"
        ).fetchall()
    return [json.loads(body) for (body,) in rows]


def test_poppler_and_openssl_accept_a_signature_by_a_key_file(paraph, file, owner, home, tmp_path):
    out = tmp_path / "signed.pdf"
    done = paraph(*words_of(file, out), stdin=PASSWORD + "\n")
    assert done.returncode == 0, done.stderr + done.stdout
    assert json.loads(done.stdout)["pin_prompts"] == 1
    assert poppler_says_valid(out)
    assert openssl_cms(out, owner.ca_der, tmp_path, cades=True) == ""
    assert [body["without_device"] for body in recorded_acts(home)] == [True]
    for each in home.rglob("*"):
        assert not each.is_file() or PASSWORD.encode() not in each.read_bytes()


def test_a_wrong_password_and_a_file_that_is_none_are_told(paraph, file, tmp_path):
    out = tmp_path / "signed.pdf"
    refused = paraph(*words_of(file, out), stdin="wrong\n")
    assert (refused.returncode, json.loads(refused.stdout)["error"]["code"]) == (
        3,
        "pin_incorrect",
    )
    assert json.loads(refused.stdout)["error"]["details"] == {"key": "key_file"}
    told = paraph(*words_of(file, out)[:-1], stdin="wrong\n").stderr
    assert told.startswith("The password does not open the key file. Nothing was signed.")
    assert "card" not in told
    assert "PIN" not in told
    gone = paraph(*words_of(file.with_name("gone.p12"), out), stdin="wrong\n")
    assert json.loads(gone.stdout)["error"]["message"].startswith("The key file is not there.")
    marked = paraph(*words_of(file, tmp_path / "marked.pdf")[:-1], stdin=PASSWORD + "\n")
    assert "It can sign, as an advanced signature without a device." in marked.stderr
    file.write_bytes(b"%PDF-1.7")
    none = paraph(*words_of(file, out), stdin=PASSWORD + "\n")
    assert json.loads(none.stdout)["error"]["code"] == "key_file_unreadable"
    assert not out.exists()


def run_with(rules: Rules, monkeypatch, capsys, *words: object, stdin: str = "") -> dict:
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    capsys.readouterr()
    status = run(make_program(rules=lambda: rules), [str(word) for word in words])
    return {"status": status, **json.loads(capsys.readouterr().out)}


def test_a_remembered_file_is_listed_and_signs_as_a_card_does(
    desk, file, home, tmp_path, monkeypatch, capsys
):
    desk.add_key_file(file, Secret(PASSWORD))
    told = run_with(Rules(), monkeypatch, capsys, "tokens", "--json")
    (entry,) = [each for each in told["modules"] if each["module"] == str(file)]
    assert (entry["kind"], entry["found"], entry["loads"]) == ("software", "by_hand", True)
    (token,) = entry["tokens"]
    assert token["in_software"] is True
    assert [each["can_sign"] for each in token["certificates"]] == [True, False]
    words = words_of(file, tmp_path / "out.pdf")
    done = run_with(Rules(), monkeypatch, capsys, *words, stdin=PASSWORD + "\n")
    assert (done["status"], done["signed"], done["pin_prompts"]) == (0, 1, 1)
    forbidden = run_with(Rules(key_files=False), monkeypatch, capsys, "tokens", "--json")
    assert [each for each in forbidden["modules"] if each["module"] == str(file)] == []


def test_what_an_administrator_forbids_signs_nowhere(
    desk, file, home, tmp_path, monkeypatch, capsys
):
    rules = Rules(key_files=False)
    words = words_of(file, tmp_path / "out.pdf")
    told = run_with(rules, monkeypatch, capsys, *words, stdin=PASSWORD + "\n")
    assert (told["status"], told["error"]["code"]) == (5, "key_files_forbidden")
    chosen = of_file(desk.add_key_file(file, Secret(PASSWORD)), file)
    forbidding = desk_with(rules)
    try:
        assert forbidding.key_files() == (str(file),)  # it can still be removed
        assert str(file) not in {each.module for each in forbidding.cards().tokens}
        with pytest.raises(errors.KeyFilesForbidden):
            forbidding.add_key_file(file, Secret(PASSWORD))
        with pytest.raises(errors.KeyFilesForbidden):
            forbidding.sign(Wish(SAMPLE), tmp_path / "a.pdf", chosen, Secret(PASSWORD))
    finally:
        forbidding.close()
    assert not list(tmp_path.glob("*.pdf"))


def test_a_prohibition_that_comes_while_a_file_is_open_holds_at_once(file, home, tmp_path):
    rules = [Rules()]
    desk = make_desk([], lambda: rules[0])
    try:
        chosen = of_file(desk.add_key_file(file, Secret(PASSWORD)), file)
        rules[0] = Rules(key_files=False)
        with pytest.raises(errors.KeyFilesForbidden):
            desk.sign(Wish(SAMPLE), tmp_path / "a.pdf", chosen, Secret(PASSWORD))
        assert str(file) not in {each.module for each in desk.cards().tokens}
    finally:
        desk.close()


def of_file(cards, file: Path):
    (chosen,) = [
        each for each in cards.candidates if each.token.module == str(file) and each.bar is None
    ]
    return chosen


def test_the_desk_keeps_a_login_as_the_policy_says_and_ends_it(desk, file, tmp_path):
    chosen = of_file(desk.add_key_file(file, Secret(PASSWORD)), file)
    with pytest.raises(errors.PinIncorrect):
        desk.add_key_file(file, Secret("wrong"))
    assert of_file(desk.cards(), file).facts == chosen.facts
    wish, password = Wish(SAMPLE), Secret(PASSWORD)

    desk.sign(wish, tmp_path / "1.pdf", chosen, password)
    assert not of_file(desk.cards(), file).token.unlocked, "nobody would see the person leave"
    desk.sign(wish, tmp_path / "2.pdf", chosen, password, leaving_is_seen=True)
    assert of_file(desk.cards(only_unwatched=True), file).token.unlocked
    assert desk.preflight(wish, chosen).unlocked
    desk.sign(wish, tmp_path / "3.pdf", chosen, None, leaving_is_seen=True)
    desk.lock()
    assert not desk.preflight(wish, chosen).unlocked
    with pytest.raises(errors.PinMissing):
        desk.sign(wish, tmp_path / "4.pdf", chosen, None, leaving_is_seen=True)

    desk.sign(wish, tmp_path / "5.pdf", chosen, password, leaving_is_seen=True)
    away = file.rename(tmp_path / "away.p12")
    assert str(file) not in {each.module for each in desk.cards().tokens}
    away.rename(file)
    with pytest.raises(errors.PinMissing):
        desk.sign(wish, tmp_path / "6.pdf", chosen, None, leaving_is_seen=True)
    assert sorted(each.name for each in tmp_path.glob("*.pdf")) == [
        "1.pdf",
        "2.pdf",
        "3.pdf",
        "5.pdf",
    ]


@pytest.mark.token
def test_the_desk_keeps_the_login_of_a_token_too(desk, demo_token, tmp_path):
    chosen = next(
        each
        for each in desk.cards().candidates
        if each.token.label == demo_token.token_label and each.bar is None
    )
    wish = Wish(SAMPLE)
    desk.sign(wish, tmp_path / "1.pdf", chosen, demo_token.pin, leaving_is_seen=True)
    assert desk.preflight(wish, chosen).unlocked
    signed = desk.sign(wish, tmp_path / "2.pdf", chosen, None, leaving_is_seen=True)
    assert poppler_says_valid(signed.output)
    desk.lock()
    with pytest.raises(errors.PinMissing):
        desk.sign(wish, tmp_path / "3.pdf", chosen, None, leaving_is_seen=True)


def test_a_removed_file_is_gone_from_the_cards_and_stays_on_the_disk(desk, file):
    desk.add_key_file(file, Secret(PASSWORD))
    assert str(file) not in {each.module for each in desk.remove_key_file(str(file)).tokens}
    assert (desk.key_files(), file.is_file()) == ((), True)


@pytest.mark.journey
def test_the_engine_carries_it_all_over_its_pipe(home, file, tmp_path):
    engine = Engine()
    try:
        engine.lock()
        assert engine.pid is None  # nothing was started for it
        chosen = of_file(engine.add_key_file(file, Secret(PASSWORD)), file)
        signed = engine.sign(Wish(SAMPLE), tmp_path / "1.pdf", chosen, Secret(PASSWORD))
        assert poppler_says_valid(signed.output)
        engine.lock()
        assert engine.key_files() == (str(file),)
        engine.remove_key_file(str(file))
        assert engine.key_files() == ()
    finally:
        engine.close()


def test_the_doctor_tells_the_rules_and_who_made_them(home, monkeypatch, capsys):
    def told(rules: Rules) -> dict:
        return run_with(rules, monkeypatch, capsys, "doctor", "--json")

    usual = told(Rules())
    assert usual["pin_policy"] == {"keeping": "batch", "minutes": None, "decided_by": "person"}
    assert usual["key_files_allowed"] is True
    assert usual["administrator"] == {"file": None, "trouble": None}
    decided = told(Rules(15, key_files=False, file="/etc/paraph/policy.json"))
    assert decided["pin_policy"] == {
        "keeping": "minutes",
        "minutes": 15,
        "decided_by": "administrator",
    }
    assert decided["key_files_allowed"] is False
    broken = Rules("never", key_files=False, file="/etc/paraph/policy.json", trouble="pin")
    run(make_program(rules=lambda: broken), ["doctor"])
    words = capsys.readouterr().out
    assert "PIN: asked for each signature, as the administrator decided." in words
    assert "Key files: forbidden by the administrator." in words
    assert "/etc/paraph/policy.json. It cannot be understood (pin)" in words
