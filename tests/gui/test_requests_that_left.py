"""The wizard once something has left: a list that is stopped or left alone, and no way back."""

import pytest

from paraph.gui.wizard.room import CHECK, DOCUMENT, LIST, SENT
from tests.gui import test_request_wizard
from tests.gui.test_request_wizard import listed, placed, sent_requests, typed

home, opened = test_request_wizard.home, test_request_wizard.opened
window, room = test_request_wizard.window, test_request_wizard.room


@pytest.fixture
def at_the_list(qtbot, room, tmp_path):
    """Be about to send 120 rows, of which each fifty wait to be let go."""
    placed(qtbot, room, of_list=True)
    room.page.next.click()
    room.page.next.click()
    lines = "".join(f"p{n}@client.example,Anne Martin{n}\n" for n in range(120))
    room.read_list(listed(tmp_path, f"email,name\n{lines}"))
    qtbot.waitUntil(lambda: len(room.list.model.rows) == 120)
    return room


def test_stopping_leaves_nothing_to_stop(qtbot, at_the_list):
    room = at_the_list
    room.page.next.click()
    assert room.sending.is_busy
    room.list.stop.click()
    qtbot.waitUntil(lambda: not room.lane.busy, timeout=20_000)
    assert len(room.list.model.sent) == 50
    assert not room.list.stop.isVisible()
    assert not room.list.progress.isVisible()
    assert room.step == LIST
    assert room.page.next.isEnabled()


def test_it_goes_on_when_the_page_is_left(qtbot, at_the_list):
    room = at_the_list
    room.page.next.click()
    room.leave()
    qtbot.waitUntil(lambda: not room.sending.is_busy, timeout=60_000)
    assert room.sending.done == 120
    assert len(room.list.model.sent) == 120


def test_the_end_of_a_list_leaves_the_next_draft_where_it_is(qtbot, at_the_list):
    room = at_the_list
    room.page.next.click()
    before = room.prepared.reference
    room.begin()
    qtbot.waitUntil(lambda: room.prepared.reference != before, timeout=20_000)
    draft = room.prepared.reference
    qtbot.waitUntil(lambda: room.sending.done == 120, timeout=60_000)
    qtbot.waitUntil(lambda: not room.lane.busy, timeout=20_000)
    assert room.prepared is not None
    assert room.prepared.reference == draft
    assert room.step != SENT


def test_a_request_that_has_left_leads_nowhere_back(qtbot, room):
    placed(qtbot, room)
    room.page.next.click()
    room.page.next.click()
    qtbot.waitUntil(lambda: room.step == SENT)
    for button in room.page.steps.buttons:
        button.click()
    assert room.step == SENT
    assert room.sent.another.isVisible()


def test_rows_are_sent_of_the_request_as_it_has_become(qtbot, room, home, tmp_path):
    placed(qtbot, room, of_list=True)
    room.go_to(LIST)
    room.read_list(listed(tmp_path, "email,name\na@b.example,A B\ne@f.example,E F\n"))
    qtbot.waitUntil(lambda: len(room.list.model.good()) == 2)
    room.go_to(DOCUMENT)
    typed(room.document.name, "Another name")
    room.go_to(CHECK)
    room.check.expires.setCurrentIndex(room.check.expires.findData(30))
    wanted = room.prepared.expires_on
    assert wanted
    room.page.next.click()
    assert room.step == LIST
    qtbot.waitUntil(lambda: len(room.list.model.good()) == 2)
    room.page.next.click()
    qtbot.waitUntil(lambda: room.step == SENT, timeout=20_000)
    found = [request for request, _ in sent_requests(home)]
    assert {each.name for each in found} == {"Another name – A B", "Another name – E F"}
    assert {each.draft.expires_at.astimezone().date().isoformat() for each in found} == {wanted}
