"""Step 4: the whole request once more, when it ends, and what is missing before it can go."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from paraph.domain.service.account import Environment
from paraph.domain.service.bulk_list import day_of
from paraph.domain.service.prepared import Prepared, PreparedPerson
from paraph.domain.service.preparing_checks import Missing, from_list
from paraph.gui.bulk.lacking_words import missing_words
from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet_parts import marked_row, note
from paraph.gui.wizard.document_step import centred
from paraph.gui.wizard.fields import Badge, Picked, line_edit, put_text, titled
from paraph.gui.wizard.words import (
    field_counts,
    level_words,
    person_name,
    turn_words,
)
from paraph.usecases.prepare_request import AccountChoice

_DAYS = (7, 14, 30, 60, 90)
_REMINDERS = (1, 2, 3, 5, 7, 14)
_MOST_NOTE = 1000
_OWN_DAY = -1
_STEP_OF = {"no_document": 0, "template_gone": 0, "no_name": 0, "name_not_a_line": 0,
            "matter_not_a_line": 0, "no_signature_field": 2, "too_many_fields": 2,
            "no_account": 3, "not_a_day": 3, "day_is_past": 3, "no_reminder_days": 3}  # fmt: skip


def step_of(each: Missing) -> int:
    """Say at which step something is settled; people are at the second one."""
    return _STEP_OF.get(each.code, 1)


class CheckStep(QWidget):
    """`changed` gives the draft; `step_asked` leads to where something is settled."""

    changed = Signal(object)
    step_asked = Signal(int)
    accounts_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._prepared: Prepared | None = None
        self._accounts: tuple[AccountChoice, ...] = ()
        self._today = date.min
        self.expires = Picked(self.tr("Last day"), [], tokens)
        self.day = line_edit(self.tr("Last day"), self.tr("as in 2026-12-05"), 20)
        reminders: list[tuple[object, str]] = [(None, self.tr("No reminders"))]
        reminders += [(n, self.tr("Every %n day(s)", "", n)) for n in _REMINDERS]
        self.remind = Picked(self.tr("Reminders"), reminders, tokens)
        self.account = Picked(self.tr("Sent with"), [], tokens)
        self.note = QPlainTextEdit()
        self._pill = QLabel()
        self._pill.setProperty("kind", "sandboxPill")
        self._summary, self._missing, self._body = QVBoxLayout(), QVBoxLayout(), QWidget()
        self._lay_out()
        self.expires.currentIndexChanged.connect(lambda _: self._take_expires())
        self.day.textEdited.connect(lambda text: self._tell(expires_on=day_of(text.strip())))
        self.remind.currentIndexChanged.connect(
            lambda _: self._tell(remind_every_days=self.remind.currentData())
        )
        self.account.currentIndexChanged.connect(
            lambda _: self._tell(account=self.account.currentData() or "")
        )
        self.note.textChanged.connect(self._take_note)

    def show_draft(
        self,
        prepared: Prepared,
        accounts: Sequence[AccountChoice],
        missing: Sequence[Missing],
        today: date,
    ) -> None:
        """Show all of it."""
        self._prepared, self._accounts, self._today = prepared, tuple(accounts), today
        self.account.offer(
            [(each.id, each.name) for each in accounts] or [("", self.tr("No account yet"))]
        )
        self.account.pick(prepared.account)
        self.account.setEnabled(not prepared.template_id)
        why = self.tr("The template is kept by this account.") if prepared.template_id else ""
        self.account.setToolTip(why)
        self._show_pill()
        self._show_expires()
        self.remind.pick(prepared.remind_every_days)
        if not self.note.hasFocus() and self.note.toPlainText() != prepared.note:
            self.note.blockSignals(True)  # noqa: FBT003 - Qt's signature
            self.note.setPlainText(prepared.note)
            self.note.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._show_summary()
        self._show_missing(missing)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        for part in (self.expires, self.remind, self.account):
            part.take_theme(tokens)
        if self._prepared is not None:
            self._show_pill()
            self._show_summary()

    @property
    def _shown(self) -> Prepared:
        if self._prepared is None:
            raise TypeError  # nothing is drawn before a draft is shown
        return self._prepared

    def _tell(self, **change: Any) -> None:
        if self._prepared is not None:
            self._prepared = self._prepared._replace(**change)
            self.changed.emit(self._prepared)

    def _take_note(self) -> None:
        text = self.note.toPlainText()
        self._tell(note=text[:_MOST_NOTE])

    def _take_expires(self) -> None:
        days = self.expires.currentData()
        self.day.setVisible(days == _OWN_DAY)
        if days == _OWN_DAY:
            self.day.setFocus()
        elif days is None:
            self._tell(expires_on="")
        else:
            self._tell(expires_on=(self._today + timedelta(days=days)).isoformat())

    def _show_expires(self) -> None:
        prepared = self._shown
        days = [self._today + timedelta(days=n) for n in _DAYS]
        self.expires.offer(
            [
                (None, self.tr("No last day")),
                *((n, self._in_days(n, day)) for n, day in zip(_DAYS, days, strict=True)),
                (_OWN_DAY, self.tr("On another day…")),
            ]
        )
        said = prepared.expires_on
        known = {day.isoformat(): n for n, day in zip(_DAYS, days, strict=True)}
        own = self.day.hasFocus() or (bool(said) and said not in known)
        self.expires.pick(_OWN_DAY if own else known.get(said))
        self.day.setVisible(own)
        put_text(self.day, said)

    def _in_days(self, count: int, day: date) -> str:
        told = QLocale().toString(
            QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat
        )
        return self.tr("In %n day(s)", "", count) + f", {told}"

    def _show_pill(self) -> None:
        picked = self._picked_account()
        is_sandbox = picked is not None and picked.environment is Environment.SANDBOX
        self._pill.setVisible(is_sandbox)
        self._pill.setText(self.tr("SANDBOX, no legal value"))

    def _picked_account(self) -> AccountChoice | None:
        wanted = self._prepared.account if self._prepared is not None else ""
        return next((each for each in self._accounts if each.id == wanted), None)

    def _show_summary(self) -> None:
        prepared = self._shown
        _empty(self._summary)
        template = self.tr("template {name}").format(name=prepared.template_name)
        below = [template if prepared.template_id else prepared.document_name]
        if prepared.matter:
            below.append(self.tr("matter {matter}").format(matter=prepared.matter))
        if prepared.client:
            below.append(prepared.client)
        colour = self._tokens.colours["accentText"]
        title = label(prepared.name or self.tr("Without a name"), "strong")
        words = label(" · ".join(filter(None, below)), "small")
        self._summary.addWidget(_card(marked_row("file-text", colour, 22, title, words)))
        listed = {each.key for each in from_list(prepared)} if prepared.of_list else set()
        for person in prepared.in_order():
            number = prepared.people.index(person) + 1
            self._summary.addWidget(self._person_card(person, number, from_a_list=listed))

    def _person_card(self, person: PreparedPerson, number: int, *, from_a_list: set[int]) -> QFrame:
        prepared = self._shown
        name = person_name(person, number)
        if person.key in from_a_list:
            name = self.tr("{name}, from the list").format(name=name)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Badge(number, self._tokens, 26), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, "strong"))
        said = [
            person.plays,
            person.email,
            level_words(person),
            turn_words(person, prepared).rstrip("."),
        ]
        if person.signs:
            said.append(field_counts(prepared.fields_of(person.key)))
        words.addWidget(label(" · ".join(filter(None, said)), "small"))
        row.addLayout(words, 1)
        return _card(row)

    def _show_missing(self, missing: Sequence[Missing]) -> None:
        prepared = self._shown
        _empty(self._missing)
        numbers = {each.key: n for n, each in enumerate(prepared.people, 1)}
        if missing:
            self._missing.addWidget(section(self.tr("MUST BE SETTLED")))
        for each in missing:
            person = prepared.person(each.person)
            name = person_name(person, numbers[each.person]) if person is not None else ""
            frame = note(
                "octagon-minus", "invalid", missing_words(each).format(name=name), "", self._tokens
            )
            remedy = act_button(self._remedy(each), "link")
            remedy.setAccessibleName(f"{missing_words(each).format(name=name)} {remedy.text()}")
            if each.code == "no_account":
                remedy.clicked.connect(self.accounts_asked)
            else:
                step = step_of(each)
                remedy.clicked.connect(lambda _=False, step=step: self.step_asked.emit(step))
            layout = frame.layout()
            if layout is not None and remedy.text():
                layout.addWidget(remedy)
            self._missing.addWidget(frame)
        if not missing:
            title = self.tr("Nothing is missing")
            words = (
                self.tr("Choose the list next: you see every row before anything is sent.")
                if prepared.of_list
                else self.tr("It is kept here at once, and leaves by itself.")
            )
            self._missing.addWidget(note("circle-check", "valid", title, words, self._tokens))

    def _remedy(self, each: Missing) -> str:
        names = {
            0: self.tr("To the document"),
            1: self.tr("To who signs"),
            2: self.tr("To the places"),
        }
        if each.code == "no_account":
            return self.tr("Add an account…")
        return names.get(step_of(each), "")

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(section(self.tr("WHAT IS SENT")))
        self._summary.setSpacing(8)
        left.addLayout(self._summary)
        left.addSpacing(6)
        self._missing.setSpacing(8)
        left.addLayout(self._missing)
        left.addStretch(1)
        return left

    def _right(self) -> QVBoxLayout:
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setFixedHeight(76)
        self.note.setTabChangesFocus(True)
        self._pill.setVisible(False)
        right = QVBoxLayout()
        right.setSpacing(14)
        sent = titled(self.tr("SENT WITH"), self.account)
        sent.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        right.addLayout(sent)
        ends = titled(self.tr("LAST DAY TO SIGN"), self.expires)
        ends.addWidget(self.day)
        right.addLayout(ends)
        right.addLayout(titled(self.tr("REMINDERS"), self.remind))
        noted = titled(self.tr("NOTE"), self.note)
        words = self.tr("It stays on this computer; the service writes its own invitation.")
        noted.addWidget(label(words, "small"))
        right.addLayout(noted)
        right.addStretch(1)
        return right

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._body)
        row.setContentsMargins(32, 24, 32, 24)
        row.setSpacing(32)
        row.addLayout(self._left(), 5)
        row.addLayout(self._right(), 3)
        centred(self, self._body, 1060)


def _card(row: QHBoxLayout) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    row.setContentsMargins(16, 12, 16, 12)
    card.setLayout(row)
    return card


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
