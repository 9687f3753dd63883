"""Accounts in the window: added, signed in, told apart, and what a computer cannot keep."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from paraph.domain.errors.service import AccountHasWork, SignInFailed
from paraph.domain.service.account import Environment, SignInWay
from paraph.gui.accounts.account_card import AccountCard
from paraph.gui.accounts.account_rows import AccountRows
from paraph.gui.accounts.account_words import trouble_words
from paraph.gui.accounts.add_account_page import AddAccountPage
from paraph.gui.accounts.remove_page import RemoveAccountPage
from paraph.gui.accounts.sign_in_page import BrowserPage, NewKeyPage
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.usecases.accounts import NewAccount
from paraph.usecases.set_filing import FilingWish
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import OFFICE, BoardOf
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning
from tests.gui.fake_sync import FakeSync


@pytest.fixture
def sync() -> FakeSync:
    return FakeSync(OFFICE)


@pytest.fixture
def window(qtbot, theme, settings, tmp_path, sync):
    with OutboxBench(tmp_path / "home", account=OFFICE):
        pass
    board = BoardOf(tmp_path / "home")
    cases = GuiUseCases(open_fake, FakeSigning(), requests=board, sync=sync)
    made = show(qtbot, MainWindow(cases, settings, theme))
    yield made
    made.remote.close()
    sync.close()


def rows(qtbot, window: MainWindow) -> AccountRows:
    window.show_accounts()
    found = window.settings_page.accounts
    assert isinstance(found, AccountRows)
    qtbot.waitUntil(lambda: bool(found.cards))
    return found


def card(qtbot, window: MainWindow) -> AccountCard:
    return rows(qtbot, window).cards[OFFICE.id]


def words_of(widget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel))


def test_a_sandbox_says_that_it_has_no_legal_value(qtbot, window, sync):
    assert "SANDBOX no legal value" in words_of(card(qtbot, window))
    sync.account = OFFICE._replace(environment=Environment.PRODUCTION)
    window.show_screen("desk")
    found = rows(qtbot, window)
    qtbot.waitUntil(lambda: "Production" in words_of(found.cards[OFFICE.id]))
    assert "SANDBOX" not in words_of(found.cards[OFFICE.id])


def test_an_old_key_is_warned_of(qtbot, window, sync):
    sync.age = timedelta(days=85)
    assert "85 day" in card(qtbot, window).standing.text()


def test_without_a_keychain_it_says_so(qtbot, window, sync):
    sync.are_kept = False
    found = rows(qtbot, window)
    assert "no keychain" in found.note.text()
    assert "as long as Paraph is open" in found.cards[OFFICE.id].standing.text()
    found.add.click()
    page = window.sheet.page
    assert isinstance(page, AddAccountPage)
    assert "no keychain" in page.note.text()


def typed(page: AddAccountPage, way: SignInWay) -> None:
    page.name.setText("Second")
    page.address.setText("https://sign.example")
    page.way.setCurrentIndex(page.way.findData(way))


def test_an_account_is_added_by_its_key(qtbot, window, sync):
    rows(qtbot, window).add.click()
    page = window.sheet.page
    assert isinstance(page, AddAccountPage)
    typed(page, SignInWay.API_KEY)
    assert not page.add.isEnabled()
    assert "Key or secret" in page.add.toolTip()
    page.secret.setText("key-123")
    page.add.click()
    assert page.secret.text() == ""
    qtbot.waitUntil(lambda: window.sheet.page is None)
    (name, new) = sync.calls[-1]
    assert name == "add_account"
    assert isinstance(new, NewAccount)
    assert (new.name, new.url, new.client_id) == ("Second", "https://sign.example", "")
    assert new.secret is not None
    assert new.secret.reveal() == "key-123"


def test_what_the_service_refuses_is_told_where_it_was_typed(qtbot, window, sync):
    sync.refusal = SignInFailed(detail="unknown key")
    rows(qtbot, window).add.click()
    page = window.sheet.page
    assert isinstance(page, AddAccountPage)
    typed(page, SignInWay.PROGRAM)
    page.client.setText("desk")
    page.secret.setText("wrong")
    page.add.click()
    qtbot.waitUntil(page.trouble.isVisible)
    assert "unknown key" in page.trouble.text()
    assert page.name.text() == "Second"
    assert window.sheet.page is page


def test_a_service_that_refuses_without_a_word_leads_to_none():
    assert "below" not in trouble_words(SignInFailed())
    assert trouble_words(SignInFailed(detail="unknown key")).endswith("unknown key")


def test_signing_in_at_the_browser_shows_the_address_and_ends(qtbot, window, sync):
    sync.account = OFFICE._replace(way=SignInWay.PERSON)
    card(qtbot, window).sign_in.click()
    page = window.sheet.page
    assert isinstance(page, BrowserPage)
    qtbot.waitUntil(page.address.isVisible)
    assert "sign-in.example" in page.address.text()
    sync.happen()
    qtbot.waitUntil(lambda: window.sheet.page is None)
    assert ("sign_in", OFFICE.id) in sync.calls


def test_signing_in_is_stopped(qtbot, window, sync):
    sync.account = OFFICE._replace(way=SignInWay.PERSON)
    card(qtbot, window).sign_in.click()
    page = window.sheet.page
    assert isinstance(page, BrowserPage)
    qtbot.waitUntil(page.address.isVisible)
    page.stop.click()
    qtbot.waitUntil(lambda: not window.remote.start()._lane.busy or sync.listened > 0)
    assert window.sheet.page is None
    assert not [each for each in sync.calls if each[0] == "sign_in"]


def test_a_key_is_replaced(qtbot, window, sync):
    card(qtbot, window).sign_in.click()
    page = window.sheet.page
    assert isinstance(page, NewKeyPage)
    page.field.setText("key-new")
    page.act.click()
    qtbot.waitUntil(lambda: window.sheet.page is None)
    assert ("put_secret", "key-new") in sync.calls


def test_removing_asks_first_and_says_what_keeps_it(qtbot, window, sync):
    found = card(qtbot, window)
    sync.refusal = AccountHasWork(name="Office", entries=3)
    found.remove.click()
    page = window.sheet.page
    assert isinstance(page, RemoveAccountPage)
    assert page.keep.hasFocus()
    page.remove.click()
    qtbot.waitUntil(found.trouble.isVisible)
    assert "have not left" in found.trouble.text()


def test_addresses_and_filing_are_saved_and_what_is_typed_beside_stays(qtbot, window, sync):
    found = card(qtbot, window)
    found.mine.setText("camille@roux.example; c.roux@bar.example")
    found.place.setText("/srv/clients")
    found.mine.editingFinished.emit()
    qtbot.waitUntil(lambda: sync.calls != [])
    wanted = ("camille@roux.example", "c.roux@bar.example")
    assert sync.calls[-1] == ("set_own_addresses", wanted)
    assert found.place.text() == "/srv/clients"
    found.place.editingFinished.emit()
    qtbot.waitUntil(lambda: len(sync.calls) == 2)
    assert sync.calls[-1] == ("set_filing", FilingWish(place="/srv/clients"))
    found.mine.setText("nobody")
    found.mine.editingFinished.emit()
    assert "nobody" in found.trouble.text()


def test_a_note_names_a_request_only_where_that_was_set(qtbot, window):
    rows(qtbot, window)
    assert window.profile.names_in_notes is False
    window.settings_page.notes.setChecked(True)
    assert window.profile.names_in_notes is True
