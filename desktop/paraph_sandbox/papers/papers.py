"""Uploads read at a safe distance: in processes of `papers.reader`, with a queue.

Futures, so that a caller may wait for its turn without a thread.
"""

import base64
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from paraph_sandbox.apart.lanes import Lanes
from paraph_sandbox.apart.process import Bounds
from paraph_sandbox.lifecycle.places import Box, Spot
from paraph_sandbox.lifecycle.problems import Problem

_MODULE = "paraph_sandbox.papers.reader"
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
}


class Papers:
    """Reads files that nobody vouches for. `memory_bytes` bounds each of its processes."""

    def __init__(
        self, timeout_s: float = _TIMEOUT_S, memory_bytes: int = _MEMORY_BYTES, lanes: int = _LANES
    ) -> None:
        self.lanes = Lanes(_MODULE, Bounds(timeout_s, memory_bytes), lanes)
        self._waiting = ThreadPoolExecutor(lanes, thread_name_prefix="papers")

    def page_boxes(self, path: Path) -> "Future[tuple[Box, ...]]":
        """Give what is shown of each page, in points of its user space.

        The future raises Problem 422 with one of the codes above, and what `Lanes.ask` raises.
        """
        return self._waiting.submit(self._page_boxes, path)

    def find(self, path: Path, texts: Sequence[str]) -> "Future[dict[str, Spot]]":
        """Give where each text stands first: see `papers.text_search`. Raises as `page_boxes`."""
        return self._waiting.submit(self._find, path, texts)

    def picture(self, path: Path, number: int) -> "Future[bytes]":
        """Give the picture (PNG) of the page with this number from 1. Raises as `page_boxes`."""
        return self._waiting.submit(self._picture, path, number)

    def close(self) -> None:
        """End the processes; who still waits is refused."""
        self.lanes.close()
        self._waiting.shutdown(cancel_futures=True)
        self.lanes.release()

    def _page_boxes(self, path: Path) -> tuple[Box, ...]:
        told = self._ask({"path": str(path)})
        return tuple(Box(*box) for box in told["boxes"])

    def _find(self, path: Path, texts: Sequence[str]) -> dict[str, Spot]:
        told = self._ask({"path": str(path), "texts": list(texts)})
        return {text: Spot(*spot) for text, spot in told["found"].items()}

    def _picture(self, path: Path, number: int) -> bytes:
        return base64.b64decode(self._ask({"path": str(path), "picture": number})["png"])

    def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        told = self.lanes.ask(asked)
        if "refused" in told:
            raise Problem(422, told["refused"], _REFUSALS[told["refused"]])
        return told
