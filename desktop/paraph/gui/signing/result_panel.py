"""The side panel after signing: what was done, where it is, what next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.keys.key_kind import KeyKind
from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon, icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.proof.proof_line import ProofLine
from paraph.gui.sheet.sheet_parts import marked_row, panel_scroll
from paraph.usecases.sign_document import SignedDocument


class ResultPanel(QWidget):
    """Stays beside the signed document."""

    folder_asked = Signal()
    open_asked = Signal()  # in another program
    check_asked = Signal()
    close_asked = Signal()
    next_asked = Signal()

    def __init__(self, done: SignedDocument, clock_words: str, tokens: Tokens) -> None:
        super().__init__()
        self.done = done
        self._tokens = tokens
        self.setAccessibleName(self.tr("Signed"))
        self.show_folder = act_button(self.tr("Show in folder"))
        self.check = act_button(self.tr("Check it"), "primary")
        self.open_elsewhere = act_button(self.tr("Open elsewhere"))
        self.open_elsewhere.setToolTip(self.tr("Open it in the system’s own PDF program"))
        self.another = act_button(self.tr("Next document…"))
        self._close = QToolButton()
        self.proof = ProofLine(done.asked, tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panel_scroll(self._body(clock_words)), 1)
        column.addWidget(self._foot())
        self.show_folder.clicked.connect(self.folder_asked)
        self.open_elsewhere.clicked.connect(self.open_asked)
        self.check.clicked.connect(self.check_asked)
        self.another.clicked.connect(self.next_asked)
        self._close.clicked.connect(self.close_asked)
        self.take_theme(tokens)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the buttons' icons in the theme's colours."""
        self._tokens = tokens
        self.proof.take_theme(tokens)
        colours = tokens.colours
        self._close.setIcon(icon("x", colours["textSecondary"]))
        for each, name, tone in (
            (self.check, "list-check", "onAccent"),
            (self.show_folder, "folder", "text"),
            (self.open_elsewhere, "external-link", "text"),
            (self.another, "arrow-right", "text"),
        ):
            each.setIcon(button_icon(name, colours[tone]))
            each.setIconSize(BUTTON_ICON)

    def _body(self, clock_words: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addWidget(self._steps(clock_words))
        column.addWidget(section(self.tr("WHERE IT IS")))
        column.addLayout(self._where())
        column.addStretch()
        return body

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setObjectName("panelFoot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(14)
        column.addWidget(section(self.tr("WHAT NEXT")))
        column.addLayout(self._acts())
        return foot

    def _head(self) -> QHBoxLayout:
        words = self.tr("Sealed") if self.done.is_seal else self.tr("Signed")
        title = label(words, "title")
        title.setProperty("tone", "valid")
        self._close.setProperty("kind", "tool")
        self._close.setAccessibleName(self.tr("Close the panel"))
        valid = self._tokens.colours["valid"]
        row = marked_row("circle-check", valid, 32, title, label(self.done.output.name, "small"))
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _steps(self, clock_words: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        signed = self._act_words().format(time=clock_words)
        number = self.tr("No. {number}").format(number=self.done.audit_seq)
        for title, words in (
            (signed, self.tr("The certificate on the file is the one you confirmed.")),
            (
                self.tr("Written and read back"),
                self.tr("A new file; the original is unchanged."),
            ),
            (self.tr("Entered in the audit log"), number),
        ):
            lines = (label(title, "strong"), label(words, "small"))
            column.addLayout(marked_row("circle-check", self._tokens.colours["valid"], 18, *lines))
        column.insertWidget(2, self.proof)
        return frame

    def _act_words(self) -> str:
        if self.done.is_seal:
            return {
                KeyKind.CARD: self.tr("Sealed with the card, {time}"),
                KeyKind.KEY_FILE: self.tr(
                    "Sealed with the key file: advanced, without a device, {time}"
                ),
                KeyKind.TPM: self.tr("Sealed with the TPM, {time}"),
                KeyKind.TOKEN: self.tr("Sealed with the token, {time}"),
            }[self.done.key]
        return {
            KeyKind.CARD: self.tr("Signed with the card, {time}"),
            KeyKind.KEY_FILE: self.tr(
                "Signed with the key file: advanced, without a device, {time}"
            ),
            KeyKind.TPM: self.tr("Signed with the TPM, {time}"),
            KeyKind.TOKEN: self.tr("Signed with the token, {time}"),
        }[self.done.key]

    def _where(self) -> QHBoxLayout:
        folder = self.done.output.parent
        path = label(str(self.done.output), "small")
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        quiet = self._tokens.colours["textSecondary"]
        return marked_row("folder", quiet, 18, label(folder.name or str(folder), "strong"), path)

    def _acts(self) -> QGridLayout:
        acts = QGridLayout()
        acts.setSpacing(8)
        acts.addWidget(self.show_folder, 0, 0)
        acts.addWidget(self.open_elsewhere, 0, 1)
        acts.addWidget(self.another, 1, 0, 1, 2)
        acts.addWidget(self.check, 2, 0, 1, 2)
        self.check.setProperty("scale", "large")
        return acts
