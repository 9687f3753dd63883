"""In the panel, under "More": certification, and fields for others."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.errors import ParaphError
from paraph.domain.errors.placing import CertificationClosesFields, CertificationTooLate
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.prepared_field import MOST_LETTERS
from paraph.gui.common.controls import Choice, act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.extras.extras_words import certification_words, let_shrink, trouble_words
from paraph.gui.viewer.extras_state import ExtrasState


class MorePart(QWidget):
    """Edits `ExtrasState.certification` and `fields`."""

    prepared = Signal()  # when a box was left to somebody, and the next one may be drawn

    def __init__(self, state: ExtrasState, tokens: Tokens) -> None:
        super().__init__()
        self._state = state
        self.certification = Choice(self.tr("What may be changed afterwards"))
        for each in (None, *Certification):
            self.certification.addItem(certification_words(each), each)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Who signs there, as Client"))
        self.name.setAccessibleName(self.tr("Name of the field for somebody else"))
        self.name.setMaxLength(MOST_LETTERS)
        self.locks = QCheckBox(self.tr("Nothing is filled in after that signature"))
        self.prepare = act_button(self.tr("Leave the box to them"))
        self.copy = act_button(self.tr("Save a copy with these fields…"))
        self.note = label("", "small")
        self.trouble_note = label("", "small")
        self.trouble_note.setProperty("tone", "changed")
        self._list = QVBoxLayout()
        self._shown: tuple[str, ...] | None = None
        self._lay_out()
        self.take_theme(tokens)
        self.certification.activated.connect(lambda _: self._certify())
        self.prepare.clicked.connect(self._prepare)
        self.name.returnPressed.connect(self._prepare)
        self.copy.clicked.connect(state.copy_asked)
        state.said.connect(self.say)
        state.placement.place_changed.connect(lambda place: self.say("") if place else None)
        state.changed.connect(self._show)
        self._show()

    @property
    def trouble(self) -> str:
        """Say what keeps the document from being certified so; empty where nothing does."""
        state = self._state
        if state.certification is None:
            return ""
        if state.is_signed:
            return trouble_words(CertificationTooLate())
        chosen = state.placement.choice.field_name
        still_open = [f for f in state.placement.fields if not f.signed and f.name != chosen]
        if state.certification is Certification.NO_CHANGES and (still_open or state.fields):
            return trouble_words(CertificationClosesFields())
        return ""

    def say(self, words: str) -> None:
        """Say what became of a wish."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the arrow in the theme's colour."""
        self.certification.take_theme(tokens)

    def begin(self) -> None:
        """Take the focus."""
        self.certification.setFocus()

    def _certify(self) -> None:
        chosen = self.certification.currentData()  # Qt gives back a plain string
        self._state.set_certification(Certification(chosen) if chosen is not None else None)

    def _prepare(self) -> None:
        if self._state.placement.place is None:
            self.say(self.tr("Draw a box on a page first."))
            return
        try:
            self._state.prepare_box(self.name.text(), locks=self.locks.isChecked())
        except ParaphError as error:
            self._state.said.emit(trouble_words(error))
            return
        self.name.clear()
        self.locks.setChecked(False)
        self._state.said.emit(
            self.tr("Draw the next box on a page: yours, or another one for somebody else.")
        )
        self.prepared.emit()

    def _show(self) -> None:
        state = self._state
        chosen = state.certification
        index = self.certification.findData(chosen) if chosen is not None else 0
        self.certification.setCurrentIndex(index)
        self.trouble_note.setText(self.trouble)
        self.trouble_note.setVisible(bool(self.trouble))
        self.certification.setAccessibleDescription(self.trouble)
        has_box = state.placement.place is not None
        # Where the name is typed stays open: what is disabled loses the keyboard to what follows.
        self.prepare.setEnabled(has_box)
        self.prepare.setToolTip("" if has_box else self.tr("Draw a box on a page first."))
        self.copy.setVisible(bool(state.fields))
        names = tuple(field.name for field in state.fields)
        if names != self._shown:
            self._shown = names
            self._list_anew(names)

    def _list_anew(self, names: tuple[str, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        above: QWidget = self.prepare
        for name in names:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            words = label(self.tr("Field for {name}").format(name=name), "small")
            # However long a name is, and where it has no spaces: the panel does not grow wider.
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            drop = act_button(self.tr("Remove"), "link")
            drop.setAccessibleName(self.tr("Remove the field for {name}").format(name=name))
            drop.clicked.connect(partial(self._state.drop_field, name))
            row.addWidget(words, 1)
            row.addWidget(drop)
            self._list.addWidget(line)
            # A button that is made later would come last, behind the whole panel.
            QWidget.setTabOrder(above, drop)
            above = drop

    def _lay_out(self) -> None:
        self.note.hide()
        certified = QHBoxLayout()
        certified.addWidget(QLabel(self.tr("Afterwards:")))
        certified.addWidget(self.certification, 1)
        let_shrink(self.certification)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(certified)
        column.addWidget(self.trouble_note)
        column.addSpacing(4)
        column.addWidget(label(self.tr("A field for somebody else"), "strong"))
        column.addWidget(self.name)
        column.addWidget(self.locks)
        column.addWidget(self.prepare)
        column.addLayout(self._list)
        column.addWidget(self.copy)
        column.addWidget(self.note)
