"""A request while it is prepared: who signs and where, kept on this computer as one goes.

It becomes a `RequestDraft` when it is whole; what is missing until then is `preparing_checks`.
"""

from datetime import UTC, datetime, time
from typing import NamedTuple

from paraph.domain.placing.signature_field import Box
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.domain.service.signature_request import PlacedField

SIGNATURE, INITIALS, DATE, TEXT = "signature", "initials", "date", "text"
KINDS = (SIGNATURE, INITIALS, DATE, TEXT)
LEVELS = ("simple", "advanced", "qualified")
SIGNER, APPROVER, COPY = "signer", "approver", "cc"
ROLES = (SIGNER, APPROVER, COPY)
MOST_PEOPLE, MOST_FIELDS = 50, 100
MOST_LETTERS, MOST_EMAIL_LETTERS, MOST_ORDER = 200, 254, 1000


class PreparedPerson(NamedTuple):
    """Somebody who is asked; `key` stays the same while the others come and go.

    Whoever has no e-mail address may come from a list. `plays` is a template's role, by its key.
    """

    key: int
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    level: str = "advanced"
    order: int = 1
    role: str = SIGNER
    with_card: bool = False
    plays: str = ""

    @property
    def name(self) -> str:
        """Give both names."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def signs(self) -> bool:
        """Tell whether a signature is asked of them."""
        return self.role != COPY


class FieldToPlace(NamedTuple):
    """A field of a person: `page_index` from 0, `box` in points of user space.

    With an `anchor` it stays at that text: where the document is replaced by another version, it
    goes as far as the text went. `anchor_at` is the text's lower left corner in this version.
    """

    key: int
    person: int
    kind: str
    page_index: int
    box: Box
    anchor: str = ""
    anchor_at: tuple[float, float] = (0.0, 0.0)

    def followed(self, page_index: int, anchor_at: tuple[float, float]) -> "FieldToPlace":
        """Give it where its text is in another version."""
        right, up = anchor_at[0] - self.anchor_at[0], anchor_at[1] - self.anchor_at[1]
        box = self.box
        box = Box(box.x0 + right, box.y0 + up, box.x1 + right, box.y1 + up)
        return self._replace(page_index=page_index, box=box, anchor_at=anchor_at)


class Prepared(NamedTuple):
    """All of it. `reference` is a UUID, made when a person begins: sent twice it is sent once.

    `document_name` is empty until there is a document. `expires_on` is a day, as 2026-12-05.
    `note` stays here. `of_list`: a list says who else signs. With a `template_id` document, fields
    and all of the people but who they are come from a template, which may be gone by now.
    """

    reference: str
    changed: datetime
    name: str = ""
    account: str = ""
    document_name: str = ""
    document_sha256: str = ""
    people: tuple[PreparedPerson, ...] = ()
    fields: tuple[FieldToPlace, ...] = ()
    matter: str = ""
    client: str = ""
    note: str = ""
    expires_on: str = ""
    remind_every_days: int | None = None
    of_list: bool = False
    template_id: str = ""
    template_name: str = ""
    template_is_gone: bool = False

    @property
    def source(self) -> str:
        """Give what it is made of, as people call it: a document or a template."""
        return self.template_name or self.document_name

    def person(self, key: int) -> PreparedPerson | None:
        """Give a person."""
        return next((each for each in self.people if each.key == key), None)

    def fields_of(self, person: int) -> tuple[FieldToPlace, ...]:
        """Give a person's fields."""
        return tuple(each for each in self.fields if each.person == person)

    def in_order(self) -> tuple[PreparedPerson, ...]:
        """Give the people as it is their turn."""
        return tuple(sorted(self.people, key=lambda each: each.order))

    def next_key(self) -> int:
        """Give a number that no person or field has."""
        people = [each.key for each in self.people]
        return max([*people, *(each.key for each in self.fields)], default=0) + 1

    def without_person(self, key: int) -> "Prepared":
        """Take a person away, and what was placed for them."""
        return self._replace(
            people=tuple(each for each in self.people if each.key != key),
            fields=tuple(each for each in self.fields if each.person != key),
        )


def request_draft(prepared: Prepared, utc_offset_s: float = 0.0) -> RequestDraft:
    """Give what is sent; the last day ends at midnight of a clock so far ahead of UTC."""
    people = tuple((each.plays, _signatory(each, prepared)) for each in prepared.people)
    of_template = bool(prepared.template_id)
    return RequestDraft(
        name=prepared.name.strip(),
        document_sha256=prepared.document_sha256,
        document_name=prepared.document_name,
        signatories=() if of_template else tuple(each for _, each in people),
        template_id=prepared.template_id,
        players=people if of_template else (),
        matter=prepared.matter.strip(),
        client=prepared.client.strip(),
        message=prepared.note.strip(),
        expires_at=end_of_day(prepared.expires_on, utc_offset_s),
        remind_every_days=prepared.remind_every_days,
    )


def end_of_day(day: str, utc_offset_s: float) -> datetime | None:
    """Give the last second of a day such as 2026-12-05; None for none. Raises ValueError."""
    if not day:
        return None
    last = datetime.combine(datetime.fromisoformat(day).date(), time(23, 59, 59), UTC)
    return datetime.fromtimestamp(last.timestamp() - utc_offset_s, UTC)


def _signatory(person: PreparedPerson, prepared: Prepared) -> DraftSignatory:
    return DraftSignatory(
        person.email.strip(),
        person.first_name.strip(),
        person.last_name.strip(),
        person.level,
        person.order,
        person.role,
        "local" if person.with_card and person.signs else "remote",
        tuple(_field(n, each) for n, each in enumerate(prepared.fields_of(person.key), 1)),
    )


def _field(number: int, field: FieldToPlace) -> PlacedField:
    x, y = round(field.box.x0, 2), round(field.box.y0, 2)
    width, height = round(field.box.width, 2), round(field.box.height, 2)
    # The text was found here: what was seen is what is sent, and the service finds nothing else.
    page = field.page_index + 1
    return PlacedField(f"Field{number}", field.kind, page, x, y, width, height)
