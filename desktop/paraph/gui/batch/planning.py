"""The plan of a batch in the window: which documents, looked through one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPixmap

from paraph.domain.errors import ParaphError
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, BatchRow
from paraph.domain.placing.batch_place import BatchRule
from paraph.domain.placing.signature_field import Place
from paraph.gui.batch.lines import Line, looking_line, planned_line
from paraph.gui.batch.list_model import PagePicture
from paraph.gui.batch_acts import PlanActs
from paraph.usecases.plan_batch import LOCKED, PlannedDocument
from paraph.workers.lane import Lane


class Planning(QObject):
    """Looks through the documents in a lane of its own. A new rule begins anew."""

    changed = Signal()
    picture_ready = Signal(int, object)  # number, PagePicture
    ended = Signal()  # every document was looked through

    def __init__(self, acts: PlanActs, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._acts, self._lane = acts, lane
        self.sources: tuple[Path, ...] = ()
        self.title = ""
        self.folder: Path | None = None  # for the copies; None is beside the originals
        self.pattern = ""
        self.rule = BatchRule()
        self._planned: dict[int, PlannedDocument] = {}
        self._by_hand: dict[int, tuple[str | None, Place | None]] = {}
        self.left_out: set[int] = set()
        self.passwords: dict[int, Secret] = {}  # of locked documents, for as long as it is shown
        self._round = 0

    def begin(self, sources: Sequence[Path], title: str, pattern: str) -> None:
        """Look through these."""
        self.sources, self.title, self.pattern = tuple(sources), title, pattern
        self.left_out.clear()
        self._by_hand.clear()
        self.passwords = {}
        self.look_again()

    def add(self, sources: Sequence[Path]) -> None:
        """Look through further ones; what is known of the others stays."""
        first, was_looking = len(self.sources) + 1, self.is_looking
        self.sources = (*self.sources, *sources)
        self.changed.emit()
        if not was_looking:
            self._go_on(first, self._round)

    def look_again(self) -> None:
        """Look through all of them anew, by the rule as it is now."""
        self._round += 1
        self._planned.clear()
        self.changed.emit()
        self._go_on(1, self._round)

    def stop(self) -> None:
        """Look no further, and forget the passwords."""
        self._round += 1
        self.passwords = {}

    def unlock(self, passwords: Mapping[int, Secret]) -> None:
        """Look through documents whose passwords are known now."""
        self.passwords.update(passwords)
        for number in passwords:
            self.look_at(number)

    def look_at(self, number: int) -> None:
        """Look through one again."""
        self._plan(number, self._round, goes_on=False)

    @property
    def is_looking(self) -> bool:
        """Tell whether some were not looked through yet."""
        return len(self._planned) < len(self.sources)

    @property
    def looked(self) -> int:
        """Count those that were looked through."""
        return len(self._planned)

    def lines(self, key: KeyKind = KeyKind.CARD) -> list[Line]:
        """Give the lines of the list."""
        made: list[Line] = []
        for number, source in enumerate(self.sources, 1):
            planned = self._planned.get(number)
            if planned is None:
                made.append(looking_line(number, source.stem))
            else:
                is_out = number in self.left_out
                made.append(planned_line(number, planned, is_left_out=is_out, key=key))
        return made

    def ready(self) -> list[tuple[int, PlannedDocument]]:
        """Give those that can be signed as they are."""
        return [
            (number, planned)
            for number, planned in sorted(self._planned.items())
            if not planned.asks and number not in self.left_out and planned.output is not None
        ]

    def signatures(self) -> int:
        """Count what the key signs: initials may be signatures of their own."""
        return sum(planned.signatures for _, planned in self.ready())

    def locked(self) -> dict[int, Path]:
        """Give the documents that wait for a password."""
        return {
            number: planned.source
            for number, planned in sorted(self._planned.items())
            if planned.bar in LOCKED and number not in self.left_out
        }

    def asking(self) -> int:
        """Count those that ask a person."""
        return sum(p.asks and n not in self.left_out for n, p in self._planned.items())

    def lacks_folder(self) -> bool:
        """Tell whether copies cannot be put beside some of the originals."""
        return any(p.output is None and not p.bar for p in self._planned.values())

    def document(self, number: int) -> PlannedDocument | None:
        """Give one as it is planned."""
        return self._planned.get(number)

    def put_by_hand(self, number: int, field: str | None, place: Place | None) -> None:
        """Take a place that a person chose; neither is no visible box."""
        self._by_hand[number] = (field, place)
        self.look_at(number)

    def bar(self, number: int, code: str) -> None:
        """Take what a check found to be in a document's way."""
        if number in self._planned:
            self._planned[number] = replace(self._planned[number], bar=code)
            self.changed.emit()

    def leave_out(self, number: int, *, out: bool) -> None:
        """Leave one out, or take it back in."""
        (self.left_out.add if out else self.left_out.discard)(number)
        self.changed.emit()

    def batch(self, head: Batch, new_intent: object) -> Batch:
        """Give what is agreed on; what asks is in it, and waits for a person."""
        assert callable(new_intent)  # noqa: S101 - a factory
        rows = []
        for number, source in enumerate(self.sources, 1):
            planned = self._planned.get(number) or PlannedDocument(source, bar="document_missing")
            is_out = number in self.left_out or planned.doubt is not None
            rows.append(
                BatchRow(
                    number,
                    new_intent(),
                    source,
                    planned.output or source,
                    planned.sha256,
                    planned.field,
                    planned.place,
                    str(planned.found_by),
                    planned.label,
                    left_out=is_out,
                    bar=planned.bar or ("" if planned.output else "folder_read_only"),
                    locked=planned.locked,
                )
            )
        return replace(head, rows=tuple(rows), extras=self.rule.extras)

    def _go_on(self, number: int, this_round: int) -> None:
        if number > len(self.sources):
            self.ended.emit()
            return
        self._plan(number, this_round, goes_on=True)

    def _plan(self, number: int, this_round: int, *, goes_on: bool) -> None:
        source = self.sources[number - 1]
        others = [p.output for n, p in self._planned.items() if n != number]
        naming = (self.pattern, self.folder, frozenset(each for each in others if each))
        rule, password = self.rule, self.passwords.get(number)
        if number in self._by_hand:
            rule = rule.by_hand(*self._by_hand[number])

        def take(planned: PlannedDocument) -> None:
            if this_round == self._round:
                self._take(number, planned)
                if goes_on:
                    self._go_on(number + 1, this_round)
                elif not self.is_looking:
                    self.ended.emit()

        self._lane.run(
            lambda: self._acts.plan_document(source, rule, naming, password),
            take,
            lambda error: take(_barred(source, error)),
        )

    def _take(self, number: int, planned: PlannedDocument) -> None:
        self._planned[number] = planned
        self.changed.emit()
        picture = picture_of(planned)
        if picture is not None:
            self.picture_ready.emit(number, picture)


def picture_of(planned: PlannedDocument) -> PagePicture | None:
    """Give the page with its box, None where there is no picture."""
    pixmap = QPixmap()
    if planned.thumbnail_png is None or not pixmap.loadFromData(planned.thumbnail_png):
        return None
    if planned.shown_box is None or not planned.pages:
        return PagePicture(pixmap)
    width, height = planned.pages[planned.page_index]
    box = planned.shown_box
    return PagePicture(
        pixmap,
        QRectF(box.left / width, box.top / height, box.width / width, box.height / height),
    )


def _barred(source: Path, error: ParaphError) -> PlannedDocument:
    # Its process ended over it, or it took too long.
    code = "document_damaged" if error.code == "unforeseen" else error.code
    return PlannedDocument(source, bar=code)
