"""Signing in the window, with mouse and keys: panel, pre-flight, PIN, result, and each failure."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from paraph.domain import errors
from paraph.domain.findings import Finding, Weight
from paraph.domain.keys.certificate import SigningBar
from paraph.domain.keys.secret import Secret
from paraph.domain.verification import FileReport
from paraph.gui.actions import DemoCard, GuiUseCases
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.main_window import MainWindow
from paraph.gui.sheet.busy_page import BusyPage
from paraph.gui.sheet.password_page import PasswordPage
from paraph.gui.signing.check_panel import CheckPanel
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.gui.signing.result_panel import ResultPanel
from paraph.gui.signing.sign_panel import SignPanel
from paraph.gui.signing.trouble_page import TroublePage
from paraph.ports.signing_token import PinState
from paraph.usecases.preflight import Preflight
from paraph.usecases.reconcile_after_crash import Closed
from paraph.usecases.sign_document import SignedDocument
from tests.gui.candidates import candidate, cards
from tests.gui.conftest import open_fake, open_in, show
from tests.gui.fake_page_source import FakePageSource
from tests.gui.fake_signing import FakeSigning

PIN = "471100"


@pytest.fixture
def acts() -> FakeSigning:
    made = FakeSigning()
    made.found = cards(candidate())
    return made


@pytest.fixture
def window(qtbot, theme, settings, acts):
    return show(qtbot, MainWindow(GuiUseCases(open_fake, acts), settings, theme))


@pytest.fixture
def contract(tmp_path) -> Path:
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


def signed(path: Path) -> SignedDocument:
    output = path.with_name("contract-signed.pdf")
    return SignedDocument(output, "0", "1", "Signature1", None, "aa", "2026-01-01T00:00:00Z", 12)


def panel_of(window: MainWindow) -> SignPanel:
    (panel,) = window.findChildren(SignPanel)
    return panel


def place_and_begin(qtbot, window: MainWindow, contract: Path) -> None:
    """Put a box with Ctrl+G, wait for the card, and go on with Ctrl+Enter."""
    tab = open_in(window, contract)
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.view.placement.place is not None)
    qtbot.waitUntil(panel_of(window).sign.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def wait_for(qtbot, window: MainWindow, kind: type) -> object:
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, kind))
    return window.sheet.page


def type_pin(page: PinPage, pin: str = PIN) -> None:
    QTest.keyClicks(page.pin, pin)


def test_box_card_and_pin_end_in_a_signed_copy(qtbot, window, acts, contract):
    acts.outcomes.append(signed(contract))
    place_and_begin(qtbot, window, contract)
    place = window.desk.current.view.placement.place
    page = wait_for(qtbot, window, PinPage)
    type_pin(page)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))
    ((wish, output, chosen, pin),) = acts.asked
    assert (wish.source, wish.place) == (contract, place)
    assert output == contract.with_name("contract-signed.pdf")
    assert chosen.facts.holder == "Camille Roux"
    assert pin.reveal() == PIN
    assert window.windowTitle() == "contract-signed - Paraph"
    assert window.desk.tabs.count() == 1


def test_the_result_opens_its_folder_and_another_program(
    qtbot, window, acts, contract, monkeypatch
):
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()))
    acts.outcomes.append(signed(contract))
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))
    (panel,) = window.findChildren(ResultPanel)
    QTest.mouseClick(panel.show_folder, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.open_elsewhere, Qt.MouseButton.LeftButton)
    assert asked == [str(contract.parent), str(contract.with_name("contract-signed.pdf"))]
    acts.report = FileReport(str(contract), "0", 3, "2026-01-01T00:00:00Z")
    QTest.keyClick(panel.check, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(CheckPanel)))


def test_reason_and_place_are_part_of_what_is_confirmed(qtbot, window, acts, contract):
    acts.outcomes.append(signed(contract))
    tab = open_in(window, contract)
    tab.view.place_default()
    panel = panel_of(window)
    qtbot.waitUntil(panel.sign.isEnabled)
    QTest.keyClicks(panel.reason, "Approved")
    QTest.keyClicks(panel.location, "Lyon")
    QTest.mouseClick(panel.sign, Qt.MouseButton.LeftButton)
    page = wait_for(qtbot, window, PinPage)
    shown = " ".join(each.text() for each in page.findChildren(QLabel))
    assert "I sign as Camille Roux, with an advanced electronic signature" in shown
    assert "for this reason: Approved" in shown
    type_pin(page)
    QTest.mouseClick(page.sign, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(acts.asked))
    assert (acts.asked[0][0].reason, acts.asked[0][0].location) == ("Approved", "Lyon")


def test_wrong_pin_clears_the_field_and_says_so(qtbot, window, acts, contract):
    acts.outcomes += [errors.PinIncorrect(), signed(contract)]
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage), "000000")
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            isinstance(window.sheet.page, PinPage) and window.sheet.page.state is PinState.COUNT_LOW
        )
    )
    page = window.sheet.page
    assert page.pin.text() == ""
    assert page.pin.hasFocus()
    assert any("refused the PIN" in each.text() for each in page.findChildren(QLabel))
    type_pin(page)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))


def test_on_the_last_try_enter_does_nothing_and_stopping_leads(qtbot, window, acts, contract):
    output = contract.with_name("out.pdf")
    acts.preflights.append(Preflight((), output, PinState.FINAL_TRY))
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    assert page.stop.hasFocus()
    assert page.stop.property("kind") == "primary"
    type_pin(page)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert acts.asked == []
    assert window.sheet.page is page


def test_a_locked_card_shows_no_field(qtbot, window, acts, contract):
    acts.outcomes.append(errors.PinLocked())
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            isinstance(window.sheet.page, PinPage) and window.sheet.page.state is PinState.LOCKED
        )
    )
    page = window.sheet.page
    assert not page.pin.isVisible()
    assert not page.sign.isVisible()


def test_a_reader_with_keys_is_given_no_pin(qtbot, window, acts, contract):
    acts.preflights.append(Preflight((), contract.with_name("out.pdf"), PinState.READER))
    acts.outcomes.append(signed(contract))
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    assert not page.pin.isVisible()
    QTest.mouseClick(page.sign, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(acts.asked))
    assert acts.asked[0][3] is None


def test_escape_stops_before_the_card_is_asked(qtbot, window, acts, contract):
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    type_pin(page)
    QTest.keyClick(page.pin, Qt.Key.Key_Escape)
    assert window.sheet.page is None
    assert acts.asked == []


def test_what_lies_below_the_sheet_gets_no_key_and_no_click(qtbot, window, acts, contract):
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    before = window.desk.current.view.placement.place
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert page.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert window.desk.current.view.placement.place == before
    assert window.childAt(window.desk.mapTo(window, window.desk.rect().center())) is not None


def test_findings_are_shown_before_the_pin(qtbot, window, acts, contract):
    folder = Finding(Weight.SETTLE, "folder_needed", "temporary")
    fine = Finding(Weight.FINE, "document_open", "0")
    acts.preflights.append(Preflight((folder, fine), None, PinState.NORMAL))
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PreflightPage)
    assert not page.to_pin.isEnabled()
    (act,) = [b for b in page.findChildren(QPushButton) if b.text() == "Choose a folder…"]
    assert act.hasFocus()
    chosen = contract.parent / "matter"
    window.signing.flow.use_folder(str(chosen))
    wait_for(qtbot, window, PinPage)
    assert acts.folders == [None, chosen]


def test_a_notice_is_shown_once(qtbot, window, acts, contract):
    known = Finding(Weight.KNOW, "certificate_ends_soon", "2026-12-01")
    found = Preflight((known,), contract.with_name("out.pdf"), PinState.NORMAL)
    acts.preflights += [found, found]
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PreflightPage)
    QTest.mouseClick(page.to_pin, Qt.MouseButton.LeftButton)
    pin = wait_for(qtbot, window, PinPage)
    QTest.keyClick(pin.pin, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, window, PinPage)


@pytest.mark.parametrize(
    "error", [errors.TokenRemoved(), errors.DiskFull(folder="x"), errors.TokenUnavailable(why="y")]
)
def test_a_failure_says_what_is_safe_and_can_be_tried_again(qtbot, window, acts, contract, error):
    acts.outcomes += [error, signed(contract)]
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    page = wait_for(qtbot, window, TroublePage)
    QTest.mouseClick(page.details, Qt.MouseButton.LeftButton)
    assert any(error.code in each.text() for each in page.findChildren(QLabel))
    QTest.mouseClick(page.retry, Qt.MouseButton.LeftButton)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(ResultPanel)))


def test_a_signature_made_before_its_process_ended_is_told_as_made(qtbot, window, acts, contract):
    output = contract.with_name("contract-signed.pdf")
    acts.outcomes.append(errors.Unforeseen(why="ended_unexpectedly"))
    acts.closed = (Closed("1", "signature_made", contract, output),)
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "signature was made" in window.desk.message.accessibleName())
    assert window.sheet.page is None


def test_what_became_of_nothing_is_told_as_unforeseen(qtbot, window, acts, contract):
    acts.outcomes.append(errors.Unforeseen(why="ended_unexpectedly"))
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    assert wait_for(qtbot, window, TroublePage).error.code == "unforeseen"


def test_a_signature_kept_elsewhere_is_not_called_unsigned(qtbot, window, acts, contract):
    acts.outcomes.append(errors.OutputUnreachable(kept="/home/kept/contract-signed.pdf"))
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    page = wait_for(qtbot, window, TroublePage)
    qtbot.waitUntil(page.isVisible)
    shown = " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())
    assert "Signed, and kept elsewhere" in shown
    assert "/home/kept/contract-signed.pdf" in shown
    assert not page.retry.isVisible()


def test_what_cannot_sign_is_listed_grey_with_its_reason(qtbot, window, acts, contract):
    acts.found = cards(candidate(), candidate("Old Roux", SigningBar.EXPIRED, "bb"))
    open_in(window, contract).view.place_default()
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.candidate is not None)
    QTest.mouseClick(panel.picker.card, Qt.MouseButton.LeftButton)
    rows = panel.picker.list.rows
    texts = [rows.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.count())]
    assert "Cannot sign: it has ended" in texts[1]
    assert not rows.item(1).flags() & Qt.ItemFlag.ItemIsEnabled
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(1)).center()
    )
    assert panel.candidate.facts.holder == "Camille Roux"
    panel.picker.list.hide()


def test_of_several_certificates_none_is_chosen_unasked(qtbot, window, acts, contract, settings):
    acts.found = cards(candidate(), candidate("Inès Varenne", sha256="bb"))
    open_in(window, contract).view.place_default()
    panel = panel_of(window)
    qtbot.waitUntil(lambda: len(panel.picker.candidates) == 2)
    assert panel.candidate is None
    assert not panel.sign.isEnabled()
    QTest.mouseClick(panel.picker.card, Qt.MouseButton.LeftButton)
    rows = panel.picker.list.rows
    rows.setCurrentRow(1)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert panel.candidate.facts.holder == "Inès Varenne"
    assert settings.value("signing/certificate") == "bb"


def test_without_a_card_the_button_says_what_is_missing(qtbot, window, acts, contract):
    acts.found = cards()
    open_in(window, contract).view.place_default()
    panel = panel_of(window)
    qtbot.waitUntil(lambda: window.signing.cards is not None)
    assert not panel.sign.isEnabled()
    assert "certificate" in panel.sign.accessibleDescription()
    acts.found = cards(candidate())
    window.signing.look()
    qtbot.waitUntil(panel.sign.isEnabled)


def test_a_signature_without_a_box_is_asked_for_by_its_own_button(qtbot, window, acts, contract):
    acts.outcomes.append(signed(contract))
    tab = open_in(window, contract)
    window.signing.open_panel(tab)
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.candidate is not None)
    assert not panel.sign.isEnabled()
    QTest.mouseClick(panel.without_box, Qt.MouseButton.LeftButton)
    assert panel.sign.isEnabled()
    QTest.mouseClick(panel.sign, Qt.MouseButton.LeftButton)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(acts.asked))
    assert acts.asked[0][0].place is None


def test_closing_waits_for_a_signature_in_work(qtbot, window, acts, contract):
    acts.hold.clear()
    acts.outcomes.append(signed(contract))
    place_and_begin(qtbot, window, contract)
    type_pin(wait_for(qtbot, window, PinPage))
    QTest.keyClick(window.sheet.page.pin, Qt.Key.Key_Return)
    wait_for(qtbot, window, BusyPage)
    assert not window.close()
    assert window.isVisible()
    acts.hold.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert len(acts.asked) == 1


def test_the_demo_shows_its_pin(qtbot, theme, settings, acts, contract):
    demo = DemoCard("Carte avocat", Secret("123456"))
    window = MainWindow(GuiUseCases(open_fake, acts, demo_card=demo), settings, theme)
    show(qtbot, window)
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    assert any("123456" in each.text() for each in page.findChildren(QLabel))


def test_a_locked_document_asks_for_its_password(qtbot, theme, settings, acts, contract):
    tried: list[str | None] = []

    def opener(path, password, done, failed) -> None:
        tried.append(password and password.reveal())
        if password is None:
            failed(errors.PasswordRequired())
        elif password.reveal() != "right":
            failed(errors.PasswordIncorrect())
        else:
            done(FakePageSource(title=path.stem))

    window = MainWindow(GuiUseCases(opener, acts), settings, theme)
    show(qtbot, window)
    window.open_path(contract)
    for password in ("wrong", "right"):
        page = wait_for(qtbot, window, PasswordPage)
        QTest.keyClicks(page.password, password)
        QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert tried == [None, "wrong", "right"]
    assert window.sheet.page is None
    assert window.desk.current is not None


def test_a_document_that_opens_meanwhile_does_not_take_the_focus(qtbot, window, acts, contract):
    place_and_begin(qtbot, window, contract)
    page = wait_for(qtbot, window, PinPage)
    open_in(window, contract.with_name("other.pdf"))
    assert page.pin.hasFocus()
    QTest.keyClick(page.pin, Qt.Key.Key_Escape)
    assert window.desk.current.view.hasFocus()


def test_a_broken_document_offers_a_repaired_copy(qtbot, theme, settings, acts, contract):
    def opener(path, _password, done, _failed) -> None:
        source = FakePageSource(title=path.stem)
        source.needs_repair = not path.stem.endswith("repaired")
        done(source)

    window = MainWindow(GuiUseCases(opener, acts), settings, theme)
    show(qtbot, window)
    open_in(window, contract)
    (act,) = [b for b in window.desk.message.findChildren(QPushButton) if b.isVisible()]
    QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.tabs.count() == 2)
    assert acts.repaired == [contract.with_name("contract-repaired.pdf")]


def test_a_check_shows_the_verdict_in_words(qtbot, window, acts, contract):
    acts.report = FileReport(str(contract), "0", 3, "2026-01-01T00:00:00Z")
    open_in(window, contract)
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(CheckPanel)))
    (panel,) = window.findChildren(CheckPanel)
    assert any(each.text() == "Nobody has signed this" for each in panel.findChildren(QLabel))
