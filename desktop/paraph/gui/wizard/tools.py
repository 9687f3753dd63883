"""What the wizard works with."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSettings

from paraph.gui.actions import OpenDocument
from paraph.gui.prepare_acts import PrepareActs
from paraph.workers.lane import Lane


class Tools(NamedTuple):
    """`open_paths` are the documents on the desk; in `lane` drafts are read and written."""

    acts: PrepareActs
    open_document: OpenDocument
    settings: QSettings
    open_paths: Callable[[], Sequence[Path]]
    is_offline: Callable[[], bool]
    lane: Lane
