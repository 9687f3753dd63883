"""Output files in memory: `ports.documents.OutputFiles`."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from paraph.domain.errors import DocumentMissing, OutputExists


@dataclass
class MemoryFiles:
    """Names and contents in a dictionary; no folder is read-only and no disk is full."""

    contents: dict[Path, bytes] = field(default_factory=dict)

    def sha256(self, path: Path) -> str:
        if path not in self.contents:
            raise DocumentMissing(file=str(path))
        return hashlib.sha256(self.contents[path]).hexdigest()

    def temporary_name(self, output: Path, intent: str) -> Path:
        return output.with_name(f".{output.stem}-{intent}.part")

    def reserve(self, temporary: Path, output: Path, source: Path, *, force: bool) -> None:
        if output in self.contents and (not force or output == source):
            raise OutputExists(file=str(output))
        self.contents[temporary] = b""

    def publish(self, temporary: Path, output: Path, *, force: bool) -> None:
        if output in self.contents and not force:
            raise OutputExists(file=str(output))
        self.contents[output] = self.contents.pop(temporary)

    def keep(self, temporary: Path, output: Path) -> Path:
        kept = Path("/kept") / output.name
        self.contents[kept] = self.contents.pop(temporary)
        return kept

    def discard(self, temporary: Path) -> None:
        self.contents.pop(temporary, None)

    def refuse_output(self, output: Path, source: Path, *, force: bool) -> None:
        if output in self.contents and (not force or output == source):
            raise OutputExists(file=str(output))

    def rehearsal_name(self, output: Path) -> Path:
        return output.with_name(f".{output.stem}-rehearsal.part")

    def exists(self, path: Path) -> bool:
        return path in self.contents or any(path == held.parent for held in self.contents)

    def why_not_beside(self, source: Path) -> str | None:
        return None
