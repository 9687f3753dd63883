"""The version that was signed at the left, the new one at the right, and the two ways on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.compare.page_comparison import PageComparison
from paraph.gui.compare.version_view import VersionView
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.speech import Speech


class ComparePage(QWidget):
    """`asked` names what the person decided: sign_again, keep_mine; `back` that nothing was."""

    asked = Signal(str)
    back = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._tokens = tokens
        self.comparison: PageComparison | None = None
        self.views: tuple[VersionView, ...] = ()
        self._sources: tuple[PageSource, ...] = ()
        self._at, self._follows = -1, False
        self._speech = Speech(self)
        self._title, self.state = label("", "title"), label("", "small")
        self.leave = act_button(self.tr("Back to the outbox"))
        self.previous, self.next = act_button(""), act_button("")
        self.keep = act_button(self.tr("Keep mine as it is"))
        self.sign = act_button(self.tr("Sign the new version"), "primary")
        self._room = QHBoxLayout()
        self._words = QLabel()
        self._lay_out()
        self._connect()
        self.take_theme(tokens)

    def begin(self, title: str) -> None:
        """Show that the versions of a document are being opened."""
        self.let_go()
        self._title.setText(title)
        self.say(self.tr("Being opened…"))

    def say(self, words: str) -> None:
        """Show words in place of the pages."""
        self._words.setText(words)
        self._words.show()
        self.state.setText("")
        self._show_ways()

    def show_versions(self, signed: PageSource, newer: PageSource) -> None:
        """Show both, and begin to compare them."""
        self._words.hide()
        self._sources = (signed, newer)
        names = (self.tr("The version you signed"), self.tr("The new version"))
        views = []
        for name, source in zip(names, self._sources, strict=True):
            view = VersionView(source, self._tokens, name, is_new=source is newer)
            views.append(view)
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(section(name.upper()))
            column.addWidget(view, 1)
            held = QWidget()
            held.setLayout(column)
            column.setContentsMargins(0, 0, 0, 0)
            self._room.addWidget(held, 1)
        self.views = tuple(views)
        self._follow_one_another()
        self.comparison = PageComparison(signed, newer, self)
        self.comparison.changed.connect(self._show_found)
        self.comparison.begin()
        self.views[1].setFocus()

    def let_go(self) -> None:
        """Close both documents."""
        if self.comparison is not None:
            self.comparison.stop()
            self.comparison.deleteLater()
            self.comparison = None
        while self._room.count():
            item = self._room.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in self._sources:
            each.close()
        self.views, self._sources, self._at = (), (), -1

    def go(self, step: int) -> None:
        """Bring the next or the one before into sight, on both sides."""
        found = self.comparison.found if self.comparison is not None else []
        if not found:
            return
        self._at = (self._at + step) % len(found) if self._at >= 0 else (0 if step > 0 else -1)
        self._at %= len(found)
        self._follows = True
        for view in self.views:
            view.choose(self._at)
        self._follows = False
        words = self.tr("Change {number} of {all}, on page {page}").format(
            number=self._at + 1, all=len(found), page=found[self._at].page_index + 1
        )
        self._speech.say(words)
        self._say_state(words)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        for button, name, tone in (
            (self.previous, "chevron-up", "text"),
            (self.next, "chevron-down", "text"),
            (self.sign, "signature", "onAccent"),
        ):
            button.setIcon(button_icon(name, tokens.colours[tone]))
            button.setIconSize(BUTTON_ICON)
        for view in self.views:
            view.take_theme(tokens)

    def _show_found(self) -> None:
        comparison = self.comparison
        if comparison is None:
            return
        for view in self.views:
            view.show_differences(comparison.found)
        if self._at < 0 and comparison.found:
            self.go(1)
        self._say_state("")
        self._show_ways()

    def _say_state(self, chosen: str) -> None:
        comparison = self.comparison
        if comparison is None:
            return
        if not comparison.is_done:
            words = self.tr("{done} of {all} pages compared").format(
                done=comparison.compared, all=comparison.pages
            )
        elif comparison.found:
            pages = sorted({each.page_index + 1 for each in comparison.found})
            words = self.tr("%n place(s) look different", "", len(comparison.found))
            words = f"{words}: {self._page_words(pages)}"
        else:
            words = self.tr("All pages look the same.")
        if comparison.failed:
            pages = [each + 1 for each in comparison.failed]
            told = self.tr("Could not be drawn: {pages}").format(pages=self._page_words(pages))
            words = f"{words} · {told}"
        self.state.setText(" · ".join(each for each in (words, chosen) if each))

    def _page_words(self, pages: list[int]) -> str:
        shown = ", ".join(map(str, pages[:8])) + ("…" if len(pages) > 8 else "")
        return self.tr("page(s) {pages}", "", len(pages)).format(pages=shown)

    def _show_ways(self) -> None:
        found = bool(self.comparison is not None and self.comparison.found)
        for each in (self.previous, self.next):
            each.setVisible(found)
        is_here = bool(self.views)
        why_not = "" if is_here else self.tr("The new version is not here yet.")
        self.sign.setEnabled(is_here)
        self.sign.setToolTip(why_not)
        self.sign.setAccessibleDescription(why_not)

    def _follow_one_another(self) -> None:
        one, other = self.views
        for view, beside in ((one, other), (other, one)):
            view.verticalScrollBar().valueChanged.connect(partial(self._scroll, view, beside))
            view.horizontalScrollBar().valueChanged.connect(beside.horizontalScrollBar().setValue)
            view.zoom_changed.connect(partial(self._zoom, view, beside))

    def _scroll(self, view: VersionView, beside: VersionView, _value: int) -> None:
        if not self._follows:
            self._follows = True
            beside.go_to_position(*view.position())
            self._follows = False

    def _zoom(self, view: VersionView, beside: VersionView, percent: float) -> None:
        if not self._follows and abs(beside.zoom_percent - percent) > 0.1:
            self._follows = True
            beside.set_zoom(percent)
            beside.go_to_position(*view.position())
            self._follows = False

    def _connect(self) -> None:
        self.leave.clicked.connect(self.back)
        self.previous.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        self.keep.clicked.connect(lambda: self.asked.emit("keep_mine"))
        self.sign.clicked.connect(lambda: self.asked.emit("sign_again"))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("F7", lambda: self.go(-1)),
            ("F8", lambda: self.go(1)),
            (Qt.Key.Key_Escape, self.back.emit),
        ):
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(act)

    def _lay_out(self) -> None:
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setProperty("kind", "secondary")
        self._room.setSpacing(12)
        body = QVBoxLayout()
        body.setContentsMargins(28, 20, 28, 14)
        body.setSpacing(14)
        body.addLayout(self._head())
        body.addWidget(self._words, 1)
        body.addLayout(self._room, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        for button, words, keys in (
            (self.previous, self.tr("Previous change"), "F7"),
            (self.next, self.tr("Next change"), "F8"),
        ):
            button.setText(words)
            button.setAccessibleName(words)
            button.setToolTip(keys)
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self._title)
        titles.addWidget(self.state)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(titles, 1)
        for each in (self.previous, self.next):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("panelFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(28, 12, 28, 14)
        row.setSpacing(8)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.sign)
        return foot
