"""Where the outbox is kept: in the store that holds the audit log too."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from paraph.domain.service.outbox_entry import EntryState, OutboxEntry


class Outbox(Protocol):
    """Entries are never removed by being sent; what a person sees is read from them."""

    def transaction(self) -> AbstractContextManager[None]:
        """Write all of what is written within, entries of the audit log too, or nothing.

        Raises StoreBusy, DiskFull.
        """
        ...

    def add(self, entry: OutboxEntry) -> OutboxEntry:
        """Write a new entry; gives it with its `seq`."""
        ...

    def put(self, entry: OutboxEntry) -> None:
        """Write an entry as it stands now; its body, reference and time of making never change.

        A signed file that never left may be named anew: with its timestamp.
        """
        ...

    def get(self, entry_id: str) -> OutboxEntry | None:
        """Give an entry."""
        ...

    def heads(self, account: str) -> Sequence[OutboxEntry]:
        """Give the first entry of each request that has not ended, by `seq`, bodies left out.

        What follows one in its request does not leave before it has ended.
        """
        ...

    def of_request(self, request: str) -> Sequence[OutboxEntry]:
        """List a request's entries by `seq`, bodies left out."""
        ...

    def in_states(self, states: Sequence[EntryState]) -> Sequence[OutboxEntry]:
        """List entries by `seq`, bodies left out."""
        ...

    def ended(self, limit: int) -> Sequence[OutboxEntry]:
        """List those that ended last, by `seq`, bodies left out."""
        ...

    def counts(self, account: str) -> Mapping[EntryState, int]:
        """Count an account's entries that have not ended, by state."""
        ...

    def next_attempt(self, account: str, states: Sequence[EntryState]) -> datetime | None:
        """Give when the next of an account's entries in such states may leave."""
        ...

    def files(self) -> Collection[str]:
        """Give the hashes of the spool's files that some entry, ended or not, sends."""
        ...

    def body_of(self, entry_id: str) -> OutboxEntry:
        """Give an entry with its body."""
        ...
