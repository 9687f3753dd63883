"""What the settings show and change beside a profile's file: drivers, rules, key files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.administrator import Rules
    from paraph.gui.accounts.account_rows import AccountRows
    from paraph.gui.settings.book_rows import TryFolder
    from paraph.gui.settings.key_file_rows import Show
    from paraph.gui.settings.module_rows import Describe
    from paraph.gui.signing.signing_room import SigningRoom


class Handles(NamedTuple):
    """What the page is given by the room of signing."""

    describe: Describe
    rules: Rules
    sees_leaving: bool
    read_key_files: Callable[[Show], None]
    remove_key_file: Callable[[str, Show], None]
    try_folder: TryFolder | None = None  # the shared folder of signature books
    accounts: Callable[[], AccountRows] | None = None  # at signature services


def handles_of(room: SigningRoom) -> Handles:
    """Take them from the room."""
    files, guard = room.key_files, room.guard
    return Handles(room.describe_modules, guard.read_rules(), guard.sees, files.read, files.remove)
