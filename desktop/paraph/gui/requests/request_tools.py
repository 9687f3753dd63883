"""What the rooms of requests share: the record's acts in one lane, and the window's own parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings

from paraph.gui.actions import OpenDocument, SigningActs
from paraph.gui.common.tokens import Tokens
from paraph.gui.request_acts import RequestActs
from paraph.gui.requests.dates import moment_words
from paraph.gui.requests.request_model import Record
from paraph.gui.sheet.sheet import Sheet
from paraph.gui.signing.signing_room import SigningRoom
from paraph.ports.looks import LookShelf
from paraph.settings import Settings

if TYPE_CHECKING:
    from paraph.usecases.request_board import KnownAccount


@dataclass(frozen=True, slots=True)
class RequestTools:
    """`record` is the only lane that asks `acts`: their process answers one call at a time."""

    acts: RequestActs
    desk: SigningActs
    record: Record
    signing: SigningRoom
    open_document: OpenDocument
    settings: QSettings
    profile: Callable[[], Settings]
    open_path: Callable[[Path], object]
    looks: Callable[[], LookShelf] | None = None
    is_away: Callable[[], bool] = bool  # whether the services do not answer

    @property
    def sheet(self) -> Sheet:
        """Give the window's sheet."""
        return self.signing.sheet

    @property
    def tokens(self) -> Tokens:
        """Give the theme as it is now."""
        return self.signing.tokens


def as_of_words(accounts: tuple[KnownAccount, ...], now: datetime, *, is_away: bool) -> str:
    """Say of when it is what is shown, where it may have changed since; "" where it is of now."""
    behind = [each for each in accounts if is_away or each.needs_sign_in]
    moments = [each.as_of for each in behind if each.as_of is not None]
    if not moments:
        return ""
    words = QCoreApplication.translate("Requests", "As of {moment}")
    return words.format(moment=moment_words(min(moments), now))


def sign_in_words(accounts: tuple[KnownAccount, ...]) -> str:
    """Give the names of the accounts that want a sign-in before anything moves."""
    return ", ".join(each.account.name for each in accounts if each.needs_sign_in)
