"""Fields at a text of the document: the text is looked for before the transaction that needs it,
so that nobody waits for a document that is slow to read.
"""

import asyncio
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool

from paraph.wire.signature_requests import PlaceWanted
from paraph_sandbox.gate.call import Call
from paraph_sandbox.lifecycle.places import NO_ANCHORS, Anchors
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.store.database import Reading, Row


async def anchors_in(
    call: Call, fields: Sequence[PlaceWanted], document: Callable[[Reading], Row]
) -> Anchors:
    """Give where the anchors of these fields stand in a document.

    Without such fields, or without the document (then the transaction tells so), nothing is read.
    Raises Problem 422 for a document that takes too long to read.
    """
    texts = sorted({each.anchor for each in fields if each.anchor is not None})
    sha256 = await run_in_threadpool(_sha256, call, document) if texts else None
    if sha256 is None:
        return NO_ANCHORS
    services = call.services
    path = services.blobs.path(sha256)
    spots = await asyncio.wrap_future(services.papers.find(path, texts))
    return Anchors(sha256, spots)


def _sha256(call: Call, document: Callable[[Reading], Row]) -> str | None:
    with call.services.database.read() as tx:
        try:
            return str(document(tx)["sha256"])
        except Problem:
            return None
