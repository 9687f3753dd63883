"""What came about, in the words of a notification."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from paraph.gui.outbox.bus_notes import Note
from paraph.usecases.sync_desk import News, ToldRequest

translate = QCoreApplication.translate
_MOST = 3  # more at once are told by their number


def notes_of(news: Sequence[ToldRequest], *, with_names: bool) -> list[Note]:
    """Give a note for each; many of one kind are one. Without names nobody is named."""
    counts = Counter(each.news for each in news)
    notes = [_of_one(each, with_names=with_names) for each in news if counts[each.news] <= _MOST]
    many = [(kind, count) for kind, count in counts.items() if count > _MOST]
    return notes + [_of_many(kind, count) for kind, count in many]


def _of_one(told: ToldRequest, *, with_names: bool) -> Note:
    title = {
        News.COMPLETED: translate("News", "A request is signed by everybody"),
        News.FILED: translate("News", "A request is signed by everybody and filed"),
        News.DECLINED: translate("News", "A request was declined"),
        News.EXPIRED: translate("News", "A request has expired"),
        News.YOUR_TURN: translate("News", "A document waits for your signature"),
        News.NEEDS_YOU: translate("News", "Something in the outbox needs you"),
    }[told.news]
    words = told.name if with_names else translate("News", "Open Paraph to see which.")
    return Note(title, words, told.request if told.news is not News.NEEDS_YOU else "")


def _of_many(kind: News, count: int) -> Note:
    title = {
        News.COMPLETED: translate("News", "%n requests are signed by everybody", "", count),
        News.FILED: translate("News", "%n requests are signed by everybody and filed", "", count),
        News.DECLINED: translate("News", "%n requests were declined", "", count),
        News.EXPIRED: translate("News", "%n requests have expired", "", count),
        News.YOUR_TURN: translate("News", "%n documents wait for your signature", "", count),
        News.NEEDS_YOU: translate("News", "%n acts in the outbox need you", "", count),
    }[kind]
    return Note(title, translate("News", "Open Paraph to see which."), "")
