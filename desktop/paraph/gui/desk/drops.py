"""What is dropped on the window, and what is said about it where it is no PDF."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QMimeData, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from paraph.domain.messages.acts import Words
from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Tokens

FOLDER_WORDS = Words(
    str(QT_TRANSLATE_NOOP("Messages", "This is a folder.")),
    str(QT_TRANSLATE_NOOP("Messages", "Nothing was opened.")),
    str(QT_TRANSLATE_NOOP("Messages", "Open it, choose the PDFs you want and drop those here.")),
)
OTHER_FILE_WORDS = Words(
    str(QT_TRANSLATE_NOOP("Messages", "This file is not a PDF.")),
    str(QT_TRANSLATE_NOOP("Messages", "It is unchanged.")),
    str(QT_TRANSLATE_NOOP("Messages", "Choose a PDF, or print it to PDF first.")),
)


MANY_FROM = 5


class Drop(NamedTuple):
    """The local files of a drop: those to open, and the rest."""

    pdfs: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pdfs or self.folders or self.others)

    @property
    def is_many(self) -> bool:
        """Tell whether it is more than a person opens one by one."""
        return bool(self.folders) or len(self.pdfs) >= MANY_FROM

    @property
    def paths(self) -> tuple[Path, ...]:
        """Give all of it."""
        return (*self.folders, *self.pdfs, *self.others)

    @property
    def refusal(self) -> tuple[Words, str] | None:
        """Give what is to be said about what is not opened, and about which file."""
        if self.folders:
            return FOLDER_WORDS, self.folders[0].name
        return (OTHER_FILE_WORDS, self.others[0].name) if self.others else None


def read_drop(data: QMimeData) -> Drop:
    """Sort what is held over the window; one PDF named twice is opened once."""
    urls = data.urls() if data.hasUrls() else []
    paths = list(dict.fromkeys(Path(url.toLocalFile()) for url in urls if url.isLocalFile()))
    folders = tuple(path for path in paths if path.is_dir())
    files = [path for path in paths if path not in folders]
    pdfs = tuple(path for path in files if path.suffix.lower() == ".pdf")
    return Drop(pdfs, folders, tuple(path for path in files if path not in pdfs))


class DropHint(QWidget):
    """Lies over the desk while something is held over the window, and says what a drop does."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_for(self, drop: Drop, *, signs_many: bool = False) -> None:
        """Show what a drop would do; with `signs_many` folders and many files become a batch."""
        if signs_many and drop.folders:
            words = QCoreApplication.translate("DropHint", "Drop to sign the PDFs of the folder")
        elif signs_many and drop.is_many:
            words = QCoreApplication.translate(
                "DropHint", "Drop to sign %n PDF(s) together", None, len(drop.pdfs)
            )
        elif drop.pdfs:
            words = QCoreApplication.translate(
                "DropHint", "Drop to open %n PDF(s)", None, len(drop.pdfs)
            )
        elif drop.folders:
            words = QCoreApplication.translate("DropHint", "A folder cannot be opened as a whole")
        else:
            words = QCoreApplication.translate("DropHint", "Only PDFs can be opened")
        self.words = words
        self.setAccessibleName(words)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wash = self.tokens.colour("accentSoft")
        wash.setAlpha(225)
        pen = QPen(self.tokens.colour("accent"), 2)
        pen.setDashPattern([6, 4])
        painter.setPen(pen)
        painter.setBrush(wash)
        frame = QRectF(self.rect()).adjusted(12, 12, -12, -12)
        painter.drawRoundedRect(frame, 16, 16)
        font = ui_font(20)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.tokens.colour("accentText"))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.words)
