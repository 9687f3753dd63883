"""Fifty-odd clicks less: a folder is planned, checked and signed in the window with one PIN."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import csv
import hashlib
import shutil
import signal
import sqlite3
from collections import Counter
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from paraph.domain.errors import ParaphError
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.many.batch import RowState
from paraph.domain.placing.batch_place import PlaceSource
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule
from paraph.domain.placing.placement_template import Template, TemplateBox
from paraph.domain.stamp.appearance import Appearance, Looks, Part
from paraph.engine import Engine, PlanEngine
from paraph.filing.appearances import JsonLooks
from paraph.filing.templates import JsonTemplates
from paraph.gui.actions import GuiUseCases
from paraph.gui.batch.leave_page import LeavePage
from paraph.gui.batch.line_acts import LineActs
from paraph.gui.batch.lines import LineAct, LineState
from paraph.gui.batch.list_model import Shown
from paraph.gui.batch.report import report_of
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.desk.opening import Opener
from paraph.gui.main_window import MainWindow
from paraph.gui.sheet.password_page import PasswordPage
from paraph.gui.shell.status_strip import StripPart
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.pkcs11.demo_token import PIN
from paraph.render.client import RenderClient
from paraph.settings import Settings
from tests.conftest import SAMPLE
from tests.judges import poppler_says_valid

pytestmark = pytest.mark.journey
NAMES = [f"Convention d'honoraires {number:02}" for number in range(1, 9)]


class Clerk:
    """A window, a folder of documents, and the hands of the one who signs them."""

    def __init__(self, qtbot, window: MainWindow, folder: Path) -> None:
        self.qtbot, self.window, self.folder = qtbot, window, folder

    @property
    def room(self):
        return self.window.many.room

    @property
    def page(self):
        return self.room.page

    def states(self) -> Counter:
        return Counter(line.state for line in self.page.documents.model.lines)

    def plan(self) -> None:
        planning = self.room.plan_face.planning
        planning.folder = self.folder  # no copy is put beside what lies in a temporary place
        self.room.plan_folder(self.folder)
        self.qtbot.waitUntil(lambda: bool(planning.sources), timeout=30_000)
        self.qtbot.waitUntil(lambda: not planning.is_looking, timeout=60_000)
        picker = self.page.plan.picker
        self.qtbot.waitUntil(lambda: picker.current is not None, timeout=30_000)
        self.qtbot.waitUntil(self.page.plan.check.isEnabled, timeout=30_000)

    def check(self) -> PinPage:
        self.qtbot.mouseClick(self.page.plan.check, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(self._is_asked, timeout=60_000)
        if isinstance(self.window.sheet.page, PreflightPage):
            self.qtbot.mouseClick(self.window.sheet.page.to_pin, Qt.MouseButton.LeftButton)
            self.qtbot.waitUntil(
                lambda: isinstance(self.window.sheet.page, PinPage), timeout=30_000
            )
        return self.window.sheet.page

    def _is_asked(self) -> bool:
        return isinstance(self.window.sheet.page, PinPage | PreflightPage)

    def type_pin(self, pin: str = PIN) -> None:
        page = self.window.sheet.page
        assert isinstance(page, PinPage)
        self.qtbot.keyClicks(page.pin, pin)
        self.qtbot.keyClick(page.pin, Qt.Key.Key_Return)

    def type_password(self, password: str) -> None:
        self.qtbot.waitUntil(self._is_locked_page, timeout=30_000)
        page = self.window.sheet.page
        page.password.setText(password)  # QTest has keys for Latin letters alone
        self.qtbot.keyClick(page.password, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.window.sheet.page is not page, timeout=30_000)

    def _is_locked_page(self) -> bool:
        page = self.window.sheet.page
        return isinstance(page, PasswordPage) and page.isEnabled()

    def wait_for_begin(self) -> None:
        self.qtbot.waitUntil(lambda: self.room.is_signing, timeout=30_000)

    def wait_for_end(self) -> None:
        self.qtbot.waitUntil(lambda: self.room.run is not None, timeout=30_000)
        run = self.room.run
        self.qtbot.waitUntil(lambda: run.batch.is_done and not run.runs, timeout=120_000)

    def press(self, number: int, act: LineAct) -> None:
        documents = self.page.documents
        for at in range(documents.view.model().rowCount()):
            widget = documents.view.indexWidget(documents.view.model().index(at, 0))
            if isinstance(widget, LineActs) and widget.line.number == number:
                widget.chosen.emit(number, act)
                return
        raise AssertionError(number)

    def grab(self, name: str) -> None:
        folder = os.environ.get("PARAPH_PICTURES")
        if folder:
            QApplication.processEvents()
            self.window.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "À signer"
    made.mkdir()
    for name in NAMES:
        shutil.copy(SAMPLE, made / f"{name}.pdf")
    with pymupdf.open() as document:
        document.new_page()
        document.save(made / "Sans texte.pdf")
    (made / "cassé.pdf").write_bytes(b"not a PDF")
    return made


@pytest.fixture
def clerk(qtbot, qapp, tmp_path, folder, demo_token, monkeypatch):
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    engine, plans = Engine(), PlanEngine()
    shelf = JsonLooks(tmp_path / "home")
    own = Appearance("Own", (Part.NAME, Part.TEXT), text="Sceau du cabinet")
    shelf.write("Camille Roux", Looks((own,), "Own"))
    profile = Settings(pkcs11_modules=(demo_token.module,))
    use_cases = GuiUseCases(
        Opener(RenderClient), engine, settings=profile, batches=engine, plans=plans,
        looks=lambda: shelf, templates=lambda: JsonTemplates(tmp_path / "home"),
    )  # fmt: skip
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(use_cases, settings, ThemeSwitch(qapp, Theme.LIGHT))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    yield Clerk(qtbot, window, folder)
    window.close()
    engine.close()
    plans.close()


def test_a_folder_is_signed_with_one_pin(clerk, folder, tmp_path):
    clerk.plan()
    assert clerk.states() == {LineState.PLANNED: 8, LineState.ASKS: 1, LineState.NEEDS_YOU: 1}
    clerk.grab("plan")
    clerk.page.rule.pages.setChecked(True)
    clerk.grab("plan-pages")
    clerk.page.rule.pages.setChecked(False)
    assert clerk.page.plan.check.text() == "Check 8"
    page = clerk.check()
    assert page.sign.text() == "Sign 8"
    clerk.grab("pin")
    clerk.type_pin("999999")
    clerk.qtbot.waitUntil(lambda: clerk.window.sheet.page.sign.isEnabled() is False, timeout=30_000)
    clerk.qtbot.wait(800)
    assert isinstance(clerk.window.sheet.page, PinPage)
    clerk.type_pin()
    clerk.wait_for_end()
    assert clerk.states() == {
        LineState.SIGNED: 8, LineState.LEFT_OUT: 1, LineState.NEEDS_YOU: 1
    }  # fmt: skip
    assert clerk.window.sheet.page is None
    strip = clerk.window.strip._buttons[StripPart.BATCH]
    assert (strip.isVisible(), strip.text()) == (True, "Batch: 10 of 10")
    clerk.qtbot.wait(1500)
    clerk.grab("done")
    for name in NAMES:
        assert poppler_says_valid(folder / f"{name}-signed.pdf")
    with pymupdf.open(folder / f"{NAMES[0]}-signed.pdf") as document:
        assert any(list(each.widgets()) for each in document)
        assert any("Sceau du cabinet" in each.get_text() for each in document)
    batch = clerk.room.run.batch
    assert (batch.pin_prompts, len(batch.in_state(RowState.SIGNED))) == (1, 8)
    check_reports(batch, tmp_path)
    clerk.page.run.done.click()
    assert not clerk.room.is_in_use
    clerk.qtbot.waitUntil(lambda: not strip.isVisible())


def check_reports(batch, tmp_path: Path) -> None:
    table, page = tmp_path / "r.csv", tmp_path / "r.html"
    report, plans = report_of(batch, KeyKind.CARD), PlanEngine()
    report.write(table, plans)
    report.write(page, plans)
    report.write(tmp_path / "r.pdf", plans)
    plans.close()
    with pytest.raises(ParaphError):
        report.write(tmp_path / "none" / "r.csv", plans)
    with pymupdf.open(tmp_path / "r.pdf") as printed:
        words = "".join(each.get_text() for each in printed).replace("\n", "")
    assert "Camille Roux" in words
    assert "10: 8 signed, 1 not signed, 1 left out" in words
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["state"] for row in rows) == {"signed": 8, "left_out": 1, "needs_person": 1}
    for row in rows:
        if row["state"] == "signed":
            signed = Path(row["output"]).read_bytes()
            assert hashlib.sha256(signed).hexdigest() == row["output_sha256"]
            assert row["output_sha256"] in words
    assert page.read_text("utf-8").count("<tr>") == 11


def test_a_place_by_hand_pause_leaving_and_going_on_after_a_restart(clerk, folder, tmp_path):
    clerk.plan()
    number = next(
        line.number for line in clerk.page.documents.model.lines if line.title == "Sans texte"
    )
    clerk.press(number, LineAct.PLACE)
    clerk.qtbot.waitUntil(lambda: clerk.room.by_hand.page is not None, timeout=30_000)
    placing = clerk.room.by_hand.page
    clerk.qtbot.waitUntil(placing.view.isVisible)
    placing.view.place_default()
    clerk.qtbot.waitUntil(placing.use.isEnabled, timeout=10_000)
    clerk.grab("placing")
    placing.use.click()
    planning = clerk.room.plan_face.planning
    clerk.qtbot.waitUntil(lambda: len(planning.ready()) == 9, timeout=30_000)
    assert planning.document(number).found_by is PlaceSource.HAND
    changed = folder / f"{NAMES[4]}.pdf"
    clerk.qtbot.waitUntil(clerk.page.plan.check.isEnabled)
    clerk.check()
    changed.write_bytes(changed.read_bytes() + b"\n% changed\n")
    clerk.type_pin()
    clerk.wait_for_begin()
    run = clerk.room.run
    clerk.page.progress.pause.click()
    clerk.qtbot.waitUntil(lambda: not run.runs, timeout=30_000)
    signed = len(run.batch.in_state(RowState.SIGNED))
    waiting = len(run.batch.in_state(RowState.WAITING))
    assert waiting
    assert signed
    clerk.grab("paused")
    run.stop()
    clerk.qtbot.waitUntil(lambda: not clerk.window.signing.lane.busy, timeout=30_000)
    # As after a restart: another window of the same profile is told of it.
    clerk.page.run.done.click()
    clerk.window.many.look_for_unfinished()
    clerk.qtbot.waitUntil(clerk.window.desk.message.isVisible, timeout=30_000)
    clerk.grab("unfinished")
    batch = clerk.window.many._use_cases.batches.unfinished_batches()[0]
    clerk.room.go_on_with(batch)
    clerk.page.progress.pause.click()  # its other face: go on
    clerk.qtbot.waitUntil(lambda: isinstance(clerk.window.sheet.page, PinPage), timeout=30_000)
    clerk.type_pin()
    clerk.wait_for_end()
    assert clerk.states()[LineState.SIGNED] == 8
    refused = [line for line in clerk.page.documents.model.lines if line.title == NAMES[4]]
    assert refused[0].state is LineState.NEEDS_YOU
    assert refused[0].result.startswith("Another program changed this file")
    clerk.grab("changed")
    clerk.page.documents.show_only(Shown.NEEDS_YOU)
    assert clerk.page.documents.view.model().rowCount() == 2
    clerk.page.documents.show_only(Shown.ALL)
    clerk.press(refused[0].number, LineAct.LOOK_AGAIN)
    clerk.qtbot.waitUntil(lambda: clerk.room.by_hand.page is not None, timeout=30_000)
    clerk.qtbot.waitUntil(clerk.room.by_hand.page.use.isEnabled, timeout=10_000)
    clerk.room.by_hand.page.use.click()
    clerk.qtbot.waitUntil(lambda: clerk.states()[LineState.WAITING] == 1, timeout=30_000)
    clerk.page.progress.pause.click()
    clerk.qtbot.waitUntil(lambda: isinstance(clerk.window.sheet.page, PinPage), timeout=30_000)
    clerk.type_pin()
    clerk.wait_for_end()
    assert clerk.states()[LineState.SIGNED] == 9
    outputs = sorted(each.name for each in folder.glob("*-signed*.pdf"))
    assert outputs == sorted([*(f"{name}-signed.pdf" for name in NAMES), "Sans texte-signed.pdf"])
    assert made_counts(tmp_path / "home") == set(Counter(outputs).values()) == {1}


def made_counts(home: Path) -> set[int]:
    with sqlite3.connect(home / "paraph.db") as database:
        rows = database.execute(
            "SELECT json_extract(body, '$.output') FROM audit_entry WHERE kind = 'signature_made'"
        ).fetchall()
    return set(Counter(rows).values())


def test_leaving_while_it_is_signed_asks_and_stops_after_this_document(clerk, folder):
    clerk.plan()
    clerk.check()
    clerk.type_pin()
    clerk.wait_for_begin()
    clerk.window.close()
    page = clerk.window.sheet.page
    assert isinstance(page, LeavePage)
    assert clerk.window.isVisible()
    clerk.grab("leave")
    run = clerk.room.run
    page.after_this.click()
    clerk.qtbot.waitUntil(lambda: not clerk.window.isVisible(), timeout=60_000)
    assert not run.runs
    signed = len(run.batch.in_state(RowState.SIGNED))
    assert signed == len(list(folder.glob("*-signed.pdf")))


def test_the_desks_process_dies_in_the_middle_and_the_batch_goes_on(clerk, folder, tmp_path):
    clerk.plan()
    clerk.check()
    clerk.type_pin()
    clerk.wait_for_begin()
    run = clerk.room.run
    clerk.qtbot.waitUntil(lambda: len(run.batch.in_state(RowState.SIGNED)) >= 1, timeout=30_000)
    os.kill(clerk.window.many._use_cases.batches.pid, signal.SIGKILL)
    clerk.qtbot.waitUntil(lambda: not run.runs, timeout=60_000)
    clerk.qtbot.waitUntil(lambda: not clerk.window.signing.lane.busy, timeout=60_000)
    clerk.grab("died")
    assert not run.batch.is_done
    clerk.qtbot.waitUntil(lambda: bool(clerk.window.signing.cards.candidates), timeout=30_000)
    clerk.page.progress.pause.click()
    clerk.qtbot.waitUntil(lambda: isinstance(clerk.window.sheet.page, PinPage), timeout=30_000)
    clerk.type_pin()
    clerk.wait_for_end()
    assert clerk.states()[LineState.SIGNED] == 8
    assert made_counts(tmp_path / "home") == {1}
    assert len(list(folder.glob("*-signed*.pdf"))) == 8


def test_it_goes_on_unseen_and_the_window_closes_at_the_end(clerk, folder):
    clerk.plan()
    clerk.check()
    clerk.type_pin()
    clerk.wait_for_begin()
    run = clerk.room.run
    clerk.window.close()
    page = clerk.window.sheet.page
    assert isinstance(page, LeavePage)
    clerk.qtbot.keyClick(page.in_background, Qt.Key.Key_Return)
    assert not clerk.window.isVisible()
    clerk.qtbot.waitUntil(lambda: run.batch.is_done, timeout=60_000)
    assert len(list(folder.glob("*-signed.pdf"))) == 8


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.HIGH_CONTRAST])
def test_every_theme_and_a_narrow_window_show_all_of_it(clerk, theme):
    clerk.window._theme.use(theme)
    clerk.window.resize(1024, 700)
    clerk.plan()
    clerk.grab(f"narrow-{theme.value}")
    documents = clerk.page.documents
    assert documents.view.width() >= 400
    assert (
        clerk.page.plan.check.visibleRegion().boundingRect().size() == clerk.page.plan.check.size()
    )
    clerk.window.resize(1440, 900)
    clerk.check()
    clerk.type_pin()
    clerk.wait_for_end()
    clerk.qtbot.wait(1500)
    clerk.grab(f"done-{theme.value}")
    clerk.window._theme.use(Theme.LIGHT)


BAIL = Template(
    "Bail", box=TemplateBox(-1, Corner.LOWER_RIGHT, 60, 60, 150, 60),
    initials=InitialsRule("all"), certification=Certification.FORM_FILLING, reason="Bail",
)  # fmt: skip
PASSWORDS = ("clé du dossier", "другой ключ")


def lock(folder: Path, name: str, password: str) -> None:
    with pymupdf.open(SAMPLE) as document:
        document.save(
            folder / f"{name}.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password
        )


def fill(folder: Path, *locked: str) -> None:
    """Leave two plain documents, and put one for each password."""
    for each in folder.iterdir():
        each.unlink()
    for name in NAMES[:2]:
        shutil.copy(SAMPLE, folder / f"{name}.pdf")
    for number, password in enumerate(locked, 1):
        lock(folder, f"Dossier fermé {number}", password)


def nothing_holds(home: Path, *secrets: str) -> bool:
    """Tell whether no file of a profile holds a secret."""
    # SQLite takes its -wal and -shm away when the last one closes the database.
    files = [each for each in home.rglob("*") if each.is_file() and each.suffix != ".db-shm"]
    assert files
    held = b"".join(each.read_bytes() for each in files if each.exists())
    return not any(s.encode() in held for s in secrets)


def test_locked_documents_open_with_passwords_typed_once_and_initials_come_along(
    clerk, folder, tmp_path
):
    first, other = PASSWORDS
    fill(folder, first, first, other)
    JsonTemplates(tmp_path / "home").write(BAIL)
    clerk.plan()
    assert clerk.states() == {LineState.PLANNED: 2, LineState.NEEDS_YOU: 3}
    clerk.grab("locked")
    locked = {line.title: line for line in clerk.page.documents.model.lines if line.acts}
    assert {line.acts[0] for line in locked.values()} == {LineAct.UNLOCK}
    assert all(line.result.startswith("This PDF is locked.") for line in locked.values())
    clerk.press(locked["Dossier fermé 1"].number, LineAct.UNLOCK)
    clerk.qtbot.waitUntil(clerk._is_locked_page, timeout=30_000)
    clerk.grab("password")
    clerk.type_password("wrong")
    clerk.type_password(first)
    planning = clerk.room.plan_face.planning
    clerk.qtbot.waitUntil(lambda: len(planning.ready()) == 4, timeout=30_000)
    assert [path.stem for path in planning.locked().values()] == ["Dossier fermé 3"]
    clerk.press(locked["Dossier fermé 3"].number, LineAct.UNLOCK)
    clerk.type_password(other)
    clerk.qtbot.waitUntil(lambda: len(planning.ready()) == 5, timeout=30_000)
    rule = clerk.page.rule.choice
    clerk.qtbot.waitUntil(lambda: rule.findText("As in “Bail”") >= 0, timeout=30_000)
    rule.setCurrentIndex(rule.findText("As in “Bail”"))
    clerk.qtbot.waitUntil(lambda: not planning.is_looking, timeout=60_000)
    clerk.qtbot.waitUntil(
        lambda: {p.initials_pages for _, p in planning.ready()} == {(0, 1, 2)}, timeout=60_000
    )
    clerk.qtbot.waitUntil(clerk.page.plan.check.isEnabled, timeout=30_000)
    clerk.qtbot.wait(300)
    clerk.grab("plan-with-initials")
    results = {line.result for line in clerk.page.documents.model.lines}
    assert results == {"Ready; initials on 3 page(s)"}
    assert clerk.page.plan.reason.text() == "Bail"
    clerk.check()
    clerk.type_pin()
    clerk.wait_for_end()
    assert clerk.states() == {LineState.SIGNED: 5}
    clerk.qtbot.wait(1500)
    clerk.grab("done-with-initials")
    for name, password in (("Dossier fermé 2", first), ("Dossier fermé 3", other), (NAMES[0], "")):
        with pymupdf.open(folder / f"{name}-signed.pdf") as document:
            assert bool(document.needs_pass) is bool(password)
            assert document.authenticate(password) or not password
            marks = [[m.info["content"] for m in page.annots()] for page in document]
            assert marks == [["CR"]] * 3
            assert "/Perms" in document.xref_object(document.pdf_catalog())
    assert clerk.room.run.passwords.keys() == {3, 4, 5}
    clerk.page.run.done.click()
    assert clerk.room.run is None
    assert nothing_holds(tmp_path / "home", *PASSWORDS)


def test_what_goes_on_after_a_restart_asks_for_the_passwords_again(clerk, folder, tmp_path):
    fill(folder, *[PASSWORDS[0]] * 6)
    clerk.plan()
    planning = clerk.room.plan_face.planning
    number = next(iter(planning.locked()))
    clerk.press(number, LineAct.UNLOCK)
    clerk.type_password(PASSWORDS[0])
    clerk.qtbot.waitUntil(lambda: len(planning.ready()) == 8, timeout=30_000)
    clerk.qtbot.waitUntil(clerk.page.plan.check.isEnabled, timeout=30_000)
    clerk.check()
    clerk.type_pin()
    clerk.wait_for_begin()
    clerk.page.progress.pause.click()
    run = clerk.room.run
    clerk.qtbot.waitUntil(lambda: not run.runs, timeout=30_000)
    clerk.qtbot.waitUntil(lambda: not clerk.window.signing.lane.busy, timeout=30_000)
    assert run.batch.in_state(RowState.WAITING)
    clerk.page.run.done.click()
    clerk.qtbot.waitUntil(lambda: not clerk.window.signing.lane.busy, timeout=30_000)
    (batch,) = clerk.window.many._use_cases.batches.unfinished_batches()
    clerk.room.go_on_with(batch)
    run = clerk.room.run
    waiting = [row.number for row in batch.in_state(RowState.WAITING) if row.locked]
    assert (run.passwords, list(run.locked())) == ({}, waiting)
    clerk.page.progress.pause.click()  # its other face: go on
    clerk.qtbot.waitUntil(clerk._is_locked_page, timeout=30_000)
    clerk.grab("password-again")
    clerk.window.sheet.page.stop.click()  # left closed
    clerk.qtbot.waitUntil(lambda: isinstance(clerk.window.sheet.page, PinPage), timeout=30_000)
    clerk.type_pin()
    clerk.wait_for_end()
    clerk.grab("left-closed")
    closed = [line for line in clerk.page.documents.model.lines if line.acts]
    assert {line.acts[0] for line in closed} == {LineAct.UNLOCK}
    clerk.press(closed[0].number, LineAct.UNLOCK)
    clerk.type_password(PASSWORDS[0])
    clerk.qtbot.waitUntil(
        lambda: len(clerk.room.run.batch.in_state(RowState.WAITING)) == len(closed), timeout=30_000
    )
    clerk.page.progress.pause.click()
    clerk.qtbot.waitUntil(lambda: isinstance(clerk.window.sheet.page, PinPage), timeout=30_000)
    clerk.type_pin()
    clerk.wait_for_end()
    assert clerk.states() == {LineState.SIGNED: 8}
    assert made_counts(tmp_path / "home") == {1}
    assert nothing_holds(tmp_path / "home", *PASSWORDS)
