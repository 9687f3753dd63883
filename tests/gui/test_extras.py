"""What comes with a signature, chosen in the panel with keys and mouse, and seen on the pages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QPushButton

from paraph.domain.errors import FolderReadOnly, ImageKind
from paraph.domain.errors.placing import TemplateUnknown
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import ALL, ALL_BUT_LAST, Corner, InitialsRule
from paraph.domain.placing.placement_template import Template, TemplateBox
from paraph.domain.placing.placing_rule import LAST, AnchorRule, Where
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.ports.documents import FieldOnPage
from paraph.ports.pages import TextLine
from tests.fakes.pictures import signature
from tests.gui.conftest import open_in, show
from tests.gui.fake_page_source import A4, FakePageSource
from tests.gui.fake_signing import FakeSigning

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLACE = Place(2, Box(72, 200, 222, 260))


class Shelf:
    """Templates in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Template] = {}
        self.full = False

    def names(self):
        return sorted(self.kept)

    def read(self, name):
        if name not in self.kept:
            raise TemplateUnknown(name=name)
        return self.kept[name]

    def write(self, template):
        if self.full:
            raise FolderReadOnly(folder="/profile")
        self.kept[template.name] = template

    def remove(self, name):
        del self.kept[name]


def contract(path, _password, done, _failed) -> None:
    source = FakePageSource(title=path.stem, geometries=[A4] * 3)
    for page in range(3):
        source.texts[page] = [TextLine(f"Page {page + 1}: Fait à Lyon", 72, 600, 200, 614, 611)]
    if path.stem == "signed":
        source.fields = [FieldOnPage("Theirs", 2, Box(300, 100, 400, 150), True)]
    if path.stem == "prepared":
        source.fields = [
            FieldOnPage("Theirs", 2, Box(300, 100, 400, 150), True),
            FieldOnPage("Initials1", 0, Box(500, 30, 550, 55), False),
            FieldOnPage("Initials Dupont 1", 0, Box(400, 30, 450, 55), False),
        ]
    done(source)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def window(qtbot, theme, settings, acts, shelf):
    cases = GuiUseCases(contract, acts, templates=lambda: shelf)
    return show(qtbot, MainWindow(cases, settings, theme))


@pytest.fixture
def panel(qtbot, window, tab):
    made = window.signing.open_panel(tab)
    qtbot.waitUntil(lambda: made.candidate is not None)
    return made


def press(window, key, modifiers=CTRL) -> None:
    QTest.keyClick(window, key, modifiers)
    QApplication.processEvents()


def words(widget) -> str:
    kinds = (QLabel, QPushButton, QCheckBox)
    return "\n".join(each.text() for kind in kinds for each in widget.findChildren(kind)
                     if each.isVisibleTo(widget))  # fmt: skip


def test_ctrl_i_opens_the_panel_and_wants_initials(qtbot, window, tab):
    press(window, Qt.Key.Key_I)
    panel = window.signing.open_panel(tab)
    assert panel.extras.initials.on.isChecked()
    assert QApplication.focusWidget() is panel.extras.initials.on
    assert tab.view.extras.initials == InitialsRule()
    assert tab.actions_of_view.initials.isChecked()
    press(window, Qt.Key.Key_I)
    assert tab.view.extras.initials is None
    assert not panel.extras.initials.on.isChecked()


def test_initials_are_in_the_menu_and_in_the_list_of_commands(window, tab):
    listed = [action.text() for action, title, _ in window._menus.listed() if "ocument" in title]
    assert "&Initials on the pages" in listed
    assert "Sign at a &text…" in listed


def test_what_is_chosen_goes_to_the_pre_flight(qtbot, window, tab, panel, acts):
    tab.view.placement.put(2, tab.view.placement.rules.shown_rect(PLACE), "")
    part = panel.extras.initials
    QTest.mouseClick(part.on, Qt.MouseButton.LeftButton)
    part.pages.setCurrentIndex(part.pages.findData(ALL_BUT_LAST))
    part.pages.activated.emit(part.pages.currentIndex())
    part.corner.setCurrentIndex(part.corner.findData(Corner.UPPER_LEFT))
    part.corner.activated.emit(part.corner.currentIndex())
    QTest.keyClicks(part.text, "cr")
    more = panel.extras.more
    more.certification.setCurrentIndex(more.certification.findData(Certification.FORM_FILLING))
    more.certification.activated.emit(more.certification.currentIndex())
    rule = InitialsRule(ALL_BUT_LAST, "cr", Corner.UPPER_LEFT)
    wanted = Extras(rule, Certification.FORM_FILLING)
    assert tab.view.chosen_extras == wanted
    seen = []
    acts.preflight = lambda wish, *_a, **_k: (
        seen.append(wish) or FakeSigning.preflight(acts, wish, *_a, **_k)
    )
    window.signing.begin(tab)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].extras == wanted


def test_without_extras_the_wish_has_none(window, tab, panel):
    assert tab.view.chosen_extras is None


def test_initials_are_seen_where_they_will_stand(qtbot, window, tab, panel):
    state = tab.view.extras
    state.set_initials(InitialsRule(ALL_BUT_LAST))
    qtbot.waitUntil(lambda: state.initials_on(0) is not None)
    _, _, right, bottom = state.initials_on(0)
    assert (round(right), round(bottom)) == (575, 822)
    assert state.initials_on(2) is None
    tab.view.placement.put(
        0, tab.view.placement.rules.shown_rect(Place(0, Box(450, 10, 590, 80))), ""
    )
    qtbot.waitUntil(lambda: state.initials_on(0)[3] <= 842 - 80)


def test_page_numbers_that_are_none_are_told_and_keep_the_button_shut(tab, panel):
    tab.view.placement.put(2, tab.view.placement.rules.shown_rect(PLACE), "")
    part = panel.extras.initials
    part.on.setChecked(True)
    part.pages.setCurrentIndex(part.pages.findData(""))
    part.pages.activated.emit(part.pages.currentIndex())
    QTest.keyClicks(part.typed, "1-9")
    assert "page numbers" in part.note.text()
    assert not panel.sign.isEnabled()
    part.typed.clear()
    QTest.keyClicks(part.typed, "1,3")
    assert panel.sign.isEnabled()
    assert tab.view.extras.initials.pages == "1,3"


def test_a_picture_takes_the_place_of_letters(qtbot, tab, panel, monkeypatch):
    tab.source.pictures = {"cr.png": signature(), "no.png": ImageKind(file="no.png")}
    part = panel.extras.initials
    part.on.setChecked(True)
    chosen = iter(["/no.png", "/cr.png"])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(chosen), ""))
    QTest.mouseClick(part.picture, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "PNG" in part.note.text())
    QTest.mouseClick(part.picture, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.view.extras.initials.image == signature())
    assert not part.text.isEnabled()
    tab.view.grab()
    QTest.mouseClick(part.picture, Qt.MouseButton.LeftButton)
    assert tab.view.extras.initials.image is None


def test_after_a_signature_it_is_said_why_there_are_none(qtbot, window, tmp_path):
    tab = open_in(window, tmp_path / "signed.pdf")
    panel = window.signing.open_panel(tab)
    qtbot.waitUntil(lambda: panel.candidate is not None)
    panel.extras.initials.on.setChecked(True)
    assert "no fields for initials were prepared" in panel.extras.initials.note.text()
    assert not panel.sign.isEnabled()
    tab.view.extras.initials_on(0)
    QApplication.processEvents()
    assert tab.view.extras.initials_on(0) is None


def test_after_a_signature_the_prepared_fields_are_counted(qtbot, window, tmp_path):
    tab = open_in(window, tmp_path / "prepared.pdf")
    panel = window.signing.open_panel(tab)
    qtbot.waitUntil(lambda: panel.candidate is not None)
    panel.extras.initials.on.setChecked(True)
    assert "prepared field" in panel.extras.initials.note.text()
    assert panel.extras.trouble == ""


def test_certifying_what_was_signed_is_refused_at_once(qtbot, window, tmp_path):
    tab = open_in(window, tmp_path / "signed.pdf")
    panel = window.signing.open_panel(tab)
    tab.view.extras.set_certification(Certification.ANNOTATIONS)
    panel.extras.show_part("more")
    assert "only its first signature" in words(panel.extras.more)
    assert not panel.sign.isEnabled()


def test_every_place_of_a_text_is_listed_and_each_row_is_a_box(qtbot, window, tab, panel):
    press(window, Qt.Key.Key_F, CTRL | SHIFT)
    part = panel.extras.anchor
    assert QApplication.focusWidget() is part.text
    QTest.keyClicks(part.text, "fait a")
    qtbot.waitUntil(lambda: part.rows.count() == 3)
    assert "Page 1: " in part.rows.item(0).text()
    qtbot.waitUntil(lambda: tab.view.placement.place is not None)
    assert tab.view.placement.place.page_index == 0
    assert part.session.hits_on(1)
    QTest.keyClick(part.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.view.placement.place.page_index == 1)
    QTest.keyClick(part.text, Qt.Key.Key_Down)
    QTest.keyClick(part.rows, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: tab.view.placement.place.page_index == 2)
    assert part.state.text().startswith("3 place")
    _, top, _, _ = A4.to_shown(tab.view.placement.place.box)
    assert round(top) >= 614 - 3
    assert part.rule == AnchorRule("fait a", Where.BEST, LAST)


def test_a_text_that_is_not_there_is_told(qtbot, tab, panel):
    panel.extras.show_part("anchor")
    QTest.keyClicks(panel.extras.anchor.text, "nowhere")
    qtbot.waitUntil(lambda: "not in the document" in panel.extras.anchor.state.text())
    assert tab.view.placement.place is None
    panel.extras.show_part("more")
    assert panel.extras.anchor.session.needle == ""


def test_another_side_moves_the_box(qtbot, tab, panel):
    panel.extras.show_part("anchor")
    part = panel.extras.anchor
    QTest.keyClicks(part.text, "Page 2: Fait")
    qtbot.waitUntil(lambda: tab.view.placement.place is not None)
    below = tab.view.placement.place
    part.box.where.setCurrentIndex(part.box.where.findData(Where.ABOVE))
    part.box.where.activated.emit(part.box.where.currentIndex())
    assert tab.view.placement.place.box.y0 > below.box.y0
    tab.view.placement.nudge(5, 0)
    assert part.rule is None, "a box that was moved no longer stands at its text"


def test_a_box_is_left_to_somebody_else(qtbot, tab, panel):
    panel.extras.show_part("more")
    more = panel.extras.more
    assert not more.prepare.isEnabled()
    tab.view.placement.put(2, tab.view.placement.rules.shown_rect(PLACE), "")
    QTest.keyClicks(more.name, "Client")
    QTest.keyClick(more.name, Qt.Key.Key_Return)
    (field,) = tab.view.extras.fields
    assert (field.name, field.place.page_index, field.locks) == ("Client", 2, False)
    assert tab.view.placement.place is None
    qtbot.waitUntil(lambda: "Field for Client" in words(more))
    tab.view.placement.put(0, tab.view.placement.rules.shown_rect(Place(0, PLACE.box)), "")
    QTest.keyClicks(more.name, "Client")
    QTest.keyClick(more.name, Qt.Key.Key_Return)
    assert "a field of that name already" in more.note.text()
    tab.view.extras.set_certification(Certification.NO_CHANGES)
    assert "could never be signed" in words(more)
    tab.view.extras.drop_field("Client")
    assert panel.extras.trouble == ""


def test_a_copy_with_fields_is_saved_without_a_signature(
    qtbot, window, tab, panel, acts, tmp_path, monkeypatch
):
    tab.view.placement.put(2, tab.view.placement.rules.shown_rect(PLACE), "")
    tab.view.extras.prepare_box("Client", locks=True)
    out = tmp_path / "lease-fields.pdf"
    offered = []
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *asked: offered.append(asked[2]) or (str(out), ""),
    )
    panel.extras.show_part("more")
    QTest.mouseClick(panel.extras.more.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.current is not tab)
    assert offered == [str(tmp_path / "lease-fields.pdf")]
    (request,) = acts.prepared
    assert [(each.name, each.locks) for each in request.fields] == [("Client", True)]
    assert out in window.desk.open_paths
    assert tab.view.extras.fields == ()


def test_a_copy_that_cannot_be_written_keeps_the_fields(
    qtbot, tab, panel, acts, tmp_path, monkeypatch
):
    acts.preparing = FolderReadOnly(folder="/x")
    tab.view.placement.put(2, tab.view.placement.rules.shown_rect(PLACE), "")
    tab.view.extras.prepare_box("Client")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x.pdf"), ""))
    panel.extras.show_part("more")
    panel.extras.more.copy.click()
    qtbot.waitUntil(lambda: panel.extras.more.note.text() != "")
    assert len(tab.view.extras.fields) == 1


def test_a_way_of_signing_is_kept_and_used_again(qtbot, window, tab, panel, shelf, tmp_path):
    tab.view.placement.put(2, tab.view.placement.rules.shown_rect(PLACE), "")
    tab.view.extras.set_initials(InitialsRule(ALL))
    panel.reason.setText("Accord")
    panel.extras.show_part("template")
    part = panel.extras.template
    QTest.keyClicks(part.name, "Bail")
    QTest.keyClick(part.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.names.count() == 1)
    box = TemplateBox(-1, Corner.LOWER_LEFT, 72, 200, 150, 60)
    assert shelf.kept["Bail"] == Template(
        "Bail", box=box, initials=InitialsRule(ALL), reason="Accord"
    )
    other = open_in(window, tmp_path / "other.pdf")
    fresh = window.signing.open_panel(other)
    fresh.extras.show_part("template")
    qtbot.waitUntil(lambda: fresh.extras.template.names.count() == 1)
    QTest.mouseClick(fresh.extras.template.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: other.view.placement.place is not None)
    assert other.view.placement.place == PLACE
    assert other.view.extras.initials == InitialsRule(ALL)
    assert fresh.reason.text() == "Accord"
    QTest.mouseClick(fresh.extras.template.drop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: fresh.extras.template.names.count() == 0)


def test_a_template_with_a_text_finds_its_place(qtbot, window, tab, panel, shelf):
    shelf.kept["Lieu"] = Template("Lieu", anchor=AnchorRule("Fait à", Where.BELOW, 2))
    panel.extras.show_part("template")
    qtbot.waitUntil(lambda: panel.extras.template.names.count() == 1)
    panel.extras.template.use.click()
    qtbot.waitUntil(lambda: tab.view.placement.place is not None)
    assert tab.view.placement.place.page_index == 1
    assert panel.extras.anchor.box.side is Where.BELOW


def test_a_template_that_does_not_fit_says_so_and_changes_nothing(qtbot, tab, panel, shelf):
    shelf.kept["Champ"] = Template("Champ", field="Client", initials=InitialsRule())
    panel.extras.show_part("template")
    qtbot.waitUntil(lambda: panel.extras.template.names.count() == 1)
    panel.extras.template.use.click()
    qtbot.waitUntil(lambda: "does not fit" in panel.extras.template.note.text())
    assert tab.view.extras.extras is None


def test_a_template_that_cannot_be_kept_is_told(qtbot, tab, panel, shelf):
    shelf.full = True
    panel.extras.show_part("template")
    QTest.keyClicks(panel.extras.template.name, "Bail")
    panel.extras.template.keep.click()
    qtbot.waitUntil(lambda: panel.extras.template.note.text() != "")
    assert shelf.kept == {}


def test_a_document_that_never_asks_pays_nothing(tab):
    assert tab.view._extras is None
