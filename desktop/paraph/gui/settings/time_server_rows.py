"""The timestamp servers: in which order they are asked, to add and to remove."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button
from paraph.time_servers import TimeServer, parse_server

if TYPE_CHECKING:
    from collections.abc import Sequence


class TimeServerRows(QFrame):
    """Shows a row for each server; with `decided` they are the administrator's, and only shown."""

    servers_changed = Signal(tuple)  # of TimeServer

    def __init__(self, servers: Sequence[TimeServer], decided: Sequence[TimeServer] | None) -> None:
        super().__init__()
        self._is_decided = decided is not None
        self.servers = tuple(servers if decided is None else decided)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.address = QLineEdit()
        self.address.setAccessibleName(self.tr("Address of a timestamp server"))
        self.address.setPlaceholderText("https://")
        self.address.setMinimumHeight(34)
        self.add_button = act_button(self.tr("Add"))
        self.note = QLabel()
        self.add_button.clicked.connect(self._add_typed)
        self.address.returnPressed.connect(self._add_typed)
        self._lay_out()
        self._fill()

    def own(self, before: tuple[TimeServer, ...]) -> tuple[TimeServer, ...]:
        """Give the person's own list: what an administrator decided is shown, and not taken."""
        return before if self._is_decided else self.servers

    def remove(self, server: TimeServer) -> None:
        """Take a server off the list."""
        self._take(tuple(each for each in self.servers if each != server))

    def _add_typed(self) -> None:
        try:
            server = parse_server(self.address.text().strip())
        except ValueError:
            self._say(self.tr("This is no address of a server: it begins with https:// or http://"))
            return
        self.address.clear()
        if server not in self.servers:
            self._take((*self.servers, server))

    def _take(self, servers: tuple[TimeServer, ...]) -> None:
        self.servers = servers
        self._fill()
        self.servers_changed.emit(servers)

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for server in self.servers:
            self._rows.addWidget(self._row(server))
        if self._is_decided:
            self._say(self.tr("Your administrator decided this."))
        elif self.servers:
            self._say(self.tr("The first that answers is used."))
        else:
            self._say(self.tr("None is set: no timestamp can be had."))

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.address.setAccessibleDescription(words)

    def _row(self, server: TimeServer) -> QWidget:
        row = QWidget()
        name = QLabel(server.url)
        name.setProperty("kind", "strong")
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(20)
        line.addWidget(name, 1)
        if not self._is_decided:
            remove = act_button(self.tr("Remove"))
            remove.setAccessibleName(self.tr("Remove {path}").format(path=server.url))
            remove.clicked.connect(partial(self.remove, server))
            line.addWidget(remove)
        return row

    def _lay_out(self) -> None:
        self.setProperty("kind", "group")
        self.note.setProperty("kind", "small")
        self.note.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.address, 1)
        foot.addWidget(self.add_button)
        if self._is_decided:
            self.address.hide()
            self.add_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(14)
        column.addLayout(self._rows)
        column.addLayout(foot)
        column.addWidget(self.note)
