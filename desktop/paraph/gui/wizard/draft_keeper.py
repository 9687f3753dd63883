"""The draft in work: what is known of it, and that it is kept on this computer as one goes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from paraph.domain.errors import ParaphError
from paraph.domain.service.prepared import Prepared, PreparedPerson
from paraph.gui.common.pause import make_pause
from paraph.gui.prepare_acts import PrepareActs
from paraph.usecases.prepare_request import AccountChoice
from paraph.workers.lane import Lane

_KEEP_AFTER_MS = 400


class DraftKeeper(QObject):
    """Holds one draft at most; `kept` comes when it is on disk as it stands."""

    kept = Signal()
    failed = Signal(object)  # ParaphError

    def __init__(self, acts: PrepareActs, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._acts, self._lane = acts, lane
        self.prepared: Prepared | None = None
        self.accounts: tuple[AccountChoice, ...] = ()
        self.is_kept = False
        self._soon = make_pause(self, _KEEP_AFTER_MS, self.keep)

    @property
    def has_something(self) -> bool:
        """Tell whether there is anything worth keeping."""
        prepared = self.prepared
        if prepared is None:
            return False
        typed = any(each.first_name or each.last_name for each in prepared.people)
        return bool(prepared.source or prepared.name.strip() or typed)

    @property
    def is_pending(self) -> bool:
        """Tell whether something was typed that is not on its way to the disk yet."""
        return self._soon.isActive()

    def begin(self, draft: Prepared, *, is_kept: bool) -> None:
        """Hold another draft."""
        self.prepared, self.is_kept = draft, is_kept
        self.fill_in()

    def let_go(self) -> None:
        """Hold none: it was sent."""
        self._soon.stop()
        self.prepared = None

    def take(self, prepared: Prepared) -> bool:
        """Take the draft as it is now; tell whether it is the one that is held."""
        if self.prepared is None or prepared.reference != self.prepared.reference:
            return False
        self.prepared, self.is_kept = prepared, False
        self._soon.start()
        return True

    def keep(self, failed: Callable[[ParaphError], None] | None = None) -> None:
        """Keep it now, where there is something in it."""
        self._soon.stop()
        prepared = self.prepared
        if prepared is None or not self.has_something or self.is_kept:
            return

        def done(_: Prepared) -> None:
            if self.prepared == prepared:
                self.is_kept = True
                self.kept.emit()

        self._lane.run(lambda: self._acts.keep_draft(prepared), done, failed or self.failed.emit)

    def fill_in(self) -> None:
        """Take the first account, and whoever works at this desk as the first to sign."""
        prepared = self.prepared
        if prepared is None:
            return
        known = {each.id: each for each in self.accounts}
        # A template is of its own account, also when that is gone.
        if prepared.account not in known and not prepared.template_id:
            first = self.accounts[0].id if self.accounts else ""
            prepared = prepared._replace(account=first)
        untouched = (PreparedPerson(1), PreparedPerson(2, order=2))
        if prepared.people in ((), untouched) and not prepared.template_id:
            account = known.get(prepared.account)
            mine = account.own_addresses[0] if account and account.own_addresses else ""
            me = PreparedPerson(1, mine, with_card=bool(mine))
            prepared = prepared._replace(people=(me, untouched[1]))
        self.prepared = prepared
