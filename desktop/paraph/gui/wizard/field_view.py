"""The pages on which fields are placed for several people, each in their colour.

The field that is chosen is the view's box; the others stand beside it, and it covers none of them.
"""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from paraph.domain.placing.signature_field import POINTS_PER_MM, Place
from paraph.domain.service.prepared import SIGNATURE, FieldToPlace
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.page_view import PageView
from paraph.gui.viewer.placing_view import PlacingView
from paraph.gui.wizard.board import Board
from paraph.gui.wizard.fields_item import FieldsItem, person_ink, scene_rect
from paraph.gui.wizard.words import kind_name, person_name
from paraph.ports.documents import FieldOnPage

_CLICK_PX = 4
SIZES_MM = {"signature": (72, 32), "initials": (20, 9), "date": (48, 8), "text": (60, 8)}
_KEYS = 1_000_000  # an id for merging the key steps of one field


class FieldView(PlacingView):
    """Shows and changes the fields of a board."""

    wanted_kind = SIGNATURE  # what a drag on empty paper draws
    is_fixed = False  # the fields are looked at only
    refused = Signal(str)  # when a field could not be put where it was wanted

    def __init__(
        self, source: PageSource, board: Board, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        self._is_loading = False
        self._by_key = False
        self._pressed: QPointF | None = None
        super().__init__(source, tokens, parent)
        self.board = board
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(Qt.GlobalColor.transparent)
        self._box_item.stamp = nothing
        self._fields_item = FieldsItem(self, board, tokens)
        self.scene().addItem(self._fields_item)
        self._bar.delete_asked.disconnect()
        self._bar.delete_asked.connect(self.remove_chosen)
        self.placement.place_changed.connect(self._take_place)
        board.changed.connect(self._follow)
        self._follow()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme; the paper stays white."""
        super().take_theme(tokens)
        self._fields_item.tokens = tokens
        self._follow()

    def let_go(self) -> None:
        """Follow the board no more."""
        self.board.changed.disconnect(self._follow)

    def scene_rect_of(self, field: FieldToPlace) -> QRectF:
        """Give where a field lies in the scene."""
        return scene_rect(self, field)

    def put_new(self, kind: str) -> None:
        """Place a field of the usual size for the person in turn, where there is room."""
        own = self.board.signature_of(self.board.person) if kind == SIGNATURE else None
        if own is not None:
            self.go_to(own)  # each signs once
            return
        self.board.choose(None)
        self.wanted_kind = kind
        place = self._free_place(kind)
        if place is not None:
            self.board.add(kind, place)
            self._reveal_box()
            self.setFocus()
        else:
            self.refused.emit(self.tr("There is no room left on this page. Draw the field."))

    def go_to(self, field: FieldToPlace) -> None:
        """Choose a field, and bring it into view."""
        self.board.choose(field.key)
        self._reveal_box()
        self.setFocus()

    def remove_chosen(self) -> None:
        """Take the chosen field away."""
        if self.board.selected is not None:
            self.board.remove(self.board.selected)

    def resize_chosen(self, width_pt: float, height_pt: float) -> None:
        """Give the chosen field another size in points of the shown page, from its upper left."""
        place = self.placement.place
        if place is not None:
            rect = self.placement.rules.shown_rect(place)
            rect.setSize(
                rect.size().scaled(width_pt, height_pt, Qt.AspectRatioMode.IgnoreAspectRatio)
            )
            self.placement.put(place.page_index, rect, self.tr("Resize the field"))

    def in_reading_order(self) -> list[FieldToPlace]:
        """Give the fields as Tab goes through them."""

        def where(field: FieldToPlace) -> tuple[int, int, float]:
            rect = self.scene_rect_of(field)
            return field.page_index, round(rect.top() / 10), rect.left()

        return sorted(self.board.fields, key=where)

    def go_to_field(self, step: int) -> bool:
        """Choose the next or previous field; tell whether there is one."""
        every = self.in_reading_order()
        keys = [each.key for each in every]
        selected = self.board.selected
        at = keys.index(selected) + step if selected in keys else (0 if step > 0 else len(keys) - 1)
        if not 0 <= at < len(keys):
            return False
        self.go_to(every[at])
        return True

    def place_in_words(self) -> str:
        """Say whose field is chosen, and where it stands."""
        field, place = self.board.chosen, self.placement.place
        person = self.board.person_of(field) if field is not None else None
        if field is None or place is None or person is None:
            return ""
        shown = self.placement.rules.shown_rect(place)
        foot = self.page_layout.rects[place.page_index].height() - shown.bottom()
        left, low, width, height = (
            round(each / POINTS_PER_MM)
            for each in (shown.left(), foot, shown.width(), shown.height())
        )
        words = self.tr(
            "{kind} of {name}, page {page}, {left} mm from left, {low} from bottom,"
            " {width} by {height}."
        ).format(
            kind=kind_name(field.kind),
            name=person_name(person, self.board.number_of(person.key)),
            page=place.page_index + 1,
            left=left,
            low=low,
            width=width,
            height=height,
        )
        beneath = self.beneath_in_words()
        return f"{words} {beneath}." if beneath else words

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the chosen field, of another one, or begin to draw."""
        if self.is_fixed:
            PageView.mousePressEvent(self, event)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        point = self._scene_point(event)
        if not self.placement.handle_under(point, self.px_per_pt):
            under = self._field_under(point)
            self.board.choose(under.key if under is not None else None)
        self._pressed = event.position()
        self.placement.press(point, self.px_per_pt, draws=True)
        self.setFocus()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw or move, where one may."""
        if self.is_fixed:
            PageView.mouseMoveEvent(self, event)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Settle the drag; a click on empty paper chooses nothing."""
        if self.is_fixed:
            PageView.mouseReleaseEvent(self, event)
            return
        pressed, self._pressed = self._pressed, None
        moved = pressed is not None and (event.position() - pressed).manhattanLength() >= _CLICK_PX
        if not moved:
            self.placement.cancel()
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, resize and delete the chosen field; Esc lets it go."""
        if self.is_fixed:
            PageView.keyPressEvent(self, event)
            return
        if event.key() == Qt.Key.Key_Delete:
            self.remove_chosen()
            return
        if event.key() == Qt.Key.Key_Escape and self.board.selected is not None:
            self.placement.cancel()
            self.board.choose(None)
            return
        self._by_key = True
        try:
            super().keyPressEvent(event)
        finally:
            self._by_key = False

    def _field_under(self, point: QPointF) -> FieldToPlace | None:
        lie = (each for each in self.board.fields if self.scene_rect_of(each).contains(point))
        return next(lie, None)

    def _follow(self) -> None:
        """Show the board: the chosen field as the box, the others as what it keeps clear of."""
        board = self.board
        self._is_loading = True
        try:
            chosen = board.chosen
            others = [each for each in board.fields if each is not chosen]
            self.placement.keep_clear([self._as_taken(each) for each in others])
            place = Place(chosen.page_index, chosen.box) if chosen is not None else None
            if place != self.placement.place:
                self.placement.show(place)
        finally:
            self._is_loading = False
        person = chosen.person if chosen is not None else board.person
        if person:
            ink = person_ink(self.tokens, board.number_of(person))
            inks = {**self.tokens.inks, "selection": ink.name()}
            self._box_item.tokens = self.tokens._replace(inks=inks)
        self.viewport().update()

    def _as_taken(self, field: FieldToPlace) -> FieldOnPage:
        person = self.board.person_of(field)
        number = self.board.number_of(field.person) if person is not None else 0
        name = person_name(person, number) if person is not None else ""
        return FieldOnPage(name, field.page_index, field.box, signed=False)

    def _take_place(self, place: Place | None) -> None:
        if self._is_loading or place is None:
            return
        field = self.board.chosen
        if field is None:
            kind = self.wanted_kind
            if kind == SIGNATURE and self.board.signature_of(self.board.person) is not None:
                kind = "initials"
            self.board.add(kind, place)
            return
        moved = field._replace(page_index=place.page_index, box=place.box)
        if place.page_index != field.page_index:
            moved = moved._replace(anchor="", anchor_at=(0.0, 0.0))
        merge_id = _KEYS + field.key if self._by_key else -1
        self.board.replace(moved, self.tr("Move the field"), merge_id)

    def _free_place(self, kind: str) -> Place | None:
        """Find room: below one's own signature for what belongs to it, else from the foot up."""
        width, height = (side * POINTS_PER_MM for side in SIZES_MM[kind])
        rules, page_index = self.placement.rules, self.current_page
        own = self.board.signature_of(self.board.person)
        spots: list[tuple[int, QRectF]] = []
        if own is not None and kind != SIGNATURE:
            near = rules.shown_rect(Place(own.page_index, own.box))
            page_index = own.page_index if kind == "date" else page_index
            if page_index == own.page_index:
                below = QRectF(near.left(), near.bottom() + 6, width, height)
                beside = QRectF(near.right() + 6, near.bottom() - height, width, height)
                spots += [(page_index, below), (page_index, beside)]
        page = QRectF(QPointF(0, 0), self.page_layout.rects[page_index].size())
        lefts = (page.width() - width - 57, 57.0, (page.width() - width) / 2)
        tops = [page.height() - 57 - height - 12 * n for n in range(70)]
        spots += [(page_index, QRectF(x, y, width, height)) for y in tops for x in lefts]
        marks = self.marks.get(page_index)
        able = [
            (index, rect)
            for index, rect in spots
            if page.contains(rect) and rules.refusal(rules.to_place(index, rect)) is None
        ]
        from paraph.gui.viewer.page_marks import shown

        clear = (each for each in able if marks is None or not marks.words_in(shown(each[1])))
        best = next(clear, able[0] if able else None)
        return rules.to_place(*best) if best is not None else None
