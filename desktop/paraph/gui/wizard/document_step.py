"""Step 1: what is to be signed - a document or a template - and what the request is called; or a
draft to go on with.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.service.prepared import Prepared
from paraph.gui.common.controls import ActButton, act_button, label, section, verbatim
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet_parts import marked_row, panel_scroll
from paraph.gui.wizard.fields import line_edit, put_text, side_by_side, titled
from paraph.gui.wizard.template_picker import TemplatePicker

_WIDTH_PX = 760
_MOST_LISTED = 8


class DocumentStep(QWidget):
    """`changed` gives the draft with what was typed."""

    changed = Signal(object)
    file_asked = Signal()
    path_chosen = Signal(object)
    draft_chosen = Signal(str)
    draft_removed = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._prepared: Prepared | None = None
        self.choose = act_button(self.tr("Choose a document…"), "primary")
        self.choose.clicked.connect(self.file_asked)
        self.of_document = self._way(self.tr("A document"))
        self.of_template = self._way(self.tr("A template"))
        self._ways = QButtonGroup(self)
        for n, way in enumerate((self.of_document, self.of_template)):
            self._ways.addButton(way, n)
        self._ways.idToggled.connect(self._show_way)
        self.templates = TemplatePicker(tokens)
        self._papers = QWidget()
        self._is_converting = False
        self._document = label("", "strong")
        self._below = label("", "small")
        self.name = line_edit(self.tr("Name of the request"), self.tr("as in Fee agreement"))
        self.matter = line_edit(self.tr("Matter"), self.tr("none"))
        self.client = line_edit(self.tr("Client"), self.tr("none"))
        for edit, key in ((self.name, "name"), (self.matter, "matter"), (self.client, "client")):
            edit.textEdited.connect(lambda text, key=key: self._tell(key, text))
        self._open = QVBoxLayout()
        self._drafts = QVBoxLayout()
        self._lay_out()
        self.take_theme(tokens)

    def show_draft(self, prepared: Prepared) -> None:
        """Show what is known."""
        before, self._prepared = self._prepared, prepared
        if before is None or before.reference != prepared.reference:
            (self.of_template if prepared.template_id else self.of_document).setChecked(True)
        elif prepared.template_id != before.template_id and prepared.template_id:
            self.of_template.setChecked(True)
        elif prepared.document_sha256 != before.document_sha256 and prepared.document_name:
            self.of_document.setChecked(True)
        self.templates.show_draft(prepared)
        # What is typed is in the draft at once: another text is another document's or template's.
        put_text(self.name, prepared.name, also_typed=True)
        put_text(self.matter, prepared.matter, also_typed=True)
        put_text(self.client, prepared.client, also_typed=True)
        has_document = bool(prepared.document_name)
        words = prepared.document_name or self.tr("No document yet")
        self._document.setText(words)
        self._below.setText(self._words_below(prepared))
        words = (
            self.tr("Choose another document…") if has_document else self.tr("Choose a document…")
        )
        self.choose.setText(words)
        self.choose.setAccessibleName(words)
        self.choose.setProperty("kind", "" if has_document else "primary")
        self.choose.style().unpolish(self.choose)
        self.choose.style().polish(self.choose)
        self.take_theme(self._tokens)

    def show_converting(self, *, is_converting: bool) -> None:
        """Say that a PDF is being made of a Word document, or no more."""
        self._is_converting = is_converting
        if self._prepared is not None:
            self._below.setText(self._words_below(self._prepared))

    def offer_open(self, paths: Sequence[Path]) -> None:
        """Offer the documents that are open on the desk."""
        _empty(self._open)
        if paths:
            self._open.addWidget(section(self.tr("OPEN ON THE DESK")))
        for path in list(paths)[:_MOST_LISTED]:
            button = act_button(verbatim(path.name), "link")
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, path=path: self.path_chosen.emit(path))
            self._open.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def offer_drafts(self, drafts: Sequence[Prepared]) -> None:
        """Offer what was prepared before."""
        _empty(self._drafts)
        kept = [each for each in drafts if not self._is_shown(each)]
        if kept:
            self._drafts.addWidget(section(self.tr("GO ON WITH A DRAFT")))
        for each in kept[:_MOST_LISTED]:
            self._drafts.addWidget(self._draft_row(each))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        if tokens != self._tokens:
            self.templates.take_theme(tokens)
        self._tokens = tokens
        colour = "onAccent" if self.choose.property("kind") == "primary" else "text"
        self.choose.setIcon(button_icon("folder", tokens.colours[colour]))
        self.choose.setIconSize(BUTTON_ICON)

    def _words_below(self, prepared: Prepared) -> str:
        if self._is_converting:
            return self.tr("LibreOffice makes a PDF of the Word document…")
        if prepared.document_name:
            return self.tr("A copy is kept with the draft. Your original is never changed.")
        return self.tr(
            "The PDF that the others are to sign, or a Word document (DOCX), which becomes a PDF"
            " first. Choose it, or drop it here."
        )

    def _way(self, words: str) -> QPushButton:
        button = ActButton()
        button.setText(words)
        button.setProperty("kind", "filter")
        button.setCheckable(True)
        return button

    def _show_way(self) -> None:
        of_template = self.of_template.isChecked()
        self.templates.setVisible(of_template)
        self._papers.setVisible(not of_template)

    def _is_shown(self, draft: Prepared) -> bool:
        return self._prepared is not None and draft.reference == self._prepared.reference

    def _tell(self, key: str, text: str) -> None:
        if self._prepared is not None:
            change: dict[str, Any] = {key: text}
            self._prepared = self._prepared._replace(**change)
            self.changed.emit(self._prepared)

    def _draft_row(self, draft: Prepared) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 10, 12, 10)
        names = ", ".join(
            each.name or each.email for each in draft.people if each.name or each.email
        )
        title = draft.name or draft.source or self.tr("Without a name")
        when = QLocale().toString(
            QDateTime.fromMSecsSinceEpoch(round(draft.changed.timestamp() * 1000)),
            QLocale.FormatType.ShortFormat,
        )
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title, "strong"))
        words.addWidget(label(" · ".join(filter(None, [names, when])), "small"))
        row.addLayout(words, 1)
        go_on = act_button(self.tr("Go on"))
        go_on.setAccessibleName(self.tr("Go on with {name}").format(name=title))
        go_on.clicked.connect(lambda: self.draft_chosen.emit(draft.reference))
        drop = act_button(self.tr("Delete"), "quiet")
        drop.setAccessibleName(self.tr("Delete the draft {name}").format(name=title))
        drop.clicked.connect(lambda: self.draft_removed.emit(draft.reference))
        row.addWidget(drop)
        row.addWidget(go_on)
        return card

    def _ways_row(self) -> QHBoxLayout:
        ways = QHBoxLayout()
        ways.setSpacing(6)
        ways.addWidget(self.of_document)
        ways.addWidget(self.of_template)
        ways.addStretch(1)
        return ways

    def _lay_out_papers(self) -> None:
        card = QFrame()
        card.setProperty("kind", "card")
        inner = QHBoxLayout(card)
        inner.setContentsMargins(18, 16, 16, 16)
        words = marked_row(
            "file-text", self._tokens.colours["accentText"], 26, self._document, self._below
        )
        inner.addLayout(words, 1)
        inner.addWidget(self.choose)
        papers = QVBoxLayout(self._papers)
        papers.setContentsMargins(0, 0, 0, 0)
        papers.setSpacing(18)
        papers.addWidget(card)
        papers.addLayout(self._open)

    def _lay_out(self) -> None:
        self._lay_out_papers()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(18)
        column.addLayout(titled(self.tr("WHAT IS TO BE SIGNED"), self._ways_row()))
        column.addWidget(self._papers)
        column.addWidget(self.templates)
        column.addLayout(titled(self.tr("NAME OF THE REQUEST"), self.name))
        column.addLayout(
            side_by_side(
                titled(self.tr("MATTER"), self.matter), titled(self.tr("CLIENT"), self.client)
            )
        )
        column.addWidget(
            label(self.tr("Matter and client say where the results are filed."), "small")
        )
        column.addSpacing(6)
        column.addLayout(self._drafts)
        column.addStretch(1)
        self._drafts.setSpacing(8)
        centred(self, body)
        self.of_document.setChecked(True)
        self._show_way()


def centred(page: QWidget, body: QWidget, width_px: int = _WIDTH_PX) -> None:
    """Let a body stand in the middle of a page, and scroll there."""
    body.setMaximumWidth(width_px)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(body, 100)
    row.addStretch(1)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    scroll = panel_scroll(holder)
    outer.addWidget(scroll)


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
