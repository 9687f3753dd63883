"""What a reading of a document's content has found so far."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from paraph.domain.page_content import ContentFinding, ContentKind
from paraph.render.pdf_nodes import Bounds, Node

_MOST_PAGES, _MOST_NAMES = 500, 3
_MOST_ACTIONS = 50

_ACTIONS = {
    "JavaScript": ContentKind.SCRIPT,
    "Launch": ContentKind.LAUNCH,
    "SubmitForm": ContentKind.SENDS,
    "ImportData": ContentKind.SENDS,
    "SetOCGState": ContentKind.CHANGES,
    "Hide": ContentKind.CHANGES,
    "Movie": ContentKind.MULTIMEDIA,
    "Sound": ContentKind.MULTIMEDIA,
    "Rendition": ContentKind.MULTIMEDIA,
    "GoTo3DView": ContentKind.MULTIMEDIA,
    "RichMediaExecute": ContentKind.MULTIMEDIA,
}
_LEADING_OUT = ("URI", "GoToR", "GoToE")
_CLICKS = ("D", "U")  # triggers of the mouse's button, table 197


@dataclass(slots=True)
class _Noted:
    pages: set[int] = field(default_factory=set)
    count: int = 0
    names: list[str] = field(default_factory=list)


class Notes:
    """Collects findings by kind."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._noted: dict[ContentKind, _Noted] = {}
        self._followed: set[tuple[int, bool]] = set()

    def note(self, kind: ContentKind, page: int | None = None, name: str = "") -> None:
        """Take down one more."""
        noted = self._noted.setdefault(kind, _Noted())
        noted.count += 1
        if page is not None and len(noted.pages) < _MOST_PAGES:
            noted.pages.add(page)
        if name and name not in noted.names and len(noted.names) < _MOST_NAMES:
            noted.names.append(name)

    def action(self, first: Node, page: int | None = None, *, by_itself: bool) -> None:
        """Take down an action and those that follow it (12.6.3); a destination is none."""
        waiting, followed = [first], 0
        while waiting and followed < _MOST_ACTIONS:
            self.bounds.spend()
            followed += 1
            action = waiting.pop()
            if not action.is_dict or self._is_followed(action, by_itself=by_itself):
                continue
            name = action.get("S").name
            kind = _ACTIONS.get(name)
            if name in _LEADING_OUT:
                kind = ContentKind.OPENS if by_itself else ContentKind.LINKS
            if kind is not None:
                self.note(kind, page)
            if name == "Rendition" and action.get("JS"):
                self.note(ContentKind.SCRIPT, page)
            waiting += list(action.get("Next").parts())[:_MOST_ACTIONS]

    def additional(self, triggers: Node, page: int | None = None) -> None:
        """Take down what an /AA sets off (12.6.3)."""
        for trigger, action in triggers.items():
            self.action(action, page, by_itself=trigger not in _CLICKS)

    def findings(self) -> Iterator[ContentFinding]:
        """Give what was found, in the order of the kinds."""
        for kind in ContentKind:
            noted = self._noted.get(kind)
            if noted is not None:
                pages = tuple(sorted(noted.pages))
                yield ContentFinding(kind, pages, noted.count, tuple(noted.names))

    def _is_followed(self, action: Node, *, by_itself: bool) -> bool:
        # One action may belong to a thousand fields: it is told once.
        key = (action.number, by_itself)
        if not action.number:
            return False
        if key in self._followed:
            return True
        self._followed.add(key)
        return False
