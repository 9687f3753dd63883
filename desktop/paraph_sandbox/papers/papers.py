"""Uploads read at a safe distance: two processes, bounded in time and memory, and a queue.

Futures, so that a caller may wait for its turn without a thread.
"""

import base64
import queue
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from paraph_sandbox.lifecycle.places import Box, Spot
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.papers.reading_process import Broken, ReadingProcess, TooComplex

_LANES = 2
_MEMORY_BYTES = 768 * 1024 * 1024
_TIMEOUT_S = 20.0
_REFUSALS = {
    "not_a_pdf": "The file is not a PDF.",
    "no_pages": "The PDF has no pages.",
    "too_many_pages": "The PDF has more than 10,000 pages.",
    "password_protected": "The PDF opens only with a password.",
    "document_cut_off": "The PDF is cut off: its end is missing.",
    "document_unreadable": "The file cannot be read as a PDF.",
    "document_too_complex": "Reading the PDF takes too long or too much memory.",
}


class Papers:
    """Reads files that nobody vouches for. `memory_bytes` bounds each of its processes."""

    def __init__(
        self, timeout_s: float = _TIMEOUT_S, memory_bytes: int = _MEMORY_BYTES, lanes: int = _LANES
    ) -> None:
        self._readers = [ReadingProcess(timeout_s, memory_bytes) for _ in range(lanes)]
        self._idle: queue.LifoQueue[ReadingProcess] = queue.LifoQueue()
        for reader in self._readers:
            self._idle.put(reader)
        self._lanes = ThreadPoolExecutor(lanes, thread_name_prefix="papers")

    def page_boxes(self, path: Path) -> "Future[tuple[Box, ...]]":
        """Give what is shown of each page, in points of its user space.

        The future raises Problem 422 with one of the codes above.
        """
        return self._lanes.submit(self._page_boxes, path)

    def find(self, path: Path, texts: Sequence[str]) -> "Future[dict[str, Spot]]":
        """Give where each text stands first: see `papers.text_search`. Raises as `page_boxes`."""
        return self._lanes.submit(self._find, path, texts)

    def picture(self, path: Path, number: int) -> "Future[bytes]":
        """Give the picture (PNG) of the page with this number from 1. Raises as `page_boxes`."""
        return self._lanes.submit(self._picture, path, number)

    def close(self) -> None:
        """End the processes; who still waits is refused."""
        for reader in self._readers:
            reader.close()
        self._lanes.shutdown(cancel_futures=True)
        for reader in self._readers:
            reader.end()

    def _page_boxes(self, path: Path) -> tuple[Box, ...]:
        told = self._ask({"path": str(path)})
        return tuple(Box(*box) for box in told["boxes"])

    def _find(self, path: Path, texts: Sequence[str]) -> dict[str, Spot]:
        told = self._ask({"path": str(path), "texts": list(texts)})
        return {text: Spot(*spot) for text, spot in told["found"].items()}

    def _picture(self, path: Path, number: int) -> bytes:
        return base64.b64decode(self._ask({"path": str(path), "picture": number})["png"])

    def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        reader = self._idle.get()
        try:
            told = reader.ask(asked)
            if told.get("refused") == "document_too_complex":
                reader.end()  # what it holds of the file goes with it
        except TooComplex as error:
            raise _refusal("document_too_complex") from error
        except Broken as error:
            raise _refusal("document_unreadable") from error
        finally:
            self._idle.put(reader)
        if "refused" in told:
            raise _refusal(told["refused"])
        return told


def _refusal(code: str) -> Problem:
    return Problem(422, code, _REFUSALS[code])
