"""The story of a request in words: what happened, when, and what is still to come."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from paraph.domain.errors import leaves
from paraph.domain.keys.key_kind import KeyKind
from paraph.gui.requests.dates import long_moment_words
from paraph.gui.requests.levels import level_words
from paraph.gui.sheet.error_words import error_sentences
from paraph.usecases.request_story import StoryKind, StoryLine

translate = QCoreApplication.translate


class SaidLine(NamedTuple):
    """A line of the time line: icon, its colour's token, what, and below it when or who."""

    icon_name: str
    tone: str
    what: str
    below: str


_SIGNS: dict[StoryKind, tuple[str, str]] = {
    StoryKind.DECLINED: ("x", "invalid"),
    StoryKind.EXPIRED: ("clock", "unknown"),
    StoryKind.CANCELED: ("x", "unknown"),
    StoryKind.ENDED: ("help-square-rounded", "unknown"),
    StoryKind.ON_PAPER: ("file-text", "unknown"),
    StoryKind.REMINDED: ("bell", "accentText"),
    StoryKind.VIEWED: ("eye", "accentText"),
    StoryKind.FILED: ("folder-check", "valid"),
    StoryKind.WAITS_HERE: ("clock-up", "accentText"),
    StoryKind.WAITS_FOR: ("users", "accentText"),
    StoryKind.FILING_OWED: ("alert-triangle", "changed"),
    StoryKind.TO_FILE: ("circle-dashed", "textSecondary"),
}


def said_line(line: StoryLine, now: datetime) -> SaidLine:
    """Say one line; one of a kind that is not known as it is named."""
    icon_name, tone = _SIGNS.get(line.kind, ("circle-check", "valid"))
    what, more = _words(line)
    at = long_moment_words(line.at, now) if line.at is not None else ""
    return SaidLine(icon_name, tone, what, ", ".join(each for each in (at, more) if each))


def _words(line: StoryLine) -> tuple[str, str]:
    found = _of_request(line) or _of_person(line) or _to_come(line)
    return found or (str(line.kind), line.more)


def _of_request(line: StoryLine) -> tuple[str, str] | None:
    words = {
        StoryKind.PREPARED: translate("Story", "Prepared on this computer"),
        StoryKind.REACHED: translate("Story", "Left this computer"),
        StoryKind.STARTED: translate("Story", "Invitations went out"),
        StoryKind.COMPLETED: translate("Story", "Everybody has signed"),
        StoryKind.EXPIRED: translate("Story", "Its time is over"),
        StoryKind.CANCELED: translate("Story", "Canceled"),
        StoryKind.ENDED: translate("Story", "Ended in a state of the service"),
    }.get(line.kind)
    return (words, " ".join(line.more.split())) if words is not None else None


def _of_person(line: StoryLine) -> tuple[str, str] | None:
    words = {
        StoryKind.VIEWED: translate("Story", "{name} opened it"),
        StoryKind.REMINDED: translate("Story", "{name} was reminded"),
        StoryKind.SIGNED: translate("Story", "{name} signed"),
        StoryKind.SIGNED_HERE: translate("Story", "{name} signed with a card"),
        StoryKind.ON_PAPER: translate("Story", "{name} signed on paper"),
        StoryKind.DECLINED: translate("Story", "{name} declined"),
        StoryKind.WAITS_FOR: translate("Story", "Waiting for {name}"),
    }.get(line.kind)
    if words is None:
        return None
    more = line.more
    if line.kind in (StoryKind.SIGNED, StoryKind.SIGNED_HERE):
        more = level_words(line.more)
    elif line.kind is StoryKind.ON_PAPER:
        more = translate("Story", "The scan is kept; it is no electronic signature.")
    who = line.who or translate("Story", "Somebody")
    return words.format(name=who), " ".join(more.split())


def _to_come(line: StoryLine) -> tuple[str, str] | None:
    match line.kind:
        case StoryKind.FILED:
            return translate("Story", "Filed"), line.more
        case StoryKind.FILING_OWED:
            return translate("Story", "Not filed yet"), _why_not_filed(line.more)
        case StoryKind.TO_FILE:
            words = translate("Story", "Signed PDF and its proof, once everybody has signed")
            return translate("Story", "Filing"), words
        case StoryKind.WAITS_HERE:
            return _act_words(line.more), translate("Story", "Leaves by itself")
        case _:
            return None


def _why_not_filed(code: str) -> str:
    """Say what keeps it, and what is safe; some of it is not tried again."""
    if code not in leaves():
        return translate("Story", "It is tried again by itself.")
    words = error_sentences(code, KeyKind.CARD)
    return f"{words.what} {words.safe}"


def _act_words(kind: str) -> str:
    return {
        "upload": translate("Story", "The document waits to be sent"),
        "create": translate("Story", "The request waits to be sent"),
        "fill": translate("Story", "The request waits to be sent"),
        "activate": translate("Story", "The invitations wait to be sent"),
        "remind": translate("Story", "A reminder waits to be sent"),
        "cancel": translate("Story", "The cancellation waits to be sent"),
        "discard": translate("Story", "The cancellation waits to be sent"),
        "sign": translate("Story", "Your signature waits to be delivered"),
        "decline": translate("Story", "Your refusal waits to be sent"),
        "reassign": translate("Story", "Another person waits to be named"),
        "change": translate("Story", "A change waits to be sent"),
        "purge": translate("Story", "The deletion waits to be sent"),
    }.get(kind, kind)
