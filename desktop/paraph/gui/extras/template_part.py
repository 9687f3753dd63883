"""In the panel: ways of signing kept under names, to be used and to be added to."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from paraph.domain.placing.placement_template import MOST_NAME_LETTERS, Template
from paraph.gui.common.controls import Choice, act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.extras.extras_words import let_shrink
from paraph.gui.viewer.extras_state import ExtrasState


class TemplatePart(QWidget):
    """Asks for templates and keeps what the panel says under a name."""

    def __init__(
        self, state: ExtrasState, described: Callable[[str], Template], tokens: Tokens
    ) -> None:
        super().__init__()
        self._state = state
        self._described = described
        self._begins = False
        self.names = Choice(self.tr("Template"))
        self.use = act_button(self.tr("Use"))
        self.drop = act_button(self.tr("Remove"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name, to keep this way of signing"))
        self.name.setAccessibleName(self.tr("Name of a new template"))
        self.name.setMaxLength(MOST_NAME_LETTERS)
        self.keep = act_button(self.tr("Keep"))
        self.note = label("", "small")
        self._lay_out()
        self.take_theme(tokens)
        state.names_known.connect(self.take_names)
        state.said.connect(self.note.setText)
        self.use.clicked.connect(lambda: state.template_asked.emit(self.names.currentText()))
        self.drop.clicked.connect(lambda: state.template_dropped.emit(self.names.currentText()))
        self.keep.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.name.textChanged.connect(lambda _: self._show())
        self.take_names(())

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the arrow in the theme's colour."""
        self.names.take_theme(tokens)

    def take_names(self, names: Sequence[str]) -> None:
        """Show the templates there are."""
        before = self.names.currentText()
        self.names.clear()
        self.names.addItems(list(names))
        self.names.setCurrentIndex(max(0, self.names.findText(before)) if names else -1)
        self._show()
        if self._begins and names and self.name.hasFocus() and not self.name.text():
            self._begins = False
            self.names.setFocus()

    def begin(self) -> None:
        """Take the focus, with the names as they are now; they come a little later."""
        self._begins = True
        self._state.templates_asked.emit()
        (self.names if self.names.count() else self.name).setFocus()

    def _keep(self) -> None:
        name = self.name.text().strip()
        self._begins = False
        if name:
            self._state.template_kept.emit(self._described(name))
            self.name.clear()

    def _show(self) -> None:
        has_any = self.names.count() > 0
        for part in (self.names, self.use, self.drop):
            part.setVisible(has_any)
        self.keep.setEnabled(bool(self.name.text().strip()))

    def _lay_out(self) -> None:
        using, keeping = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((using, (self.use, self.drop)), (keeping, (self.name, self.keep))):
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part, 1 if part in (self.use, self.drop, self.name) else 0)
        let_shrink(self.names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.names)
        column.addLayout(using)
        column.addLayout(keeping)
        column.addWidget(self.note)
