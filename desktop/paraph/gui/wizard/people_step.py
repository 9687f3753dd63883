"""Step 2: who signs, how, and in which order."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from paraph.domain.service.prepared import (
    COPY,
    LEVELS,
    MOST_EMAIL_LETTERS,
    MOST_PEOPLE,
    ROLES,
    Prepared,
    PreparedPerson,
)
from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon, icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet_parts import close_button
from paraph.gui.wizard.document_step import centred
from paraph.gui.wizard.fields import Badge, Picked, line_edit, put_text, titled
from paraph.gui.wizard.words import level_name, person_name, role_name, turn_words

_WIDTH_PX = 920


class PersonForm(QFrame):
    """One person. `changed` gives them as they are now."""

    changed = Signal(object)
    removed = Signal(int)

    def __init__(self, person: PreparedPerson, number: int, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.person = person
        self._badge = Badge(number, tokens)
        self.first = line_edit(self.tr("First name"), self.tr("First name"))
        self.last = line_edit(self.tr("Last name"), self.tr("Last name"))
        self.email = line_edit(self.tr("E-mail address"), "", MOST_EMAIL_LETTERS)
        levels = [(each, level_name(each)) for each in LEVELS]
        self.level = Picked(self.tr("Level of the signature"), levels, tokens)
        orders = [(n, str(n)) for n in range(1, MOST_PEOPLE + 1)]
        self.order = Picked(self.tr("Turn; the same number signs at the same time"), orders, tokens)
        roles = [(each, role_name(each)) for each in ROLES]
        self.role = Picked(self.tr("What is asked"), roles, tokens)
        self.card = QCheckBox(self.tr("Signs with a card, here"))
        self.remove = close_button(self.tr("Take this person away"), tokens)
        self._turn = label("", "small")
        self._plays = label("", "strong")
        self._level_title = section(self.tr("LEVEL"))
        self._lay_out()
        self._connect()
        self.show_person(person, number, None)

    def show_person(self, person: PreparedPerson, number: int, prepared: Prepared | None) -> None:
        """Show somebody; what is being typed stays."""
        self.person = person
        self._badge.number = number
        self._badge.update()
        put_text(self.first, person.first_name)
        put_text(self.last, person.last_name)
        put_text(self.email, person.email)
        self.level.pick(person.level)
        self.order.pick(person.order)
        self.role.pick(person.role)
        with QSignalBlocker(self.card):
            self.card.setChecked(person.with_card)
        for part in (self._level_title, self.level, self.card):
            part.setVisible(person.role != COPY)
        self._show_role(person)
        from_list = prepared is not None and prepared.of_list
        hint = self.tr("leave empty: from the list") if from_list else self.tr("name@firm.example")
        self.email.setPlaceholderText(hint)
        self._turn.setText(turn_words(person, prepared) if prepared is not None else "")
        self.setAccessibleName(person_name(person, number))

    def _show_role(self, person: PreparedPerson) -> None:
        """Show which role of a template it is: what that says is not changed here."""
        self._plays.setText(person.plays)
        self._plays.setVisible(bool(person.plays))
        self.remove.setVisible(not person.plays)
        why = self.tr("The template says so.") if person.plays else ""
        for part in (self.level, self.order, self.role, self.card):
            part.setEnabled(not person.plays)
            part.setToolTip(why)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for part in (self._badge, self.level, self.order, self.role):
            part.take_theme(tokens)
        self.remove.setIcon(icon("x", tokens.colours["textSecondary"]))

    def _connect(self) -> None:
        self.first.textEdited.connect(lambda text: self._tell(first_name=text))
        self.last.textEdited.connect(lambda text: self._tell(last_name=text))
        self.email.textEdited.connect(self._take_email)
        for picked, key in ((self.level, "level"), (self.order, "order"), (self.role, "role")):
            picked.currentIndexChanged.connect(
                lambda _, picked=picked, key=key: self._tell(**{key: picked.currentData()})
            )
        self.card.toggled.connect(lambda on: self._tell(with_card=on))
        self.remove.clicked.connect(lambda: self.removed.emit(self.person.key))

    def _take_email(self, text: str) -> None:
        """Take an address; of one that was pasted with a name both are taken."""
        name, bracket, rest = text.partition("<")
        if not bracket or not rest.strip().endswith(">"):
            self._tell(email=text.strip())
            return
        first, _, last = name.strip().strip('"').rpartition(" ")
        self.email.setText(rest.strip().removesuffix(">"))
        for edit, words in ((self.first, first), (self.last, last)):
            if not edit.text():
                edit.setText(words)
        self._tell(
            email=self.email.text(), first_name=self.first.text(), last_name=self.last.text()
        )

    def _tell(self, **change: Any) -> None:
        self.person = self.person._replace(**change)
        self.changed.emit(self.person)

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(12)
        for title, field, wide in (
            (self.tr("FIRST NAME"), self.first, 3),
            (self.tr("LAST NAME"), self.last, 3),
            (self.tr("E-MAIL ADDRESS"), self.email, 5),
        ):
            upper.addLayout(titled(title, field), wide)
        lower = QHBoxLayout()
        lower.setSpacing(12)
        self.order.setFixedWidth(78)
        for title, picked, wide in (
            (self.tr("TURN"), self.order, 0),
            (self.tr("WHAT IS ASKED"), self.role, 2),
        ):
            lower.addLayout(titled(title, picked, 1), wide)
        level = QVBoxLayout()
        level.setSpacing(5)
        level.addWidget(self._level_title)
        level.addWidget(self.level)
        level.addStretch(0)
        lower.addLayout(level, 2)
        last = QVBoxLayout()
        last.addStretch(1)
        last.addWidget(self.card)
        last.addWidget(self._turn)
        lower.addLayout(last, 3)
        fields = QVBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self._plays)
        fields.addLayout(upper)
        fields.addLayout(lower)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 10, 16)
        row.setSpacing(14)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(fields, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)


class PeopleStep(QWidget):
    """`changed` gives the draft with its people."""

    changed = Signal(object)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._prepared: Prepared | None = None
        self.forms: dict[int, PersonForm] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._words = label("", "secondary")
        self.add = act_button(self.tr("Add a person"))
        self.add.clicked.connect(self._add)
        body = QWidget()
        outer = QVBoxLayout(body)
        outer.setContentsMargins(32, 24, 32, 24)
        outer.setSpacing(16)
        outer.addWidget(self._words)
        outer.addLayout(self._column)
        outer.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addStretch(1)
        centred(self, body, _WIDTH_PX)
        self.take_theme(tokens)

    def show_draft(self, prepared: Prepared) -> None:
        """Show who is asked; forms of those who stay keep what is typed."""
        self._prepared = prepared
        keys = [each.key for each in prepared.people]
        for key in [key for key in self.forms if key not in keys]:
            form = self.forms.pop(key)
            form.hide()
            form.deleteLater()
        for number, person in enumerate(prepared.people, 1):
            if person.key not in self.forms:
                self.forms[person.key] = self._form(person, number)
                self._column.insertWidget(number - 1, self.forms[person.key])
            self.forms[person.key].show_person(person, number, prepared)
        self.add.setVisible(not prepared.template_id)
        self._words.setText(self._said(prepared))
        self._chain_tabs(keys)

    def _said(self, prepared: Prepared) -> str:
        if prepared.template_id and prepared.of_list:
            return self.tr(
                "Whoever plays no role of the template here comes from the list, in columns called"
                " by the role: one request is made of each row."
            )
        if prepared.template_id:
            return self.tr(
                "Say who plays each role of the template “{name}”. Turns, levels and places are the"
                " template’s."
            ).format(name=prepared.template_name)
        return (
            self.tr(
                "Whoever has no e-mail address here comes from the list: one request is made"
                " of each of its rows."
            )
            if prepared.of_list
            else self.tr(
                "Those with the same turn sign at the same time, the others one after another."
            )
        )

    def first_empty(self) -> QLineEdit | None:
        """Give where typing goes on."""
        for form in self.forms.values():
            for edit in (form.first, form.last, form.email):
                if not edit.text():
                    return edit
        return None

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.add.setIcon(button_icon("plus", tokens.colours["accentText"]))
        self.add.setIconSize(BUTTON_ICON)
        for form in self.forms.values():
            form.take_theme(tokens)

    def _form(self, person: PreparedPerson, number: int) -> PersonForm:
        form = PersonForm(person, number, self._tokens)
        form.changed.connect(self._take)
        form.removed.connect(self._remove)
        return form

    def _chain_tabs(self, keys: list[int]) -> None:
        """Let Tab go in reading order, however the forms came."""
        chain: list[QWidget] = []
        for key in keys:
            form = self.forms[key]
            chain += [form.first, form.last, form.email, form.order, form.role, form.level]
            chain += [form.card, form.remove]
        chain.append(self.add)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _take(self, person: PreparedPerson) -> None:
        prepared = self._prepared
        if prepared is None:
            return
        people = tuple(person if each.key == person.key else each for each in prepared.people)
        self._tell(prepared._replace(people=people))

    def _add(self) -> None:
        prepared = self._prepared
        if prepared is not None and len(prepared.people) < MOST_PEOPLE:
            last = max((each.order for each in prepared.people), default=0)
            person = PreparedPerson(prepared.next_key(), order=min(last + 1, MOST_PEOPLE))
            self._tell(prepared._replace(people=(*prepared.people, person)))
            self.forms[person.key].first.setFocus()

    def _remove(self, key: int) -> None:
        if self._prepared is not None:
            self._tell(self._prepared.without_person(key))
            self.add.setFocus()

    def _tell(self, prepared: Prepared) -> None:
        self.show_draft(prepared)
        self.changed.emit(prepared)
