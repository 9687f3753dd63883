"""Beside the pages: at the left who signs and what can be placed, at the right the chosen field."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.placing.signature_field import POINTS_PER_MM
from paraph.domain.service.prepared import KINDS, SIGNATURE, FieldToPlace, Prepared, PreparedPerson
from paraph.gui.common.controls import ActButton, ElidedLabel, act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, SMALL_BUTTON_ICON, button_icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet_parts import note, panel_scroll
from paraph.gui.wizard.fields import Badge, Picked, line_edit, person_colours, titled
from paraph.gui.wizard.words import (
    KIND_ICONS,
    field_counts,
    kind_name,
    level_words,
    person_name,
    turn_words,
)

_PEOPLE_PX, _FIELD_PX = 320, 272
_SHOWN_LETTERS = 40


class PersonCard(ActButton):
    """Somebody who signs: pressed, the next fields are theirs."""

    def __init__(self, person: PreparedPerson, prepared: Prepared, tokens: Tokens) -> None:
        super().__init__()
        number = prepared.people.index(person) + 1
        self.person = person
        self.setProperty("kind", "card")
        # A button asks for all the width of its words; these are cut where there is none.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)
        self._ink, _ = person_colours(tokens, number)
        name = person_name(person, number)
        fields = prepared.fields_of(person.key)
        counts = field_counts(fields) if person.signs else ""
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            " ".join([level_words(person), turn_words(person, prepared), counts])
        )
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(_cut(name, "strong"))
        if person.email:
            column.addWidget(_cut(person.email, "small"))
        column.addWidget(self._chip(tokens), 0, Qt.AlignmentFlag.AlignLeft)
        turn = turn_words(person, prepared)
        if turn:
            column.addWidget(label(turn, "small"))
        if counts:
            column.addLayout(self._counts(counts))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 10, 12)
        row.setSpacing(10)
        row.addWidget(Badge(number, tokens), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Frame whoever the next fields are for in their colour."""
        self.setChecked(is_chosen)
        line = " ".join(("2px", "solid", self._ink.name())) if is_chosen else ""
        # Of one widget alone: its colour is a person's, which no rule of the sheet knows.
        self.setStyleSheet(f"PersonCard {{ border: {line}; }}" if line else "")

    def sizeHint(self) -> QSize:
        """Give the height of the words in it."""
        layout = self.layout()
        width = _PEOPLE_PX - 40
        room = self.width() if self.width() > 100 else width
        return QSize(width, layout.heightForWidth(room) + 8 if layout is not None else 80)

    def minimumSizeHint(self) -> QSize:
        """Cut nothing."""
        return QSize(0, self.sizeHint().height())

    def _chip(self, tokens: Tokens) -> QFrame:
        chip = QFrame()
        chip.setProperty("kind", "countPill")
        inner = QHBoxLayout(chip)
        inner.setContentsMargins(8, 0, 10, 0)
        inner.setSpacing(6)
        sign = QLabel()
        icon_name = "credit-card" if self.person.with_card else "shield"
        sign.setPixmap(pixmap(icon_name, tokens.colours["textSecondary"], 15))
        words = QLabel(level_words(self.person))
        words.setProperty("kind", "pillWords")
        inner.addWidget(sign)
        inner.addWidget(words)
        return chip

    def _counts(self, counts: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        sign = QLabel()
        sign.setPixmap(pixmap("forms", self._ink.name(), 16))
        words = _plain(counts, "strong")
        words.setStyleSheet(f"QLabel {{ color: {self._ink.name()}; font-size: 13px; }}")
        row.addWidget(sign)
        row.addWidget(words, 1)
        return row


class PeoplePanel(QFrame):
    """`person_chosen` gives a key, `kind_asked` what is to be placed for whom is chosen."""

    person_chosen = Signal(int)
    kind_asked = Signal(str)
    add_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("peoplePanel")
        self.setFixedWidth(_PEOPLE_PX)
        self._tokens = tokens
        self.cards: list[PersonCard] = []
        self._people = QVBoxLayout()
        self._people.setSpacing(10)
        self.kinds: dict[str, QPushButton] = {}
        self._for = _cut("", "section")  # a long address pushes nothing out of sight
        self._fixed = label(
            self.tr("The template says where each role signs; that is shown as it is."), "small"
        )
        self._fixed.hide()
        self._note_room = QVBoxLayout()
        self.add = act_button(self.tr("Add"), "link")
        self.add.setAccessibleName(self.tr("Add a person"))
        self.add.clicked.connect(self.add_asked)
        self._lay_out()

    def show_draft(self, prepared: Prepared, person: int) -> None:
        """Show everybody, and for whom the next field is."""
        had_focus = [each.person.key for each in self.cards if each.hasFocus()]
        _empty(self._people)
        self.cards = [PersonCard(each, prepared, self._tokens) for each in prepared.people]
        for card in self.cards:
            card.show_chosen(is_chosen=card.person.key == person)
            card.clicked.connect(lambda _=False, key=card.person.key: self._choose(key))
            self._people.addWidget(card)
            if card.person.key in had_focus:
                card.setFocus()
        people = {each.key: n for n, each in enumerate(prepared.people, 1)}
        chosen = prepared.person(person)
        name = person_name(chosen, people[person]) if chosen is not None else ""
        self._for.say(self.tr("PLACE FOR {name}").format(name=name.upper()))
        number = people.get(person, 1)
        ink, _ = person_colours(self._tokens, number)
        for kind, button in self.kinds.items():
            button.setIcon(button_icon(KIND_ICONS[kind], ink.name()))
            words = self.tr("{kind} for {name}").format(kind=kind_name(kind), name=name)
            button.setAccessibleName(words)
            button.setEnabled(chosen is not None)

    def show_fixed(self, *, is_fixed: bool) -> None:
        """Offer nothing to place where the places are a template's."""
        for part in (self.add, self._for, *self.kinds.values()):
            part.setVisible(not is_fixed)
        self._fixed.setVisible(is_fixed)

    def say(self, icon_name: str, title: str, words: str, tone: str = "accentText") -> None:
        """Say something below; it stays until something else is said."""
        _empty(self._note_room)
        if title:
            self._note_room.addWidget(note(icon_name, tone, title, words, self._tokens))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme; the cards come anew."""
        self._tokens = tokens
        self.add.setIcon(button_icon("plus", tokens.colours["link"], size_px=16))
        self.add.setIconSize(SMALL_BUTTON_ICON)

    def _choose(self, key: int) -> None:
        self.person_chosen.emit(key)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Who signs"), "panelTitle"), 1)
        head.addWidget(self.add)
        grid = QGridLayout()
        grid.setSpacing(8)
        for n, kind in enumerate(KINDS):
            button = act_button(kind_name(kind))
            button.setIconSize(BUTTON_ICON)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, kind=kind: self.kind_asked.emit(kind))
            self.kinds[kind] = button
            grid.addWidget(button, n // 2, n % 2)
        self.kinds[SIGNATURE].setToolTip(self.tr("Place a signature field (Ctrl+G)"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 14, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._people)
        column.addSpacing(8)
        column.addWidget(self._fixed)
        column.addWidget(self._for)
        column.addLayout(grid)
        column.addStretch(1)
        column.addLayout(self._note_room)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel_scroll(body))
        self.take_theme(self._tokens)


class FieldPanel(QFrame):
    """The chosen field: whose, what, where it stays, how large."""

    person_picked = Signal(int)
    kind_picked = Signal(str)
    anchor_picked = Signal(str)
    size_typed = Signal(float, float)  # points of the shown page
    delete_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self.setFixedWidth(_FIELD_PX)
        self._tokens = tokens
        self.person = Picked(self.tr("Signed by"), [], tokens)
        self.kind = Picked(self.tr("Kind"), [(each, kind_name(each)) for each in KINDS], tokens)
        self.anchor = Picked(self.tr("Stays at"), [], tokens)
        self.width_mm, self.height_mm = (
            line_edit(self.tr("Width in millimetres"), most=6),
            line_edit(self.tr("Height in millimetres"), most=6),
        )
        self.delete = act_button(self.tr("Delete this field"), "danger")
        self._form, self._none = QWidget(), label("", "secondary")
        self._anchor_words = label("", "small")
        self._lay_out()
        self.person.currentIndexChanged.connect(
            lambda _: self.person_picked.emit(self.person.currentData())
        )
        self.kind.currentIndexChanged.connect(
            lambda _: self.kind_picked.emit(self.kind.currentData())
        )
        self.anchor.currentIndexChanged.connect(
            lambda _: self.anchor_picked.emit(self.anchor.currentData())
        )
        for edit in (self.width_mm, self.height_mm):
            edit.editingFinished.connect(self._take_size)
        self.delete.clicked.connect(self.delete_asked)
        self.take_theme(tokens)

    def show_field(
        self,
        field: FieldToPlace | None,
        people: Sequence[PreparedPerson],
        texts: Sequence[str],
        size_pt: tuple[float, float],
    ) -> None:
        """Show a field, and the texts near it that it could stay at; or that none is chosen."""
        self._form.setVisible(field is not None)
        self._none.setVisible(field is None)
        if field is None:
            return
        signing = [(n, each) for n, each in enumerate(people, 1) if each.signs]
        self.person.offer(
            [(each.key, f"{number}  {person_name(each, number)}") for number, each in signing]
        )
        self.person.pick(field.person)
        self.kind.pick(field.kind)
        here = [("", self.tr("This place"))]
        every = dict.fromkeys([field.anchor, *texts] if field.anchor else texts)
        words = self.tr("Text “{text}”")
        self.anchor.offer([*here, *((t, words.format(text=_short(t))) for t in every)])
        self.anchor.pick(field.anchor)
        self._anchor_words.setText(
            self.tr("If the document is replaced by a new version, the field follows this text.")
            if field.anchor
            else self.tr("If the document is replaced by a new version, the field stays here.")
        )
        for edit, points in zip((self.width_mm, self.height_mm), size_pt, strict=True):
            if not edit.hasFocus():
                edit.setText(f"{round(points / POINTS_PER_MM)} mm")

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        for part in (self.person, self.kind, self.anchor):
            part.take_theme(tokens)
        self.delete.setIcon(button_icon("trash", tokens.colours["invalid"]))
        self.delete.setIconSize(BUTTON_ICON)

    def _take_size(self) -> None:
        sides = [_millimetres(edit) for edit in (self.width_mm, self.height_mm)]
        if None not in sides and self.isVisible():
            width, height = (side * POINTS_PER_MM for side in sides if side is not None)
            self.size_typed.emit(width, height)

    def _lay_out(self) -> None:
        self._none.setText(
            self.tr("Choose a field to change it, or place one with the buttons at the left.")
        )
        times = label("×")  # noqa: RUF001 - as sizes are written
        size = QHBoxLayout()
        size.setSpacing(8)
        size.addWidget(self.width_mm, 1)
        size.addWidget(times)
        size.addWidget(self.height_mm, 1)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(16)
        form.addLayout(titled(self.tr("SIGNED BY"), self.person))
        form.addLayout(titled(self.tr("KIND"), self.kind))
        stays = titled(self.tr("STAYS AT"), self.anchor)
        stays.addWidget(self._anchor_words)
        form.addLayout(stays)
        sized = QVBoxLayout()
        sized.setSpacing(5)
        sized.addWidget(section(self.tr("SIZE")))
        sized.addLayout(size)
        form.addLayout(sized)
        form.addStretch(1)
        form.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(14)
        column.addWidget(label(self.tr("This field"), "panelTitle"))
        column.addWidget(self._none)
        column.addWidget(self._form, 1)
        column.addStretch(0)


def _millimetres(edit: QLineEdit) -> float | None:
    text = edit.text().replace("mm", "").replace(",", ".").strip()
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 < found < 2000 else None


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else f"{text[: _SHOWN_LETTERS - 1]}…"


def _cut(words: str, kind: str) -> ElidedLabel:
    made = ElidedLabel()
    made.setProperty("kind", kind)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.say(words)
    return made


def _plain(words: str, kind: str) -> QLabel:
    made = label(words, kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            with QSignalBlocker(widget):
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
