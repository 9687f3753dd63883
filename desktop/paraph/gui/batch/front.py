"""The parts of the window that a batch is seen in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.gui.desk.desk_page import DeskPage
    from paraph.gui.shell.status_strip import StatusStrip
    from paraph.gui.signing.signing_room import SigningRoom


class Front(NamedTuple):
    """What a batch shows itself in, and what opens a document on the desk."""

    signing: SigningRoom
    strip: StatusStrip
    desk: DeskPage
    show_screen: Callable[[str], object]
    open_path: Callable[[Path], object] = Path
