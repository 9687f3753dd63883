"""The editor of a look: what the visible signature shows, with a preview that follows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.errors import ParaphError
from paraph.domain.stamp.appearance import (
    MOST_LETTERS,
    MOST_NAME_LETTERS,
    Appearance,
    DateForm,
    Looks,
    Part,
    StampLanguage,
)
from paraph.gui.common.controls import Choice, act_button, label, section
from paraph.gui.common.tokens import Tokens
from paraph.gui.looks.look_picture import PictureRow
from paraph.gui.looks.look_row import StampPreview
from paraph.gui.looks.look_words import language_words, part_words
from paraph.gui.sheet.error_words import error_words
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import WholeScroll, title_row

_LINES = tuple(Part)[:8]
_PREVIEW_PX = QSize(360, 200)


class LookPage(SheetPage):
    """Edits one look at a time. `draft` is what the controls say now."""

    width_px = 900

    changed = Signal(object)  # Appearance, with each change
    kept = Signal(object)  # Looks, with the draft in use
    stopped = Signal()
    picture_asked = Signal(str)  # the words of the dialog; `take_picture` is the answer

    def __init__(
        self,
        looks: Looks,
        look: Appearance,
        date_words: Callable[[DateForm, StampLanguage], str],
        tokens: Tokens,
    ) -> None:
        super().__init__()
        self.looks = looks
        self._before = ""
        self._date_words = date_words
        self._filling = False
        self._wanting: PictureRow | None = None
        self.preview = StampPreview(_PREVIEW_PX)
        self.which = Choice(self.tr("Look"))
        self.name = self._edit(self.tr("Name of this look"), MOST_NAME_LETTERS)
        self.image = PictureRow(part_words(Part.IMAGE))
        self.clears_white = self._box(self.tr("Make its white paper transparent"))
        self.logo = PictureRow(part_words(Part.LOGO))
        self.lines = {part: self._box(part_words(part)) for part in _LINES}
        self.role = self._edit(part_words(Part.ROLE), MOST_LETTERS)
        self.text = self._edit(part_words(Part.TEXT), MOST_LETTERS)
        self.language = Choice(self.tr("Language of the signature’s words"))
        self.date_form = Choice(self.tr("Form of the date"))
        self.code = self._box(self.tr("QR code"))
        self.keep = act_button(self.tr("Use this look"), "primary")
        self.remove = act_button(self.tr("Remove this look"))
        self.stop = act_button(self.tr("Cancel"))
        self._trouble = label("", "small")
        self._fill_choices(tokens)
        self._lay_out(tokens)
        self._connect()
        self._fill(look)

    @property
    def draft(self) -> Appearance:
        """Give the look that the controls describe."""
        return Appearance(
            name=self.name.text().strip(),
            lines=tuple(part for part, box in self.lines.items() if box.isChecked()),
            language=self.language.currentData(),
            date_form=self.date_form.currentData(),
            role=self.role.text().strip(),
            text=self.text.text().strip(),
            image=self.image.png,
            clears_white=self.clears_white.isChecked(),
            logo=self.logo.png,
            has_qr=self.code.isChecked(),
        )

    def show_stamp(self, image: QImage, left_out: Sequence[str]) -> None:
        """Show the draft as it will look."""
        self.preview.show_stamp(image, left_out)

    def take_picture(self, png: bytes) -> None:
        """Put a picture where it was asked for."""
        if self._wanting is not None:
            self._wanting.put(png)
            self._wanting = None

    def show_error(self, error: ParaphError) -> None:
        """Say why a picture cannot be used, or the look not be kept."""
        self._wanting = None
        self._say(" ".join(error_words(error.code)))

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _want(self, row: PictureRow) -> None:
        self._wanting = row
        self.picture_asked.emit(row.name)

    def take_focus(self) -> None:
        """Begin with the looks there are, or with the picture."""
        (self.which if self.which.count() > 1 else self.image.choose).setFocus()

    def esc(self) -> None:
        """Leave all as it was."""
        self.stopped.emit()

    def _fill(self, look: Appearance) -> None:
        self._filling = True
        self._before = look.name
        self.name.setText(look.name or self._new_name())
        for part, box in self.lines.items():
            box.setChecked(part in look.lines)
        self.role.setText(look.role)
        self.text.setText(look.text)
        self.language.setCurrentIndex(self.language.findData(look.language))
        self.image.take(look.image)
        self.logo.take(look.logo)
        self.clears_white.setChecked(look.clears_white)
        self.code.setChecked(look.has_qr)
        self._name_dates(look.date_form)
        self.remove.setVisible(self.looks.named(look.name) is not None)
        self._filling = False
        self._tell()

    def _new_name(self) -> str:
        number = 1
        while self.looks.named(self.tr("Look {number}").format(number=number)) is not None:
            number += 1
        return self.tr("Look {number}").format(number=number)

    def _tell(self) -> None:
        if self._filling:
            return
        self.keep.setEnabled(bool(self.name.text().strip()))
        self.clears_white.setEnabled(self.image.png is not None)
        self.role.setEnabled(self.lines[Part.ROLE].isChecked())
        self.text.setEnabled(self.lines[Part.TEXT].isChecked())
        self._say("")
        self.changed.emit(self.draft)

    def _choose(self, index: int) -> None:
        name = self.which.itemData(index)
        look = self.looks.named(name) if name else None
        self._fill(look or replace(self.draft, name=""))

    def _drop(self) -> None:
        self.kept.emit(self.looks.without(self._before))

    def _name_dates(self, chosen: DateForm | None = None) -> None:
        was = chosen or self.date_form.currentData() or DateForm.ISO
        self.date_form.clear()
        for form in DateForm:
            self.date_form.addItem(self._date_words(form, self.language.currentData()), form)
        self.date_form.setCurrentIndex(self.date_form.findData(was))

    def _connect(self) -> None:
        for box in (*self.lines.values(), self.clears_white, self.code):
            box.toggled.connect(lambda _: self._tell())
        for edit in (self.name, self.role, self.text):
            edit.textChanged.connect(lambda _: self._tell())
        for row in (self.image, self.logo):
            row.asked.connect(partial(self._want, row))
            row.changed.connect(self._tell)
        self.which.activated.connect(self._choose)
        self.language.activated.connect(lambda _: self._name_dates())
        for choice in (self.language, self.date_form):
            choice.activated.connect(lambda _: self._tell())
        self.keep.clicked.connect(
            lambda: self.kept.emit(self.looks.using(self.draft, self._before))
        )
        self.remove.clicked.connect(self._drop)
        self.stop.clicked.connect(self.stopped)

    def _fill_choices(self, tokens: Tokens) -> None:
        for language in StampLanguage:
            self.language.addItem(language_words(language), language)
        for look in self.looks.every:
            self.which.addItem(look.name, look.name)
        self.which.addItem(self.tr("A new look"), "")
        used = self.which.findData(self.looks.current.name)
        self.which.setCurrentIndex(used if used >= 0 else self.which.count() - 1)
        for choice in (self.which, self.language, self.date_form):
            choice.take_theme(tokens)

    def _box(self, words: str) -> QCheckBox:
        made = QCheckBox(words)
        made.setAccessibleName(words)
        return made

    def _edit(self, name: str, most: int) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(name)
        made.setMaxLength(most)
        made.setMinimumHeight(34)
        return made

    def _lay_out(self, tokens: Tokens) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        title = self.tr("How your signature looks")
        detail = self.tr("Kept under its name for the next time, for you alone.")
        column.addLayout(title_row("signature", title, detail, tokens))
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(WholeScroll(self._controls()), 1)
        middle.addLayout(self._shown())
        column.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.remove)
        foot.addStretch()
        foot.addWidget(self.stop)
        foot.addWidget(self.keep)
        column.addLayout(foot)

    def _shown(self) -> QVBoxLayout:
        self.preview.setFixedSize(_PREVIEW_PX + QSize(8, 8))
        self._trouble.setProperty("tone", "invalid")
        self._trouble.hide()
        promise = self.tr("As it fits the box on the page, or one of the usual size.")
        code = self.tr(
            "It holds the SHA-256 of the document as it is before you sign, and that of your"
            " certificate: no file can hold its own hash."
        )
        column = QVBoxLayout()
        column.setSpacing(8)
        for each in (
            self.preview,
            self.preview.left_out,
            self._trouble,
            label(promise, "small"),
            section(self.tr("LANGUAGE AND DATE")),
            self.language,
            self.date_form,
            section(self.tr("QR CODE")),
            self.code,
            label(code, "small"),
        ):
            each.setFixedWidth(self.preview.width())
            column.addWidget(each)
        column.addStretch()
        return column

    def _controls(self) -> QWidget:
        about = self.tr(
            "Own words may hold {name}, {date}, {reason}, {location}, {serial}, {issuer},"
            " {organisation} and {role}."
        )
        beside = {Part.ROLE: self.role, Part.TEXT: self.text}
        plain = [self.lines[part] for part in _LINES if part not in beside]
        pairs: list[tuple[QWidget, QWidget | None]] = [
            (section(self.tr("LOOK AND ITS NAME")), None),
            (self.which, self.name),
            (section(self.tr("PICTURES")), None),
            (self.image, None),
            (self.clears_white, None),
            (self.logo, None),
            (section(self.tr("LINES")), None),
            *zip(plain[::2], plain[1::2], strict=True),
            *((self.lines[part], edit) for part, edit in beside.items()),
            (label(about, "small"), None),
        ]
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (one, other) in enumerate(pairs):
            grid.addWidget(one, row, 0, 1, 1 if other else 2)
            if other is not None:
                grid.addWidget(other, row, 1)
        grid.setRowStretch(len(pairs), 1)
        return body
