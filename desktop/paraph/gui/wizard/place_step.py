"""Step 3: where they sign. Pages in the middle, people at the left, the field at the right."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.errors import PlaceRefused
from paraph.domain.placing.page_marks import is_rule_text
from paraph.domain.placing.page_text import TextLine
from paraph.domain.placing.proposing import Proposal, Signing
from paraph.domain.placing.signature_field import Place, check_place
from paraph.domain.service.prepared import SIGNATURE, FieldToPlace, Prepared
from paraph.gui.common.controls import label
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_access import expose_pages
from paraph.gui.viewer.page_marks import of_qt
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.wizard.board import Board
from paraph.gui.wizard.field_view import FieldView
from paraph.gui.wizard.page_bar import PageBar
from paraph.gui.wizard.place_panels import FieldPanel, PeoplePanel
from paraph.gui.wizard.proposer import AnchorFollower, Proposer

_MOST_PAGE_BUTTONS = 7
_WIDE_PX = 1180
_NEAR_PT = 150.0
_MOST_TEXTS, _TEXT_LETTERS = 4, 60


class PlaceStep(QWidget):
    """`changed` gives the draft with its fields."""

    changed = Signal(object)
    people_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._prepared: Prepared | None = None
        self.source: PageSource | None = None
        self.view: FieldView | None = None
        self.board = Board(self)
        self.people, self.field = PeoplePanel(tokens), FieldPanel(tokens)
        self.bar = PageBar(tokens)
        self._nothing = label("", "secondary")
        self.to_propose = True
        self._middle = QVBoxLayout()
        self._lay_out()
        self._connect()

    def show_draft(self, prepared: Prepared) -> None:
        """Show the people and fields as they are."""
        self._prepared = prepared
        self._show_ways_to_place()
        if (self.board.people, self.board.fields) != (prepared.people, prepared.fields):
            self.board.load(prepared.people, prepared.fields)
        self._show_all()

    def open_source(self, source: PageSource) -> None:
        """Show a document's pages; fields that stay at a text go where it is now."""
        self.close_source()
        expose_pages()
        self.source = source
        view = self.view = FieldView(source, self.board, self._tokens, self)
        view.is_fixed = self._is_fixed
        self._middle.addWidget(view, 1)
        self.bar.follow(view)
        view.refused.connect(self._say_trouble)
        view.marks.ready.connect(lambda _: self._show_field())
        self._proposer = Proposer(view, view)
        self._proposer.proposed.connect(self._take_proposals)
        self._follower = AnchorFollower(source, view)
        self._follower.settled.connect(self._take_settled)
        self._follower.lost.connect(self._take_lost)
        if not self._is_fixed:
            self._drop_what_does_not_fit()
            self._follower.follow(self.board.fields)
        self._show_all()

    @property
    def _is_fixed(self) -> bool:
        """Tell whether the places are a template's, which are looked at only."""
        return self._prepared is not None and bool(self._prepared.template_id)

    def _show_ways_to_place(self) -> None:
        fixed = self._is_fixed
        self.people.show_fixed(is_fixed=fixed)
        self.bar.undo.setVisible(not fixed)
        self.bar.setVisible(self.view is not None or not fixed)
        self._nothing.setVisible(fixed and self.view is None)
        if self.view is not None:
            self.view.is_fixed = fixed

    def close_source(self) -> None:
        """Let the document go."""
        view, self.view = self.view, None
        if view is not None:
            view.let_go()
            self._middle.removeWidget(view)
            view.hide()
            view.deleteLater()
        if self.source is not None:
            self.source.close()
            self.source = None

    @property
    def has_something(self) -> bool:
        """Tell whether there is something to look at: pages, or a template without."""
        return self.view is not None or self._is_fixed

    def propose_once(self) -> None:
        """Propose places at the first look; show where a template has them."""
        if not self.to_propose or self.view is None:
            return
        self.to_propose = False
        if not self._is_fixed:
            self.propose()
        elif self.board.fields:
            first = min(self.board.fields, key=lambda each: each.page_index)
            self.view.reveal(Place(first.page_index, first.box))

    def propose(self) -> None:
        """Propose a place for each who signs and has none."""
        signing = [each for each in self.board.people if each.signs]
        # Who signs here signs for the firm; where nobody does, the first one.
        firm = [each.key for each in signing if each.with_card] or [e.key for e in signing[:1]]
        people = [
            Signing(each.key, each.first_name, each.last_name, each.key in firm)
            for each in signing
            if self.board.signature_of(each.key) is None
        ]
        if people and self.view is not None:
            self._proposer.start(people)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        for part in (self.bar, self.people, self.field):
            part.take_theme(tokens)
        if self.view is not None:
            self.view.take_theme(tokens)
        if self._prepared is not None:
            self._show_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pages their room where the window is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _take_fields(self, fields: tuple[FieldToPlace, ...]) -> None:
        if self._prepared is not None and self._prepared.fields != fields:
            self._prepared = self._prepared._replace(fields=fields)
            self.changed.emit(self._prepared)

    def _show_all(self) -> None:
        if self._prepared is None:
            return
        self._show_ways_to_place()
        shown = self._prepared._replace(fields=self.board.fields)
        self.people.show_draft(shown, self.board.person)
        self._show_field()
        lacking = [
            each
            for each in self.board.people
            if each.signs and self.board.signature_of(each.key) is None
        ]
        self.bar.show_lacking(0 if self._is_fixed else len(lacking), is_fixed=self._is_fixed)
        self.bar.show_undo(self.board.undo_stack)

    def _show_field(self) -> None:
        field, view = self.board.chosen, self.view
        size = (0.0, 0.0)
        if field is not None and view is not None:
            rect = view.scene_rect_of(field)
            size = (rect.width(), rect.height())
        self.field.show_field(field, self.board.people, self._texts_near(field), size)
        self._arrange()

    def _texts_near(self, field: FieldToPlace | None) -> list[str]:
        """Give the lines of text near a field, the nearest first."""
        if field is None or self.view is None:
            return []
        marks = self.view.marks.get(field.page_index)
        if marks is None:
            self.view.marks.want(field.page_index)
            return []
        rect = self.view.placement.rules.shown_rect(Place(field.page_index, field.box))

        def far(line: TextLine) -> float:
            across = max(0.0, line.left - rect.right(), rect.left() - line.right)
            down = max(0.0, line.top - rect.bottom(), rect.top() - line.bottom)
            return across + down

        able = [
            line
            for line in marks.lines
            if far(line) <= _NEAR_PT
            and not is_rule_text(line.text)
            and 2 < len(line.text.strip()) <= _TEXT_LETTERS
        ]
        found = [line.text.strip() for line in sorted(able, key=far)]
        return list(dict.fromkeys(found))[:_MOST_TEXTS]

    def _take_proposals(self, proposals: tuple[Proposal, ...]) -> None:
        view = self.view
        if view is None:
            return
        key = self.board.last_key()
        made = []
        for number, (person, find) in enumerate(proposals, key + 1):
            place = view.placement.rules.to_place(find.page_index, of_qt(find.rect))
            made.append(FieldToPlace(number, person, SIGNATURE, *place, find.label))
        if not made:
            self.people.say(
                "info-circle",
                self.tr("No line to sign on was found"),
                self.tr("Place the fields with the buttons above, or draw them on the page."),
                "unknown",
            )
            return
        self.board.add_all(tuple(made))
        self._follower.follow(made)
        texts = " · ".join(f"“{each.anchor}”" for each in made)
        pages = sorted({each.page_index + 1 for each in made})
        words = self.tr("{texts}, page {pages}. Move or delete them freely.")
        self.people.say(
            "sparkles",
            self.tr("Fields were proposed from the text"),
            words.format(texts=texts, pages=", ".join(map(str, pages))),
        )
        view.reveal(Place(made[0].page_index, made[0].box))
        view.go_to(made[0])

    def _take_settled(self, settled: FieldToPlace) -> None:
        now = self.board.field(settled.key)
        if now is None or now.anchor != settled.anchor:
            return
        if now.anchor_at == (0.0, 0.0):
            self.board.settle(now._replace(anchor_at=settled.anchor_at))
        elif now.box != settled.box and self._fits(settled):
            self.board.settle(settled)
            self.board.changed.emit()

    def _take_lost(self, lost: FieldToPlace) -> None:
        now = self.board.field(lost.key)
        if now is not None and now.anchor == lost.anchor:
            self.board.settle(now._replace(anchor="", anchor_at=(0.0, 0.0)))
            words = self.tr("“{text}” is not in this document. Its field stays where it was.")
            self._say_trouble(words.format(text=lost.anchor))
            self.board.changed.emit()

    def _fits(self, field: FieldToPlace) -> bool:
        pages = self.source.geometries if self.source is not None else ()
        if field.page_index >= len(pages):
            return False
        others = [
            each.box
            for each in self.board.fields
            if each.key != field.key and each.page_index == field.page_index
        ]
        try:
            check_place(field.box, pages[field.page_index], others)
        except PlaceRefused:
            return False
        return True

    def _drop_what_does_not_fit(self) -> None:
        gone = [each for each in self.board.fields if not self._fits(each)]
        if gone:
            kept = tuple(each for each in self.board.fields if each not in gone)
            self.board.load(self.board.people, kept)
            self._take_fields(kept)
            self._say_trouble(
                self.tr("%n field(s) did not fit on this document and are gone.", "", len(gone))
            )

    def _say_trouble(self, words: str) -> None:
        self.people.say("alert-triangle", words, "", "changed")

    def _remove(self) -> None:
        if self.view is not None:
            self.view.remove_chosen()

    def _put(self, kind: str) -> None:
        if self.view is not None:
            self.view.put_new(kind)

    def _change_field(self, words: str, **change: Any) -> None:
        field = self.board.chosen
        if field is not None:
            self.board.replace(field._replace(**change), words)

    def _take_person(self, person: int) -> None:
        field = self.board.chosen
        if field is None or field.person == person:
            return
        if field.kind == SIGNATURE and self.board.signature_of(person) is not None:
            self._say_trouble(
                self.tr("Each person signs once. They have a signature field already.")
            )
            self._show_field()
            return
        self._change_field(self.tr("Change whose field it is"), person=person)

    def _take_kind(self, kind: str) -> None:
        field = self.board.chosen
        if field is None or field.kind == kind:
            return
        if kind == SIGNATURE and self.board.signature_of(field.person) is not None:
            self._say_trouble(
                self.tr("Each person signs once. They have a signature field already.")
            )
            self._show_field()
            return
        self._change_field(self.tr("Change the kind of field"), kind=kind)

    def _take_anchor(self, text: str) -> None:
        self._change_field(
            self.tr("Change what the field stays at"), anchor=text, anchor_at=(0.0, 0.0)
        )
        field = self.board.chosen
        if field is not None and text:
            self._follower.follow([field])

    def _take_size(self, width_pt: float, height_pt: float) -> None:
        field, view = self.board.chosen, self.view
        if field is None or view is None:
            return
        rect = view.scene_rect_of(field)
        if abs(rect.width() - width_pt) > 1.5 or abs(rect.height() - height_pt) > 1.5:
            view.resize_chosen(width_pt, height_pt)
            self._show_field()

    def _arrange(self) -> None:
        narrow = self.width() < _WIDE_PX
        wanted = not narrow or self.board.chosen is not None
        self.field.setVisible(wanted and not self._is_fixed)
        self.people.setFixedWidth(292 if narrow else 320)

    def _connect(self) -> None:
        board, people, field = self.board, self.people, self.field
        board.changed.connect(self._show_all)
        board.fields_changed.connect(self._take_fields)
        people.person_chosen.connect(board.choose_person)
        people.kind_asked.connect(self._put)
        people.add_asked.connect(self.people_asked)
        field.person_picked.connect(self._take_person)
        field.kind_picked.connect(self._take_kind)
        field.anchor_picked.connect(self._take_anchor)
        field.size_typed.connect(self._take_size)
        field.delete_asked.connect(self._remove)
        self.bar.undo_asked.connect(board.undo_stack.undo)
        for keys, act in (
            ("Ctrl+Z", board.undo_stack.undo),
            ("Ctrl+Shift+Z", board.undo_stack.redo),
            ("Ctrl+G", lambda: self._put(SIGNATURE)),
            ("Ctrl+I", lambda: self._put("initials")),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(act)

    def _lay_out(self) -> None:
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.bar)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setText(
            self.tr(
                "The pages of this template are not on this computer yet. There is nothing to do"
                " here: the places come with the template."
            )
        )
        self._middle.addWidget(self._nothing, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.people)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self.field)
        self.take_theme(self._tokens)
