"""Cards that come and go, in the strip and the panel: seen by events, looked for without them."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel

from paraph.domain import errors
from paraph.domain.keys.certificate import SigningBar
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.reader_card import CardState, Driver, ReaderCard
from paraph.domain.messages.acts import WORDS
from paraph.domain.messages.keys import BY_KEY
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards import card_watch
from paraph.gui.cards.reader_words import card_sentence, readers_note, strip_state, token_names
from paraph.gui.main_window import MainWindow
from paraph.gui.shell.status_strip import StripPart
from paraph.gui.start import start_work_soon
from paraph.gui.viewer.page_source import PageSignals
from paraph.ports.finding import Reader
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.signing_desk import Cards
from tests.fakes.finding import FakeWatcher
from tests.gui.candidates import candidate, cards
from tests.gui.conftest import open_fake, open_in, show
from tests.gui.fake_signing import FakeSigning

ATR = bytes.fromhex("3BDB960080B1FE451F830012233F536549440F9000F1")
DRIVER = Driver("opensc", "OpenSC", "the project’s page")
NO_DRIVER = ReaderCard("Reader 1", ATR, CardState.DRIVER_MISSING, "Estonian ID card", (DRIVER,))
UNKNOWN = ReaderCard("Reader 2", b"\x3b\x00", CardState.UNKNOWN)
EMPTY, FULL = Reader("Reader 1", None), Reader("Reader 1", ATR)


@pytest.fixture
def acts() -> FakeSigning:
    return FakeSigning()


@pytest.fixture
def watcher() -> FakeWatcher:
    return FakeWatcher()


@pytest.fixture
def window(qtbot, theme, settings, acts, watcher):
    use_cases = GuiUseCases(open_fake, acts, watch_readers=lambda: watcher)
    made = show(qtbot, MainWindow(use_cases, settings, theme))
    made.start_work()
    yield made
    made.close()


def shown(window: MainWindow) -> str:
    return window.strip._buttons[StripPart.CARD].text()


def on(found: Candidate, **more: object) -> Candidate:
    return replace(found, token=replace(found.token, **more))


def test_a_card_put_in_and_pulled_is_shown_without_a_panel(qtbot, window, acts, watcher):
    acts.found = cards(candidate())
    watcher.tell(FULL)
    qtbot.waitUntil(lambda: shown(window) == "Card ready  Camille Roux", timeout=1000)
    acts.found = Cards((), (), ())
    watcher.tell(EMPTY)
    qtbot.waitUntil(lambda: shown(window) == "No card", timeout=1000)
    assert acts.looks == [False, False]


def test_without_readers_the_start_loads_no_driver(qtbot, window, acts, watcher):
    watcher.tell()
    watcher.tell(FULL)
    qtbot.waitUntil(lambda: bool(acts.looks))
    assert acts.looks == [False]


def test_empty_readers_at_the_start_have_the_drivers_loaded_and_nothing_said(
    qtbot, window, acts, watcher
):
    said = []
    show_state = window.strip.show_state
    window.strip.show_state = lambda part, state: (
        said.append(state.words),
        show_state(part, state),
    )
    watcher.tell(EMPTY)
    qtbot.waitUntil(lambda: window.signing.cards is not None)
    assert acts.looks == [False]
    assert said == ["No card"]


def test_a_slow_driver_is_waited_for_beside_the_card_that_is_there(qtbot, window, acts, watcher):
    acts.found = replace(cards(candidate()), awaited=True)
    watcher.tell(FULL)
    qtbot.waitUntil(lambda: shown(window) == "Card ready  Camille Roux", timeout=1000)
    qtbot.waitUntil(lambda: acts.rests >= 2)
    acts.found = cards(candidate("Zoë Ångström"))
    qtbot.waitUntil(lambda: shown(window) == "Card ready  Zoë Ångström")
    rests = acts.rests
    qtbot.wait(400)
    assert (acts.rests, acts.looks) == (rests, [False]), "all have answered, and it asks on"


def test_a_card_that_is_being_read_is_said_to_be_and_not_in_trouble(qtbot, window, acts, watcher):
    reading = ReaderCard("Reader 1", ATR, CardState.READING, "Estonian ID card")
    acts.found = Cards((), (), (), (reading,), awaited=True)
    watcher.tell(EMPTY)
    qtbot.waitUntil(lambda: shown(window) == "Reading the cards…")
    assert readers_note([reading]) == ""
    acts.found = Cards((), (), (), (NO_DRIVER,))
    qtbot.waitUntil(lambda: shown(window) == "Card without its driver")


def test_a_move_during_a_look_is_not_lost(qtbot, window, acts, watcher):
    acts.hold.clear()
    window.signing.lane.run(lambda: acts.hold.wait(5), lambda _: None, lambda _: None)
    for reader in (FULL, EMPTY, FULL):
        watcher.tell(reader)
    qtbot.waitUntil(lambda: window.signing.looks._moved_meanwhile)
    acts.hold.set()
    qtbot.waitUntil(lambda: len(acts.looks) == 2)
    qtbot.waitUntil(lambda: not window.signing.looks.is_looking)


def test_a_fault_of_the_watcher_ends_no_watching(qtbot, window, acts, watcher, monkeypatch):
    monkeypatch.setattr(card_watch, "_AFTER_A_FAULT_MS", 1)
    watcher.fail(errors.ReadersUnavailable(answer="0x8010001f"))
    watcher.tell(FULL)
    qtbot.waitUntil(lambda: acts.looks == [False])


def test_modules_without_readers_are_looked_into_while_a_panel_is_open(
    qtbot, window, acts, tmp_path
):
    window.signing.watch._slow.setInterval(20)
    assert not window.signing.watch._slow.isActive()
    tab = open_in(window, tmp_path / "a.pdf")
    panel = window.signing.open_panel(tab)
    qtbot.waitUntil(lambda: acts.looks[:3] == [False, True, True])
    acts.found = cards(candidate())
    qtbot.waitUntil(lambda: panel.candidate is not None)
    panel.close_asked.emit()
    qtbot.waitUntil(lambda: not window.signing.watch._slow.isActive())


def test_a_card_without_its_driver_is_named_in_strip_and_panel(
    qtbot, window, acts, watcher, tmp_path
):
    acts.found = Cards((), (), (), (NO_DRIVER,))
    panel = window.signing.open_panel(open_in(window, tmp_path / "a.pdf"))
    watcher.tell(FULL)
    sentence = (
        "This is an Estonian ID card; its driver is not installed."
        " Install OpenSC: the project’s page."
    )
    qtbot.waitUntil(lambda: any(x.text() == sentence for x in panel.findChildren(QLabel)))
    assert panel.picker._name.text() == "No certificate"
    assert shown(window) == "Card without its driver"
    assert sentence in window.strip._buttons[StripPart.CARD].toolTip()
    acts.found = cards(candidate())
    watcher.tell(EMPTY)
    qtbot.waitUntil(lambda: not any(x.text() == sentence for x in panel.findChildren(QLabel)))
    assert window.strip._buttons[StripPart.CARD].toolTip() == "Carte avocat"


def test_an_unknown_card_is_told_with_its_atr():
    assert card_sentence(UNKNOWN).endswith("Its ATR is 3B00.")
    assert strip_state(Cards((), (), (), (UNKNOWN,))).words == "Unknown card"


def test_cards_in_several_readers_are_told_apart():
    assert readers_note([NO_DRIVER, UNKNOWN]).splitlines() == [
        f"Reader 1: {card_sentence(NO_DRIVER)}",
        f"Reader 2: {card_sentence(UNKNOWN)}",
    ]
    assert readers_note([ReaderCard("Reader 3", None, CardState.EMPTY)]) == ""


def test_a_slot_in_trouble_is_named_in_strip_and_panel_with_what_to_do(
    qtbot, window, acts, watcher, tmp_path
):
    silent = replace(
        candidate().token, label="", reader="Reader 1", certificates=(), trouble="token_unavailable"
    )
    faulty = ReaderCard("Reader 1", ATR, CardState.FAULTY, trouble="token_unavailable")
    acts.found = Cards((silent, replace(silent, slot_id=1)), (), (), (faulty,))
    panel = window.signing.open_panel(open_in(window, tmp_path / "a.pdf"))
    watcher.tell(FULL)
    words = WORDS["token_unavailable"]
    told = f"Reader 1: {words.what} {words.act}"
    qtbot.waitUntil(lambda: any(x.text() == told for x in panel.findChildren(QLabel)))
    assert panel.picker._name.text() == "No certificate"
    assert shown(window) == "Card driver in trouble"
    assert window.strip._buttons[StripPart.CARD].toolTip() == told
    able = cards(candidate())
    acts.found = replace(able, tokens=(*able.tokens, silent), readers=(faulty,))
    watcher.tell(EMPTY)
    qtbot.waitUntil(lambda: shown(window) == "Card ready  Camille Roux")
    assert window.strip._buttons[StripPart.CARD].toolTip() == f"Carte avocat\n{told}"
    assert any(x.text() == told and x.isVisible() for x in panel.findChildren(QLabel))


@pytest.mark.parametrize("key", [KeyKind.TPM, KeyKind.TOKEN])
def test_a_slot_in_trouble_that_is_no_cards_is_not_called_one(key):
    faulty = ReaderCard("Slot 7", None, CardState.FAULTY, trouble="token_busy", key=key)
    state = strip_state(Cards((), (), (), (faulty,)))
    assert state.words == "Driver in trouble"
    assert readers_note([faulty]) == f"Slot 7: {card_sentence(faulty)}"
    assert card_sentence(faulty).startswith(BY_KEY[key]["token_busy"].what)
    assert "card" not in state.details.lower()


def test_tokens_of_one_label_are_told_apart_by_reader_then_serial_then_slot():
    one = candidate().token
    zoe = replace(one, label="Zoë Ångström")
    assert token_names([one, zoe]) == ["Carte avocat", "Zoë Ångström"]
    first, second = replace(one, reader="A"), replace(one, reader="B", slot_id=1)
    assert token_names([first, second, zoe]) == [
        "Carte avocat · A",
        "Carte avocat · B",
        "Zoë Ångström",
    ]
    same = replace(second, reader="A", serial="2")
    assert token_names([first, same]) == ["Carte avocat · A · 1", "Carte avocat · A · 2"]
    twin = replace(first, slot_id=7)
    assert token_names([first, twin]) == ["Carte avocat · A · 1 · 0", "Carte avocat · A · 1 · 7"]


def test_several_cards_that_can_sign_are_counted():
    two = cards(candidate(), on(candidate("Zoë Ångström", sha256="bb"), slot_id=1))
    assert strip_state(two).words.startswith("2 card")
    one = cards(candidate(), candidate("Log in", SigningBar.KEY_USAGE, "bb"))
    assert strip_state(one).words == "Card ready  Camille Roux"


def test_a_driver_that_hangs_when_it_is_described_holds_up_no_card(qtbot, window, acts, watcher):
    told = []
    hang = threading.Event()
    acts.describe_modules = lambda paths: hang.wait(10) and ()
    window.signing.describe_modules(["/hangs.so"], told.append)
    acts.found = cards(candidate())
    watcher.tell(FULL)
    qtbot.waitUntil(lambda: shown(window) == "Card ready  Camille Roux", timeout=1000)
    assert told == []
    hang.set()
    qtbot.waitUntil(lambda: told == [()])


class Starting(QObject):
    """As much of a window as its start needs."""

    document_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.desk, self.source, self.signals = self, self, PageSignals()
        self.begun = 0

    def start_work(self) -> None:
        self.begun += 1


@pytest.mark.parametrize(
    ("after_first_page", "page_comes", "soon"),
    [(False, False, True), (True, True, True), (True, False, False)],
)
def test_work_starts_soon_after_what_is_seen_first_and_never_waits_for_ever(
    qtbot, after_first_page, page_comes, soon
):
    window = Starting()
    start_work_soon(window, after_first_page=after_first_page)
    if page_comes:
        window.document_opened.emit(window)
        for _ in range(3):
            window.signals.page_ready.emit(0, 1.0, None)
    # How long it waits is the timer's affair: a busy machine is late, a coarse timer early.
    assert (window.findChild(QTimer).interval() < 500) is soon
    assert window.begun == 0
    qtbot.waitUntil(lambda: window.begun > 0)
    qtbot.wait(900)
    assert window.begun == 1
