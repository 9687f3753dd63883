"""Passwords of locked documents: asked for once, for one document or for several, and tried.

They stay in the window's memory as long as its batch, and are written nowhere.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox

from paraph.domain.keys.secret import Secret
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.gui.batch_acts import PlanActs
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.password_page import PasswordPage
from paraph.gui.signing.signing_room import SigningRoom
from paraph.usecases.plan_batch import LOCKED, PlannedDocument
from paraph.workers.lane import Lane

Opened = Callable[[dict[int, Secret]], object]


class UnlockKit(Protocol):
    """What asking works with."""

    @property
    def signing(self) -> SigningRoom:
        """Give the room whose sheet asks."""
        ...

    @property
    def tokens(self) -> Tokens:
        """Give the theme as it is now."""
        ...

    @property
    def plans(self) -> PlanActs:
        """Give what looks through documents."""
        ...

    @property
    def plan_lane(self) -> Lane:
        """Give the lane it works in."""
        ...


class Unlocking(QObject):
    """Asks for passwords in a sheet. One question at a time."""

    def __init__(self, kit: UnlockKit, parent: QObject, promise: str = "") -> None:
        """`promise` says how long a password is kept, where that is not a batch."""
        super().__init__(parent)
        self._kit = kit
        self._promise = promise

    def ask(self, locked: Mapping[int, Path], opened: Opened) -> None:
        """Ask for the password of the first; `opened` gets what opens which, by number."""
        self._show(dict(locked), opened, was_refused=False)

    def ask_for_all(self, locked: Mapping[int, Path], opened: Opened) -> None:
        """Ask until each has its password, or the person leaves the rest closed."""
        left, found = dict(locked), dict[int, Secret]()

        def take(some: dict[int, Secret]) -> None:
            found.update(some)
            for number in some:
                left.pop(number, None)
            if some and left:
                self._show(left, take, was_refused=False)
            else:
                opened(found)

        self._show(left, take, was_refused=False)

    def _show(self, locked: dict[int, Path], opened: Opened, *, was_refused: bool) -> None:
        kit = self._kit
        others = QCheckBox(
            self.tr("Try it on the other %n locked document(s) too", "", len(locked) - 1)
        )
        others.setChecked(True)
        others.setVisible(len(locked) > 1)
        first = next(iter(locked.values()))
        page = PasswordPage(
            first.name,
            kit.tokens,
            was_refused=was_refused,
            promise=self._promise
            or self.tr("It is kept in memory until this batch is over, and stored nowhere."),
            below=others if len(locked) > 1 else None,
        )

        def take(password: Secret) -> None:
            page.setEnabled(False)
            tried = locked if others.isChecked() else dict([next(iter(locked.items()))])
            self._try(password, list(tried.items()), {}, told)

        def told(found: dict[int, Secret]) -> None:
            if next(iter(locked)) not in found:
                self._show(locked, opened, was_refused=True)
                return
            kit.signing.sheet.close_page()
            opened(found)

        def leave() -> None:
            kit.signing.sheet.close_page()
            opened({})

        page.given.connect(take)
        page.stopped.connect(leave)
        kit.signing.sheet.show_page(page)

    def _try(
        self,
        password: Secret,
        left: list[tuple[int, Path]],
        found: dict[int, Secret],
        told: Opened,
    ) -> None:
        """Try it on one after the other, in the process that looks through documents."""
        if not left:
            told(found)
            return
        (number, source), *rest = left
        rule, naming = BatchRule(PlaceSource.NOWHERE), ("{name}", source.parent, frozenset[Path]())

        def take(planned: PlannedDocument) -> None:
            if planned.bar not in LOCKED:
                found[number] = password
            self._try(password, rest, found, told)

        self._kit.plan_lane.run(
            lambda: self._kit.plans.plan_document(source, rule, naming, password),
            take,
            lambda _: self._try(password, rest, found, told),  # what hangs stays locked
        )
