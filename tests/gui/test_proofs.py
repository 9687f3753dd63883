"""Proof of time in the window: chosen, added by itself, owed in words, and tried again."""

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from paraph.administrator import Rules
from paraph.domain import errors
from paraph.domain.errors import levels as level_errors
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.gui.proof.proof_watch import ProofWatch
from paraph.gui.shell.status_strip import StripPart
from paraph.gui.signing.result_panel import ResultPanel
from paraph.settings import Settings
from paraph.time_servers import TimeServer
from paraph.usecases.pay_owed import Payments, Replaced
from paraph.usecases.sign_document import SignedDocument
from tests.gui.conftest import open_fake, open_in, show
from tests.gui.fake_signing import FakeSigning

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
DEBT = OwedLevel(
    "i", Path("/m/lease.pdf"), "aa", PadesLevel.B_B, PadesLevel.B_LTA, NOW,
    deadline=datetime(2028, 3, 14, 12, tzinfo=UTC),
)  # fmt: skip
LATER = DEBT.after_failed_attempt(level_errors.TimestampUnavailable(), NOW, 1)
NEEDY = DEBT.after_failed_attempt(level_errors.NoTimestampService(), NOW, 1)


class FakeProofs:
    def __init__(self) -> None:
        self.left: list[OwedLevel] = []
        self.calls: list[tuple[Sequence[str] | None, bool, Mapping[str, Secret]]] = []
        self.closed = 0
        self.replaced: list[Replaced] = []
        self.kept: list[frozenset[str]] = []
        self.no_keychain = False
        self.busy = False
        self.hold = threading.Event()
        self.hold.set()

    def owed(self) -> tuple[OwedLevel, ...]:
        if self.busy:
            raise errors.StoreBusy
        return tuple(self.left)

    def pay(
        self,
        only: Sequence[str] | None = None,
        *,
        insist: bool = False,
        passwords: Mapping[str, Secret] | None = None,
        keep: Collection[str] = (),
    ) -> Payments:
        self.hold.wait(10)
        if self.busy:
            raise errors.ProofBusy
        self.calls.append((only, insist, passwords or {}))
        self.kept.append(frozenset(keep))
        lost = frozenset(keep) if self.no_keychain else frozenset()
        return Payments(frozenset(), tuple(self.left), tuple(self.replaced), lost)

    def find(self, intent: str, path: Path) -> Payments:
        raise NotImplementedError

    def keep_up(self, intent: str) -> Payments:
        raise NotImplementedError

    def give_up(self, intent: str) -> Payments:
        raise NotImplementedError

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def proofs() -> FakeProofs:
    return FakeProofs()


@pytest.fixture
def saved() -> list[Settings]:
    return []


@pytest.fixture
def window(qtbot, theme, settings, proofs, saved) -> MainWindow:
    use_cases = GuiUseCases(
        open_fake, FakeSigning(), Settings(level="B-T"), saved.append, proofs=proofs
    )
    made = show(qtbot, MainWindow(use_cases, settings, theme))
    made.owed.begin()
    return made


def watch(window: MainWindow) -> ProofWatch:
    assert window.signing.proofs is not None
    return window.signing.proofs


def strip_words(window: MainWindow) -> str:
    button = window.strip._buttons[StripPart.OUTBOX]
    return button.text() if button.isVisible() else ""


def signed(**more: Any) -> SignedDocument:
    return SignedDocument(
        DEBT.path, "0", "1", "Signature1", None, "aa", "2026-01-01T00:00:00Z", 12,
        intent="i", **more,
    )  # fmt: skip


def result(window: MainWindow, tmp_path: Path, done: SignedDocument) -> ResultPanel:
    tab = open_in(window, tmp_path / "lease.pdf")
    window.signing.results.show(tab, done)
    panel = tab.findChild(ResultPanel)
    assert panel is not None
    return panel


def test_what_is_usual_is_chosen_and_the_choice_goes_into_the_wish(window, tmp_path):
    tab = open_in(window, tmp_path / "a.pdf")
    panel = window.signing.open_panel(tab)
    assert panel.proof.level is PadesLevel.B_T
    assert "network" in panel.proof.below.text()
    panel.proof.setFocus()
    QTest.keyClick(panel.proof, Qt.Key.Key_Down)
    assert panel.proof.level is PadesLevel.B_LTA
    assert window.signing._wish(tab, panel).level is PadesLevel.B_LTA
    QTest.keyClick(panel.proof, Qt.Key.Key_Home)
    assert panel.proof.level is PadesLevel.B_B
    assert "clock" in panel.proof.below.text()


def test_nothing_is_said_where_no_proof_was_asked_for(window, tmp_path, proofs):
    panel = result(window, tmp_path, signed())
    assert not panel.proof.isVisible()
    assert (proofs.calls, strip_words(window)) == ([], "")


def test_proof_is_added_beside_the_result_and_its_process_ends(qtbot, window, tmp_path, proofs):
    proofs.hold.clear()
    panel = result(window, tmp_path, signed(asked=PadesLevel.B_LTA))
    assert panel.proof.isVisible()
    assert panel.proof.words() == "Being added…"
    proofs.hold.set()
    qtbot.waitUntil(lambda: panel.proof.words() == "Added, and read back.")
    assert proofs.calls == [(["i"], True, {})]
    qtbot.waitUntil(lambda: proofs.closed == 1)
    assert strip_words(window) == "", "what was never owed is not spoken of"


def test_what_is_owed_says_why_and_until_when(qtbot, window, tmp_path, proofs):
    proofs.left = [LATER]
    panel = result(window, tmp_path, signed(asked=PadesLevel.B_LTA))
    qtbot.waitUntil(lambda: strip_words(window) == "1 proof(s) owed")
    assert panel.proof.words() == (
        "The timestamp server gave no timestamp. Owed, and added by itself,"
        " by 14 March 2028 at the latest."
    )
    assert "lease.pdf" in window.strip._buttons[StripPart.OUTBOX].toolTip()
    assert proofs.closed == 0


def test_what_a_person_has_to_settle_is_said_so(qtbot, window, tmp_path, proofs):
    proofs.left = [NEEDY]
    panel = result(window, tmp_path, signed(asked=PadesLevel.B_T))
    qtbot.waitUntil(lambda: strip_words(window) == "1 proof(s) need you")
    assert panel.proof.words().startswith("No timestamp server is set. Name one")


def test_a_closed_result_is_told_nothing(qtbot, window, tmp_path, proofs):
    proofs.hold.clear()
    result(window, tmp_path, signed(asked=PadesLevel.B_T))
    tab = window.desk.current
    tab.set_side_panel(None)
    window.desk.close_current()
    proofs.hold.set()
    qtbot.waitUntil(lambda: len(proofs.calls) == 1)
    qtbot.wait(50)


def test_a_document_that_got_its_proof_is_still_the_one_that_was_shown(
    qtbot, window, tmp_path, proofs
):
    tab, other = open_in(window, tmp_path / "lease.pdf"), open_in(window, tmp_path / "other.pdf")
    tab.source.shown_sha256, other.source.shown_sha256 = "aa", "aa"
    proofs.replaced = [Replaced(tmp_path / "lease.pdf", "aa", "bb")]
    watch(window).pay_now()
    qtbot.waitUntil(lambda: tab.source.shown_sha256 == "bb")
    assert other.source.shown_sha256 == "aa"
    proofs.replaced = [Replaced(tmp_path / "lease.pdf", "aa", "cc")]
    watch(window).pay_now()
    qtbot.waitUntil(lambda: len(proofs.calls) == 2)
    qtbot.wait(50)
    assert tab.source.shown_sha256 == "bb", "another file than the one that is shown"


def test_only_what_is_due_is_tried_by_itself(qtbot, window, proofs):
    future = datetime.now(UTC) + timedelta(hours=1)
    proofs.left = [replace(LATER, next_attempt=future)]
    watch(window).look()
    qtbot.waitUntil(lambda: strip_words(window) == "1 proof(s) owed")
    watch(window).pay_due()
    assert proofs.calls == []
    proofs.left = [LATER]
    watch(window).look()
    qtbot.waitUntil(lambda: proofs.calls == [(None, False, {})])


def test_another_program_that_pays_is_no_trouble(qtbot, window, proofs):
    proofs.busy = True
    watch(window).look()
    qtbot.waitUntil(watch(window)._timer.isActive)
    assert strip_words(window) == ""


def test_what_another_program_paid_meanwhile_is_shown_as_paid(qtbot, window, tmp_path, proofs):
    proofs.busy = True
    panel = result(window, tmp_path, signed(asked=PadesLevel.B_LTA))
    qtbot.waitUntil(watch(window)._timer.isActive)
    assert panel.proof.words() == "Being added…"
    proofs.busy = False
    watch(window)._timer.timeout.emit()
    qtbot.waitUntil(lambda: panel.proof.words() == "Added, and read back.")
    assert proofs.calls == [(None, False, {})]


def test_servers_are_added_and_removed_by_keys_and_wrong_ones_are_told(qtbot, window, saved):
    window.show_screen("settings")
    page, rows = window.settings_page, window.settings_page.servers
    page._sections.setCurrentRow(2)
    qtbot.waitUntil(rows.isVisible)
    QTest.keyClicks(rows.address, "ftp://nowhere")
    QTest.keyClick(rows.address, Qt.Key.Key_Return)
    assert "no address" in rows.note.text()
    assert saved == []
    rows.address.clear()
    QTest.keyClicks(rows.address, "https://tsa.example/tsr")
    QTest.keyClick(rows.address, Qt.Key.Key_Return)
    assert saved[-1].time_stamping == (TimeServer("https://tsa.example/tsr"),)
    rows.remove(rows.servers[0])
    assert saved[-1].time_stamping == ()


def test_servers_that_an_administrator_decided_are_shown_and_stay(qtbot, theme, settings, saved):
    decided, own = TimeServer("https://firm.example"), TimeServer("https://own.example")
    use_cases = GuiUseCases(
        open_fake, FakeSigning(), Settings(time_stamping=(own,)), saved.append,
        rules=lambda: Rules(time_stamping=(decided,)),
    )  # fmt: skip
    window = show(qtbot, MainWindow(use_cases, settings, theme))
    window.show_screen("settings")
    rows = window.settings_page.servers
    assert rows.servers == (decided,)
    assert not rows.address.isVisibleTo(rows)
    QTest.keyClicks(window.settings_page.reason, "x")
    assert saved[-1].time_stamping == (own,)
