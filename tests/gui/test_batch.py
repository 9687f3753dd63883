"""The ways into signing many documents, and proof that is asked for while they are signed."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import (
    QItemSelectionModel,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from paraph.domain.errors import PinLocked, TokenMissing
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, BatchRow, EndKind, PinAsks, RowEnd
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import InitialsRule
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.signature_extras import Extras
from paraph.gui.actions import GuiUseCases
from paraph.gui.batch.agreed_words import Asked, asked_words, extras_words
from paraph.gui.batch.gather_page import GatherPage
from paraph.gui.batch.kit import KeyHolder
from paraph.gui.batch.lines import LineAct
from paraph.gui.batch.side_cards import RunSide
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.main_window import MainWindow
from paraph.gui.sheet.password_page import PasswordPage
from paraph.gui.shell.status_strip import StripPart
from paraph.usecases.gather_documents import Gathered
from paraph.usecases.plan_batch import PlannedDocument
from tests.gui.conftest import open_fake
from tests.gui.fake_signing import FakeSigning


class Proofs(QObject):
    paid = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.looks, self.debts = 0, ()
        self.paid_with: list[tuple[str, str, bool]] = []

    def pay_with(self, intent, password, *, keep) -> None:
        self.paid_with.append((intent, password.reveal(), keep))

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


def test_proof_of_a_locked_document_is_asked_for_while_its_password_is_known(room):
    proofs = room._kit.signing.proofs
    room.run_face.show(batch_of(PadesLevel.B_LTA)).passwords = {1: Secret("clé")}
    room.run_face._ask_for_proof()
    room.run_face._ask_for_proof()
    assert (proofs.paid_with, proofs.looks) == ([("i", "clé", False)], 2)


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


class Looking(Plans):
    """Looks through documents as it is told; everything is answered from a lane."""

    def __init__(self, found: Gathered, opens_with: str = "") -> None:
        self.found, self.opens_with = found, opens_with
        self.asked: list[tuple[Path, str | None]] = []

    def gather(self, paths, pattern):
        return self.found

    def plan_document(self, source, rule, naming, password=None):
        typed = password.reveal() if password is not None else None
        self.asked.append((source, typed))
        if not source.name.startswith("locked"):
            return PlannedDocument(source, source.with_name("out.pdf"))
        bar = "password_required" if typed is None else "password_incorrect"
        bar = "" if typed == self.opens_with else bar
        return PlannedDocument(source, source.with_name("out.pdf"), bar=bar, locked=True)


def window_with(qtbot, theme, settings, plans) -> MainWindow:
    batches = SimpleNamespace(batch_asks=lambda *_: PinAsks.ONCE)
    use_cases = GuiUseCases(open_fake, FakeSigning(), batches=batches, plans=plans)
    window = MainWindow(use_cases, settings, theme)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    return window


def dropped(window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(window, enter)
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, *keys))


@pytest.fixture
def papers(tmp_path) -> list[Path]:
    made = [tmp_path / f"{number}.pdf" for number in range(6)]
    for each in made:
        each.touch()
    return made


def test_a_folder_that_is_dropped_becomes_a_batch_once_it_is_agreed(
    qtbot, theme, settings, tmp_path, papers
):
    inner = tmp_path / "inner" / "c.pdf"
    found = Gathered((*papers, inner), frozenset({inner}), ("a.docx", "b.png", "c", "d"), 2)
    window = window_with(qtbot, theme, settings, Looking(found))
    dropped(window, tmp_path)
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, GatherPage), timeout=5000)
    page = window.sheet.page
    said = [each.text() for each in page.findChildren(QLabel)]
    assert "4 file(s) are no PDF and stay out: a.docx, b.png, c, …" in said
    assert "2 signed copies of these stay out." in said
    assert window.desk.current is None
    assert not window.many.room.is_in_use
    assert page.go_on.text() == "Look through 7 document(s)"
    page.nested.click()
    assert page.go_on.text() == "Look through 6 document(s)"
    assert page.open_each.isHidden()  # folders within are no tabs
    page.go_on.click()
    planning = window.many.room.plan_face.planning
    assert (planning.sources, planning.title) == (tuple(papers), tmp_path.name)
    assert window.sheet.page is None
    assert window.many.room.page.isVisible()


def test_many_files_are_asked_about_and_a_few_are_opened(qtbot, theme, settings, papers):
    window = window_with(qtbot, theme, settings, Looking(Gathered(tuple(papers))))
    dropped(window, *papers[:4])
    assert window.desk.tabs.count() == 4
    dropped(window, *papers)
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, GatherPage), timeout=5000)
    window.sheet.page.cancel.click()
    assert (window.sheet.page, window.desk.tabs.count()) == (None, 4)
    dropped(window, *papers)
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, GatherPage), timeout=5000)
    window.sheet.page.open_each.click()
    assert window.desk.tabs.count() == 6
    assert not window.many.room.is_in_use


def test_a_folder_without_pdfs_says_so(qtbot, theme, settings, tmp_path):
    window = window_with(qtbot, theme, settings, Looking(Gathered(others=("a.docx",))))
    dropped(window, tmp_path)
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, GatherPage), timeout=5000)
    page = window.sheet.page
    assert page.go_on.isHidden()
    assert "No PDF was found" in [each.text() for each in page.findChildren(QLabel)]
    page.esc()
    assert window.sheet.page is None


def test_a_drop_upon_a_batch_begins_nothing(qtbot, theme, settings, tmp_path, papers):
    window = window_with(qtbot, theme, settings, Looking(Gathered(tuple(papers))))
    room = window.many.room
    room.run_face.show(batch_of(PadesLevel.B_B))
    dropped(window, tmp_path)
    assert window.sheet.page is None
    assert room.page._told[0] == "A batch is at hand."
    assert room.run.batch.id == "b"


def test_one_password_opens_all_it_fits_and_a_wrong_one_asks_again(
    qtbot, theme, settings, tmp_path
):
    locked = [tmp_path / f"locked {number}.pdf" for number in range(3)]
    plans = Looking(Gathered(), opens_with="right")
    window = window_with(qtbot, theme, settings, plans)
    room = window.many.room
    room.plan([*locked, tmp_path / "open.pdf"], "Folder")
    planning = room.plan_face.planning
    qtbot.waitUntil(lambda: not planning.is_looking, timeout=5000)
    assert list(planning.locked()) == [1, 2, 3]
    lines = room.page.documents.model.lines
    assert [line.acts[:1] for line in lines[:3]] == [(LineAct.UNLOCK,)] * 3
    room.plan_face.act(2, LineAct.UNLOCK)
    page = window.sheet.page
    assert isinstance(page, PasswordPage)
    page.password.returnPressed.emit()  # nothing typed
    assert window.sheet.page is page
    page.password.setText("wrong")
    page.password.returnPressed.emit()
    qtbot.waitUntil(lambda: window.sheet.page not in (page, None), timeout=5000)
    again = window.sheet.page
    again.password.setText("right")
    again.password.returnPressed.emit()
    qtbot.waitUntil(lambda: not planning.locked(), timeout=5000)
    assert len(planning.ready()) == 4
    assert set(planning.passwords) == {1, 2, 3}
    room.plan_face.leave()
    assert planning.passwords == {}


def test_a_password_is_offered_to_the_selected_documents_alone(qtbot, theme, settings, tmp_path):
    locked = [tmp_path / f"locked {number}.pdf" for number in range(4)]
    plans = Looking(Gathered(), opens_with="right")
    window = window_with(qtbot, theme, settings, plans)
    room = window.many.room
    room.plan(locked, "Folder")
    planning, view = room.plan_face.planning, room.page.documents.view
    qtbot.waitUntil(lambda: not planning.is_looking, timeout=5000)
    for row in (0, 2):
        index = view.model().index(row, 0)
        view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    room.plan_face.act(1, LineAct.UNLOCK)
    window.sheet.page.password.setText("right")
    window.sheet.page.password.returnPressed.emit()
    qtbot.waitUntil(lambda: len(planning.ready()) == 2, timeout=5000)
    assert list(planning.locked()) == [2, 4]


@pytest.mark.parametrize(
    ("key", "word"),
    [(KeyKind.CARD, "card"), (KeyKind.KEY_FILE, "key file"), (KeyKind.TPM, "TPM")],
)
def test_what_goes_wrong_is_told_of_what_holds_the_key(room, key, word):
    room.run_face.show(batch_of(PadesLevel.B_B))
    room.run_face._key = KeyHolder(key, "")
    room.run_face._tell_stop(TokenMissing())
    assert word in " ".join(room.page._told)


def test_the_middlewares_name_comes_along(room):
    room.run_face.show(batch_of(PadesLevel.B_B))
    room.run_face._key = KeyHolder(KeyKind.CARD, "Carte Admin")
    room.run_face._tell(PinLocked())
    assert "Carte Admin" in room.page._told[1]


def test_it_is_said_before_how_often_the_key_signs():
    once = asked_words(Asked(PinAsks.ONCE, KeyKind.CARD, 5, 5))
    often = asked_words(Asked(PinAsks.ONCE, KeyKind.CARD, 5, 12))
    assert once[0] == often[0]
    assert "12 time(s)" in often[1].removeprefix(once[1])
    assert "TPM" in asked_words(Asked(PinAsks.ONCE, KeyKind.TPM, 5, 5))[1]
    assert "password" in asked_words(Asked(PinAsks.EACH, KeyKind.KEY_FILE, 5, 5))[0]


def test_what_comes_with_each_signature_is_said():
    extras = Extras(InitialsRule("1-3,5"), Certification.NO_CHANGES)
    assert extras_words(extras)[1] == (
        "Initials on pages 1-3,5. Certified: nothing may be changed."
    )


def test_every_kept_way_of_signing_is_offered(room):
    kept = [
        Template("Bail", initials=InitialsRule()),
        Template("Acte", certification=Certification.NO_CHANGES),
    ]
    names = [each.name for each in kept]
    shelf = SimpleNamespace(names=lambda: names, read=lambda name: kept[names.index(name)])
    kit = replace(room._kit, templates=lambda: shelf)
    assert kit.kept_templates() == kept
