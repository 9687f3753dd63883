"""The life of a document on the desk: opened, unlocked, repaired, signed, closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from paraph.domain.errors import FolderReadOnly, ParaphError, PasswordIncorrect, PasswordRequired
from paraph.domain.keys.key_file import is_key_file
from paraph.domain.messages.acts import NOTICES, words_for
from paraph.gui.actions import GuiUseCases
from paraph.gui.desk.desk_page import DeskPage
from paraph.gui.desk.recent_files import RecentFiles
from paraph.gui.signing.signing_room import SigningRoom

if TYPE_CHECKING:
    from paraph.domain.keys.secret import Secret
    from paraph.gui.desk.document_tab import DocumentTab
    from paraph.gui.desk.view_memory import ViewMemory
    from paraph.gui.viewer.page_source import PageSource
    from paraph.usecases.reconcile_after_crash import Closed
    from paraph.usecases.sign_document import SignedDocument

_FOLDER_KEY = "desk/folder"


class Documents(QObject):
    """Opens documents on the desk and leads them through signing."""

    def __init__(
        self,
        use_cases: GuiUseCases,
        desk: DeskPage,
        signing: SigningRoom,
        settings: QSettings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._use_cases = use_cases
        self._desk = desk
        self._signing = signing
        self._settings = settings
        self._window = window
        self.recent = RecentFiles(settings)
        self._memory: ViewMemory | None = None
        self._after_opening: dict[Path, Callable[[DocumentTab], None]] = {}
        desk.document_closed.connect(self._forget)
        signing.signed.connect(self._take_signed)
        signing.interrupted.connect(self._tell_interrupted)
        signing.reload_asked.connect(self._reload)
        signing.repair_asked.connect(self._repair)
        signing.results.next_asked.connect(self.ask_for_file)
        signing.failed.connect(self._take_refusal)

    def open_path(self, path: Path, password: Secret | None = None) -> None:
        """Open a PDF on the desk, or say there why it cannot be."""
        path = path.absolute()
        if self._desk.show_if_open(path):
            self._run_after_opening(path)
            return
        self._use_cases.open_document(
            path,
            password,
            lambda source: self._take_source(path, source, password),
            lambda error: self._take_refusal(path, error),
        )

    def ask_for_file(self) -> None:
        """Let the person choose PDFs."""
        folder = str(self._settings.value(_FOLDER_KEY, str(Path.home())))
        names, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open a PDF"), folder, self.tr("PDF documents (*.pdf *.PDF)")
        )
        for name in names:
            self._settings.setValue(_FOLDER_KEY, str(Path(name).parent))
            self.open_path(Path(name))

    def open_sample(self) -> None:
        """Open a copy of the sample contract that may be signed."""
        try:
            self.open_path(self._use_cases.sample())
        except ParaphError as error:
            self._desk.tell(words_for(error.code), self.tr("The sample contract"))

    def begin_signing(self) -> None:
        """Check and sign the document in front."""
        if self._desk.current is not None:
            self._signing.begin(self._desk.current)

    def check_current(self) -> None:
        """Check the signatures of the document in front."""
        if self._desk.current is not None:
            self._signing.results.check(self._desk.current)

    def _take_source(self, path: Path, source: PageSource, password: Secret | None) -> None:
        if self._desk.show_if_open(path):
            source.close()  # it was asked for twice before it was open
            return
        self.recent.add(path)
        self._desk.message.forget(path.name)
        tab = self._desk.add(path, source)
        self._remember(tab, path)
        self._signing.add(tab, path, password)
        self._connect(tab, path)
        if source.needs_repair:
            tab.offer_repair()
            remedy = (self.tr("Repair a copy…"), lambda: self._repair(tab))
            self._desk.tell(words_for("document_damaged"), path.name, remedy)
        self._run_after_opening(path)

    def _connect(self, tab: DocumentTab, path: Path) -> None:
        from paraph.gui.common.desktop_files import open_elsewhere, show_in_folder

        tab.repair_asked.connect(lambda: self._repair(tab))
        tab.actions_of_view.show_folder.triggered.connect(lambda: show_in_folder(path))
        tab.actions_of_view.open_elsewhere.triggered.connect(lambda: open_elsewhere(path))

    def _remember(self, tab: DocumentTab, path: Path) -> None:
        from paraph.gui.desk.view_memory import ViewMemory

        if self._memory is None:
            self._memory = ViewMemory(self._settings, self)
        self._memory.follow(tab.view, path)

    def _run_after_opening(self, path: Path) -> None:
        then = self._after_opening.pop(path, None)
        if then is not None and self._desk.current is not None:
            then(self._desk.current)

    def _take_refusal(self, path: Path, error: ParaphError) -> None:
        self._after_opening.pop(path, None)
        if isinstance(error, PasswordRequired | PasswordIncorrect):
            self._ask_password(path, was_refused=isinstance(error, PasswordIncorrect))
        else:
            key = "key_file" if is_key_file(path.name) else "card"
            self._desk.tell(words_for(error.code, key), path.name)

    def _ask_password(self, path: Path, *, was_refused: bool) -> None:
        from paraph.gui.sheet.password_page import PasswordPage

        sheet = self._signing.sheet
        page = PasswordPage(path.name, self._signing.tokens, was_refused=was_refused)

        def use(password: Secret) -> None:
            sheet.close_page()
            self.open_path(path, password)

        page.given.connect(use)
        page.stopped.connect(sheet.close_page)
        sheet.show_page(page)

    def _take_signed(self, original: DocumentTab, done: SignedDocument) -> None:
        def show(tab: DocumentTab) -> None:
            self._signing.results.show(tab, done)
            if done.place is not None:
                tab.view.reveal(done.place)
            self._desk.close_document(original)

        self._after_opening[done.output] = show
        self.open_path(done.output, self._signing.password_of(original))

    def _reload(self, tab: DocumentTab) -> None:
        path, password = self._signing.path_of(tab), self._signing.password_of(tab)
        self._desk.close_document(tab)
        self.open_path(path, password)

    def _repair(self, tab: DocumentTab, folder: Path | None = None) -> None:
        path, password = self._signing.path_of(tab), self._signing.password_of(tab)
        self._signing.results.repair(
            tab,
            lambda copy: self.open_path(copy, password),
            lambda error: self._tell_repair_trouble(tab, path, error),
            folder,
        )

    def _tell_repair_trouble(self, tab: DocumentTab, path: Path, error: ParaphError) -> None:
        if not isinstance(error, FolderReadOnly):
            self._take_refusal(path, error)
            return
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Where the copy goes"))
        if folder:
            self._repair(tab, Path(folder))

    def _tell_interrupted(self, closed: Closed) -> None:
        made = closed.kind == "signature_made"
        path = closed.output if made else closed.source
        words = NOTICES["interrupted_and_made" if made else "interrupted_and_not_made"]
        self._desk.tell(words, path.name, (self.tr("Open"), lambda: self.open_path(path)))

    def _forget(self, path: Path) -> None:
        self._desk.message.forget(path.name)
