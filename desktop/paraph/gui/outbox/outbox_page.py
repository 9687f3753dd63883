"""The outbox: what needs a person first, then what leaves by itself, grouped by request."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from paraph.domain.service.outbox_entry import PARKED
from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.outbox.chip_label import count_label
from paraph.gui.outbox.group_card import GroupCard
from paraph.gui.outbox.health_band import HealthBand
from paraph.gui.outbox.needs_card import NeedsCard, head_row
from paraph.gui.outbox.offline_band import OfflineBand
from paraph.gui.outbox.outbox_words import (
    account_words,
    groups_of,
    matter_words,
    needy_words,
    title_of,
)
from paraph.usecases.request_board import OutboxStanding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from paraph.domain.owed import OwedLevel
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.outbox.sync_watch import SyncWatch
    from paraph.usecases.request_board import KnownAccount, WaitingEntry

_BAR_PX, _WORDS_PX = 20, 460
_MOST_CARDS, _MOST_GROUPS, _MOST_OPEN = 50, 60, 12


class OutboxPage(QWidget):
    """Shows entries as they were read last; `asked` tells what a person chose for one."""

    asked = Signal(str, object)  # retry, take_back, show, sign_again, keep_mine; WaitingEntry
    try_asked = Signal()
    export_asked = Signal()
    sign_in_asked = Signal(object)  # KnownAccount
    proofs_asked = Signal()
    shown = Signal()

    def __init__(self, tokens: Tokens, *, can_show: bool, can_sign: bool) -> None:
        super().__init__()
        self.setObjectName("outbox")
        self._tokens, self._can_show, self._can_sign = tokens, can_show, can_sign
        self.entries: tuple[WaitingEntry, ...] = ()
        self.is_read = False
        self._drawn: object = None
        self._names_accounts = False
        self._refusals: dict[str, str] = {}
        self.needy: dict[str, NeedsCard] = {}
        self.groups: dict[str, GroupCard] = {}
        self.folded: dict[str, bool] = {}
        self.band = OfflineBand(tokens)
        self.band.try_asked.connect(self.try_asked)
        self.health = HealthBand(tokens)
        self.export = act_button(self.tr("Export list…"))
        self.export.clicked.connect(self.export_asked)
        self.export.setEnabled(False)
        self._list = QVBoxLayout()
        self._lay_out()
        self.take_theme(tokens)

    def show_state(
        self, entries: Sequence[WaitingEntry], watch: SyncWatch, debts: Sequence[OwedLevel]
    ) -> None:
        """Show what waits now."""
        now = datetime.now(UTC)  # only for words
        standing = watch.standing
        waiting = standing.waiting if standing is not None else 0
        self.band.show_watch(watch, waiting, now)
        drawn = (tuple(entries), tuple(debts), standing, self._tokens.theme)
        if drawn != self._drawn:
            self._drawn = drawn
            focus = self._focused()
            self._draw(entries, debts, standing or OutboxStanding(), now)
            self._focus_again(focus)
        self.is_read = True

    def _draw(
        self,
        entries: Sequence[WaitingEntry],
        debts: Sequence[OwedLevel],
        standing: OutboxStanding,
        now: datetime,
    ) -> None:
        self.entries = tuple(entries)
        self._names_accounts = len(standing.accounts) > 1
        self._clear()
        paused = [each for each in standing.accounts if each.needs_sign_in]
        parked = [each for each in entries if each.entry.state in PARKED]
        self._show_needy(paused, parked, now, standing.needs_person)
        self._show_groups(standing.waiting, now)
        self._show_debts(debts)
        if not (paused or entries or debts):
            self._list.addWidget(_Nothing(self._tokens), 1)
        self._list.addStretch()
        self.export.setEnabled(bool(entries))
        self.export.setToolTip("" if entries else self.tr("Nothing waits that could be listed."))

    def tell_refused(self, entry: str, words: str) -> bool:
        """Say at an act's card why a choice could not be done; it stays said while it is there.

        Gives whether there is a card: what leaves by itself has none.
        """
        if entry not in self.needy:
            return False
        self._refusals[entry] = words
        self.needy[entry].show_refused(words)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew."""
        super().showEvent(event)
        self.shown.emit()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours; the list is drawn anew when it is next read."""
        self._tokens = tokens
        self.band.take_theme(tokens)
        self.health.take_theme(tokens)
        self.export.setIcon(button_icon("download", tokens.colours["text"]))
        self.export.setIconSize(BUTTON_ICON)

    def _show_needy(
        self,
        paused: Sequence[KnownAccount],
        parked: Sequence[WaitingEntry],
        now: datetime,
        count: int,
    ) -> None:
        if not (paused or parked):
            return
        head = section(self.tr("NEEDS YOU"))
        head.setProperty("tone", "invalid")
        self._list.addLayout(head_row(head, count_label(count + len(paused), "invalid")))
        for known in paused:
            self._add_sign_in(known)
        for each in parked[:_MOST_CARDS]:
            self._add_needy(each, now)
        self._say_more(len(parked) - _MOST_CARDS)

    def _add_sign_in(self, known: KnownAccount) -> None:
        card = NeedsCard(account_words(known), "", self._tokens, "user-circle")
        waiting = [e for e in self.entries if e.entry.account == known.account.id]
        if known.account.secret_since is None:
            what = self.tr("Nobody has signed in here yet.")
        else:
            what = self.tr("Sign in again. The service no longer knows you.")
        below = self.tr("Sign in; what is prepared leaves by itself.")
        if waiting:
            below = self.tr(
                "%n act(s) wait here in order. Sign in; they leave by themselves.", "", len(waiting)
            )
        card.say(what, below)
        card.offer("sign_in", self.tr("Sign in…"), "primary")
        card.asked.connect(lambda _: self.sign_in_asked.emit(known))
        self.needy[known.account.id] = card
        self._list.addWidget(card)

    def _add_needy(self, each: WaitingEntry, now: datetime) -> None:
        needy, icon_name = needy_words(each, now), "alert-triangle"
        if needy.is_moved:
            icon_name = "user-circle"
        title, matter = title_of(each.request), matter_words(each.request)
        if self._names_accounts and each.account is not None:
            matter = " · ".join(part for part in (matter, account_words(each.account)) if part)
        card = NeedsCard(title, matter, self._tokens, icon_name)
        card.say(needy.what, needy.below, needy.more)
        if needy.is_moved:
            if self._can_sign:
                card.offer("sign_again", self.tr("Sign the new version"), "primary")
            card.offer("compare", self.tr("Compare the two"))
            card.offer("keep_mine", self.tr("Keep mine, leave the request"), "quiet")
        else:
            card.offer("retry", self.tr("Try again"), "primary")
            if each.entry.may_be_canceled:
                card.offer("take_back", self.tr("Take it back"))
        if self._can_show:
            card.offer("show", self.tr("Show the request"), "quiet")
        card.asked.connect(partial(self._ask, card, each))
        if each.entry.id in self._refusals:
            card.show_refused(self._refusals[each.entry.id])
        self.needy[each.entry.id] = card
        self._list.addWidget(card)

    def _ask(self, card: NeedsCard, each: WaitingEntry, key: str) -> None:
        if key not in ("show", "sign_again", "compare"):
            card.show_taken()
            self._refusals.pop(each.entry.id, None)
        self.asked.emit(key, each)

    def _show_groups(self, waiting: int, now: datetime) -> None:
        groups = groups_of(self.entries, names_accounts=self._names_accounts)
        if not groups:
            return
        head = section(self.tr("LEAVES BY ITSELF"))
        self._list.addLayout(head_row(head, count_label(waiting)))
        for place, group in enumerate(groups[:_MOST_GROUPS]):
            is_open = not self.folded.get(group.request, place >= _MOST_OPEN)
            card = GroupCard(group, self._tokens, now, is_open=is_open, can_show=self._can_show)
            card.asked.connect(self.asked)
            card.folded.connect(partial(self.folded.__setitem__, group.request))
            self.groups[group.request] = card
            self._list.addWidget(card)
        shown = sum(len(each.entries) for each in groups[:_MOST_GROUPS])
        self._say_more(waiting - shown)

    def _show_debts(self, debts: Sequence[OwedLevel]) -> None:
        if not debts:
            return
        from paraph.gui.outbox.proof_row import ProofRow

        self._list.addLayout(
            head_row(section(self.tr("PROOF THAT IS OWED")), count_label(len(debts)))
        )
        for debt in debts[:_MOST_OPEN]:
            row = ProofRow(debt, self._tokens)
            row.clicked.connect(self.proofs_asked)
            self._list.addWidget(row)
        self._say_more(len(debts) - _MOST_OPEN)

    def _say_more(self, count: int) -> None:
        if count > 0:
            self._list.addWidget(label(self.tr("and %n more", "", count), "small"))

    def _clear(self) -> None:
        self.needy.clear()
        self.groups.clear()
        _empty(self._list)

    def _focused(self) -> tuple[str, str] | None:
        """Remember which card's button has the focus, over a list that is drawn anew."""
        for name, card in self.needy.items():
            for key, button in card.buttons.items():
                if button.hasFocus():
                    return name, key
        return next(((name, "") for name, c in self.groups.items() if c.fold.hasFocus()), None)

    def _focus_again(self, focus: tuple[str, str] | None) -> None:
        if focus is None:
            return
        name, key = focus
        card, group = self.needy.get(name), self.groups.get(name)
        if card is not None and key in card.buttons:
            card.buttons[key].setFocus()
        elif group is not None:
            group.fold.setFocus()
        elif self.export.isEnabled():
            self.export.setFocus()

    def _lay_out(self) -> None:
        title, below = QLabel(self.tr("Outbox")), QLabel()
        title.setProperty("kind", "title")
        below.setText(self.tr("What you did and what has not left yet"))
        below.setProperty("kind", "small")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(below)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 12, 0)
        column.setSpacing(12)
        # The scroll bar of the list stands beside it.
        head.setContentsMargins(0, 0, _BAR_PX, 0)
        band = QVBoxLayout()
        band.setContentsMargins(0, 0, _BAR_PX, 0)
        band.setSpacing(12)
        band.addWidget(self.band)
        band.addWidget(self.health)
        column.addLayout(head)
        column.addLayout(band)
        column.addWidget(self._scrolled(), 1)

    def _scrolled(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("outboxBody")
        body.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 8, 16)
        self._list.setSpacing(12)
        scroll = QScrollArea()
        scroll.setObjectName("sheetScroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        return scroll


class _Nothing(QWidget):
    """Nothing waits: said with a picture."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        sign, title = QLabel(), QLabel(self.tr("Nothing waits"))
        sign.setPixmap(pixmap("cloud-check", tokens.colours["valid"], 56))
        title.setProperty("kind", "title")
        words = label(
            self.tr(
                "What you send, sign, remind or cancel stands here until the service has it. It"
                " leaves by itself; without a network it waits, in order."
            ),
            "secondary",
        )
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setFixedWidth(_WORDS_PX)
        beside = QHBoxLayout()
        beside.addStretch()
        beside.addWidget(words)
        beside.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for each in (sign, title):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(beside)
        column.addStretch(3)


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            _empty(inner)
