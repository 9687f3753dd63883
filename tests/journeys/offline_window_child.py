"""The window as a process of its own, without a network: a person prepares a request for two, signs
their own part with the card, and closes the window. What was seen is printed at the end.

Words: the document, the file with the root that is trusted, the PIN.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from paraph import paths
from paraph.engine import Engine
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.common.theme import FUSION, ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.desk.opening import Opener
from paraph.gui.inbox.card_page import CardPage
from paraph.gui.main_window import MainWindow
from paraph.gui.outbox.sync_watch import Reached
from paraph.gui.shell.status_strip import StripPart
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.gui.wizard.room import CHECK, PEOPLE, PLACES, SENT
from paraph.prepare_engine import PrepareEngine
from paraph.render.client import RenderClient
from paraph.request_engine import RequestEngine, SyncEngine

_PATIENCE_MS = 90_000
_PAUSE_MS = 50


def until(what: str, is_so: Callable[[], object]) -> Any:
    for _ in range(_PATIENCE_MS // _PAUSE_MS):
        if found := is_so():
            return found
        QTest.qWait(_PAUSE_MS)
    raise AssertionError(f"not within {_PATIENCE_MS} ms: {what}")


def typed(edit: Any, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def prepare(window: MainWindow, document: Path) -> None:
    room = window.wizard.room
    room.begin(document=document)
    until("the people", lambda: room.step == PEOPLE and room.places.view is not None)
    me, client = room.people.forms.values()
    assert me.card.isChecked()  # the account names who works here
    typed(me.first, "Camille")
    typed(me.last, "Roux")
    typed(client.first, "Ines")
    typed(client.last, "Varenne")
    typed(client.email, "ines@varenne.example")
    for step in (PLACES, CHECK, SENT):
        until("the next step", room.page.next.isEnabled)
        room.page.next.click()
        until(f"step {step}", lambda step=step: room.step == step)
        if step == PLACES:
            until("a place for each", lambda: len(room.places.board.fields) == 2)


def sign(window: MainWindow, pin: str) -> None:
    window.show_screen("sent")
    sent = window.pages.sent
    until("the request among those sent", sent.rows.model.rowCount)
    sent.rows.view.setCurrentIndex(sent.rows.model.index(0, 0))
    until("what waits for my card", sent.page.panel.sign.isVisible)
    sent.page.panel.sign.click()
    inbox = window.pages.inbox
    reading = inbox.page.reading
    until("the document", lambda: reading.sign.isVisible() and reading.sign.isEnabled())
    reading.sign.click()
    until("a sheet", lambda: window.sheet.page is not None)
    if isinstance(window.sheet.page, CardPage):
        until("the card", window.sheet.page.go_on.isEnabled)
        window.sheet.page.go_on.click()
    until("the checks", lambda: isinstance(window.sheet.page, PreflightPage))
    window.sheet.page.to_pin.click()
    until("the PIN", lambda: isinstance(window.sheet.page, PinPage))
    delivered: list[str] = []
    inbox.signing.delivered.connect(delivered.append)
    QTest.keyClicks(window.sheet.page.pin, pin)
    window.sheet.page.sign.click()
    until("the signature in the outbox", lambda: delivered)


def waiting(window: MainWindow) -> list[str]:
    window.show_screen("outbox")
    page = window.remote.page
    assert page is not None
    until("all that waits", lambda: len(page.entries) == 4)
    return [str(each.entry.kind) for each in page.entries]


def main() -> None:
    document, root, pin = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    application = QApplication([sys.argv[0], *FUSION])
    engine = Engine([root.read_bytes()])
    requests, sync, preparing = RequestEngine(), SyncEngine(), PrepareEngine()
    cases = GuiUseCases(
        Opener(RenderClient), engine, requests=requests, sync=sync, preparing=preparing
    )
    settings = QSettings(str(paths.profile_home() / "w.ini"), QSettings.Format.IniFormat)
    window = MainWindow(cases, settings, ThemeSwitch(application, Theme.LIGHT))
    window.resize(1440, 900)
    window.show()
    watch = window.remote.start()
    watch.start()
    until("a round that reached nothing", lambda: watch.reached is Reached.AWAY)
    prepare(window, document)
    sign(window, pin)
    seen = {
        "network": window.strip.button(StripPart.NETWORK).text(),
        "waiting": waiting(window),
        "reached": watch.reached.name,
    }
    window.close()
    for each in (engine, requests, sync, preparing):
        each.close()
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main()
