"""Set where an account's results are filed, and how the names there are made."""

from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors.service import FilingFolderMissing
from paraph.domain.service.account import Account
from paraph.domain.service.filing_address import is_address, webdav_address
from paraph.domain.service.filing_name import check_pattern
from paraph.usecases.accounts import AccountDesk


class FilingWish(NamedTuple):
    """What is to be set; None leaves it as it is. A place of "" files nothing."""

    place: str | None = None
    pattern: str | None = None


def set_filing(account: Account, wish: FilingWish, desk: AccountDesk) -> Account:
    """Write it. Raises FilingAddressRefused, FilingFolderMissing, FilingPatternRefused."""
    if wish.place:
        account = account._replace(filing=_place(wish.place))
    elif wish.place is not None:
        account = account._replace(filing="")
    if wish.pattern is not None:
        if wish.pattern:
            check_pattern(wish.pattern)
        account = account._replace(filing_pattern=wish.pattern)
    with desk.transaction():
        desk.accounts.put(account)
        told = {"account": account.id, "place": account.filing, "pattern": account.filing_pattern}
        desk.audit.append("filing_set", account.id, {**told})
    return account


def _place(text: str) -> str:
    if is_address(text):
        webdav_address(text)
        return text
    folder = Path(text).absolute()
    if not folder.is_dir():
        raise FilingFolderMissing(folder=str(folder))
    return str(folder)
