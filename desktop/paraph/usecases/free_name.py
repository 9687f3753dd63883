"""The next name that is free for a signed copy."""

from collections.abc import Collection
from pathlib import Path

from paraph.domain.output_name import output_name
from paraph.ports.documents import OutputFiles

_MOST_COPIES = 10_000


def free_name(
    source: Path, pattern: str, folder: Path, taken: Collection[Path], files: OutputFiles
) -> Path | None:
    """Give the next name that neither a file nor another document of the batch has."""
    for number in range(1, _MOST_COPIES):
        output = folder / output_name(source.stem, pattern, number)
        if output not in taken and not files.exists(output):
            return output
    return None
