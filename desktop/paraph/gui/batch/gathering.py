"""What is dropped on the window and is more than one opens by hand: it becomes a batch."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from paraph.domain.errors import ParaphError
from paraph.gui.batch.gather_page import GatherPage
from paraph.gui.batch.kit import BatchKit
from paraph.gui.sheet.busy_page import BusyPage
from paraph.usecases.gather_documents import Gathered


class Gathering(QObject):
    """Looks what is there, and asks before anything is planned. `planned` gives what was chosen."""

    planned = Signal(tuple, str)  # of Path, the title

    def __init__(self, kit: BatchKit, open_path: Callable[[Path], object], parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._open_path = kit, open_path

    def take(self, paths: Sequence[Path]) -> None:
        """Look through what was dropped; a share may take its time."""
        kit, pattern = self._kit, self._kit.profile.output_pattern
        title = self.tr("Looking what is there")
        words = self.tr("Folders, and the folders in them.")
        kit.signing.sheet.show_page(BusyPage(title, _title(paths), words, kit.tokens))
        kit.plan_lane.run(
            lambda: kit.plans.gather(tuple(paths), pattern),
            lambda found: self._ask(found, _title(paths)),
            lambda error: self._give_up(paths[0], error),
        )

    def _ask(self, found: Gathered, title: str) -> None:
        sheet = self._kit.signing.sheet
        page = GatherPage(found, title, self._kit.tokens)

        def plan(documents: tuple[Path, ...]) -> None:
            sheet.close_page()
            self.planned.emit(documents, title)

        def open_each(documents: tuple[Path, ...]) -> None:
            sheet.close_page()
            for each in documents:
                self._open_path(each)

        page.chosen.connect(plan)
        page.opened.connect(open_each)
        page.left.connect(sheet.close_page)
        sheet.show_page(page)

    def _give_up(self, path: Path, error: ParaphError) -> None:
        self._kit.signing.sheet.close_page()
        self._kit.signing.failed.emit(path, error)


def _title(paths: Sequence[Path]) -> str:
    """Give the folder's name, or that of the folder that all lie in."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    if len(folders) == 1:
        return next(iter(folders)).name
    return ", ".join(sorted({folder.name for folder in folders})[:3])
