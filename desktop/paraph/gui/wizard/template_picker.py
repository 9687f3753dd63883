"""The templates of the services, to choose one of: those that are kept here, and as of when."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.service.account import Environment
from paraph.domain.service.prepared import Prepared
from paraph.domain.service.template import KeptTemplate, TemplatesStanding
from paraph.gui.common.controls import ActButton, ElidedLabel, act_button, label, section
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.requests.dates import moment_words, utc_now
from paraph.gui.wizard.fields import line_edit
from paraph.usecases.prepare_request import TemplateShelf

_MOST_SHOWN, _MOST_WITHOUT_SEARCH = 40, 4


class TemplateCard(ActButton):
    """A template: its name, who is asked by it, and its pages."""

    def __init__(self, kept: KeptTemplate, tokens: Tokens) -> None:
        super().__init__()
        self.kept = kept
        self.setProperty("kind", "card")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        below = template_words(kept)
        self.setAccessibleName(kept.told.name)
        self.setAccessibleDescription(below)
        name, roles = ElidedLabel(), ElidedLabel()
        name.setProperty("kind", "strong")
        roles.setProperty("kind", "small")
        for each, said in ((name, kept.told.name), (roles, below)):
            each.setAlignment(Qt.AlignmentFlag.AlignLeft)
            each.say(said)
        sign = QLabel()
        sign.setPixmap(pixmap("files", tokens.colours["accentText"], 22))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(name)
        words.addWidget(roles)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        row.addWidget(sign)
        row.addLayout(words, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Give the height of two lines."""
        return QSize(200, 60)

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as there is room: the lines are cut."""
        return QSize(0, 60)


class TemplatePicker(QWidget):
    """`chosen` gives an account's id and a template's."""

    chosen = Signal(str, str)
    accounts_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._shelves: tuple[TemplateShelf, ...] | None = None
        self._prepared: Prepared | None = None
        self._is_choosing = True
        self.cards: list[TemplateCard] = []
        self.search = line_edit(self.tr("Search the templates"), self.tr("Search by name or role"))
        self.search.textEdited.connect(lambda _: self._show_list())
        self._column, self._chosen = QVBoxLayout(), QVBoxLayout()
        self.other: QPushButton | None = None  # among the words of the one that is chosen
        self._lay_out()

    def show_shelves(self, shelves: Sequence[TemplateShelf]) -> None:
        """Show what is kept here."""
        self._shelves = tuple(shelves)
        self._show()

    def show_draft(self, prepared: Prepared) -> None:
        """Show which one a draft is of, where it is of one."""
        before, self._prepared = self._prepared, prepared
        if before is None or before.template_id != prepared.template_id:
            self._is_choosing = not prepared.template_id
            self._show()
        elif before.template_is_gone != prepared.template_is_gone:
            self._show()

    def choose_again(self) -> None:
        """Show the list, though one is chosen."""
        self._is_choosing = True
        self._show()
        first: QWidget = self.cards[0] if self.cards else self
        (self.search if self.search.isVisibleTo(self) else first).setFocus()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme; the cards come anew."""
        self._tokens = tokens
        self._show()

    def _every(self) -> list[KeptTemplate]:
        return [kept for shelf in self._shelves or () for kept in shelf.templates]

    def _show(self) -> None:
        _empty(self._chosen)
        prepared = self._prepared
        is_of_one = prepared is not None and bool(prepared.template_id)
        if prepared is not None and is_of_one:
            self._chosen.addWidget(self._chosen_card(prepared))
        self.search.setVisible(self._is_choosing and len(self._every()) > _MOST_WITHOUT_SEARCH)
        self._show_list()

    def _show_list(self) -> None:
        _empty(self._column)
        self.cards = []
        if not self._is_choosing:
            return
        if self._shelves is None:
            self._column.addWidget(label(self.tr("Looking which templates are here…"), "secondary"))
            return
        if not self._shelves:
            self._column.addWidget(
                label(
                    self.tr("Templates are kept by a service, and no account is set."), "secondary"
                )
            )
            add = act_button(self.tr("Add an account…"))
            add.clicked.connect(self.accounts_asked)
            self._column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
            return
        for shelf in self._shelves:
            self._show_shelf(shelf, has_others=len(self._shelves) > 1)

    def _show_shelf(self, shelf: TemplateShelf, *, has_others: bool) -> None:
        found = [each for each in shelf.templates if self._passes(each)]
        self._column.addLayout(self._shelf_head(shelf, has_others=has_others))
        for each in found[:_MOST_SHOWN]:
            card = TemplateCard(each, self._tokens)
            card.setChecked(self._is_of(each))
            card.clicked.connect(
                lambda _=False, each=each: self.chosen.emit(each.account, each.told.id)
            )
            self.cards.append(card)
            self._column.addWidget(card)
        more = len(found) - _MOST_SHOWN
        if more > 0:
            words = self.tr("%n more: search for it.", "", more)
            self._column.addWidget(label(words, "small"))
        if shelf.templates and not found:
            self._column.addWidget(label(self.tr("No template has this in it."), "secondary"))

    def _shelf_head(self, shelf: TemplateShelf, *, has_others: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        if has_others:
            row.addWidget(section(shelf.account_name.upper()))
            if shelf.environment is Environment.SANDBOX:
                row.addWidget(_pill(self.tr("SANDBOX")))
        row.addWidget(label(standing_words(shelf.standing, len(shelf.templates)), "small"), 1)
        return row

    def _chosen_card(self, prepared: Prepared) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(18, 14, 16, 14)
        row.setSpacing(12)
        tone = "invalid" if prepared.template_is_gone else "accentText"
        sign = QLabel()
        icon_name = "octagon-minus" if prepared.template_is_gone else "files"
        sign.setPixmap(pixmap(icon_name, self._tokens.colours[tone], 26))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(prepared.template_name, "strong"))
        words.addWidget(label(self._chosen_words(prepared), "small"))
        row.addLayout(words, 1)
        if not self._is_choosing:
            self.other = act_button(self.tr("Choose another template…"))
            self.other.clicked.connect(self.choose_again)
            row.addWidget(self.other)
        frame.setAccessibleName(prepared.template_name)
        return frame

    def _chosen_words(self, prepared: Prepared) -> str:
        if prepared.template_is_gone:
            return self.tr(
                "The service does not have this template any more. Choose another one, or a"
                " document; who signs stays as it was typed."
            )
        kept = next((each for each in self._every() if self._is_of(each)), None)
        return template_words(kept) if kept is not None else ""

    def _is_of(self, kept: KeptTemplate) -> bool:
        prepared = self._prepared
        if prepared is None:
            return False
        return (kept.account, kept.told.id) == (prepared.account, prepared.template_id)

    def _passes(self, kept: KeptTemplate) -> bool:
        wanted = self.search.text().casefold().split() if self.search.isVisibleTo(self) else []
        words = " ".join([kept.told.name, *(role.key for role in kept.told.roles)]).casefold()
        return all(each in words for each in wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._chosen)
        column.addWidget(self.search)
        self._column.setSpacing(8)
        column.addLayout(self._column)


def template_words(kept: KeptTemplate) -> str:
    """Say whom a template asks, and how many pages it has."""
    roles = ", ".join(role.key for role in kept.told.roles)
    pages = QCoreApplication.translate("Templates", "%n page(s)", "", kept.pages)
    return " · ".join([roles, pages] if kept.pages else [roles])


def standing_words(standing: TemplatesStanding, count: int) -> str:
    """Say as of when the templates of an account are, and what stood in the way of newer ones."""
    as_of = ""
    if standing.as_of is not None:
        when = moment_words(standing.as_of, utc_now())
        words = (
            QCoreApplication.translate("Templates", "%n template(s), as of {when}.", "", count)
            if count
            else QCoreApplication.translate("Templates", "The service had no template at {when}.")
        )
        as_of = words.format(when=when)
    return " ".join(filter(None, [as_of, _trouble_words(standing)]))


def _trouble_words(standing: TemplatesStanding) -> str:
    if standing.trouble == "scope_missing":
        return QCoreApplication.translate(
            "Templates",
            "This account may not read templates: sign in again to allow it, or ask for a key that"
            " may.",
        )
    if standing.trouble:
        return QCoreApplication.translate(
            "Templates", "The service gave no newer list; it is asked again by itself."
        )
    if standing.as_of is None:
        return QCoreApplication.translate(
            "Templates", "Not read yet: they come by themselves when the service is reached."
        )
    return ""


def _pill(words: str) -> QLabel:
    pill = QLabel(words)
    pill.setProperty("kind", "sandboxPill")
    return pill


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(inner, QHBoxLayout):
            while (part := inner.takeAt(0)) is not None:
                held = part.widget()
                if held is not None:
                    held.hide()
                    held.deleteLater()
