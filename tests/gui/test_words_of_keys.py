"""What the window calls a key: a card, a key file, a TPM, a token, each by its name throughout."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from paraph.domain import errors
from paraph.domain.findings import Finding, Weight
from paraph.domain.keys.certificate import SigningBar
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.pin_policy import PinKeeping, PinPolicy
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.cards.pin_words import kept_words
from paraph.gui.cards.reader_words import strip_state
from paraph.gui.main_window import MainWindow
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.gui.signing.result_panel import ResultPanel
from paraph.gui.signing.trouble_page import TroublePage
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.preflight import Preflight
from tests.gui.candidates import candidate, cards
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.test_signing import place_and_begin, signed, type_pin, wait_for

CARD = re.compile(r"\b(cards?|reader|PUK)\b", re.IGNORECASE)
OTHERS = [KeyKind.KEY_FILE, KeyKind.TPM, KeyKind.TOKEN]
NOUNS = {KeyKind.KEY_FILE: "key file", KeyKind.TPM: "TPM", KeyKind.TOKEN: "token"}


def of_kind(key: KeyKind) -> Candidate:
    one = candidate()
    module_kind = {KeyKind.TPM: "tpm", KeyKind.TOKEN: "hsm"}.get(key)
    token = replace(one.token, label="Key 7", module_kind=module_kind)
    return replace(one, token=replace(token, in_software=key is KeyKind.KEY_FILE))


@pytest.fixture
def acts() -> FakeSigning:
    return FakeSigning()


@pytest.fixture
def window(qtbot, theme, settings, acts) -> MainWindow:
    return show(qtbot, MainWindow(GuiUseCases(open_fake, acts), settings, theme))


@pytest.fixture
def contract(tmp_path) -> Path:
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


def words_in(widget: QWidget) -> str:
    """Give what can be read, and what is heard or shown under the mouse beside it."""
    found = []
    for each in (widget, *widget.findChildren(QWidget)):
        if each.isVisible():
            found += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
            found += [each.text()] if isinstance(each, QLabel | QPushButton) else []
    return " ".join(filter(None, found))


def checked(key: KeyKind, weight: Weight, *codes: str) -> Preflight:
    findings = tuple(Finding(weight, code) for code in codes)
    return Preflight(findings, Path("/out.pdf"), PinState.NORMAL, key=key)


def told_by(qtbot, window, kind) -> str:
    """Give a page's words once it is to be seen: before that it has none."""
    page = wait_for(qtbot, window, kind)
    qtbot.waitUntil(lambda: words_in(page) != "")
    return words_in(page)


@pytest.mark.parametrize("key", OTHERS)
def test_from_the_pre_flight_to_the_result_no_card_is_spoken_of(qtbot, window, acts, contract, key):
    acts.found = cards(of_kind(key))
    there = checked(key, Weight.FINE, f"{key}_there")
    soon = Finding(Weight.KNOW, "certificate_ends_soon", "2028-03-14")
    acts.preflights += [replace(there, findings=(soon, *there.findings)), there, there]
    acts.outcomes += [errors.PinIncorrect(), replace(signed(contract), key=key)]
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PreflightPage)
    told = words_in(page)
    assert NOUNS[key] in told
    assert not CARD.search(told), told
    assert page.to_pin.text() == (
        "Continue to the password" if key is KeyKind.KEY_FILE else "Continue to the PIN"
    )
    QTest.mouseClick(page.to_pin, Qt.MouseButton.LeftButton)
    page = wait_for(qtbot, window, PinPage)
    type_pin(page, "wrong")
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Nothing was signed" in words_in(window.sheet))
    told = words_in(window.sheet.page)
    assert not CARD.search(told), told
    assert key is not KeyKind.KEY_FILE or "PIN" not in told, told
    type_pin(window.sheet.page)
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))
    (panel,) = window.findChildren(ResultPanel)
    told = words_in(panel)
    assert f"Signed with the {NOUNS[key]}" in told
    assert ("without a device" in told) == (key is KeyKind.KEY_FILE)
    assert not CARD.search(told), told


@pytest.mark.parametrize("key", [KeyKind.TPM, KeyKind.TOKEN])
@pytest.mark.parametrize(
    "state", [PinState.NORMAL, PinState.COUNT_LOW, PinState.FINAL_TRY, PinState.LOCKED]
)
def test_the_tries_are_told_without_a_card(window, key, state):
    page = PinPage(of_kind(key), ("a.pdf", "1 page"), window.signing.tokens, PinPolicy())
    page.show_state(state)
    window.sheet.show_page(page)
    told = words_in(page)
    assert NOUNS[key] in told
    assert not CARD.search(told), told
    tries = {PinState.FINAL_TRY: "last try", PinState.LOCKED: "Too many wrong PINs"}
    assert tries.get(state, "") in told


def in_middleware(key: KeyKind, name: str) -> Candidate:
    one = candidate() if key is KeyKind.CARD else of_kind(key)
    return replace(one, token=replace(one.token, middleware=name))


@pytest.mark.parametrize("key", [KeyKind.CARD, KeyKind.TOKEN, KeyKind.TPM])
@pytest.mark.parametrize("name", ["", "Maker’s Client (x)"])
def test_a_locked_pin_names_the_middleware_where_it_is_known(window, key, name):
    page = PinPage(
        in_middleware(key, name), ("a.pdf", "1 page"), window.signing.tokens, PinPolicy()
    )
    page.show_state(PinState.LOCKED)
    window.sheet.show_page(page)
    told = words_in(page)
    is_named = bool(name) and key is not KeyKind.TPM
    assert ("Maker’s Client (x)" in told) == is_named, told
    assert ("PUK" in told) == (key is KeyKind.CARD), told
    assert "{" not in told


@pytest.mark.parametrize("key", [KeyKind.CARD, KeyKind.TOKEN])
@pytest.mark.parametrize("error", [errors.PinExpired, errors.PinNotSet])
def test_a_pin_to_change_names_the_middleware(qtbot, window, acts, contract, key, error):
    acts.found = cards(in_middleware(key, "Maker’s Client"))
    acts.outcomes.append(error())
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    told = told_by(qtbot, window, TroublePage)
    assert "in Maker’s Client, then sign again." in told
    assert "own software" not in told


def test_the_pre_flight_names_the_middleware_of_a_locked_card(qtbot, window, acts, contract):
    acts.found = cards(in_middleware(KeyKind.CARD, "Maker’s Client"))
    acts.preflights.append(checked(KeyKind.CARD, Weight.SETTLE, "pin_locked"))
    place_and_begin(qtbot, window, contract)
    told = told_by(qtbot, window, PreflightPage)
    assert "Unlock it with its PUK in Maker’s Client, or ask its issuer." in told


@pytest.mark.parametrize("key", OTHERS)
@pytest.mark.parametrize("code", ["no_token", "certificate_cannot_sign"])
def test_what_must_be_settled_speaks_of_the_key_there_is(window, key, code):
    page = PreflightPage(checked(key, Weight.SETTLE, code), "a.pdf", window.signing.tokens)
    window.sheet.show_page(page)
    told = words_in(page)
    assert not CARD.search(told), told


@pytest.mark.parametrize("key", OTHERS)
@pytest.mark.parametrize(
    "error", [errors.ModuleCrashed, errors.ModuleHung, errors.TokenMissing, errors.TokenRemoved]
)
def test_a_failure_speaks_of_the_key_there_is(qtbot, window, acts, contract, key, error):
    acts.found = cards(of_kind(key))
    acts.outcomes.append(error())
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    told = told_by(qtbot, window, TroublePage)
    assert not CARD.search(told), told


@pytest.mark.parametrize("key", OTHERS)
@pytest.mark.parametrize("unlocked", [False, True])
def test_the_strip_names_what_is_ready(key, unlocked):
    one = of_kind(key)
    one = replace(one, token=replace(one.token, unlocked=unlocked))
    told = strip_state(cards(one)).words
    assert told.lower().startswith(NOUNS[key].lower())
    barred = replace(one, bar=SigningBar.EXPIRED)
    assert not CARD.search(strip_state(cards(barred)).words)


@pytest.mark.parametrize("keeping", list(PinKeeping))
def test_how_long_it_is_kept_names_no_card_where_there_is_none(keeping):
    for key in OTHERS:
        told = kept_words(PinPolicy(keeping, 5), key)
        assert not CARD.search(told), told
        assert ("PIN" in told) == (key is not KeyKind.KEY_FILE)
    assert "PIN" in kept_words(PinPolicy(keeping, 5))


def test_a_pin_pad_is_told_before_the_pin_is_asked(window):
    found = Preflight(
        (Finding(Weight.FINE, "card_there", "reader"),), Path("/out.pdf"), PinState.READER
    )
    page = PreflightPage(found, "a.pdf", window.signing.tokens)
    window.sheet.show_page(page)
    assert "its PIN is typed on the reader’s own keys" in words_in(page)


def test_a_pin_of_a_length_that_cannot_be_is_told_with_the_limits(qtbot, window, acts, contract):
    one = candidate()
    acts.found = cards(replace(one, token=replace(one.token, pin_min=4, pin_max=8)))
    acts.outcomes += [errors.PinLength(least=4, most=8), signed(contract)]
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage), "1")
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "No try was spent" in words_in(window.sheet))
    told = words_in(window.sheet.page)
    assert "It has 4 to 8 characters." in told
    assert "refused" not in told
    type_pin(window.sheet.page)
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        (PinState.READER, ""),
        (PinState.READER, "pin_incorrect"),
        (PinState.COUNT_LOW, ""),
        (PinState.FINAL_TRY, "pin_incorrect"),
    ],
)
def test_where_the_reader_has_keys_no_pin_is_asked_here_whatever_the_tries(window, state, refused):
    one = candidate()
    one = replace(one, token=replace(one.token, by_reader=True))
    page = PinPage(one, ("a.pdf", "1 page"), window.signing.tokens, PinPolicy())
    page.show_state(state, refused)
    window.sheet.show_page(page)
    assert not page.pin.isVisible()
    told = words_in(page)
    assert "Type the PIN on the reader." in told
    assert ("refused" in told) == (refused != "" and state is not PinState.FINAL_TRY)
    assert ("last try." in told) == (state is PinState.FINAL_TRY)
    given: list[object] = []
    page.confirmed.connect(given.append)
    QTest.mouseClick(page.sign, Qt.MouseButton.LeftButton)
    assert given == [None]
