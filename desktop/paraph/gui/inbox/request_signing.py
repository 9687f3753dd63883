"""Signing a request with a card: which card, the usual checks, the PIN, and into the outbox."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paraph.domain.pades_level import PadesLevel
from paraph.domain.stamp.appearance import USUAL
from paraph.gui.inbox.card_page import CardPage
from paraph.gui.inbox.places import field_there
from paraph.gui.inbox.request_flow import ReadDocument, RequestFlow
from paraph.gui.signing.signing_room import CERTIFICATE_KEY
from paraph.usecases.choose_certificate import Candidate, only_able, remembered
from paraph.usecases.preflight import Wish

if TYPE_CHECKING:
    from pathlib import Path

    from paraph.domain.errors import ParaphError
    from paraph.gui.inbox.reading_view import ReadingView
    from paraph.gui.requests.request_tools import RequestTools
    from paraph.gui.signing.sign_flow import Tools
    from paraph.usecases.request_board import ListedRequest
    from paraph.usecases.sign_document import SignedDocument
    from paraph.usecases.sign_here import ToSign


class RequestSigning(QObject):
    """One signature at a time. `delivered` comes when it is durable in the outbox."""

    delivered = Signal(str)  # our id of the request
    failed = Signal(object)  # ParaphError
    reload_asked = Signal()  # the file is another one by now

    def __init__(self, tools: RequestTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._card_page: CardPage | None = None
        self._waits = False
        tools.signing.looks.seen.connect(lambda _: self._show_cards())

    @property
    def holds_document(self) -> bool:
        """Tell whether the pages in front are being signed: they stay until that has ended."""
        is_choosing = self._card_page is not None and self._tools.sheet.page is self._card_page
        return self._waits or is_choosing or isinstance(self._tools.signing.flow, RequestFlow)

    def begin(self, listed: ListedRequest, view: ReadingView) -> None:
        """Sign what is shown; a signature that a crash left is delivered as it is."""
        if self._waits or self._tools.signing.flow is not None:
            return
        self._waits = True
        acts, request_id = self._tools.acts, listed.request.id

        def take(asked: ToSign) -> None:
            self._waits = False
            if asked.is_made:
                self._deliver(request_id, asked, asked.output)
            else:
                self._choose(listed, view, asked)

        self._tools.record.read(lambda: acts.to_sign(request_id), take, self._tell)

    def _choose(self, listed: ListedRequest, view: ReadingView, asked: ToSign) -> None:
        """Take the card that is clear; else a person chooses, or puts one in."""
        signing = self._tools.signing
        cards = signing.cards
        found = cards.candidates if cards is not None else ()
        clear = remembered(found, self._before()) or only_able(found)
        if clear is not None:
            self._sign(listed, view, asked, clear)
            return
        page = CardPage(listed.request.name, self._tools.tokens)
        self._card_page = page

        def leave() -> None:
            self._card_page = None
            self._tools.sheet.close_page()

        def go_on(candidate: Candidate) -> None:
            self._card_page = None
            self._tools.settings.setValue(CERTIFICATE_KEY, candidate.facts.sha256)
            self._tools.sheet.close_page()
            self._sign(listed, view, asked, candidate)

        page.back.connect(leave)
        page.given.connect(go_on)
        page.picker.offers_key_files = signing.guard.key_files_allowed
        page.picker.key_file_asked.connect(signing.key_files.ask_for_file)
        page.show_cards(found, self._before())
        self._tools.sheet.show_page(page)
        signing.look()
        signing.watch.look_often(wanted=True)

    def _sign(
        self, listed: ListedRequest, view: ReadingView, asked: ToSign, candidate: Candidate
    ) -> None:
        document = ReadDocument(view)
        wish, name = self._wish(asked, view, candidate), listed.request.name
        request_id = listed.request.id

        def make(tools: Tools) -> RequestFlow:
            flow = RequestFlow(document, wish, candidate, tools, (asked, name))
            flow.signed.connect(partial(self._take_signed, request_id, asked))
            for made in (flow.interrupted, flow.found_made):
                made.connect(lambda *_: self._deliver(request_id, asked, asked.output))
            flow.reload_asked.connect(self.reload_asked)
            flow.certificate_asked.connect(lambda: self._choose_other(listed, view, asked))
            return flow

        self._tools.signing.lead(make)

    def _choose_other(self, listed: ListedRequest, view: ReadingView, asked: ToSign) -> None:
        self._tools.settings.remove(CERTIFICATE_KEY)
        self._choose(listed, view, asked)

    def _wish(self, asked: ToSign, view: ReadingView, candidate: Candidate) -> Wish:
        profile, field = self._tools.profile(), field_there(asked, view.source)
        # The service takes one signature and nothing behind it: what proves it for longer than
        # its timestamp is added there.
        usual = PadesLevel(profile.level)
        looks = self._tools.looks
        return Wish(
            source=asked.source,
            shown_sha256=asked.revision_sha256,
            field=field,
            place=asked.place if field is None else None,
            location=profile.usual_location or None,
            look=looks().read(candidate.facts.holder).current if looks is not None else USUAL,
            level=PadesLevel.B_B if usual is PadesLevel.B_B else PadesLevel.B_T,
            unseen_pages=view.unseen_pages,
        )

    def _take_signed(self, request_id: str, asked: ToSign, done: SignedDocument) -> None:
        self._deliver(request_id, asked, done.output)

    def _deliver(self, request_id: str, asked: ToSign, signed: Path) -> None:
        acts = self._tools.acts
        self._tools.record.act(
            lambda: acts.deliver(request_id, asked.number, signed, asked.revision_sha256),
            lambda _: self.delivered.emit(request_id),
            self._tell,
        )

    def _tell(self, error: ParaphError) -> None:
        self._waits = False
        self.failed.emit(error)

    def _show_cards(self) -> None:
        cards, page = self._tools.signing.cards, self._card_page
        if cards is not None and page is not None and self._tools.sheet.page is page:
            page.show_cards(cards.candidates, self._before())

    def _before(self) -> str:
        return str(self._tools.settings.value(CERTIFICATE_KEY, ""))
