"""The wizard with a template: chosen, its roles filled, its places looked at, sent; by a list."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from paraph.domain.placing.signature_field import Place
from paraph.domain.service.act import ActKind
from paraph.domain.service.signature_request import PlacedField
from paraph.domain.service.template import KeptTemplate, RemoteTemplate, TemplateRole
from paraph.filing.request_drafts import LocalDrafts
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.gui.wizard.room import CHECK, DOCUMENT, LIST, PEOPLE, PLACES, SENT
from paraph.usecases.sync_desk import RoundDone
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import ACCOUNT, OutboxBench
from tests.fakes.request_desk import BoardOf
from tests.gui.conftest import show
from tests.gui.fake_signing import FakeSigning
from tests.gui.fake_sync import FakeSync
from tests.gui.test_request_wizard import (  # noqa: F401 - fixtures
    Desk,
    begun,
    drag,
    home,
    opened,
    room,
    sent_requests,
    typed,
    window,
)
from tests.sandbox.test_docx import docx, libreoffice  # noqa: F401 - a fixture

SIGN = PlacedField("tenant-1", "signature", 3, 72.0, 100.0, 196.0, 76.0)
TENANT = TemplateRole("tenant", "qualified", 2, "signer", "remote", (SIGN,))
LANDLORD = TemplateRole("landlord", "advanced", 1, "signer", "local")
OFFICE = TemplateRole("office", "advanced", 3, "cc")
LEASE = RemoteTemplate("tpl_1", 1, "Lease", "doc_1", (TENANT, LANDLORD, OFFICE))
NAMES = ("Lease", "Mandate", "Power", "Receipt", "Sale", "Waiver")


def keep(home: Path, *templates: RemoteTemplate, pages: bool = True) -> None:  # noqa: F811
    with OutboxBench(home) as bench:
        sha256 = bench.spool.take(SAMPLE).sha256 if pages else ""
        kept = [KeptTemplate(ACCOUNT.id, each, "lease.pdf", sha256, 3) for each in templates]
        bench.templates.put_all(ACCOUNT.id, kept, bench.clock.now())


def shown_cards(qtbot, room):  # noqa: F811
    room.document.of_template.click()
    picker = room.document.templates
    qtbot.waitUntil(lambda: bool(picker.cards))
    return picker


def of_lease(qtbot, room, home, *, of_list: bool = False, pages: bool = True) -> None:  # noqa: F811
    keep(home, LEASE, pages=pages)
    begun(qtbot, room, of_list=of_list)
    shown_cards(qtbot, room).cards[0].click()
    qtbot.waitUntil(lambda: room.step == PEOPLE and bool(room.prepared.template_id))
    if pages:
        qtbot.waitUntil(lambda: room.places.view is not None)


def fill(room, *keys: str) -> None:  # noqa: F811
    for form in room.people.forms.values():
        plays = form.person.plays
        if plays in keys:
            typed(form.first, "Anne")
            typed(form.last, plays.title())
            typed(form.email, f"{plays}@client.example")


def test_a_template_is_filled_looked_at_and_sent(qtbot, room, home):  # noqa: F811
    of_lease(qtbot, room, home)
    forms = list(room.people.forms.values())
    assert [each._plays.text() for each in forms] == ["tenant", "landlord", "office"]
    assert not room.people.add.isVisible()
    for each in forms:
        assert not any(p.isEnabled() for p in (each.level, each.order, each.role, each.card))
        assert not each.remove.isVisible()
    assert [forms[0].level.currentData(), forms[0].order.currentData()] == ["qualified", 2]
    assert forms[1].card.isChecked()
    assert not forms[2].level.isVisible()
    fill(room, "tenant", "landlord", "office")
    room.page.next.click()
    assert room.step == PLACES
    assert [each.kind for each in room.places.board.fields] == ["signature"]
    assert not room.places.people.kinds["signature"].isVisible()
    assert not room.places.field.isVisible()
    room.page.next.click()
    assert room.step == CHECK
    assert not room.check.account.isEnabled()
    assert room._standing().missing == ()
    room.page.next.click()
    qtbot.waitUntil(lambda: room.step == SENT)
    ((request, entries),) = sent_requests(home)
    assert request.name == "Lease"
    assert [each.kind for each in entries] == [ActKind.FILL, ActKind.ACTIVATE]
    players = json.loads(entries[0].body.content)["players"]
    assert [(each["key"], each["email"]) for each in players] == [
        (key, f"{key}@client.example") for key in ("tenant", "landlord", "office")
    ]


def test_the_places_of_a_template_cannot_be_changed(qtbot, room, home):  # noqa: F811
    of_lease(qtbot, room, home)
    room.go_to(PLACES)
    view, before = room.places.view, room.prepared.fields
    view.reveal(Place(before[0].page_index, before[0].box))
    at = view.mapFromScene(view.scene_rect_of(before[0]).center())
    drag(view, at, at - QPoint(0, 120))
    drag(view, at - QPoint(0, 200), at - QPoint(90, 260))
    view.reveal(Place(before[0].page_index, before[0].box))
    at = view.mapFromScene(view.scene_rect_of(before[0]).center())
    assert view.viewport().rect().contains(at)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert room.places.board.selected is None
    view.go_to_field(1)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Delete):
        QTest.keyClick(view, key)
    assert room.places.board.fields == before
    assert room.prepared.fields == before


def test_a_template_without_its_pages_can_be_sent(qtbot, room, home):  # noqa: F811
    of_lease(qtbot, room, home, pages=False)
    fill(room, "tenant", "landlord", "office")
    room.page.next.click()
    assert room.step == PLACES
    assert room.places._nothing.isVisible()
    assert not room.places.bar.isVisible()
    room.page.next.click()
    room.page.next.click()
    qtbot.waitUntil(lambda: room.step == SENT)
    assert len(sent_requests(home)) == 1


def test_templates_are_searched_by_name_and_role(qtbot, room, home):  # noqa: F811
    roles = {"Sale": (TemplateRole("Verkäufer"),)}
    keep(home, *(LEASE._replace(id=n, name=n, roles=roles.get(n, LEASE.roles)) for n in NAMES))
    begun(qtbot, room)
    picker = shown_cards(qtbot, room)
    assert [each.kept.told.name for each in picker.cards] == list(NAMES)
    typed(picker.search, "verk")
    assert [each.kept.told.name for each in picker.cards] == ["Sale"]
    assert "Verkäufer" in picker.cards[0].accessibleDescription()
    typed(picker.search, "nothing like it")
    assert picker.cards == []


def test_another_template_or_a_document_keeps_who_was_typed(qtbot, room, home):  # noqa: F811
    of_lease(qtbot, room, home)
    keep(home, LEASE, LEASE._replace(id="tpl_2", name="Other", roles=(LANDLORD, TENANT)))
    fill(room, "tenant", "landlord")
    room.go_to(DOCUMENT)
    assert room.document.name.text() == "Lease"
    picker = room.document.templates
    room.sources.templates.look_again()
    qtbot.waitUntil(lambda: len(picker._every()) == 2)
    picker.other.click()
    picker.cards[1].click()
    qtbot.waitUntil(lambda: room.prepared.template_name == "Other")
    assert [each.name for each in room.prepared.people] == ["Anne Landlord", "Anne Tenant"]
    qtbot.waitUntil(lambda: room.places.view is not None)
    room.take_path(SAMPLE)
    qtbot.waitUntil(lambda: room.prepared.document_name == SAMPLE.name)
    assert (room.prepared.template_id, room.prepared.fields) == ("", ())
    assert [each.name for each in room.prepared.people] == ["Anne Landlord", "Anne Tenant"]
    qtbot.waitUntil(lambda: room.places.view is not None and not room.places.view.is_fixed)
    room.go_to(PEOPLE)
    assert room.people.add.isVisible()
    assert all(each.level.isEnabled() for each in room.people.forms.values())


def test_a_draft_whose_template_is_gone_says_so_and_can_take_another(qtbot, room, home):  # noqa: F811
    of_lease(qtbot, room, home)
    fill(room, "tenant", "landlord", "office")
    room.leave()
    qtbot.waitUntil(lambda: not room.lane.busy)
    keep(home, LEASE._replace(id="tpl_2", name="Newer lease"))
    (kept,) = LocalDrafts(home).all()
    room.go_on(kept.reference)
    qtbot.waitUntil(lambda: room.prepared is not None and room.prepared.template_is_gone)
    qtbot.waitUntil(lambda: room.step == DOCUMENT)
    assert not room.page.next.isEnabled()
    assert "gone" in room.page.next.toolTip()
    room.go_to(CHECK)
    assert [each.code for each in room._standing().missing] == ["template_gone"]
    room.go_to(DOCUMENT)
    qtbot.waitUntil(lambda: room.document.templates.other is not None)
    picker = room.document.templates
    picker.other.click()
    qtbot.waitUntil(lambda: [e.kept.told.name for e in picker.cards] == ["Newer lease"])
    picker.cards[0].click()
    qtbot.waitUntil(lambda: room.prepared.template_name == "Newer lease")
    assert room.prepared.people[0].name == "Anne Tenant"
    assert not room.prepared.template_is_gone


def test_a_template_that_goes_while_one_prepares_is_told_and_nothing_is_lost(
    qtbot, room, home  # noqa: F811
):  # fmt: skip
    of_lease(qtbot, room, home)
    fill(room, "tenant", "landlord", "office")
    room.go_to(CHECK)
    keep(home)
    room.page.next.click()
    qtbot.waitUntil(room.page.message.isVisible)
    assert room.step == CHECK
    assert "template" in room.page.message.accessibleName()
    assert [each.code for each in room._standing().missing] == ["template_gone"]
    assert sent_requests(home) == []
    qtbot.waitUntil(lambda: len(LocalDrafts(home).all()) == 1)


def test_a_template_that_asks_one_more_is_shown_with_who_was_typed(qtbot, room, home):  # noqa: F811
    of_lease(qtbot, room, home)
    fill(room, "tenant", "landlord", "office")
    room.go_to(CHECK)
    keep(home, LEASE._replace(version=2, roles=(*LEASE.roles, TemplateRole("guarantor"))))
    room.page.next.click()
    qtbot.waitUntil(lambda: len(room.prepared.people) == 4)
    assert room.page.message.isVisible()
    assert room.step == CHECK
    guarantor = room.prepared.people[3]
    assert {(each.code, each.person) for each in room._standing().missing} == {
        ("no_email", guarantor.key), ("no_person_name", guarantor.key),
    }  # fmt: skip
    assert room.prepared.people[0].name == "Anne Tenant"
    assert sent_requests(home) == []


def test_a_list_of_a_template_that_changed_is_read_anew(qtbot, room, home, tmp_path):  # noqa: F811
    of_lease(qtbot, room, home, of_list=True)
    fill(room, "landlord", "office")
    for _ in range(3):
        room.page.next.click()
    path = tmp_path / "people.csv"
    path.write_text("tenant.email;tenant.name\nt@client.example;Anne One\n")
    room.read_list(path)
    qtbot.waitUntil(lambda: len(room.list.model.good()) == 1)
    keep(home, LEASE._replace(roles=(TENANT._replace(level="simple"), LANDLORD, OFFICE)))
    room.page.next.click()
    qtbot.waitUntil(lambda: room.prepared.people[0].level == "simple")
    assert room.page.message.isVisible()
    assert room.list.model.rows == ()
    assert sent_requests(home) == []


def test_without_templates_the_reason_is_said(qtbot, room, home):  # noqa: F811
    begun(qtbot, room)
    room.document.of_template.click()
    picker = room.document.templates

    def said() -> str:
        labels = picker.findChildren(QLabel)
        return " ".join(each.text() for each in labels if each.isVisible())

    qtbot.waitUntil(lambda: "Not read yet" in said())
    with OutboxBench(home) as bench:
        bench.templates.note_trouble(ACCOUNT.id, "scope_missing", bench.clock.now())
    room.sources.templates.look_again()
    qtbot.waitUntil(lambda: "may not read templates" in said())
    keep(home)
    room.sources.templates.look_again()
    qtbot.waitUntil(lambda: "had no template" in said())


def test_opening_the_wizard_lets_templates_be_read(qtbot, room, home):  # noqa: F811
    asked = []
    room.round_asked.connect(lambda: asked.append(True))
    begun(qtbot, room)
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: not room.lane.busy)
    with OutboxBench(home) as bench:
        assert bench.templates.standing(ACCOUNT.id).is_wanted


def test_a_list_names_people_by_role_and_shows_every_row_s_errors(
    qtbot, room, home, tmp_path, monkeypatch  # noqa: F811
):  # fmt: skip
    of_lease(qtbot, room, home, of_list=True)
    fill(room, "landlord")
    for _ in range(3):
        room.page.next.click()
    assert room.step == LIST
    assert "tenant.email" in room.list._below.text()
    assert "landlord.email" not in room.list._below.text()
    sample = tmp_path / "sample.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(sample), ""))
    room.list.sample.click()
    qtbot.waitUntil(lambda: sample.exists() and not room.lane.busy)
    assert sample.read_text("utf-8-sig").startswith("tenant.email;tenant.first_name")
    path = tmp_path / "people.csv"
    path.write_text(
        "tenant.email;tenant.name;office.email;office.name;owner.email\n"
        "t1@client.example;Anne One;o1@firm.example;Post Office;x\n"
        "t2@client.example;Anne Two;;;\n"
    )
    room.read_list(path)
    qtbot.waitUntil(lambda: len(room.list.model.rows) == 2)
    words = [room.list.model.index(1, n).data() for n in (1, 3)]
    assert words[0] == "tenant: Anne Two t2@client.example; office: –"
    assert words[1] == ("“office” has no e-mail address. “office” needs a first and a last name.")
    assert "owner.email" in room.list._columns.text().partition("Not used")[2]
    room.page.next.click()
    qtbot.waitUntil(lambda: bool(sent_requests(home)) and not room.sending.is_busy)
    ((request, entries),) = sent_requests(home)
    assert request.name == "Lease – Anne One, Post Office"
    assert [each.kind for each in entries] == [ActKind.FILL, ActKind.ACTIVATE]


# --- Word documents


def drop(widget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    told = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(200, 200), *told))
    QApplication.sendEvent(widget, QDropEvent(QPointF(200, 200), *told))


@pytest.mark.usefixtures("libreoffice")
def test_a_word_document_that_is_dropped_is_seen_and_sent_as_a_pdf(
    qtbot, room, home, tmp_path  # noqa: F811
):  # fmt: skip
    letter = tmp_path / "Mandat.docx"
    letter.write_bytes(docx("The client signs here"))
    begun(qtbot, room)
    drop(room.page, letter)
    assert "LibreOffice" in room.document._below.text()
    qtbot.waitUntil(lambda: room.step == PEOPLE and room.places.view is not None, timeout=60_000)
    assert room.prepared.document_name == "Mandat.pdf"
    (kept,) = (home / "drafts").rglob("*.pdf")
    assert kept.read_bytes().startswith(b"%PDF-")
    assert "LibreOffice" not in room.document._below.text()


def test_without_libreoffice_it_is_said_what_to_do(qtbot, room, tmp_path, monkeypatch):  # noqa: F811
    letter = tmp_path / "Mandat.docx"
    letter.write_bytes(docx())
    monkeypatch.setattr("paraph.office.find_converter", lambda: None)
    begun(qtbot, room)
    drop(room.page, letter)
    qtbot.waitUntil(room.page.message.isVisible)
    said = room.page.message.accessibleName()
    assert "Mandat.docx" in said
    assert "save it as PDF" in said
    assert "LibreOffice makes" not in room.document._below.text()
    assert room.step == DOCUMENT


class Reading(FakeSync):
    """A round brings a template, as `usecases.read_templates` does."""

    home: Path

    def round(self, *, watched: bool = True, insist: bool = False) -> RoundDone:
        keep(self.home, LEASE)
        return super().round(watched=watched, insist=insist)


def test_a_round_begins_with_the_wizard_and_what_it_brings_is_shown(
    qtbot, theme, settings, home, opened  # noqa: F811
):  # fmt: skip
    keep(home)
    sync = Reading(ACCOUNT)
    sync.home = home
    sync.hold.clear()
    cases = GuiUseCases(
        lambda *_: None, FakeSigning(), preparing=Desk(home), requests=BoardOf(home), sync=sync
    )
    window = show(qtbot, MainWindow(cases, settings, theme))  # noqa: F811
    room = window.wizard.room  # noqa: F811
    begun(qtbot, room)
    room.document.of_template.click()
    qtbot.waitUntil(lambda: sync.together == 1)
    assert room.document.templates.cards == []
    sync.hold.set()
    qtbot.waitUntil(lambda: [e.kept.told.name for e in room.document.templates.cards] == ["Lease"])
    asked = len(sync.insisted)
    qtbot.wait(300)
    assert len(sync.insisted) == asked, "what a round brings is looked at, and asks for no other"
