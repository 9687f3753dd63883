"""What Ctrl+K lists, the acts of the menus and the documents, and which fit what is typed.

The menus stay the one home of words and keys: an act that stands in no menu is not found here.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

from paraph.gui.common.controls import plain

_NATIVE = QKeySequence.SequenceFormat.NativeText
# Qt keeps the word on the keyboard for the key beside the digits.
_RETURN = QKeySequence(Qt.Key.Key_Return).toString(_NATIVE)


class Group(Enum):
    """The sections of the list, in their order."""

    COMMANDS = "commands"
    DOCUMENTS = "documents"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it is called, more about it, its keys, and what Enter does.

    `act` is None for what cannot be done now; then `detail` says why.
    """

    group: Group
    icon_name: str
    words: str
    detail: str
    keys: str
    act: Callable[[], object] | None


def commands_of(
    listed: Iterable[tuple[QAction, str, str]], hidden: QAction, for_documents: Sequence[QAction]
) -> list[Entry]:
    """Give the acts of the menus, as `Menus.listed` has them; `hidden` is the way to the list.

    What has nothing to work on now is left out, unless only a document is missing.
    """
    return [
        _command(action, plain(title), icon_name)
        for action, title, icon_name in listed
        if action is not hidden and (action.isEnabled() or action in for_documents)
    ]


def document_entry(path: Path, open_path: Callable[[Path], object]) -> Entry:
    """Give the row of a file that is open, or was."""
    detail = path.parent.name or str(path.parent)
    return Entry(Group.DOCUMENTS, "file-text", path.stem, detail, "", lambda: open_path(path))


def search_entry(words: str, find: Callable[[str], object]) -> Entry:
    """Give the row that looks for what was typed in the document in front."""
    title = QCoreApplication.translate("Palette", "Find “{words}” in this document")
    act = lambda: find(words)  # noqa: E731 - an act like those of the menus
    return Entry(Group.SEARCH, "search", title.format(words=words), "", "", act)


def fitting(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Give the entries that hold all words typed; those that begin so come first in their group."""
    wanted = _folded(typed).split()
    found = [entry for entry in entries if _holds(entry, wanted)]
    order = list(Group)
    return sorted(found, key=lambda entry: (order.index(entry.group), _rank(entry, wanted)))


def _holds(entry: Entry, wanted: Sequence[str]) -> bool:
    text = _folded(f"{entry.words} {entry.detail}")
    return all(word in text for word in wanted)


def _rank(entry: Entry, wanted: Sequence[str]) -> int:
    words = _folded(entry.words)
    if not wanted or words.startswith(wanted[0]):
        return 0
    if any(word.startswith(wanted[0]) for word in words.split()):
        return 1
    return 2 if wanted[0] in words else 3


def _folded(words: str) -> str:
    """Give words as one types them: without case and accents."""
    split = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in split if not unicodedata.combining(letter)).casefold()


def _command(action: QAction, title: str, icon_name: str) -> Entry:
    keys = action.shortcut().toString(_NATIVE)
    if not action.isEnabled():
        title = QCoreApplication.translate("Palette", "open a document first")
    keys = keys.replace(_RETURN, QCoreApplication.translate("Palette", "Enter"))
    act = action.trigger if action.isEnabled() else None
    words = plain(action.text()).rstrip(": ")
    return Entry(Group.COMMANDS, icon_name, words, title, keys, act)
