"""Where all documents are signed: one rule, what it found, and the pages to look at."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import LAST
from paraph.gui.common.controls import Choice, act_button
from paraph.gui.common.tokens import Tokens

_TEMPLATE = "template:"
_WITH_TEXT = (PlaceSource.ANCHOR, PlaceSource.FIELD)


class RuleCard(QFrame):
    """The card above the list before a batch is signed."""

    rule_changed = Signal(object)  # BatchRule
    pages_asked = Signal(bool)  # whether large pages are shown

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("kind", "group")
        self._templates: dict[str, Template] = {}
        self._found = QLabel()
        self._found.setProperty("kind", "strong")
        self.choice = Choice(self.tr("Where the documents are signed"))
        self.text = QLineEdit()
        self.pages = act_button(self.tr("Show all places"))
        self.pages.setCheckable(True)
        self.pages.toggled.connect(self._show_pages)
        for source, words in (
            (PlaceSource.WORDS, self.tr("At the best words on the last pages")),
            (PlaceSource.ANCHOR, self.tr("At a text")),
            (PlaceSource.FIELD, self.tr("In the field named")),
            (PlaceSource.CORNER, self.tr("Lower right on the last page")),
            (PlaceSource.NOWHERE, self.tr("Without a visible box")),
        ):
            self.choice.addItem(words, str(source))
        self._lay_out()
        self.take_theme(tokens)
        self._show_text()
        self.choice.currentIndexChanged.connect(self._take_choice)
        self.text.editingFinished.connect(self._tell)
        self._told: BatchRule = self.rule

    def offer_templates(self, templates: Sequence[Template]) -> None:
        """Offer what was saved before, by name; of each its place is taken."""
        for at in range(self.choice.count() - 1, -1, -1):
            if str(self.choice.itemData(at)).startswith(_TEMPLATE):
                self.choice.removeItem(at)
        self._templates = {f"{_TEMPLATE}{each.name}": each for each in templates}
        for key, each in self._templates.items():
            self.choice.addItem(self.tr("As in “{name}”").format(name=each.name), key)

    @property
    def rule(self) -> BatchRule:
        """Give the rule that is chosen."""
        chosen = str(self.choice.currentData())
        template = self._templates.get(chosen)
        if template is not None:
            return BatchRule(PlaceSource.TEMPLATE, template.name, template=template)
        source = PlaceSource(chosen)
        text = self.text.text().strip() if source in _WITH_TEXT else ""
        return BatchRule(source, text, LAST if source is PlaceSource.ANCHOR else None)

    def show_found(self, looked: int, every: int, asking: int) -> None:
        """Say how many places were found."""
        if looked < every:
            words = self.tr("{looked} of {all} looked through").format(looked=looked, all=every)
        else:
            words = self.tr("%n document(s) ready", "", every - asking)
        if asking:
            asks = self.tr("%n ask(s) you", "", asking)
            words = f"{words} · {asks}"
        self._found.setText(words)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.choice.take_theme(tokens)

    def _take_choice(self) -> None:
        self._show_text()
        if self.rule.source in _WITH_TEXT and not self.rule.text:
            self.text.setFocus()
        else:
            self._tell()

    def _tell(self) -> None:
        rule = self.rule
        if rule != self._told and (rule.text or rule.source not in _WITH_TEXT):
            self._told = rule
            self.rule_changed.emit(rule)

    def _show_text(self) -> None:
        source = self.rule.source
        self.text.setVisible(source in _WITH_TEXT)
        is_anchor = source is PlaceSource.ANCHOR
        words = self.tr("Signature de l’avocat") if is_anchor else self.tr("Name of the field")
        self.text.setPlaceholderText(words)
        name = self.tr("The text to sign at") if is_anchor else self.tr("Name of the field")
        self.text.setAccessibleName(name)

    def _show_pages(self, shown: bool) -> None:  # noqa: FBT001 - a slot for `toggled`
        words = self.tr("Show the list") if shown else self.tr("Show all places")
        self.pages.setText(words)
        self.pages.setAccessibleName(words)
        self.pages_asked.emit(shown)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._found, 1)
        head.addWidget(self.pages)
        rule = QHBoxLayout()
        rule.setSpacing(10)
        words = QLabel(self.tr("Where"))
        words.setProperty("kind", "secondary")
        words.setBuddy(self.choice)
        rule.addWidget(words)
        rule.addWidget(self.choice)
        rule.addWidget(self.text, 1)
        rule.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(rule)
