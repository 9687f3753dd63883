"""What went wrong while signing: what happened, what is safe, what to do, and the details."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from paraph.domain.errors import ParaphError
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import note

_FOLDER_CODES = ("folder_read_only", "folder_missing", "disk_full")
_SIGNED_CODES = ("output_unreachable",)


class TroublePage(SheetPage):
    """Stays until the person decides. `again` begins with the pre-flight."""

    again = Signal()
    folder_asked = Signal()
    back = Signal()

    def __init__(self, title: str, words: str, error: ParaphError, tokens: Tokens) -> None:
        super().__init__()
        self.error = error
        self.retry = act_button(self.tr("Try again"), "primary")
        self.to_document = act_button(self.tr("Back to the document"))
        self.folder = act_button(self.tr("Choose a folder…"))
        self.details = act_button(self.tr("Details"), "link")
        self._details = label("", "small")
        self._copy = act_button(self.tr("Copy"))
        self._lay_out(note("octagon-minus", "invalid", title, words, tokens))
        self.folder.setVisible(error.code in _FOLDER_CODES)
        for each in (self._details, self._copy):
            each.hide()
        self.details.clicked.connect(self._show_details)
        if error.code in _SIGNED_CODES:
            self.retry.hide()
            self._show_details()
        self._copy.clicked.connect(self._copy_details)
        self.retry.clicked.connect(self.again)
        self.folder.clicked.connect(self.folder_asked)
        self.to_document.clicked.connect(self.back)

    def take_focus(self) -> None:
        """Begin at the way on."""
        (self.to_document if self.retry.isHidden() else self.retry).setFocus()

    def esc(self) -> None:
        """Go back to the document."""
        self.back.emit()

    def _lay_out(self, what: QFrame) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        is_signed = self.error.code in _SIGNED_CODES
        title = self.tr("Signed, and kept elsewhere") if is_signed else self.tr("It was not signed")
        column.addWidget(label(title, "title"))
        column.addWidget(what)
        more = QHBoxLayout()
        more.addWidget(self.details)
        more.addStretch()
        more.addWidget(self._copy)
        column.addLayout(more)
        column.addWidget(self._details)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.to_document)
        foot.addWidget(self.folder)
        foot.addWidget(self.retry)
        column.addLayout(foot)

    def _show_details(self) -> None:
        lines = [self.error.code, *(f"{key}: {value}" for key, value in self.error.details.items())]
        self._details.setText("\n".join(lines))
        for each in (self._details, self._copy):
            each.show()
        self.details.hide()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details.text())
