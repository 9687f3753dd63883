"""What the panel for signing has beside the box: a text to sign at, templates, initials, more."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from paraph.domain.placing.placement_template import Template, TemplateBox
from paraph.gui.common.controls import section
from paraph.gui.common.tokens import Tokens
from paraph.gui.extras.anchor_part import AnchorPart
from paraph.gui.extras.initials_part import InitialsPart
from paraph.gui.extras.more_part import MorePart
from paraph.gui.extras.template_part import TemplatePart
from paraph.gui.viewer.placing_view import PlacingView


class ExtrasPart(QWidget):
    """Shows one of its parts at a time; initials are always in sight."""

    changed = Signal()  # when `trouble` may be another
    words_given = Signal(str, str)  # the reason and the place that a template has

    def __init__(self, view: PlacingView, tokens: Tokens) -> None:
        super().__init__()
        self._view = view
        self.state = view.extras
        self._reason, self._location = "", ""
        self.anchor = AnchorPart(view, tokens)
        self.initials = InitialsPart(self.state, tokens)
        self.more = MorePart(self.state, tokens)
        self.template = TemplatePart(self.state, self._described, tokens)
        self._folding: dict[str, tuple[AnchorPart | MorePart | TemplatePart, QPushButton]] = {
            "anchor": (self.anchor, self._fold(self.tr("At a text…"))),
            "template": (self.template, self._fold(self.tr("Templates…"))),
            "more": (self.more, self._fold(self.tr("More…"))),
        }
        self._lay_out()
        for name, (_, button) in self._folding.items():
            button.clicked.connect(lambda _=False, each=name: self._toggle(each))
        self.state.part_asked.connect(self.show_part)
        self.state.template_known.connect(self._take_template)
        self.state.changed.connect(self.changed)
        self.more.prepared.connect(lambda: view.set_draws(True))
        self._show_only("")

    @property
    def trouble(self) -> str:
        """Say what has to be settled first; empty where nothing has."""
        return self.initials.trouble or self.more.trouble

    def take_words(self, reason: str, location: str) -> None:
        """Know the reason and the place, which a template keeps too."""
        self._reason, self._location = reason, location

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for part in (self.anchor, self.initials, self.more, self.template):
            part.take_theme(tokens)

    def show_part(self, name: str) -> None:
        """Open a part and give it the focus."""
        if name == "initials":
            self.initials.begin()
            QTimer.singleShot(0, self, lambda: _bring_into_view(self.initials))
            return
        self._show_only(name)
        part = self._folding[name][0]
        part.begin()
        # Only after the layout it is known how high the part is.
        QTimer.singleShot(0, part, lambda: _bring_into_view(part))

    def _toggle(self, name: str) -> None:
        if self._folding[name][0].isVisibleTo(self):
            self._show_only("")
        else:
            self.show_part(name)

    def _show_only(self, name: str) -> None:
        for each, (part, button) in self._folding.items():
            part.setVisible(each == name)
            button.setChecked(each == name)
        if name != "anchor":
            self.anchor.leave()

    def _described(self, name: str) -> Template:
        choice, rule = self._view.placement.choice, self.anchor.rule
        box = None
        if choice.place is not None and rule is None:
            box = TemplateBox.of(choice.place, self._view.source.geometries)
        return Template(
            name,
            choice.field_name,
            box,
            rule if choice.place is not None else None,
            self.state.initials,
            self.state.certification,
            self._reason,
            self._location,
        )

    def _take_template(self, template: Template) -> None:
        self.words_given.emit(template.reason, template.location)

    def _fold(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "link")
        button.setCheckable(True)
        button.setAccessibleName(words.removesuffix("…"))
        return button

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(4)
        for _, button in self._folding.values():
            links.addWidget(button)
        links.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(links)
        for part, _ in self._folding.values():
            column.addWidget(part)
        column.addWidget(section(self.tr("INITIALS")))
        column.addWidget(self.initials)


def _bring_into_view(part: QWidget) -> None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(part, 0, 12)
