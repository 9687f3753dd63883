"""What an answer of the service means for the act that was sent.

RFC 9110, 15, and the codes of the API's problem documents. Nothing is decided by a message's words.
"""

from enum import StrEnum
from typing import NamedTuple

from paraph.domain.service.act import MAKING_REQUEST, ActKind
from paraph.domain.service.outbox_entry import ServiceWords


class Course(StrEnum):
    """How it goes on."""

    DONE = "done"
    LATER = "later"  # it had no effect; it is tried again by itself
    UNCLEAR = "unclear"  # it may have had its effect: looked up before it is tried again
    LOOK = "look"  # the service says that it cannot, perhaps because it is done: looked up now
    SIGN_IN = "sign_in"  # the account is held up; the act waits as it is
    PERSON = "person"
    REJECTED = "rejected"


class Verdict(NamedTuple):
    """The course, and the words that go with it; DONE has none."""

    course: Course
    words: ServiceWords | None = None


_PAUSES = (408, 425, 429)
# 409 and 410 say only that a thing is not as the call expects it.
_STATES = (409, 410)
_MAKING = (ActKind.UPLOAD, *MAKING_REQUEST)


def verdict(kind: ActKind, status: int, words: ServiceWords, *, is_readable: bool) -> Verdict:
    """Judge an answer. `is_readable`: its body is one that the API gives with this status.

    A page of a hotel's network, or half a body, is not: whether the act arrived is not known.
    """
    if 200 <= status < 300 and is_readable:
        return Verdict(Course.DONE)
    if status == 404 and kind is ActKind.DISCARD:
        return Verdict(Course.DONE)
    return Verdict(_course(kind, status, words.code, is_readable=is_readable), words)


def _course(kind: ActKind, status: int, code: str, *, is_readable: bool) -> Course:
    if status < 300 or status >= 500 or not is_readable or code == "idempotency_in_progress":
        return Course.UNCLEAR
    if status == 401:
        return Course.SIGN_IN
    if status in _PAUSES:
        return Course.LATER
    # A signature whose answer was lost moves the document, too: 412 may be of our own.
    is_moved = status == 412 and kind is ActKind.SIGN
    if status in _STATES or is_moved or code == "idempotency_key_reuse":
        return Course.LOOK
    is_for_person = status in (403, 412) or (status == 404 and kind in _MAKING)
    return Course.PERSON if is_for_person else Course.REJECTED
