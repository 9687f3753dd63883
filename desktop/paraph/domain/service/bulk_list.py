"""A list of people as spreadsheets write it (CSV), and one request of each of its rows.

Reading is pure: bytes in, rows with their errors out. Nothing of a row is guessed but its form:
encoding, separator, and what a column is, by its title in English, French or German.
"""

import csv
import io
import re
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from paraph.domain.errors.service import ListUnreadable
from paraph.domain.service.prepared import Prepared, PreparedPerson
from paraph.domain.service.preparing_checks import Missing, from_list, missing

MOST_ROWS = 10_000
MOST_BYTES = 20 << 20
_SEPARATORS = (";", ",", "\t")
_NAMESPACE = uuid.UUID("5f0d6c1e-6f0e-5d8b-9a35-0c2a1f6f7c11")
EMAIL, FIRST, LAST, WHOLE = "email", "first_name", "last_name", "whole_name"
TITLE, MATTER, CLIENT, EXPIRES = "title", "matter", "client", "expires"
_OF_PERSON = (EMAIL, FIRST, LAST, WHOLE)
_TITLES = {
    EMAIL: "email mail emailaddress mailaddress courriel adressemail adresseemail emailadresse",
    FIRST: "firstname first givenname prenom vorname",
    LAST: "lastname last surname familyname nom nomdefamille nachname familienname",
    WHOLE: "name fullname signatory signataire nomcomplet nometprenom prenomnom unterzeichner",
    TITLE: "title request requestname titre objet betreff titel",
    MATTER: "matter matternumber dossier numerodedossier akte aktenzeichen",
    CLIENT: "client mandant kunde",
    EXPIRES: "expires expireson expiry deadline due duedate echeance datelimite frist faellig",
}
_MEANINGS = {word: meaning for meaning, words in _TITLES.items() for word in words.split()}
_Cells = dict[tuple[str, int | str], str]
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_NUMBERED = re.compile(r"(.*?)(\d{1,2})")


class ListColumn(NamedTuple):
    """A column: its title, what it is (empty: not used), and of which person.

    They are told by number, from 1, or by the template's role that stands before a dot.
    """

    title: str
    meaning: str = ""
    person: int = 0
    role: str = ""


class ListTable(NamedTuple):
    """What a file holds; `rows` have the line at which each begins, from 1."""

    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    separator: str


class ListRow(NamedTuple):
    """A row as the request that it makes; `errors` are codes, each once.

    `lacks` tells whose they are, where they are somebody's.
    """

    line: int
    prepared: Prepared
    errors: tuple[str, ...] = ()
    lacks: tuple[Missing, ...] = ()


def read_list(content: bytes) -> ListTable:
    """Read a list. Raises ListUnreadable: too_large, encoding, empty, quotes, no_email, many."""
    if len(content) > MOST_BYTES:
        raise ListUnreadable(why="too_large")
    text, encoding = _decoded(content)
    text, separator = _separated(text)
    lines = _lines(text, separator)
    head = next(lines, None)
    if head is None:
        raise ListUnreadable(why="empty")
    columns = _columns(head[1])
    if not any(each.meaning == EMAIL for each in columns):
        raise ListUnreadable(why="no_email", columns=[each.title for each in columns])
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line, cells in lines:
        if len(rows) == MOST_ROWS:
            raise ListUnreadable(why="too_many_rows", most=MOST_ROWS)
        rows.append((line, tuple(cells)))
    if not rows:
        raise ListUnreadable(why="empty")
    return ListTable(columns, tuple(rows), encoding, separator)


def rows_of(table: ListTable, model: Prepared, today: date) -> tuple[ListRow, ...]:
    """Make each row's request: the model's, with the row's people where it has no address."""
    made, seen = [], set[str]()
    columns = columns_of(table, model)
    for line, cells in table.rows:
        row = _row(line, cells, columns, model)
        lacks = [*map(Missing, row.errors), *missing(row.prepared, today)]
        if row.prepared.reference in seen:
            lacks.append(Missing("row_twice"))
        if not lacks:
            seen.add(row.prepared.reference)
        errors = tuple(dict.fromkeys(each.code for each in lacks))
        made.append(row._replace(errors=errors, lacks=tuple(dict.fromkeys(lacks))))
    return tuple(made)


def columns_of(table: ListTable, model: Prepared) -> tuple[ListColumn, ...]:
    """Give the columns as they are used: those of a role that the template lacks are not."""
    roles = {each.plays.casefold() for each in from_list(model) if each.plays}
    return tuple(
        each if not each.role or each.role in roles else ListColumn(each.title)
        for each in table.columns
    )


def _row(
    line: int, cells: Sequence[str], columns: Sequence[ListColumn], model: Prepared
) -> ListRow:
    errors = ["too_many_cells"] if any(cell for cell in cells[len(columns) :]) else []
    cells = [*cells[: len(columns)], *[""] * (len(columns) - len(cells))]
    told: _Cells = {
        (column.meaning, column.role or column.person): cell
        for column, cell in zip(columns, cells, strict=True)
        if column.meaning
    }
    listed = [each.key for each in from_list(model)]
    people = tuple(
        _person(each, listed.index(each.key) + 1, told) if each.key in listed else each
        for each in model.people
    )
    expires = told.get((EXPIRES, 0), "")
    filled = model._replace(
        people=people,
        of_list=False,
        matter=told.get((MATTER, 0)) or model.matter,
        client=told.get((CLIENT, 0)) or model.client,
        expires_on=day_of(expires) if expires else model.expires_on,
    )
    filled = filled._replace(name=told.get((TITLE, 0)) or _title(model, filled, listed))
    return ListRow(line, filled._replace(reference=_reference(filled)), tuple(errors))


def _person(person: PreparedPerson, number: int, cells: _Cells) -> PreparedPerson:
    email, first, last, whole = (_cell(each, person, number, cells) for each in _OF_PERSON)
    if whole and not (first and last):
        if first or (not last and " " not in whole):
            last = last or whole
        else:
            begin, _, end = whole.rpartition(" ")
            first, last = (begin, end) if not last else (whole, last)
    return person._replace(
        email=email,
        first_name=first or person.first_name,
        last_name=last or person.last_name,
    )


def _cell(meaning: str, person: PreparedPerson, number: int, cells: _Cells) -> str:
    """Give what a row says of somebody: by their role where there is a column, or their number."""
    of_number = cells.get((meaning, number), "")
    return cells.get((meaning, person.plays.casefold()), of_number) if person.plays else of_number


def _title(model: Prepared, filled: Prepared, listed: Sequence[int]) -> str:
    names = [each.name for each in filled.people if each.key in listed and each.name]
    return " – ".join([model.name.strip(), ", ".join(names)]) if names else model.name


def _reference(row: Prepared) -> str:
    """Call a row the same whenever it is the same: a list that is sent twice is sent once."""
    people = [(each.email.casefold(), each.name, each.plays or each.role) for each in row.people]
    source = row.template_id or row.document_sha256
    what = (row.account, source, row.name, row.matter, row.client, people)
    return str(uuid.uuid5(_NAMESPACE, repr(what)))


def day_of(text: str) -> str:
    """Give a day such as 5.12.2026 or 05/12/2026 as 2026-12-05; anything else as it is."""
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    day, month, year = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}"


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if content.startswith(mark):
            return _as(encoding, content), encoding.removesuffix("-sig")
    start = content[:400]
    if b"\0" in start:
        # Plain letters in UTF-16 have a zero at every other place.
        return _as(guess := "utf-16-le" if b"\0" in start[1::2] else "utf-16-be", content), guess
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _as("windows-1252", content), "windows-1252"


def _as(encoding: str, content: bytes) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ListUnreadable(why="encoding") from error
    if "\0" in text:
        raise ListUnreadable(why="encoding")
    return text


def _separated(text: str) -> tuple[str, str]:
    """Find the separator: that which a first line `sep=;` names, else the head's most frequent."""
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"\"?sep=(.)\"?\r?", first.strip("\ufeff"), re.IGNORECASE)
    if named:
        return rest, named[1]
    head = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return text, max(_SEPARATORS, key=head.count)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Give the lines that are not empty, their cells without spaces around."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = 0
    try:
        for cells in reader:
            bare = [" ".join(cell.replace("\u00a0", " ").split()) for cell in cells]
            if any(bare):
                yield before + 1, bare
            before = reader.line_num
    except csv.Error as error:
        raise ListUnreadable(why="quotes", line=before + 1) from error


def _columns(head: Sequence[str]) -> tuple[ListColumn, ...]:
    found: list[ListColumn] = []
    for title in head:
        column = _column(title)
        is_known = any(each[1:] == column[1:] for each in found)
        found.append(ListColumn(title) if is_known else column)
    return tuple(found)


def _column(title: str) -> ListColumn:
    """Read a title: `tenant.email` is of a template's role, `email 2` of the second person."""
    role, dot, rest = title.rpartition(".")
    meaning, _ = _meaning(rest)
    if dot and role.strip() and meaning in _OF_PERSON:
        return ListColumn(title, meaning, 0, role.strip().casefold())
    return ListColumn(title, *_meaning(title))


def _meaning(title: str) -> tuple[str, int]:
    bare = unicodedata.normalize("NFKD", title.casefold().replace("ä", "ae"))
    word = "".join(each for each in bare if each.isalnum())
    meaning, number = _MEANINGS.get(word, ""), 1
    numbered = _NUMBERED.fullmatch(word)
    if not meaning and numbered:
        meaning, number = _MEANINGS.get(numbered[1], ""), int(numbered[2])
    if not meaning:
        return "", 0
    return (meaning, number) if meaning in _OF_PERSON else (meaning, 0)
