"""What the window asks of the rest of the program; `app` fills this in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from paraph.gui.viewer.page_source import PageSource


@dataclass(frozen=True)
class GuiUseCases:
    """The use cases the window can start."""

    open_document: Callable[[Path], PageSource]
    """Open a PDF; raises a ParaphError where it cannot be."""

    version: str = ""
    """The program's version, as *About* shows it."""
