"""What a request still lacks before it can be sent, as the service would refuse it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from paraph.domain.service.prepared import (
    MOST_EMAIL_LETTERS,
    MOST_FIELDS,
    MOST_LETTERS,
    MOST_ORDER,
    MOST_PEOPLE,
    SIGNATURE,
    Prepared,
    PreparedPerson,
)

# RFC 5322, 3.4.1, without quotes and comments: letters of every script (RFC 6531), nothing unseen.
_ATOMS = re.compile(r"[^@\s.<>()\[\]\\,;:\"]+(\.[^@\s.<>()\[\]\\,;:\"]+)*")
_HOST = re.compile(r"\w([\w-]*\w)?(\.\w([\w-]*\w)?)*")


class Missing(NamedTuple):
    """One thing: a stable `code`, and whose it is; `person` is 0 for the request's own."""

    code: str
    person: int = 0


def is_email(text: str) -> bool:
    """Tell whether the service takes this for an e-mail address."""
    local, at, host = text.rpartition("@")
    is_plain = text.isprintable() and len(text) <= MOST_EMAIL_LETTERS
    return is_plain and bool(at and _ATOMS.fullmatch(local) and _HOST.fullmatch(host))


def is_line(text: str) -> bool:
    """Tell whether the service takes this for a line: not empty, not long, nothing unseen."""
    return 0 < len(text) <= MOST_LETTERS and text.isprintable()


def missing(prepared: Prepared, today: date) -> tuple[Missing, ...]:
    """List what is missing, in the order of the steps."""
    return (*missing_of_document(prepared), *missing_of_people(prepared),
            *missing_of_fields(prepared), *_of_sending(prepared, today))  # fmt: skip


def missing_of_document(prepared: Prepared) -> tuple[Missing, ...]:
    """List what the first step lacks."""
    found = []
    if prepared.template_is_gone:
        found.append(Missing("template_gone"))
    elif not prepared.source:
        found.append(Missing("no_document"))
    if not is_line(prepared.name.strip()):
        found.append(Missing("no_name" if not prepared.name.strip() else "name_not_a_line"))
    return tuple(found)


def missing_of_people(prepared: Prepared) -> tuple[Missing, ...]:
    """List what the second step lacks."""
    found = [Missing(code, each.key) for each in prepared.people for code in _of_person(each)]
    if prepared.of_list:
        # Those of the list bring their address; everybody else has one here.
        listed = {each.key for each in from_list(prepared)}
        found = [each for each in found if each.person not in listed]
        if not listed:
            found.append(Missing("nobody_from_list"))
    if not any(each.signs for each in prepared.people):
        found.append(Missing("nobody_signs"))
    if len(prepared.people) > MOST_PEOPLE:
        found.append(Missing("too_many_people"))
    return (*found, *_twice(prepared))


def missing_of_fields(prepared: Prepared) -> tuple[Missing, ...]:
    """List what the third step lacks; a template brings its places."""
    found: list[Missing] = []
    if prepared.template_id:
        return ()
    for each in prepared.people:
        fields = prepared.fields_of(each.key)
        if each.signs and not any(field.kind == SIGNATURE for field in fields):
            found.append(Missing("no_signature_field", each.key))
        if len(fields) > MOST_FIELDS:
            found.append(Missing("too_many_fields", each.key))
    return tuple(found)


def from_list(prepared: Prepared) -> tuple[PreparedPerson, ...]:
    """Give those whom a list names: they have no e-mail address here."""
    return tuple(each for each in prepared.people if not each.email.strip())


def _of_person(person: PreparedPerson) -> Iterator[str]:
    email, names = person.email.strip(), (person.first_name.strip(), person.last_name.strip())
    if not email:
        yield "no_email"
    elif not is_email(email):
        yield "not_an_email"
    if not all(names):
        yield "no_person_name"
    elif not all(map(is_line, names)):
        yield "person_name_not_a_line"
    if not 1 <= person.order <= MOST_ORDER:
        yield "no_order"


def _twice(prepared: Prepared) -> Iterator[Missing]:
    seen: set[str] = set()
    for each in prepared.people:
        email = each.email.strip().casefold()
        if email and email in seen:
            yield Missing("email_twice", each.key)
        seen.add(email)


def _of_sending(prepared: Prepared, today: date) -> Iterator[Missing]:
    if not prepared.account:
        yield Missing("no_account")
    yield from _of_day(prepared.expires_on, today)
    for text in (prepared.matter, prepared.client):
        if text.strip() and not is_line(text.strip()):
            yield Missing("matter_not_a_line")
    if prepared.remind_every_days is not None and not 1 <= prepared.remind_every_days <= 365:
        yield Missing("no_reminder_days")


def _of_day(text: str, today: date) -> Iterator[Missing]:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        yield Missing("not_a_day")
    else:
        if day is not None and day < today:
            yield Missing("day_is_past")
