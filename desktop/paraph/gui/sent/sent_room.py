"""Everything of sent requests: the list, what happened to one, and what is done about it."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTemporaryDir, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from paraph.domain.output_name import output_name
from paraph.gui.requests.act_pages import DatePage, ReasonPage, WhoPage
from paraph.gui.requests.asked import expiry_of
from paraph.gui.requests.dates import utc_now
from paraph.gui.requests.fills import fill_sent, sent_filters
from paraph.gui.requests.request_list import RequestList
from paraph.gui.requests.request_model import Filled, HeadRow, RequestModel
from paraph.gui.requests.request_room import RequestRoom
from paraph.gui.requests.request_tools import RequestTools, as_of_words, sign_in_words
from paraph.gui.requests.row_delegate import SentDelegate
from paraph.gui.requests.row_words import RowWords, sent_row
from paraph.gui.sent.sent_acts import filed_in, sent_acts, who_may_be_on_paper
from paraph.gui.sent.sent_page import SentPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from paraph.domain.errors import ParaphError
    from paraph.domain.service.prepared import Prepared
    from paraph.gui.common.tokens import Tokens
    from paraph.usecases.request_board import KnownAccount, ListedRequest
    from paraph.usecases.request_story import StoryLine

_SETTLED_MS = 80


class SentRoom(RequestRoom):
    """`draft_opened` gives the reference of a request that is to be prepared further."""

    draft_opened = Signal(str)
    new_asked = Signal()
    list_asked = Signal()
    account_asked = Signal()
    sign_asked = Signal(str)  # our id of a request that waits for this desk's card

    def __init__(self, tools: RequestTools, parent: QObject) -> None:
        super().__init__(tools, parent)
        self._window = cast("QWidget", parent)
        tokens = tools.tokens
        model = RequestModel(tools.acts, tools.record, self._say, self)
        names = (self.tr("Requests that were sent"), self.tr("Find a request"))
        delegate = SentDelegate(tokens, self._window)
        self.rows = RequestList(names, sent_filters(), model, delegate, tokens)
        self.page = SentPage(self.rows, tokens)
        self.prepared: tuple[Prepared, ...] = ()
        self._has_account = False
        self._copies: QTemporaryDir | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._connect()

    def begin(self) -> None:
        """Show what is here by now."""
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew; what is in front stays there."""
        acts, key, words, prepared = self._tools.acts, self.rows.key, self.rows.words, self.prepared

        def read() -> tuple[Filled, tuple[KnownAccount, ...]]:
            return fill_sent(acts, prepared, key, words), acts.accounts()

        self._tools.record.read(read, partial(self._take, key, words), self._tell)
        if self.listed is not None:
            self._look_at(self.listed.request.id)

    def take_prepared(self, prepared: tuple[Prepared, ...]) -> None:
        """Show what is being prepared on this computer, above the rest."""
        if prepared != self.prepared:
            self.prepared = prepared
            self.refresh()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.page.take_theme(tokens)

    def close(self) -> None:
        """Let go of the copies that were opened."""
        self._settled.stop()

    def _say(self, listed: ListedRequest) -> RowWords:
        return sent_row(listed, utc_now())

    def _connect(self) -> None:
        page, panel = self.page, self.page.panel
        self.rows.asked.connect(self.refresh)
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open_item)
        self.rows.model.failed.connect(self._tell)
        self.rows.empty_act.clicked.connect(self._begin_what_is_first)
        page.new_asked.connect(self.new_asked)
        page.list_asked.connect(self.list_asked)
        page.notice.act_asked.connect(self.account_asked)
        panel.remind_asked.connect(self._remind)
        panel.open_asked.connect(self._open_document)
        panel.cancel_asked.connect(self._ask_to_cancel)
        panel.date_asked.connect(self._ask_date)
        panel.paper_asked.connect(self._ask_who_signed)
        panel.folder_asked.connect(self._show_folder)
        panel.sign_asked.connect(self._ask_to_sign)
        self._settled.timeout.connect(self._tell_story)

    def _take(self, key: str, words: str, told: tuple[Filled, tuple[KnownAccount, ...]]) -> None:
        if (key, words) != (self.rows.key, self.rows.words):
            return
        filled, accounts = told
        self._show_accounts(accounts)
        self._fill(filled)

    def _show_accounts(self, accounts: tuple[KnownAccount, ...]) -> None:
        self._has_account = bool(accounts)
        is_away = self._tools.is_away()
        self.page.show_as_of(as_of_words(accounts, utc_now(), is_away=is_away))
        needs = sign_in_words(accounts)
        if needs:
            what = self.tr("Sign in again: {name}").format(name=needs)
            more = self.tr("What is asked is kept here, and leaves after that.")
            self.page.notice.say("changed", what, more, self.tr("Sign in…"))
        elif self.page.notice.tone == "changed":
            self.page.notice.hide()
        words = self.tr("What you ask others to sign appears here, with how far it is.")
        act = self.tr("New request…") if self.page.new.isVisibleTo(self.page) else ""
        if not accounts:
            words = f"{words}\n{self.tr('First add your account at a signature service.')}"
            act = self.tr("Add an account…")
        self.rows.set_empty(words, act)

    def _begin_what_is_first(self) -> None:
        (self.new_asked if self._has_account else self.account_asked).emit()

    def _choose(self, item: object) -> None:
        if item is None:
            return
        self._wanted = ""
        if isinstance(item, HeadRow):
            self.listed = None
            self.page.panel.hide()
            return
        self._show(cast("ListedRequest", item))

    def _open_item(self, item: object) -> None:
        if isinstance(item, HeadRow):
            self.draft_opened.emit(item.key)
        elif item is not None:
            self._open_document()

    def _show(self, listed: ListedRequest) -> None:
        panel = self.page.panel
        if self.listed is None or self.listed.request.id != listed.request.id:
            panel.notice.hide()
            panel.story.show_lines(())
        self.listed = listed
        panel.show_request(listed, sent_acts(listed), utc_now())
        panel.show()
        self._settled.start()

    def _tell_story(self) -> None:
        if self.listed is None:
            return
        acts, request_id = self._tools.acts, self.listed.request.id

        def take(lines: tuple[StoryLine, ...]) -> None:
            if self.listed is not None and self.listed.request.id == request_id:
                self.page.panel.show_story(lines, utc_now())

        self._tools.record.read(lambda: acts.story(request_id), take, self._tell_of_one)

    def _remind(self) -> None:
        if self.listed is not None:
            acts, request_id = self._tools.acts, self.listed.request.id
            self._act(request_id, lambda: acts.remind(request_id), self.tr("The reminder is kept."))

    def _act(self, request_id: str, act: Callable[[], object], said: str) -> None:
        """Do something with a request, by now perhaps not in front; it is durable once said."""

        def take(_: object) -> None:
            more = self.tr("It leaves by itself as soon as the network is there.")
            self._say_of(request_id, said, more)
            self.refresh()

        self._tools.record.act(act, take, self._tell_of_one)

    def _say_of(self, request_id: str, what: str, more: str = "") -> None:
        if self.listed is not None and self.listed.request.id == request_id:
            self.page.panel.notice.say("valid", what, more)

    def _open_document(self) -> None:
        """Open the document on the desk: what is filed itself, else a copy with a name."""
        listed = self.listed
        if listed is None:
            return
        filed, acts, request_id = filed_in(listed), self._tools.acts, listed.request.id
        copies = self._folder_of_copies() / request_id
        name = output_name(listed.request.name or self.tr("Document"), "{name}")

        def copied() -> Path:
            if filed is not None and filed.is_file():
                return filed
            source = acts.document(request_id)
            copies.mkdir(exist_ok=True)
            return Path(shutil.copyfile(source, copies / name))

        self._tools.record.read(copied, self._open_copy, self._tell_of_one)

    def _open_copy(self, path: Path) -> None:
        self._tools.open_path(path)

    def _folder_of_copies(self) -> Path:
        if self._copies is None:
            self._copies = QTemporaryDir()
        return Path(self._copies.path())

    def _ask_to_cancel(self) -> None:
        listed = self.listed
        if listed is None:
            return
        head = ("x", self.tr("Cancel the request"), listed.request.name)
        meaning = self.tr("Nobody can sign it afterwards. Those who were asked are told why.")
        page = ReasonPage(head, meaning, self.tr("Cancel the request"), self._tools.tokens)
        acts, sheet, request_id = self._tools.acts, self._tools.sheet, listed.request.id

        def cancel(reason: str) -> None:
            sheet.close_page()
            said = self.tr("The request is canceled.")
            self._act(request_id, lambda: acts.cancel(request_id, reason), said)

        page.given.connect(cancel)
        page.back.connect(sheet.close_page)
        sheet.show_page(page)

    def _ask_date(self) -> None:
        listed = self.listed
        if listed is None:
            return
        page = DatePage(
            listed.request.name, expiry_of(listed.request), utc_now(), self._tools.tokens
        )
        acts, sheet, request_id = self._tools.acts, self._tools.sheet, listed.request.id

        def change(until: datetime) -> None:
            sheet.close_page()
            changes, said = {"expiry_date": until}, self.tr("The new date is kept.")
            self._act(request_id, lambda: acts.change(request_id, changes), said)

        page.given.connect(change)
        page.back.connect(sheet.close_page)
        sheet.show_page(page)

    def _ask_who_signed(self) -> None:
        listed = self.listed
        who = who_may_be_on_paper(listed) if listed is not None else ()
        if listed is None or not who:
            return
        head = ("file-text", self.tr("Signed on paper"), listed.request.name)
        meaning = self.tr(
            "Who signed a paper? Its scan is kept with the request and filed with it. It is never"
            " shown as an electronic signature."
        )
        page = WhoPage(head, meaning, self.tr("Choose the scan…"), who, self._tools.tokens)
        sheet = self._tools.sheet

        def choose(number: int) -> None:
            sheet.close_page()
            self._ask_scan(listed.request.id, number)

        page.given.connect(choose)
        page.back.connect(sheet.close_page)
        sheet.show_page(page)

    def _ask_scan(self, request_id: str, number: int) -> None:
        kinds = self.tr("Scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)")
        dialog = QFileDialog(self._window, self.tr("The scan of what was signed"), "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_scan(request_id, number, Path(name)))
        dialog.open()

    def take_scan(self, request_id: str, number: int, scan: Path) -> None:
        """Keep a scan for a signatory of a request."""
        acts = self._tools.acts

        def take(_: object) -> None:
            self._say_of(request_id, self.tr("The scan is kept with the request."))
            self.refresh()

        self._tools.record.act(
            lambda: acts.mark_on_paper(request_id, number, scan), take, self._tell_of_one
        )

    def _show_folder(self) -> None:
        from paraph.gui.common.desktop_files import show_in_folder

        filed = filed_in(self.listed) if self.listed is not None else None
        if filed is not None:
            show_in_folder(filed)

    def _ask_to_sign(self) -> None:
        if self.listed is not None:
            self.sign_asked.emit(self.listed.request.id)

    def _tell(self, error: ParaphError) -> None:
        self.page.notice.tell(error)

    def _tell_of_one(self, error: ParaphError) -> None:
        self.page.panel.notice.tell(error)
