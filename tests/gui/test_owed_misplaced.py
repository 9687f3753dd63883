"""A listed file that moved or is gone: found, or taken off the list, in the list itself."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from paraph.domain import errors
from paraph.domain.owed import ArchivedFile
from paraph.domain.pades_level import PadesLevel
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.gui.proof.give_up_page import GiveUpPage
from paraph.gui.proof.owed_page import OwedPage
from paraph.gui.proof.owed_row import OwedRow
from paraph.settings import Settings
from paraph.usecases.pay_owed import Payments
from paraph.usecases.proof_desk import ProofDesk
from tests.fakes.levels import ENDS, PayBench
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning

KEPT, NEW = Path("/m/akten/contract.pdf"), Path("/elsewhere/found.pdf")


class Proofs(ProofDesk):
    """The window's real use cases, over a record in memory."""

    busy = False

    def give_up(self, intent: str) -> Payments:
        if self.busy:
            raise errors.ProofBusy
        return super().give_up(intent)

    def close(self) -> None:
        """There is no process to let go."""


@pytest.fixture
def bench() -> PayBench:
    bench = PayBench()
    bench.files.contents[KEPT] = b"contract|B-LTA"
    bench.owed.put_archived(ArchivedFile(KEPT, bench.files.sha256(KEPT), ENDS))
    bench.owe("a", PadesLevel.B_T)
    return bench


@pytest.fixture
def proofs(bench: PayBench) -> Proofs:
    desk = Proofs(lambda: nullcontext(bench.ports), bench.files)
    desk.owed()
    return desk


@pytest.fixture
def window(qtbot, theme, settings, proofs) -> MainWindow:
    use_cases = GuiUseCases(open_fake, FakeSigning(), Settings(level="B-T"), proofs=proofs)
    return show(qtbot, MainWindow(use_cases, settings, theme))


def move(bench: PayBench, old: Path, new: Path = NEW) -> None:
    bench.files.contents[new] = bench.files.contents.pop(old)


@pytest.fixture
def row(qtbot, window, bench, proofs):
    def only(code: str) -> OwedRow:
        """Show the list, which has one row by then."""
        proofs.pay(insist=True)
        window.owed.show()
        qtbot.waitUntil(lambda: len(window.owed.page.rows) == 1)
        qtbot.waitUntil(lambda: not window.signing.proofs._lane.busy)
        (found,) = window.owed.page.rows.values()
        assert found.debt.needs_person == code
        return found

    return only


def choosing(monkeypatch, *paths: Path) -> list[tuple[str, str]]:
    asked: list[tuple[str, str]] = []

    def choose(_parent: object, title: str, folder: str, _kinds: str) -> tuple[str, str]:
        asked.append((title, folder))
        return str(paths[len(asked) - 1]) if len(asked) <= len(paths) else "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    return asked


def test_a_missing_file_is_found_by_the_person(qtbot, window, bench, row, monkeypatch):
    move(bench, KEPT)
    found = row("archive_file_missing")
    assert found.words().startswith("A file whose long-term proof is kept up is not where it was.")
    assert "find it where it lies now, or take it off the list" in found.words()
    assert "paraph upgrade" not in found.words(), "a button does it"
    window.owed.page.take_focus()
    assert QApplication.focusWidget() is found.find_it
    assert found.keep_up.isHidden()
    asked = choosing(monkeypatch, NEW)
    QTest.keyClick(found.find_it, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: found.words() == "In order again.")
    assert asked == [("Where contract.pdf lies now", "/m/akten")]
    assert [file.path for file in bench.owed.archived()] == [NEW]
    assert found.find_it.isHidden()
    assert QApplication.focusWidget() is found.open


def test_what_it_owes_is_added_where_it_was_found(qtbot, bench, row, monkeypatch):
    move(bench, Path("/m/a"))
    found = row("proof_file_missing")
    choosing(monkeypatch, NEW)
    found.find_it.click()
    qtbot.waitUntil(lambda: found.words() == "Added, and read back.")
    assert bench.files.contents[NEW] == b"a|B-T"


def test_another_file_is_refused_with_words_and_no_choice_changes_nothing(
    qtbot, bench, row, monkeypatch
):
    del bench.files.contents[KEPT]
    other = Path("/m/other.pdf")
    bench.files.contents[other] = b"other|B-LTA"
    found = row("archive_file_missing")
    before = found.words()
    asked = choosing(monkeypatch, other)
    found.find_it.click()
    qtbot.waitUntil(lambda: "This is not the signed file that is looked for." in found.words())
    assert "saved anew has other bytes" in found.words()
    assert [file.path for file in bench.owed.archived()] == [KEPT]
    found.again.click()
    qtbot.waitUntil(lambda: found.words() == before)
    found.find_it.click()
    assert (len(asked), found.words()) == (2, before)


def test_a_file_is_taken_off_after_a_question(qtbot, window, bench, row):
    del bench.files.contents[KEPT]
    QTest.keyClick(row("archive_file_missing").give_up, Qt.Key.Key_Space)
    asked = window.sheet.page
    assert isinstance(asked, GiveUpPage)
    assert QApplication.focusWidget() is asked.stop, "Return leaves it where it is"
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert isinstance(window.sheet.page, OwedPage)
    assert len(bench.owed.archived()) == 1
    (found,) = window.owed.page.rows.values()
    found.give_up.click()
    window.sheet.page.agree.click()
    qtbot.waitUntil(lambda: bench.owed.archived() == [])
    (found,) = window.owed.page.rows.values()
    qtbot.waitUntil(lambda: found.words() == "Taken off the list.")
    assert found.give_up.isHidden()
    assert "renewal_given_up" in bench.owed.audit.kinds()


def test_one_that_cannot_be_taken_off_now_stays_and_says_so(qtbot, window, bench, row, proofs):
    del bench.files.contents[KEPT]
    row("archive_file_missing").give_up.click()
    proofs.busy = True
    window.sheet.page.agree.click()
    (found,) = window.owed.page.rows.values()
    qtbot.waitUntil(lambda: "Proof is being added by another" in found.words())
    bench.files.contents[KEPT] = b"contract|B-LTA"
    found.again.click()
    qtbot.waitUntil(lambda: found.words() == "In order again.")


def test_what_another_program_added_is_kept_up_when_the_person_says_so(qtbot, bench, row):
    bench.files.contents[KEPT] += b" annotated|B-LTA"
    found = row("archive_file_extended")
    assert "keep its proof up as it is now" in found.words()
    assert found.find_it.isHidden()
    found.keep_up.click()
    qtbot.waitUntil(lambda: found.words() == "In order again.")
    assert bench.owed.archived()[0].sha256 == bench.files.sha256(KEPT)


@pytest.mark.parametrize("how", ["keys", "window"])
def test_the_program_ends_while_the_list_is_shown(qtbot, window, bench, row, how):
    del bench.files.contents[KEPT]
    found = row("archive_file_missing")
    if how == "keys":
        QTest.keyClick(found.again, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    else:
        window.close()
    assert not window.isVisible()


def test_no_other_key_gets_below_the_list_and_no_key_ends_a_question(
    window, bench, row, monkeypatch
):
    asked: list[object] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: asked.append(1) or ([], ""))
    del bench.files.contents[KEPT]
    found = row("archive_file_missing")
    QTest.keyClick(found.again, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert (asked, isinstance(window.sheet.page, OwedPage)) == ([], True)
    found.give_up.click()
    page = window.sheet.page
    QTest.keyClick(page.stop, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert (window.isVisible(), window.sheet.page) == (True, page)
