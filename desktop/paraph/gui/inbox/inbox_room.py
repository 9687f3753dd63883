"""Everything of the inbox: its list, the request in front, declining, signing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal

from paraph.domain.service.outbox_entry import ENDED, PARKED
from paraph.gui.inbox.inbox_page import InboxPage
from paraph.gui.inbox.places import places_of
from paraph.gui.inbox.reading_view import ReadingView
from paraph.gui.inbox.request_signing import RequestSigning
from paraph.gui.requests.act_pages import ReasonPage
from paraph.gui.requests.asked import my_turn
from paraph.gui.requests.dates import utc_now
from paraph.gui.requests.fills import fill_inbox, inbox_filters
from paraph.gui.requests.request_list import RequestList
from paraph.gui.requests.request_model import Filled, RequestModel
from paraph.gui.requests.request_room import RequestRoom
from paraph.gui.requests.request_tools import RequestTools, as_of_words, sign_in_words
from paraph.gui.requests.row_delegate import InboxDelegate
from paraph.gui.requests.row_words import RowWords, inbox_row
from paraph.gui.sheet.error_words import error_words
from paraph.gui.signing.check_panel import CheckPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from paraph.domain.errors import ParaphError
    from paraph.domain.verification import FileReport
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.viewer.page_source import PageSource
    from paraph.usecases.request_board import KnownAccount, ListedRequest

_SETTLED_MS = 130  # the keys go through the list quicker than documents open


class InboxRoom(RequestRoom):
    """`sync_asked` wants news, `account_asked` the settings of accounts."""

    sync_asked = Signal()
    account_asked = Signal()
    outbox_asked = Signal()

    def __init__(self, tools: RequestTools, parent: QObject) -> None:
        super().__init__(tools, parent)
        tokens = tools.tokens
        model = RequestModel(tools.acts, tools.record, self._say, self)
        names = (self.tr("Requests that ask you"), self.tr("Search people, documents, matters"))
        delegate = InboxDelegate(tokens, cast("QWidget", parent))
        self.rows = RequestList(names, inbox_filters(), model, delegate, tokens)
        self.page = InboxPage(self.rows, tokens)
        self.signing = RequestSigning(tools, self)
        self._source: PageSource | None = None
        self._path: Path | None = None
        self._asked_path: Path | None = None
        self._is_read = False
        self._held: ListedRequest | None = None  # comes to the front once a signing has ended
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._connect()
        self._show_nothing()

    def begin(self) -> None:
        """Show what is here by now, and look at the cards."""
        self._tools.signing.look()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew; what is in front stays there."""
        acts, key, words = self._tools.acts, self.rows.key, self.rows.words

        def read() -> tuple[Filled, tuple[KnownAccount, ...]]:
            return fill_inbox(acts, key, words), acts.accounts()

        self._tools.record.read(read, partial(self._take, key, words), self._tell)
        if self.listed is not None:
            self._look_at(self.listed.request.id)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.page.take_theme(tokens)

    def close(self) -> None:
        """Let the document go; one that is still being opened comes to nobody."""
        self._settled.stop()
        self.listed = None
        self._let_go()

    def _say(self, listed: ListedRequest) -> RowWords:
        return inbox_row(listed, utc_now())

    def _connect(self) -> None:
        page, reading = self.page, self.page.reading
        self.rows.asked.connect(self.refresh)
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(lambda _: self._focus_pages())
        self.rows.model.failed.connect(self._tell)
        self.rows.empty_act.clicked.connect(self.account_asked)
        page.sync_asked.connect(self.sync_asked)
        page.notice.act_asked.connect(self.account_asked)
        reading.sign_asked.connect(self.sign)
        reading.decline_asked.connect(self._ask_reason)
        reading.verdict.details_asked.connect(self._show_details)
        reading.notice.act_asked.connect(self.outbox_asked)
        self.signing.delivered.connect(self._take_delivered)
        self.signing.failed.connect(reading.notice.tell)
        self.signing.reload_asked.connect(self._open_anew)
        self.signing.failed.connect(self._go_on)
        # The sheet is closed a moment before its signing has ended.
        self._tools.sheet.closed.connect(partial(QTimer.singleShot, 0, self, self._go_on))
        self._settled.timeout.connect(self._open)

    def _take(self, key: str, words: str, told: tuple[Filled, tuple[KnownAccount, ...]]) -> None:
        if (key, words) != (self.rows.key, self.rows.words):
            return  # another one was asked for meanwhile
        filled, accounts = told
        self._is_read = True
        self._show_accounts(accounts)
        foot = self.tr("Everything in this list can be read and signed offline")
        self.page.show_foot(foot if filled.rows else "")
        self._fill(filled)

    def _show_accounts(self, accounts: tuple[KnownAccount, ...]) -> None:
        is_away = self._tools.is_away()
        self.page.show_as_of(as_of_words(accounts, utc_now(), is_away=is_away))
        needs = sign_in_words(accounts)
        if needs:
            what = self.tr("Sign in again: {name}").format(name=needs)
            more = self.tr("What is here can be read and signed; it leaves after that.")
            self.page.notice.say("changed", what, more, self.tr("Sign in…"))
        elif self.page.notice.tone == "changed":
            self.page.notice.hide()
        words = self.tr("What others ask you to sign appears here.")
        if accounts:
            self.rows.set_empty(words)
        else:
            more = self.tr("First add your account at a signature service.")
            self.rows.set_empty(f"{words}\n{more}", self.tr("Add an account…"))

    def _choose(self, item: object) -> None:
        if item is None:
            return
        self._wanted = ""
        self._show(item)  # type: ignore[arg-type]

    def _show(self, listed: ListedRequest) -> None:
        is_other = self.listed is None or self.listed.request.id != listed.request.id
        if is_other and self.signing.holds_document:
            self._held = listed
            return
        self.listed = listed
        reading, me = self.page.reading, my_turn(listed)
        if is_other:
            reading.notice.hide()
            reading.verdict.show_report(None)
            self._let_go()
            reading.show_pages(None)
        elif reading.notice.tone == "valid" and all(e.state in ENDED for e in listed.queued):
            reading.notice.hide()  # what was kept here has left
        reading.show_acts(can_decline=me is not None, can_sign=me is not None)
        reading.show_request(listed, utc_now(), self._why_not())
        self._tell_parked(listed)
        if self._source is not None and reading.view is not None:
            reading.view.show_places(places_of(listed))
        self._settled.start()

    def _go_on(self) -> None:
        """Show what came while the pages in front were being signed."""
        held, self._held = self._held, None
        if held is not None:
            self._show(held)
        elif self.page.isVisible():
            self._settled.start()

    def _why_not(self) -> str:
        """Say why it cannot be signed here."""
        me = my_turn(self.listed) if self.listed is not None else None
        if me is not None and me.signing != "local":
            return self.tr("This one is signed in the browser: follow the invitation you got.")
        if self._source is None:
            return self.tr("The document is not here yet.")
        return ""

    def _tell_parked(self, listed: ListedRequest) -> None:
        parked = [each for each in listed.queued if each.state in PARKED]
        if not parked:
            if self.page.reading.notice.tone == "changed":
                self.page.reading.notice.hide()  # it was decided, or has left
            return
        error = parked[0].error
        if error is not None and error.status == 412:
            what = self.tr("Someone signed first. Your signature stands on an older version.")
            more = self.tr("It is kept. Sign the new version with your card, or keep yours.")
        else:
            what = self.tr("The service did not take what was asked.")
            more = error.detail if error is not None else ""
        self.page.reading.notice.say("changed", what, more, self.tr("Show in the outbox"))

    def _open(self) -> None:
        """Open the document of the request in front, unless it is shown already."""
        if self.listed is None:
            return
        acts, request_id = self._tools.acts, self.listed.request.id
        self._tools.record.read(
            lambda: acts.document(request_id),
            partial(self._take_path, request_id),
            partial(self._take_no_document, request_id),
        )

    def _open_anew(self) -> None:
        self._let_go()
        self._open()

    def _take_path(self, request_id: str, path: Path) -> None:
        if self.listed is None or self.listed.request.id != request_id:
            return
        if path in (self._path, self._asked_path) or self.signing.holds_document:
            return
        self._asked_path = path
        self._tools.open_document(
            path,
            None,
            partial(self._take_source, request_id, path),
            partial(self._take_no_document, request_id),
        )
        desk, lane = self._tools.desk, self._tools.signing.lane
        lane.run(
            lambda: desk.check(path), partial(self._take_report, request_id, path), lambda _: None
        )

    def _take_source(self, request_id: str, path: Path, source: PageSource) -> None:
        if self.listed is None or self.listed.request.id != request_id or path != self._asked_path:
            source.close()
            return
        if self.signing.holds_document:
            source.close()
            self._asked_path = None
            return
        self._let_go()
        self._source, self._path = source, path
        view = ReadingView(source, self._tools.tokens, self.page.reading)
        self.page.reading.show_pages(view)
        view.show_places(places_of(self.listed))
        # Only when it is laid out is it known where on the screen the place is.
        QTimer.singleShot(0, view, view.begin)
        self.page.reading.show_request(self.listed, utc_now(), self._why_not())

    def _take_no_document(self, request_id: str, error: ParaphError) -> None:
        if self.listed is None or self.listed.request.id != request_id or self._source is not None:
            return
        self._asked_path = None
        words = " ".join(error_words(error.code))
        if error.details.get("why") == "document_not_here":
            words = self.tr("The document is not here yet. It comes with the next connection.")
        elif error.details.get("why") == "not_a_pdf":
            words = self.tr("It is no PDF. The service makes one of it, which comes from there.")
        self.page.reading.show_pages(None, words)
        self.page.reading.show_request(self.listed, utc_now(), self._why_not())

    def _take_report(self, request_id: str, path: Path, report: FileReport) -> None:
        is_shown = self.listed is not None and self.listed.request.id == request_id
        if is_shown and path in (self._path, self._asked_path):
            self.page.reading.verdict.show_report(report)

    def _show_details(self) -> None:
        report = self.page.reading.verdict.report
        if report is not None:
            panel = CheckPanel(report, self._tools.tokens)
            panel.close_asked.connect(lambda: self.page.reading.show_panel(None))
            self.page.reading.show_panel(panel)

    def sign(self) -> None:
        """Sign the request in front with a card."""
        view = self.page.reading.view
        if self.listed is not None and view is not None and self.page.reading.sign.isEnabled():
            self.page.reading.notice.hide()
            self.signing.begin(self.listed, view)

    def _take_delivered(self, request_id: str) -> None:
        self._let_go()
        if self.listed is not None and self.listed.request.id == request_id:
            what = self.tr("You signed. Your signature is kept on this computer.")
            more = self.tr("It leaves by itself as soon as the network is there.")
            self.page.reading.notice.say("valid", what, more)
        self.refresh()

    def _ask_reason(self) -> None:
        listed = self.listed
        me = my_turn(listed) if listed is not None else None
        if listed is None or me is None:
            return
        head = ("x", self.tr("Decline to sign"), listed.request.name)
        meaning = self.tr("This ends the request for everybody. Nobody can sign it afterwards.")
        page = ReasonPage(head, meaning, self.tr("Decline the request"), self._tools.tokens)
        sheet, acts = self._tools.sheet, self._tools.acts
        request_id, number = listed.request.id, me.number

        def decline(reason: str) -> None:
            sheet.close_page()
            self._tools.record.act(
                lambda: acts.decline(request_id, number, reason),
                lambda _: self.refresh(),
                self.page.reading.notice.tell,
            )

        page.given.connect(decline)
        page.back.connect(sheet.close_page)
        sheet.show_page(page)

    def _focus_pages(self) -> None:
        if self.page.reading.view is not None:
            self.page.reading.view.setFocus()

    def _show_nothing(self) -> None:
        self.page.reading.show_nothing(self.tr("Choose a request to read it."))

    def _tell(self, error: ParaphError) -> None:
        self.page.notice.tell(error)

    def _let_go(self) -> None:
        source, self._source = self._source, None
        self._path = self._asked_path = None
        self.page.reading.show_pages(None)
        if source is not None:
            source.close()
