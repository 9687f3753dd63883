"""The ways into signing many documents, and proof that is asked for while they are signed."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from paraph.domain.many.batch import Batch, BatchRow, EndKind, RowEnd
from paraph.domain.pades_level import PadesLevel
from paraph.gui.actions import GuiUseCases
from paraph.gui.batch.side_cards import RunSide
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.main_window import MainWindow
from paraph.gui.shell.status_strip import StripPart
from tests.gui.conftest import open_fake
from tests.gui.fake_signing import FakeSigning


class Proofs(QObject):
    paid = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.looks, self.debts = 0, ()

    def look(self) -> None:
        self.looks += 1

    def close(self) -> None:
        pass


class Plans:
    def close(self) -> None:
        pass


def batch_of(level: PadesLevel) -> Batch:
    made = RowEnd(EndKind.MADE, "2026-11-25T10:00:00.000Z", "", Path("a-signed.pdf"), "ab")
    row = BatchRow(1, "i", Path("a.pdf"), Path("a-signed.pdf"), "ab", end=made)
    return Batch("b", "Folder", "2026", b"", (row,), level=level)


@pytest.fixture
def room(qtbot, theme, settings):
    use_cases = GuiUseCases(open_fake, FakeSigning(), batches=SimpleNamespace(), plans=Plans())
    window = MainWindow(use_cases, settings, theme)
    qtbot.addWidget(window)
    window.signing.proofs = Proofs()
    return window.many.room


@pytest.mark.parametrize(("level", "looks"), [(PadesLevel.B_B, 0), (PadesLevel.B_LTA, 1)])
def test_proof_is_asked_for_where_some_is_owed(room, level, looks):
    proofs = room._kit.signing.proofs
    room.run_face.show(batch_of(level))
    room.run_face._take_end()
    assert proofs.looks == looks


def test_what_is_owed_is_counted_and_told(room, qtbot):
    proofs = room._kit.signing.proofs
    batch = batch_of(PadesLevel.B_LTA)
    room.run_face.show(batch)
    assert room.run_face._owed(batch) == 0
    proofs.debts = (SimpleNamespace(intent="i"), SimpleNamespace(intent="of another"))
    proofs.paid.emit(None)
    assert room.run_face._owed(batch) == 1
    side = RunSide(load_tokens(Theme.LIGHT))
    qtbot.addWidget(side)
    assert side._proof_words(batch, 1)[1].startswith("Added while the batch runs; 1 still owed")
    assert side._proof_words(batch_of(PadesLevel.B_B), None)[0] == "No timestamp"


def test_the_three_ways_in(room, qtbot, monkeypatch):
    window = room.parent()
    begun: list[str] = []
    monkeypatch.setattr(type(room), "ask_for_folder", lambda _: begun.append("asked"))
    (row,) = [each for each, _, _ in window._menus.listed() if "many" in each.text()]
    assert row.shortcut().toString() == "Ctrl+B"
    row.trigger()
    window.show()
    window.desk.empty._many.click()
    window.open_palette()
    qtbot.keyClicks(window.sheet.page.field, "sign many")
    qtbot.keyClick(window.sheet.page.field, Qt.Key.Key_Return)
    assert begun == ["asked", "asked", "asked"]


def test_the_strip_leads_back_to_the_batch(room):
    window = room.parent()
    window.show()
    room.run_face.show(batch_of(PadesLevel.B_B))
    window.show_screen("desk")
    assert not room.page.isVisible()
    window.strip._buttons[StripPart.BATCH].click()
    assert room.page.isVisible()
    assert window.rail._buttons["desk"].isChecked()
