"""A `PageSource` over a render process: asks it for little at a time, and outlives its faults."""

import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QImage

from paraph.domain.errors import DocumentDamaged, ImageUnreadable, ParaphError
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import PageGeometry
from paraph.domain.stamp.stamp_content import StampContent
from paraph.gui.common.pause import make_pause
from paraph.gui.viewer.page_source import PageSignals, Part, Priority
from paraph.ports.documents import FieldOnPage
from paraph.ports.pages import (
    Answer,
    OpenDocument,
    Opened,
    PageService,
    Picture,
    Rect,
    Reply,
    Request,
    Value,
    WantAnchors,
    WantFields,
    WantGeometries,
    WantImage,
    WantInitials,
    WantMatches,
    WantPicture,
    WantRules,
    WantSha256,
    WantStamp,
    WantText,
    WorkerGone,
)

_IN_FLIGHT = 2  # more would hold back the page that is wanted next
_KEPT_WISHES = 60
_PATIENCE_S = 20.0
_WATCH_MS = 500
_LATER_MS = 400  # the first page goes before all else, but not for ever


class LiveSource(QObject):
    """One document in one render process. `opened` or `open_failed` comes once."""

    opened = Signal()
    open_failed = Signal(object)  # ParaphError

    def __init__(self, service: PageService, path: Path, password: Secret | None = None) -> None:
        super().__init__()
        self.title = path.stem
        self.geometries: Sequence[PageGeometry] = ()
        self.fields: Sequence[FieldOnPage] = ()
        self.needs_repair = False
        self.shown_sha256 = ""
        self.signals = PageSignals()
        self._service = service
        self._path = path
        self._notifier: QSocketNotifier | None = None
        self._order = count()
        self._wishes: dict[Request, tuple[int, int]] = {}
        self._in_flight: dict[int, Request] = {}
        self._last_sign_of_life = 0.0
        self._failed_pages: set[int] = set()
        self._tried_again: set[Request] = set()
        self._closed = False
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._end_hang)
        self._later = make_pause(self, _LATER_MS, self._ask_the_rest)
        self._send(OpenDocument(path, password))
        self._send(WantGeometries())

    def take_replaced(self, before: str, after: str) -> None:
        """Note that the file was replaced by one that shows the same pages."""
        if self.shown_sha256 == before:
            self.shown_sha256 = after

    def request(
        self, page_index: int, scale: float, priority: Priority, *, draft: bool = False
    ) -> None:
        """Ask for a page as an image; a page that ended the process is not tried again."""
        if page_index in self._failed_pages:
            self.signals.page_failed.emit(page_index)
            return
        wish = WantPicture(page_index, scale, None, draft)
        if priority is not Priority.THUMBNAIL:
            self._forget_other_scales(wish)
        self._wish(wish, priority)

    def request_part(self, page_index: int, scale: float, clip: Rect) -> None:
        """Ask for a part of a page; `signals.part_ready` brings it."""
        if page_index not in self._failed_pages:
            wish = WantPicture(page_index, scale, clip)
            self._forget_other_scales(wish)
            self._wish(wish, Priority.VISIBLE)

    def want_text(self, page_index: int) -> None:
        """Ask for a page's lines of text; `signals.text_ready` brings them."""
        self._wish(WantText(page_index), Priority.NEAR)

    def want_matches(self, needle: str, page_index: int) -> None:
        """Ask where words stand on a page; `signals.matches_ready` brings it."""
        self._wish(WantMatches(needle, page_index), Priority.THUMBNAIL)

    def want_anchors(self, needle: str, page_index: int) -> None:
        """Ask where one could sign at a text; `signals.anchors_ready` brings it."""
        self._wish(WantAnchors(needle, page_index), Priority.THUMBNAIL)

    def want_initials(self, page_index: int, corner: str, taken: tuple[Rect, ...]) -> None:
        """Ask where initials go on a page; `signals.initials_ready` brings it."""
        self._wish(WantInitials(page_index, corner, taken), Priority.NEAR)

    def want_rules(self, page_index: int) -> None:
        """Ask for a page's level rules; `signals.rules_ready` brings them."""
        self._wish(WantRules(page_index), Priority.NEAR)

    def want_stamp(
        self, content: StampContent, width_pt: float, height_pt: float, scale: float
    ) -> None:
        """Ask how a visible signature will look; `signals.stamp_ready` brings the newest."""
        for wish in [wish for wish in self._wishes if isinstance(wish, WantStamp)]:
            del self._wishes[wish]
        self._wish(WantStamp(content, width_pt, height_pt, scale), Priority.VISIBLE)

    def want_image(self, path: Path) -> None:
        """Ask for a picture; `signals.image_ready` or `image_failed` answers."""
        self._wish(WantImage(path), Priority.VISIBLE)

    def close(self) -> None:
        """Let the document and its process go."""
        self._closed = True
        self._wishes.clear()
        self._watch.stop()
        self._later.stop()
        self._unwatch()
        self._service.close()

    def _wish(self, request: Request, priority: Priority) -> None:
        if self._closed or request in self._in_flight.values():
            return
        self._wishes[request] = (priority, -next(self._order))
        is_small = priority is Priority.THUMBNAIL
        alike = [
            wish
            for wish, rank in self._wishes.items()
            if isinstance(wish, WantPicture) and (rank[0] is Priority.THUMBNAIL) == is_small
        ]
        if len(alike) > _KEPT_WISHES:
            del self._wishes[max(alike, key=self._wishes.__getitem__)]
        self._send_wishes()

    def _forget_other_scales(self, new: WantPicture) -> None:
        for old in [
            wish
            for wish, rank in self._wishes.items()
            if isinstance(wish, WantPicture)
            and rank[0] < Priority.THUMBNAIL
            and wish.page_index == new.page_index
            and (wish.clip is None, wish.draft) == (new.clip is None, new.draft)
            and wish.scale_px_per_pt != new.scale_px_per_pt
        ]:
            del self._wishes[old]

    def _send_wishes(self) -> None:
        while self._wishes and len(self._in_flight) < _IN_FLIGHT:
            wish = min(self._wishes, key=self._wishes.__getitem__)
            if self._later.isActive() and self._wishes[wish][0] is Priority.THUMBNAIL:
                return
            del self._wishes[wish]
            self._send(wish)

    def _ask_the_rest(self) -> None:
        from paraph.gui.common.heap import keep_heap_small  # not before the first page

        keep_heap_small()
        self._later.stop()
        self._wish(WantFields(), Priority.NEAR)
        self._wish(WantSha256(), Priority.NEAR)

    def _send(self, request: Request) -> None:
        if not self._in_flight:
            self._last_sign_of_life = time.monotonic()
        self._in_flight[self._service.send(request)] = request
        if self._notifier is None:
            # Only now: sending starts a process anew that is gone, with another descriptor.
            self._notifier = QSocketNotifier(
                self._service.fileno(), QSocketNotifier.Type.Read, self
            )
            self._notifier.activated.connect(self.take_replies)
        self._watch.start()

    def take_replies(self) -> None:
        """Take what has come, now."""
        for reply in self._service.poll():
            if self._closed:
                return
            self._take(reply)
        if not self._in_flight:
            self._watch.stop()
        self._send_wishes()

    def _take(self, reply: Reply) -> None:
        if isinstance(reply, WorkerGone):
            self._take_end(reply)
            return
        self._last_sign_of_life = time.monotonic()
        request = self._in_flight.pop(reply.request_id, None)
        if isinstance(reply, Answer) and request is not None:
            self._deliver(request, reply.value)
            if isinstance(request, WantPicture) and self._later.isActive():
                self._ask_the_rest()
        elif not isinstance(reply, Answer):
            self._refuse(request, reply.error)

    def _deliver(self, request: Request, value: Value) -> None:
        match request:
            case OpenDocument() if isinstance(value, Opened):
                self.needs_repair = value.needs_repair
            case WantGeometries() if isinstance(value, list):
                self.geometries = value  # type: ignore[assignment]  # what was asked for
                self._later.start()
                self.opened.emit()
            case WantSha256() if isinstance(value, str):
                self.shown_sha256 = value
            case WantFields() if isinstance(value, list):
                self.fields = value  # type: ignore[assignment]
                self.signals.fields_ready.emit(value)
            case WantPicture() if isinstance(value, Picture):
                self._deliver_picture(request, value)
            case WantText() | WantMatches() | WantAnchors() | WantInitials() | WantRules() if (
                isinstance(value, list)
            ):
                self._deliver_finds(request, value)
            case _:
                self._deliver_stamp(request, value)

    def _deliver_stamp(self, request: Request, value: Value) -> None:
        match request:
            case WantStamp() if isinstance(value, Picture):
                self.signals.stamp_ready.emit(_image(value), value.left_out)
            case WantImage() if isinstance(value, bytes):
                self.signals.image_ready.emit(value)
            case _:
                raise TypeError(type(request).__name__)

    def _deliver_picture(self, request: WantPicture, value: Picture) -> None:
        page_index, scale, image = request.page_index, request.scale_px_per_pt, _image(value)
        if request.clip is None:
            self.signals.page_ready.emit(page_index, scale, image)
        else:
            part = Part(value.left_px, value.top_px, image)
            self.signals.part_ready.emit(page_index, scale, request.clip, part)

    def _deliver_finds(
        self,
        request: WantText | WantMatches | WantAnchors | WantInitials | WantRules,
        found: Sequence[object],
    ) -> None:
        match request:
            case WantText():
                self.signals.text_ready.emit(request.page_index, found)
            case WantRules():
                self.signals.rules_ready.emit(request.page_index, found)
            case WantInitials(page_index, corner, taken):
                self.signals.initials_ready.emit(page_index, corner, taken, found)
            case WantAnchors():
                self.signals.anchors_ready.emit(request.page_index, request.needle, found)
            case WantMatches():
                self.signals.matches_ready.emit(request.page_index, request.needle, found)

    def _refuse(self, request: Request | None, error: ParaphError) -> None:
        if isinstance(request, OpenDocument):
            self._wishes.clear()
            self.open_failed.emit(error)
        elif isinstance(request, WantPicture):
            self.signals.page_failed.emit(request.page_index)
        elif isinstance(request, WantText | WantMatches | WantRules):
            self._deliver_finds(request, [])
        elif isinstance(request, WantImage):
            self.signals.image_failed.emit(_image_error(error))
        elif request is None:
            # Opening the same file once more failed: it has been changed or is gone.
            for page_index in range(len(self.geometries)):
                self.signals.page_failed.emit(page_index)

    def _take_end(self, gone: WorkerGone) -> None:
        self._unwatch()
        lost = [self._in_flight.pop(i) for i in gone.lost if i in self._in_flight]
        self._in_flight.clear()
        if not self.geometries:
            self.open_failed.emit(DocumentDamaged(file=str(self._path), why="viewer_stopped"))
            return
        # The oldest request was being worked on, so it alone is to blame.
        blamed, others = lost[:1], lost[1:]
        for request in blamed:
            if isinstance(request, WantSha256 | WantFields) and request not in self._tried_again:
                # Nothing is signed without them, and it may have been another's fault.
                self._tried_again.add(request)
                self._wish(request, Priority.VISIBLE)
                continue
            if isinstance(request, WantPicture):
                self._give_up(request.page_index)
            self._refuse(request, DocumentDamaged(file=str(self._path), why="viewer_stopped"))
        for request in others:
            if getattr(request, "page_index", None) not in self._failed_pages:
                self._wishes.setdefault(request, (Priority.VISIBLE, -next(self._order)))

    def _give_up(self, page_index: int) -> None:
        self._failed_pages.add(page_index)
        for wish in [w for w in self._wishes if getattr(w, "page_index", None) == page_index]:
            del self._wishes[wish]

    def _end_hang(self) -> None:
        if self._in_flight and time.monotonic() - self._last_sign_of_life > _PATIENCE_S:
            self._service.kill()

    def _unwatch(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None


def _image_error(error: ParaphError) -> ParaphError:
    """Give what is wrong with a picture, also where it cost the process that looked at it."""
    return error if error.code.startswith("image_") else ImageUnreadable(why=error.code)


def _image(picture: Picture) -> QImage:
    # A QImage does not keep its pixels alive; the copy owns its own. It stays at three bytes a
    # pixel, or one: drawn as it is, that costs little time and saves much memory.
    seen = QImage(
        picture.samples,
        picture.width,
        picture.height,
        picture.stride,
        QImage.Format.Format_Grayscale8 if picture.is_grey else QImage.Format.Format_RGB888,
    )
    return seen.copy()
