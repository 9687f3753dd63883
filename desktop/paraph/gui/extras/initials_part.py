"""In the panel: initials on the pages, which ones, where and with what letters."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.errors import ParaphError
from paraph.domain.placing.initials import ALL, ALL_BUT_LAST, MOST_LETTERS, Corner, InitialsRule
from paraph.gui.common.controls import Choice, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.extras.extras_words import corner_words, let_shrink, pages_words, trouble_words
from paraph.gui.viewer.extras_state import ExtrasState

_MOST_PAGES_LETTERS = 80


class InitialsPart(QWidget):
    """Edits `ExtrasState.initials`."""

    def __init__(self, state: ExtrasState, tokens: Tokens) -> None:
        super().__init__()
        self._state = state
        self._filling = False
        self._waits_for_picture = False
        self._refused = ""
        self._make_controls()
        self._lay_out()
        self.take_theme(tokens)
        self._connect()
        self._show()

    @property
    def trouble(self) -> str:
        """Say what keeps the initials from being drawn; empty where nothing does."""
        rule, state = self._state.initials, self._state
        if rule is None:
            return ""
        try:
            pages = rule.page_indices(len(state.source.geometries))
        except ParaphError:
            return self.tr("Type page numbers that the document has, as 1-3,5.")
        if state.is_signed and not state.own_fields:
            from paraph.domain.errors.placing import InitialsNotPossible

            return trouble_words(InitialsNotPossible())
        if not state.words and rule.image is None:
            return self.tr("Type the letters of your initials.")
        return "" if pages else self.tr("No page is left for initials.")

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the arrows in the theme's colour."""
        for choice in (self.pages, self.corner):
            choice.take_theme(tokens)

    def begin(self) -> None:
        """Take the focus."""
        self.on.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_picture(self) -> None:
        rule = self._state.initials
        if rule is not None and rule.image is not None:
            self._state.set_initials(rule._replace(image=None))
            return
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("A picture of your initials"),
            str(Path.home()),
            self.tr("Pictures (*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG)"),
        )
        if name:
            self._waits_for_picture = True
            self._state.source.want_image(Path(name))

    def _take_picture(self, png: bytes) -> None:
        rule = self._state.initials
        if self._waits_for_picture and rule is not None:
            self._waits_for_picture, self._refused = False, ""
            self._state.set_initials(rule._replace(image=png))

    def _take_refusal(self, error: ParaphError) -> None:
        if self._waits_for_picture:
            self._waits_for_picture, self._refused = False, trouble_words(error)
            self._show()

    def _tell(self) -> None:
        if self._filling:
            return
        rule = None
        if self.on.isChecked():
            before = self._state.initials
            rule = InitialsRule(
                self.pages.currentData() or self.typed.text().strip(),
                self.text.text(),
                Corner(self.corner.currentData()),
                before.image if before is not None else None,
            )
        self._state.set_initials(rule)
        self._show()

    def _show(self) -> None:
        self._filling = True
        rule = self._state.initials
        self.on.setChecked(rule is not None)
        self._details.setVisible(rule is not None)
        self.text.setPlaceholderText(self._state.words or self.tr("Letters"))
        if rule is not None:
            if self.text.text() != rule.text:
                self.text.setText(rule.text)
            kept = rule.pages if rule.pages in (ALL, ALL_BUT_LAST) else ""
            self.pages.setCurrentIndex(self.pages.findData(kept))
            if not kept and self.typed.text().strip() != rule.pages:
                self.typed.setText(rule.pages)
            self.typed.setVisible(not kept)
            self.corner.setCurrentIndex(self.corner.findData(rule.corner))
        self.corner.setVisible(not self._state.is_signed)
        has_picture = rule is not None and rule.image is not None
        self.text.setEnabled(not has_picture)
        self.picture.setText(self.tr("Use letters") if has_picture else self.tr("Use a picture…"))
        self.picture.setAccessibleName(self.picture.text().removesuffix("…"))
        trouble = self.trouble or self._refused
        self.note.setText(trouble or self._how())
        self.note.setProperty("tone", "changed" if trouble else "")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.setVisible(rule is not None)
        self.on.setAccessibleDescription(self.note.text())
        self._filling = False

    def _how(self) -> str:
        if self._state.is_signed:
            return self.tr(
                "It was signed before: each of the %n prepared field(s) gets its own signature.",
                "",
                len(self._state.own_fields),
            )
        return self.tr("Drawn with your one signature; nobody can change them afterwards.")

    def _make_controls(self) -> None:
        self.on = QCheckBox(self.tr("Initials, in the same act (Ctrl+I)"))
        self.on.setAccessibleName(self.tr("Initials on the pages"))
        self.text = QLineEdit()
        self.text.setAccessibleName(self.tr("Letters of the initials"))
        self.text.setMaxLength(MOST_LETTERS)
        self.pages = Choice(self.tr("Pages with initials"))
        for pages, words in pages_words().items():
            self.pages.addItem(words, pages)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("1-3,5")
        self.typed.setAccessibleName(self.tr("Page numbers, as 1-3,5"))
        self.typed.setMaxLength(_MOST_PAGES_LETTERS)
        self.corner = Choice(self.tr("Corner of the initials"))
        for corner in Corner:
            self.corner.addItem(corner_words(corner), corner)
        self.picture = QPushButton(self.tr("Use a picture…"))
        self.picture.setProperty("kind", "link")
        self.note = label("", "small")
        self._details = QWidget()

    def _connect(self) -> None:
        self.on.toggled.connect(lambda _: self._tell())
        for edit in (self.text, self.typed):
            edit.textEdited.connect(lambda _: self._tell())
        for choice in (self.pages, self.corner):
            choice.activated.connect(lambda _: self._tell())
        self.picture.clicked.connect(self._choose_picture)
        self._state.source.signals.image_ready.connect(self._take_picture)
        self._state.source.signals.image_failed.connect(self._take_refusal)
        self._state.changed.connect(self._show)

    def _lay_out(self) -> None:
        grid = QGridLayout(self._details)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self.text, 0, 0)
        grid.addWidget(self.corner, 0, 1)
        grid.addWidget(self.pages, 1, 0)
        grid.addWidget(self.typed, 1, 1)
        grid.addWidget(self.picture, 2, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for choice in (self.pages, self.corner):
            let_shrink(choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.on)
        column.addWidget(self._details)
        column.addWidget(self.note)
