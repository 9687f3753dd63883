"""The band above the outbox: why nothing leaves at this moment, what is safe, the next try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.outbox.sync_watch import Reached
from paraph.gui.proof.proof_words import moment_words
from paraph.gui.requests.dates import moment_words as clock_words

if TYPE_CHECKING:
    from datetime import datetime

    from paraph.gui.common.tokens import Tokens
    from paraph.gui.outbox.sync_watch import SyncWatch

translate = QCoreApplication.translate


class OfflineBand(QFrame):
    """Hidden while the services answer."""

    try_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.setProperty("kind", "note")
        self.setProperty("tone", "changed")
        self._sign, self._title, self._words = QLabel(), label("", "strong"), label("")
        self._title.setProperty("tone", "changed")
        self._next = label("", "small")
        self._next.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.try_now = act_button(self.tr("Try now"))
        self.try_now.clicked.connect(self.try_asked)
        self._lay_out()
        self.take_theme(tokens)
        self.hide()

    def show_watch(self, watch: SyncWatch, waiting: int, now: datetime) -> None:
        """Say how far the last round got."""
        self.setVisible(watch.is_away)
        if not watch.is_away:
            return
        since = clock_words(watch.away_since or now, now)
        titles = {
            Reached.AWAY: self.tr("Offline since {moment}. Nothing is lost."),
            Reached.PORTAL: self.tr("This network wants a sign-in. Nothing is lost."),
            Reached.SILENT: self.tr("The service does not answer since {moment}. Nothing is lost."),
        }
        self._title.setText(titles[watch.reached].format(moment=since))
        kept = self.tr("Nothing waits to leave.")
        if waiting:
            kept = self.tr("%n act(s) are kept on this computer, in order.", "", waiting)
        back = self.tr(
            "They leave by themselves when the network is back; you may close Paraph or switch the"
            " computer off."
        )
        if watch.reached is Reached.PORTAL:
            back = self.tr("Open any page in the browser and sign in there; the rest follows.")
        self._words.setText(f"{kept} {back}")
        self.setAccessibleName(f"{self._title.text()} {self._words.text()}")
        self._say_next(watch, now)

    def words(self) -> str:
        """Give what is said."""
        return f"{self._title.text()} {self._words.text()} {self._next.text()}"

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._tokens = tokens
        self._sign.setPixmap(pixmap("wifi-off", tokens.colours["changed"], 24))
        self.try_now.setIcon(button_icon("refresh", tokens.colours["text"]))
        self.try_now.setIconSize(BUTTON_ICON)

    def _say_next(self, watch: SyncWatch, now: datetime) -> None:
        self.try_now.setEnabled(not watch.is_running)
        if watch.is_running:
            words = self.tr("Trying now…")
        elif watch.next_try is not None:
            moment = moment_words(watch.next_try, now)
            words = translate("Outbox", "Next try: {moment}").format(moment=moment)
        else:
            words = ""
        self._next.setText(words)
        self.try_now.setAccessibleDescription(words)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._words)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.try_now)
        right.addWidget(self._next)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(16)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(right)
