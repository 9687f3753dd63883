"""The report of a batch as it is printed: plain values, in the person's language."""

from typing import NamedTuple


class Detail(NamedTuple):
    """A line below a document: its name, and a path or a hash."""

    name: str
    value: str
    is_hash: bool = False


class ReportEntry(NamedTuple):
    """One document: what it is, what became of it and when, what proof it has and what it owes."""

    number: int
    title: str
    place: str
    result: str
    when: str
    proof: str
    owed: str
    is_refused: bool  # a person has to settle something
    details: tuple[Detail, ...] = ()


class ReportSheet(NamedTuple):
    """The whole of it; `page` holds `{page}` and `{pages}`."""

    title: str
    facts: tuple[tuple[str, str], ...]
    note: str
    heads: tuple[str, str, str, str]  # number, document, result, proof
    entries: tuple[ReportEntry, ...]
    foot: str
    page: str
