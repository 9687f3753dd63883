"""Answers that were had before, on disk, by the hash of what was asked.

Nothing depends on it: an entry that is damaged, of another form or not to be read counts as none.
What is in it is as public as the addresses that it came from, and signed by those who issued it.
"""

import hashlib
import logging
import os
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

_MOST_ENTRIES = 400
_HEAD = b"paraph-answer 1"

_log = logging.getLogger(__name__)


class Kept(NamedTuple):
    """An answer and when it came (aware)."""

    content: bytes
    came_at: datetime


class AnswerCache:
    """Several processes may read and write it at the same time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, kind: str, url: str, request: bytes = b"") -> Kept | None:
        """Give what was kept."""
        try:
            head, came_at, digest, content = (
                self._file(kind, url, request).read_bytes().split(b"\n", 3)
            )
            if head == _HEAD and digest.decode() == hashlib.sha256(content).hexdigest():
                return Kept(content, datetime.fromisoformat(came_at.decode()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            _log.info("a kept answer cannot be read", extra={"why": type(error).__name__})
        return None

    def put(self, kind: str, url: str, request: bytes, kept: Kept) -> None:
        """Keep an answer; the file is the old one or the whole new one."""
        file = self._file(kind, url, request)
        digest = hashlib.sha256(kept.content).hexdigest()
        head = [_HEAD, kept.came_at.isoformat().encode(), digest.encode()]
        part = file.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.write_bytes(b"\n".join([*head, kept.content]))
            part.replace(file)
            self._drop_oldest()
        except OSError as error:
            _log.info("an answer is not kept", extra={"why": type(error).__name__})

    def _file(self, kind: str, url: str, request: bytes) -> Path:
        asked = hashlib.sha256(b"\0".join([kind.encode(), url.encode(), request]))
        return self._folder / asked.hexdigest()

    def _drop_oldest(self) -> None:
        files = [(file.stat().st_mtime, file) for file in self._folder.iterdir()]
        for _, file in sorted(files)[: max(0, len(files) - _MOST_ENTRIES)]:
            file.unlink(missing_ok=True)
