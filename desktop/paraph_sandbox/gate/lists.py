"""Lists: one page after a cursor, at the same cost wherever it is."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Query
from pydantic import BaseModel

from paraph.wire.common import Page
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call
from paraph_sandbox.store.database import Reading, Row

Limit = Annotated[int, Query(ge=1, le=100)]
CursorText = Annotated[str | None, Query(max_length=300)]
Item = TypeVar("Item", bound=BaseModel)


def page(
    call: Call,
    tx: Reading,
    select: tuple[str, tuple[object, ...]],
    ask: tuple[int, str | None],
    told: Callable[[Row], Item],
    by: str = "n",
) -> Answer:
    """Answer with the rows after a cursor.

    `select` is a statement without order that ends in a condition, and its values; its rows have
    the column `n`, by which they are ordered; `by` is its name in the statement. `ask` is the
    limit and the cursor.
    """
    sql, values = select
    limit, cursor = ask
    of = f"{call.account}\0{call.request.url.path}\0{sql}\0{values!r}"
    after = 0 if cursor is None else call.services.cursors.read(of, cursor)
    rows = tx.all(f"{sql} AND {by} > ? ORDER BY {by} LIMIT ?", *values, after, limit + 1)
    shown, more = rows[:limit], len(rows) > limit
    onward = call.services.cursors.write(of, shown[-1]["n"]) if more else None
    headers = {} if onward is None else {"X-Next-Cursor": onward}
    return Answer(200, Page(data=[told(row) for row in shown], next_page_token=onward), headers)
