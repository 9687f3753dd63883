"""Batches as the use cases see them: kept before the first signature, and read with their ends."""

from collections.abc import Sequence
from typing import Protocol

from paraph.domain.many.batch import Batch, BatchRow


class Batches(Protocol):
    """Durable before it answers. Each act may raise StoreBusy or DiskFull."""

    def add(self, batch: Batch) -> None:
        """Keep a batch that was agreed on."""
        ...

    def get(self, batch_id: str) -> Batch | None:
        """Give a batch; each row's `end` is what the record says of its act now."""
        ...

    def unfinished(self) -> Sequence[str]:
        """List the batches that were not put away, the latest first."""
        ...

    def put_rows(self, batch_id: str, rows: Sequence[BatchRow]) -> None:
        """Write rows in place of those of the same number, all or none."""
        ...

    def count_prompt(self, batch_id: str) -> None:
        """Note that a PIN was asked for once more."""
        ...

    def put_away(self, batch_id: str) -> None:
        """Note that nobody goes on with it; its acts stay in the record."""
        ...
