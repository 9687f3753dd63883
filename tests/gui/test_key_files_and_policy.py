"""Key files and the PIN policy in the window, with mouse and keys.

The words are those of the source: numbers are put into words by the English catalogue.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from paraph.administrator import Rules
from paraph.domain import errors
from paraph.domain.findings import Finding, Weight
from paraph.domain.keys.certificate import SigningBar
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards.key_file_page import KeyFilePage
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.main_window import MainWindow
from paraph.gui.shell.session_watch import SessionWatch
from paraph.gui.shell.status_strip import StripPart
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.gui.signing.result_panel import ResultPanel
from paraph.ports.signing_token import PinState
from paraph.settings import Settings, load_settings, save_settings
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.preflight import Preflight
from tests.gui.candidates import candidate, cards
from tests.gui.conftest import open_fake, open_in, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.test_signing import panel_of, place_and_begin, signed, type_pin, wait_for

PASSWORD = "passw0rd"
ENTRY = "Use a key file (.p12, .pfx)…"


@pytest.fixture
def sees(monkeypatch) -> Callable[[bool], None]:
    """Decide whether the window sees that the person leaves, without a D-Bus."""

    def decide(value: bool) -> None:
        monkeypatch.setattr(SessionWatch, "_listen", lambda watch: setattr(watch, "sees", value))

    decide(True)
    return decide


@pytest.fixture
def acts() -> FakeSigning:
    made = FakeSigning()
    made.found = cards(candidate())
    return made


@pytest.fixture
def make(qtbot, theme, settings, acts, tmp_path, sees) -> Callable[..., MainWindow]:
    def window(rules: Rules | None = None, **chosen: str) -> MainWindow:
        use_cases = GuiUseCases(
            open_fake,
            acts,
            Settings(**chosen),
            lambda changed: save_settings(tmp_path, changed),
            rules=lambda: rules or Rules(),
        )
        return show(qtbot, MainWindow(use_cases, settings, theme))

    return window


@pytest.fixture
def contract(tmp_path) -> Path:
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


def in_file(path: Path, holder: str = "Anna Berg") -> Candidate:
    one = candidate(holder, sha256="bb")
    token = replace(one.token, module=str(path), label=path.stem, serial=str(path))
    return replace(one, token=replace(token, in_software=True))


def words_in(widget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def listed(panel) -> list[str]:
    rows = panel.picker.list.rows
    texts = [rows.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(rows.count())]
    return [text.split("\n")[0] for text in texts]


def test_a_key_file_is_taken_into_use_with_its_password(
    qtbot, make, acts, contract, tmp_path, monkeypatch
):
    file = tmp_path / "anna.p12"
    acts.files[str(file)] = (PASSWORD, in_file(file))
    acts.outcomes.append(signed(contract))
    window = make()
    tab = open_in(window, contract)
    tab.view.place_default()
    panel = panel_of(window)
    qtbot.waitUntil(panel.sign.isEnabled)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    QTest.mouseClick(panel.picker.card, Qt.MouseButton.LeftButton)
    assert listed(panel) == ["Camille Roux", ENTRY]
    QTest.keyClick(panel.picker.list.rows, Qt.Key.Key_Down)
    QTest.keyClick(panel.picker.list.rows, Qt.Key.Key_Return)
    page = wait_for(qtbot, window, KeyFilePage)
    QTest.keyClicks(page.password, "wrong")
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in words_in(window.sheet))
    page = window.sheet.page
    QTest.keyClicks(page.password, PASSWORD)
    QTest.mouseClick(page.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.sheet.page is None)
    assert panel.candidate.facts.holder == "Anna Berg"
    assert "advanced, without a device" in words_in(panel.picker)
    QTest.mouseClick(panel.sign, Qt.MouseButton.LeftButton)
    page = wait_for(qtbot, window, PinPage)
    told = words_in(page)
    assert "PASSWORD OF THE KEY FILE" in told
    assert "The password is kept until these documents are signed." in told
    assert "Last try" not in told
    assert "WHAT THE CARD SAYS" not in told
    type_pin(page, PASSWORD)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))
    assert acts.asked[0][3].reveal() == PASSWORD


def test_without_a_card_the_list_still_leads_to_a_key_file(qtbot, make, acts, contract):
    acts.found = cards()
    window = make()
    panel = window.signing.open_panel(open_in(window, contract))
    qtbot.waitUntil(lambda: window.signing.cards is not None and panel.picker.card.isEnabled())
    QTest.keyClick(panel.picker.card, Qt.Key.Key_Space)
    assert listed(panel) == [ENTRY]


def test_a_file_that_is_none_is_told_on_the_desk(qtbot, make, acts, contract, tmp_path):
    window = make()
    window.signing.open_panel(open_in(window, contract))
    window.signing.key_files.ask_password(tmp_path / "other.p12")
    page = wait_for(qtbot, window, KeyFilePage)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "no key that can sign" in words_in(window.desk))
    assert window.sheet.page is None


def test_a_certificate_that_cannot_sign_is_not_taken(qtbot, make, acts, contract, tmp_path):
    file = tmp_path / "anna.p12"
    acts.files[str(file)] = ("", replace(in_file(file), bar=SigningBar.EXPIRED))
    window = make()
    panel = window.signing.open_panel(open_in(window, contract))
    qtbot.waitUntil(lambda: panel.candidate is not None)
    window.signing.key_files.ask_password(file)
    QTest.keyClick(wait_for(qtbot, window, KeyFilePage).password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sheet.page is None)
    assert panel.candidate.facts.holder == "Camille Roux"


def test_where_key_files_are_forbidden_there_is_no_entry(qtbot, make, contract):
    window = make(Rules(key_files=False))
    panel = window.signing.open_panel(open_in(window, contract))
    qtbot.waitUntil(lambda: panel.candidate is not None)
    QTest.mouseClick(panel.picker.card, Qt.MouseButton.LeftButton)
    assert listed(panel) == ["Camille Roux"]


def test_key_files_are_removed_in_the_settings(qtbot, make, acts):
    acts.listed = ["/stick/anna.p12", "/stick/b.p12"]
    window = make()
    window.show_screen("settings")
    page = window.settings_page
    page._sections.setCurrentRow(1)
    qtbot.waitUntil(lambda: len(page.key_files.paths) == 2)
    remove = [
        each
        for each in page.key_files.findChildren(QPushButton)
        if each.accessibleName() == "Remove /stick/anna.p12"
    ]
    QTest.mouseClick(remove[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.key_files.paths == ("/stick/b.p12",))
    assert acts.listed == ["/stick/b.p12"]


def test_how_long_a_pin_is_kept_is_chosen_with_keys_and_saved(qtbot, make, acts, tmp_path):
    window = make()
    window.show_screen("settings")
    choice = window.settings_page.pin
    assert [choice.itemText(n) for n in range(choice.count())][:3] == [
        "Never",
        "For one batch",
        "For 5 minute(s)",
    ]
    assert choice.currentData() == "batch"
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert load_settings(tmp_path).pin_keeping == "5"
    assert "Locking the screen" in choice.below.text()


def test_what_an_administrator_decided_is_shown_and_cannot_be_changed(make, tmp_path):
    window = make(Rules(pin=7), pin_keeping="never")
    window.show_screen("settings")
    page = window.settings_page
    assert (page.pin.isEnabled(), page.pin.currentText()) == (False, "For 7 minute(s)")
    assert page.pin.below.text().startswith("Your administrator decided this.")
    QTest.keyClicks(page.reason, "x")
    assert load_settings(tmp_path).pin_keeping == "never"  # the person's own word is not lost


@pytest.mark.parametrize(
    ("rules", "kept", "seen", "words"),
    [
        (None, "never", True, "The PIN is used once and not kept."),
        (None, "batch", True, "The PIN is kept until these documents are signed."),
        (None, "10", True, "The PIN is kept for 10 minute(s) by the card’s process; locking the"),
        (None, "10", False, "The PIN is kept until these documents are signed."),
        (None, "ten", True, "The PIN is kept until these documents are signed."),
        (Rules(pin="never"), "10", True, "The PIN is used once and not kept."),
        (Rules(pin=1), "never", True, "The PIN is kept for 1 minute(s) by the card’s process;"),
    ],
)
def test_the_pin_page_says_how_long_it_is_kept(
    qtbot, make, acts, contract, sees, rules, kept, seen, words
):
    sees(seen)
    acts.outcomes.append(signed(contract))
    window = make(rules, pin_keeping=kept)
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    assert words in words_in(page)
    type_pin(page)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(acts.asked))
    assert acts.leaving_seen == [seen]


def test_where_leaving_is_not_seen_the_settings_say_so(make, sees):
    sees(False)
    window = make(pin_keeping="10")
    window.show_screen("settings")
    assert "minutes count as one batch" in window.settings_page.pin.below.text()


def unlocked(one: Candidate) -> Candidate:
    return replace(one, token=replace(one.token, unlocked=True))


def ready(contract: Path, *findings: Finding) -> Preflight:
    output = contract.with_name("contract-signed.pdf")
    return Preflight(findings, output, PinState.NORMAL, unlocked=True)


def test_an_unlocked_card_signs_without_another_pin(qtbot, make, acts, contract):
    acts.preflights.append(ready(contract, Finding(Weight.KNOW, "key_without_device")))
    acts.outcomes.append(signed(contract))
    window = make(pin_keeping="10")
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PreflightPage)
    assert page.to_pin.text() == "Sign now"
    QTest.keyClick(page.to_pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))
    assert acts.asked[0][3] is None


def test_a_login_that_ended_meanwhile_asks_for_the_pin(qtbot, make, acts, contract):
    acts.preflights.append(ready(contract))
    acts.outcomes += [errors.PinMissing(), signed(contract)]
    window = make(pin_keeping="10")
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    assert "refused" not in words_in(page)
    type_pin(page)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))
    assert [pin is None for *_, pin in acts.asked] == [True, False]


@pytest.fixture
def open_card(qtbot, make, acts, contract) -> MainWindow:
    acts.found = cards(unlocked(candidate()))
    window = make(pin_keeping="10")
    window.start_work()
    window.signing.open_panel(open_in(window, contract))
    strip = window.strip._buttons[StripPart.CARD]
    qtbot.waitUntil(lambda: strip.text() == "Card unlocked  Camille Roux")
    return window


def press_keys(window: MainWindow) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_L, both)


def click_strip(window: MainWindow) -> None:
    QTest.mouseClick(window.strip._buttons[StripPart.CARD], Qt.MouseButton.LeftButton)


def leave(window: MainWindow) -> None:
    window.signing.guard.begin()
    window.signing.guard._watch.left.emit()


def choose_another(window: MainWindow) -> None:
    window.show_screen("settings")
    window.settings_page.pin.setFocus()
    QTest.keyClick(window.settings_page.pin, Qt.Key.Key_Up)


@pytest.mark.parametrize("act", [press_keys, click_strip, leave, choose_another])
def test_a_kept_login_is_shown_and_ended(qtbot, open_card, acts, act):
    act(open_card)
    strip = open_card.strip._buttons[StripPart.CARD]
    qtbot.waitUntil(lambda: strip.text() == "Card ready  Camille Roux")
    assert acts.done == ["lock"]
    press_keys(open_card)  # there is nothing left to lock
    click_strip(open_card)
    qtbot.wait(50)
    assert acts.done == ["lock"]


def test_who_leaves_before_a_look_has_seen_the_login_is_locked_out_too(qtbot, make, acts):
    window = make(pin_keeping="10")
    leave(window)
    qtbot.waitUntil(lambda: acts.done == ["lock"])
    qtbot.wait(50)
    assert acts.looks == []  # where nobody looked, nothing is started for it


def test_who_leaves_while_a_card_signs_is_locked_out_after_the_signature(
    qtbot, make, acts, contract
):
    acts.outcomes.append(signed(contract))
    window = make(pin_keeping="10")
    place_and_begin(qtbot, window, contract)
    acts.hold.clear()
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.signing.is_signing)
    leave(window)
    assert acts.done == []
    acts.hold.set()
    qtbot.waitUntil(lambda: acts.done == ["lock"])
    assert len(acts.asked) == 1


def test_who_leaves_is_not_watched_for_before_the_window_stands(qtbot, make):
    window = make()
    assert window.signing.guard._watch is None
    window.start_work()
    assert window.signing.guard._watch is None
    qtbot.waitUntil(lambda: window.signing.guard._watch is not None, timeout=3000)
