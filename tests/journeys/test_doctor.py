"""What `paraph doctor` and `paraph tokens` say of a machine."""

import json
import time
from pathlib import Path

import pytest

from paraph.settings import Settings, save_settings
from tests.fakes.blank_card import blank_card
from tests.rigs import piv

UZI = "3bdc18ff8191fe1fc3060a2b06010401e910050203d1"  # a driver that no test machine has
ESTONIA = "3bdb960080b1fe451f830012233f536549440f9000f1"  # OpenSC is its driver
NOBODY = "3b03123456"


def test_the_doctor_names_what_is_there_and_what_is_missing(paraph, demo_token):
    done = paraph("doctor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["record"] == {"ok": True, "error": None}
    assert found["tokens"] >= 1
    softhsm = next(m for m in found["modules"] if m["module"] == demo_token.module)
    assert softhsm["tokens"][0]["label"] == demo_token.token_label
    told = paraph("doctor")
    assert (told.returncode, told.stderr) == (0, "")
    for words in ("PKCS#11 module", "Card reader", "Keychain", "Clock", "Timestamp server"):
        assert words in told.stdout


def test_a_record_that_does_not_open_is_told_and_no_traceback(paraph, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "paraph.db").mkdir()
    done = paraph("doctor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["record"]["ok"] is False


def test_every_end_is_one_json_object_where_that_was_asked_for(paraph, tmp_path):
    done = paraph("sign", "--no-such-option", "--json")
    assert (done.returncode, done.stderr) == (2, "")
    assert json.loads(done.stdout)["error"]["code"] == "invalid_argument"


@pytest.fixture
def rig():
    with piv.readers() as found:
        yield found


def readers_told(paraph, command: str, reader: str) -> dict:
    """Ask until pcscd has seen the card."""
    until = time.monotonic() + 5
    while True:
        done = paraph(command, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        found = {each["name"]: each for each in json.loads(done.stdout)["readers"]}
        if found[reader]["atr"] or time.monotonic() > until:
            return found


@pytest.mark.journey
def test_a_card_whose_driver_is_missing_is_named_with_what_to_install(paraph, rig):
    with blank_card(rig.ports[0], bytes.fromhex(UZI)):
        found = readers_told(paraph, "doctor", "Virtual PCD 00 00")
        card = found["Virtual PCD 00 00"]
        assert (card["atr"], card["state"]) == (UZI, "driver_missing")
        assert card["says"].startswith("This is a Dutch UZI card; its driver is not installed.")
        assert [each["name"] for each in card["drivers"]] == ["SafeSign Identity Client (A.E.T.)"]
        assert found["Virtual PCD 00 01"]["state"] == "empty"
        for command in ("doctor", "tokens"):
            assert card["says"] in paraph(command).stdout


@pytest.mark.journey
@pytest.mark.parametrize(
    ("atr", "state", "words"),
    [
        (ESTONIA, "driver_silent", "This is an Estonian ID card (2018, IDEMIA); its driver is"),
        (
            NOBODY,
            "unknown",
            f"This is an unknown card, and no driver shows it. Its ATR is {NOBODY.upper()}",
        ),
    ],
)
def test_a_card_that_its_driver_does_not_show_and_an_unknown_one(paraph, rig, atr, state, words):
    with blank_card(rig.ports[1], bytes.fromhex(atr)):
        card = readers_told(paraph, "tokens", "Virtual PCD 00 01")["Virtual PCD 00 01"]
        assert (card["atr"], card["state"]) == (atr, state)
        assert card["says"].startswith(words)


@pytest.mark.journey
def test_a_card_that_can_sign_is_told_with_reader_pin_and_certificates(paraph, rig):
    rig.card(1, ("p256", "rsa2048"), "Łukasz Ωmega").insert()
    done = paraph("tokens", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    opensc = next(m for m in found["modules"] if m["module"] == piv.OPENSC)
    assert (opensc["found"], opensc["loads"], opensc["kind"]) == ("known", True, "card")
    assert opensc["description"].startswith("OpenSC")
    (token,) = opensc["tokens"]
    assert (token["label"], token["reader"]) == ("Łukasz Ωmega", "Virtual PCD 00 01")
    assert (token["pin_state"], token["pin_min"], token["pin_max"]) == ("normal", 4, 8)
    assert [each["can_sign"] for each in token["certificates"]] == [True, True]
    states = {each["name"]: each["state"] for each in found["readers"]}
    assert states == {"Virtual PCD 00 00": "empty", "Virtual PCD 00 01": "shown"}
    told = paraph("tokens").stdout
    assert "in Virtual PCD 00 01, PIN of 4 to 8 normal" in told


def test_a_module_added_by_hand_that_is_none_is_told_and_hides_nothing(
    paraph, demo_token, tmp_path
):
    broken = tmp_path / "broken.so"
    broken.write_text("hello")
    (tmp_path / "home").mkdir()
    gone = str(Path(tmp_path / "gone.so"))
    save_settings(tmp_path / "home", Settings(pkcs11_modules=(str(broken), gone)))
    found = {
        each["module"]: each for each in json.loads(paraph("tokens", "--json").stdout)["modules"]
    }
    for path, code in ((str(broken), "module_not_pkcs11"), (gone, "module_missing")):
        assert (found[path]["found"], found[path]["loads"]) == ("by_hand", False)
        assert found[path]["error"]["code"] == found[path]["why_not"] == code
    assert found[demo_token.module]["loads"] is True
    assert found[demo_token.module]["tokens"]
    assert f"{broken} (broken.so, added by hand): This file is no" in paraph("doctor").stdout
