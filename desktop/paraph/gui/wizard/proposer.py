"""Looks through the last pages for places to sign, and through a new version for what fields
stay at. Pages come one by one from the page source; nothing waits for them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from paraph.domain.placing.anchor_text import AnchorHit
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.proposing import Proposal, SeenPage, Signing, finds_on, propose
from paraph.domain.placing.signature_field import PageGeometry
from paraph.domain.service.prepared import FieldToPlace
from paraph.gui.viewer.page_marks import shown
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.placing_view import PlacingView

_PAGES_LOOKED_AT = 24
_MOST_SEARCHED = 200


class Proposer(QObject):
    """One search at a time."""

    proposed = Signal(object)  # tuple[Proposal, ...], when the search has ended

    def __init__(self, view: PlacingView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._people: tuple[Signing, ...] = ()
        self._pages: list[SeenPage] = []
        self._places = 0
        self._waits_for: int | None = None
        view.marks.ready.connect(self._look_at)

    def start(self, people: Sequence[Signing]) -> None:
        """Begin at the last page; `proposed` tells the end."""
        self._people, self._pages, self._places = tuple(people), [], 0
        self._go_to(len(self._view.page_layout) - 1)

    def _go_to(self, page_index: int) -> None:
        last = max(0, len(self._view.page_layout) - _PAGES_LOOKED_AT)
        if page_index < last or self._places >= len(self._people):
            self._waits_for = None
            found: tuple[Proposal, ...] = propose(self._people, self._pages)
            self.proposed.emit(found)
            return
        self._waits_for = page_index
        self._view.marks.want(page_index)

    def _look_at(self, page_index: int) -> None:
        marks = self._view.marks.get(page_index)
        if page_index != self._waits_for or marks is None:
            return
        size = self._view.page_layout.rects[page_index].size()
        page = ShownRect(0, 0, size.width(), size.height())
        rules = self._view.placement.rules
        taken = tuple(shown(rect) for _, rect in rules.shown_fields(page_index))
        seen = SeenPage(page_index, page, marks, taken)
        self._pages.append(seen)
        self._places += len(finds_on(seen))
        self._go_to(page_index - 1)


class AnchorFollower(QObject):
    """Finds the texts that fields stay at. `settled` gives a field with where its text is now."""

    settled = Signal(object)  # FieldToPlace; its text is known for the first time, or moved
    lost = Signal(object)  # FieldToPlace; its text is not in this document

    def __init__(self, source: PageSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._fields: list[FieldToPlace] = []
        self._hits: list[AnchorHit] = []
        self._left: set[int] = set()
        source.signals.anchors_ready.connect(self._take)

    def follow(self, fields: Sequence[FieldToPlace]) -> None:
        """Look for the texts of these, one after another."""
        is_idle = not self._fields
        self._fields += [each for each in fields if each.anchor]
        if is_idle:
            self._begin()

    def _begin(self) -> None:
        if not self._fields:
            return
        self._hits = []
        self._left = set(range(min(len(self._source.geometries), _MOST_SEARCHED)))
        for page_index in sorted(self._left):
            self._source.want_anchors(self._fields[0].anchor, page_index)

    def _take(self, page_index: int, needle: str, hits: Sequence[AnchorHit]) -> None:
        if not self._fields or needle != self._fields[0].anchor or page_index not in self._left:
            return
        self._left.discard(page_index)
        self._hits += hits
        if self._left:
            return
        field = self._fields.pop(0)
        self._settle(field)
        self._begin()

    def _settle(self, field: FieldToPlace) -> None:
        if not self._hits:
            self.lost.emit(field)
            return
        known = field.anchor_at != (0.0, 0.0)
        was = field.anchor_at if known else (field.box.x0, field.box.y0)

        def far(hit: AnchorHit) -> float:
            x, y = _corner(hit, self._source.geometries)
            pages = abs(hit.page_index - field.page_index)
            return pages * 10_000 + abs(x - was[0]) + abs(y - was[1])

        hit = min(self._hits, key=far)
        at = _corner(hit, self._source.geometries)
        self.settled.emit(
            field.followed(hit.page_index, at) if known else field._replace(anchor_at=at)
        )


def _corner(hit: AnchorHit, geometries: Sequence[PageGeometry]) -> tuple[float, float]:
    box = geometries[hit.page_index].to_user_space(*hit.rect)
    return round(box.x0, 2), round(box.y0, 2)
