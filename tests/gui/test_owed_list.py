"""The list of what is owed: behind the strip and in the menu, by keys, and nothing in it jumps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from paraph.domain import errors
from paraph.domain.errors import levels as level_errors
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.gui.actions import GuiUseCases
from paraph.gui.common.reachability import Reach
from paraph.gui.main_window import MainWindow
from paraph.gui.proof import proof_words
from paraph.gui.proof.owed_page import OwedPage
from paraph.gui.proof.proof_password_page import ProofPasswordPage
from paraph.gui.shell.status_strip import StripPart
from paraph.settings import Settings
from tests.gui.candidates import candidate, cards
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.test_network_back import FakeNetwork
from tests.gui.test_proofs import DEBT, NOW, FakeProofs, signed

SOON = datetime.now(UTC) + timedelta(minutes=30)


def owing(intent: str, name: str, error: errors.ParaphError, **more: object) -> OwedLevel:
    debt = replace(DEBT, intent=intent, path=Path(f"/m/{name}.pdf"))
    return replace(debt.after_failed_attempt(error, NOW, 1), next_attempt=SOON, **more)


DOWN = owing("d", "lease", level_errors.TimestampUnavailable())
LOCKED = owing("l", "locked", errors.PasswordRequired())
CHANGED = owing("c", "changed", level_errors.ProofFileChanged())
HALF = owing("h", "half", level_errors.RevocationUnavailable(), level=PadesLevel.B_T)


@pytest.fixture
def proofs() -> FakeProofs:
    return FakeProofs()


@pytest.fixture
def network() -> list[FakeNetwork]:
    return []


@pytest.fixture
def window(qtbot, theme, settings, proofs, network) -> MainWindow:
    def open_network(parent: QObject) -> FakeNetwork:
        network.append(FakeNetwork(parent, Reach.ONLINE))
        return network[-1]

    use_cases = GuiUseCases(
        open_fake, FakeSigning(), Settings(level="B-T"), proofs=proofs, network=open_network
    )
    made = show(qtbot, MainWindow(use_cases, settings, theme))
    made.owed.begin()
    return made


@pytest.fixture
def opened(qtbot, window, proofs) -> Callable[..., OwedPage]:
    def open_list(*debts: OwedLevel) -> OwedPage:
        proofs.left = list(debts)
        window.signing.proofs.look()
        qtbot.waitUntil(lambda: window.signing.proofs.debts == debts)
        window.strip._buttons[StripPart.OUTBOX].click()
        page = window.owed.page
        assert page is not None
        qtbot.waitUntil(lambda: not window.signing.proofs._lane.busy)
        return page

    return open_list


def test_each_document_says_what_it_lacks_why_until_when_and_when_it_is_tried(opened):
    page = opened(DOWN, LOCKED, HALF)
    assert list(page.rows) == ["l", "d", "h"], "those that need the person come first"
    down, half = page.rows["d"], page.rows["h"]
    assert down._lacks.toolTip() == "Timestamp and long-term proof (B-LTA) · /m"
    assert half._lacks.toolTip() == "Long-term proof (B-LTA) · /m"
    moment = proof_words.moment_words(SOON, datetime.now(UTC))
    assert down.words() == (
        "The timestamp server gave no timestamp."
        f" Next try: {moment} · can be had until 14 March 2028"
    )
    assert page.rows["l"].words().startswith("This PDF is locked.")
    assert "Tried once the password is typed" in page.rows["l"].words()
    assert "lease.pdf. The timestamp server gave no timestamp." in down.accessibleName()


def test_a_renewal_says_until_when_it_has_to_be_done(opened):
    page = opened(replace(HALF, renews=True, deadline=DOWN.deadline))
    assert page.rows["h"].words().endswith(" · to be renewed before 14 March 2028")


def test_one_document_is_tried_and_what_is_there_stays_in_its_place(qtbot, opened, proofs):
    page = opened(CHANGED, HALF)
    row, other = page.rows["c"], page.rows["h"]
    places = [each.mapTo(page, QPoint(0, 0)) for each in (row, other, page.try_all)]
    proofs.hold.clear()
    row.again.setFocus()
    QTest.keyClick(row.again, Qt.Key.Key_Return)
    assert row.words().endswith("Being tried…")
    assert not other.words().endswith("Being tried…")
    QTest.keyClick(row.again, Qt.Key.Key_Return)
    proofs.left = [HALF]
    proofs.hold.set()
    qtbot.waitUntil(lambda: row.words() == "Added, and read back.")
    assert proofs.calls == [(["c"], True, {})], "twice pressed is tried once"
    QApplication.processEvents()
    assert [each.mapTo(page, QPoint(0, 0)) for each in (row, other, page.try_all)] == places
    assert QApplication.focusWidget() is row.open
    proofs.left = []
    page.try_all.click()
    qtbot.waitUntil(lambda: page.band.words().startswith("Nothing is owed."))
    assert page.try_all.isHidden()


def test_nothing_owed_says_so_and_esc_closes(qtbot, window, opened, proofs):
    opened(DOWN)
    window.sheet.close_page()
    page = opened()
    assert page.rows == {}
    assert page.band.words().startswith("Nothing is owed. Every signature has")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.sheet.page is None


def test_without_a_network_it_says_that_nothing_is_lost(qtbot, opened, network):
    page = opened(DOWN)
    assert "added by itself" in page.band.words()
    network[0].say(Reach.AWAY)
    qtbot.waitUntil(lambda: page.band.words().startswith("No network"), timeout=5_000)
    assert "Tried when the network is back" in page.rows["d"].words()


def test_another_program_that_pays_is_told_where_the_person_tried(qtbot, opened, proofs):
    page = opened(DOWN)
    proofs.busy = True
    page.try_all.click()
    qtbot.waitUntil(lambda: page.band.words().startswith("Proof is being added by another"))
    assert not page.rows["d"].words().endswith("Being tried…")


def test_every_act_is_reached_with_tab_and_scrolled_into_sight(window, opened):
    many = [replace(DOWN, intent=str(n), path=Path(f"/m/{n}.pdf")) for n in range(12)]
    page = opened(*many)
    seen: list[str] = []
    for _ in range(3 * len(many) + 6):
        focused = QApplication.focusWidget()
        assert page.isAncestorOf(focused)
        assert not focused.visibleRegion().isEmpty(), focused.accessibleName()
        seen.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    for n in range(12):
        for words in (f"Try {n}.pdf now", f"Open {n}.pdf", f"Show {n}.pdf in its folder"):
            assert words in seen
    assert {"Try all now", "Close"} <= set(seen)


def test_more_than_a_person_reads_is_counted(opened):
    page = opened(*(replace(DOWN, intent=str(n)) for n in range(60)))
    assert len(page.rows) == 50
    assert page._more.text() == "and 10 more"


def test_a_document_is_opened_and_shown_in_its_folder(qtbot, window, opened, monkeypatch):
    shown: list[Path] = []
    monkeypatch.setattr("paraph.gui.common.desktop_files.show_in_folder", shown.append)
    page = opened(DOWN)
    page.rows["d"].folder.click()
    assert shown == [DOWN.path]
    page.rows["d"].open.click()
    assert window.sheet.page is None
    assert window.desk.current.source.title == "lease"


def test_the_list_stands_in_the_menu_and_never_upon_another_sheet(window, opened):
    (action,) = (
        each for each in window._menus.file.actions() if each.text() == "&Proof that is owed…"
    )
    action.trigger()
    page = window.owed.page
    assert page is not None
    action.trigger()
    assert window.owed.page is page


def test_a_person_pays_a_locked_document_by_typing_its_password(qtbot, window, opened, proofs):
    page = opened(LOCKED)
    assert page.rows["l"].again.isHidden()
    QTest.keyClick(page.rows["l"].password, Qt.Key.Key_Return)
    asked = window.sheet.page
    assert isinstance(asked, ProofPasswordPage)
    assert not asked.keep.box.isChecked()
    QTest.keyClicks(asked.password, "s3cret")
    proofs.left = [replace(LOCKED, reason="password_incorrect", needs_person="password_incorrect")]
    QTest.keyClick(asked.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(proofs.calls) == 1)
    (only, insist, passwords), kept = proofs.calls[0], proofs.kept[0]
    assert (only, insist, kept) == (["l"], True, frozenset())
    assert passwords["l"].reveal() == "s3cret"
    qtbot.waitUntil(lambda: "does not" in window.owed.page.rows["l"].words())
    window.owed.page.rows["l"].password.click()
    asked = window.sheet.page
    QTest.keyClicks(asked.password, "right")
    asked.keep.box.click()
    proofs.left = []
    asked.add.click()
    qtbot.waitUntil(lambda: window.owed.page.rows["l"].words() == "Added, and read back.")
    assert proofs.kept[1] == {"l"}


def test_not_now_goes_back_to_the_list(window, opened):
    page = opened(LOCKED)
    page.rows["l"].password.click()
    QTest.keyClick(window.sheet.page, Qt.Key.Key_Escape)
    assert isinstance(window.sheet.page, OwedPage)


def locked_panel(window: MainWindow, tmp_path: Path, password: Secret | None):
    window.open_path(tmp_path / "lease.pdf", password)
    return window.signing.open_panel(window.desk.current)


def test_keeping_is_offered_for_a_locked_document_with_a_level_and_is_off(window, tmp_path):
    panel = locked_panel(window, tmp_path, Secret("x"))
    keep = panel.keep_password
    assert keep.isVisibleTo(panel)
    assert not keep.is_wanted
    keep.box.click()
    assert keep.is_wanted
    panel.proof.choose(PadesLevel.B_B)
    assert not keep.isVisibleTo(panel)
    assert not keep.is_wanted, "what is not shown is not agreed to"


def test_keeping_is_not_offered_without_a_password(window, tmp_path):
    panel = locked_panel(window, tmp_path, None)
    assert not panel.findChildren(QCheckBox, "") or not panel.keep_password.isVisibleTo(panel)
    assert not panel.keep_password.is_wanted


@pytest.mark.parametrize("agreed", [True, False])
def test_what_the_person_agreed_to_reaches_the_keychain_and_is_said(
    qtbot, window, tmp_path, proofs, agreed
):
    acts = window._use_cases.signing
    acts.found = cards(candidate())
    acts.outcomes = [replace(signed(asked=PadesLevel.B_T), output=tmp_path / "lease-signed.pdf")]
    panel = locked_panel(window, tmp_path, Secret("s3cret"))
    qtbot.waitUntil(lambda: panel.candidate is not None)
    panel._go_without()
    if agreed:
        panel.keep_password.box.click()
    proofs.left = [replace(DOWN, intent="i", path=tmp_path / "lease-signed.pdf")]
    qtbot.waitUntil(panel.sign.isEnabled)
    window.signing.begin(window.desk.current)
    qtbot.waitUntil(lambda: window.sheet.page is not None)
    window.signing.flow._sign(Secret("1234"))
    qtbot.waitUntil(lambda: len(proofs.calls) == 1)
    assert proofs.kept == [frozenset({"i"} if agreed else set())]
    assert proofs.calls[0][2]["i"].reveal() == "s3cret"
    from paraph.gui.signing.result_panel import ResultPanel

    shown = window.desk.current.findChild(ResultPanel)
    words = "kept in the keychain" if agreed else "later the password is asked for"
    qtbot.waitUntil(lambda: words in shown.proof.words())


def test_a_keychain_that_keeps_nothing_is_told(qtbot, window, tmp_path, proofs):
    proofs.no_keychain = True
    proofs.left = [replace(DOWN, intent="i")]
    done = signed(asked=PadesLevel.B_T)
    window.signing.results.let_password_be_kept(done)
    window.open_path(tmp_path / "lease.pdf", Secret("x"))
    window.signing.results.show(window.desk.current, done)
    from paraph.gui.signing.result_panel import ResultPanel

    shown = window.desk.current.findChild(ResultPanel)
    qtbot.waitUntil(lambda: "could not be kept" in shown.proof.words())


def test_the_password_of_an_open_document_is_used_for_its_proof_and_of_no_other(
    qtbot, window, tmp_path, proofs
):
    window.open_path(tmp_path / "a.pdf", Secret("open"))
    here = replace(DOWN, intent="a", path=tmp_path / "a.pdf")
    proofs.left = [here, LOCKED]
    watch = window.signing.proofs
    watch.look()
    qtbot.waitUntil(lambda: len(watch.debts) == 2)
    watch.pay_now()
    qtbot.waitUntil(lambda: len(proofs.calls) == 1)
    assert {name: each.reveal() for name, each in proofs.calls[0][2].items()} == {"a": "open"}
    window.desk.close_current()
    qtbot.waitUntil(lambda: window.signing.password_for(tmp_path / "a.pdf") is None)
    watch.pay_now()
    qtbot.waitUntil(lambda: len(proofs.calls) == 2)
    assert proofs.calls[1][2] == {}
