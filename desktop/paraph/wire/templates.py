"""Templates: a document, the roles of those who sign it, and where."""

from typing import Annotated

from pydantic import Field

from paraph.wire.common import WHOLE, Email, Line, Moment, Reference, Resource, Sent, Told
from paraph.wire.names import Role, SignatureLevel, Signing
from paraph.wire.signature_requests import (
    MAX_FIELDS,
    MAX_SIGNATORIES,
    PlacedField,
    PlaceWanted,
    ReminderSettings,
    Retention,
)


class TemplateRole(Sent):
    """A part that somebody plays, such as "client"; `key` names it when the template is used."""

    key: Line
    signature_level: Annotated[SignatureLevel, Field(strict=False)] = SignatureLevel.ADVANCED
    order: Annotated[int, Field(ge=1, le=1000), WHOLE] = 1
    role: Annotated[Role, Field(strict=False)] = Role.SIGNER
    signing: Annotated[Signing, Field(strict=False)] = Signing.REMOTE
    fields: Annotated[list[PlaceWanted], Field(max_length=MAX_FIELDS, default_factory=list)]


class NewTemplate(Sent):
    """A template to be made, or to take another's place."""

    document_id: Line
    name: Line
    roles: Annotated[list[TemplateRole], Field(min_length=1, max_length=MAX_SIGNATORIES)]
    client_reference: Reference | None = None


class TemplateChange(Sent):
    """What can be changed of a template."""

    name: Line | None = None
    roles: Annotated[list[TemplateRole], Field(min_length=1, max_length=MAX_SIGNATORIES)] | None = (
        None
    )


class Player(Sent):
    """Who plays a role."""

    key: Line
    email: Email
    first_name: Line
    last_name: Line


class FilledTemplate(Sent):
    """A signature request made of a template; every role has a player."""

    name: Line
    players: Annotated[list[Player], Field(min_length=1, max_length=MAX_SIGNATORIES)]
    client_reference: Reference | None = None
    expiry_date: Moment | None = None
    reminder_settings: ReminderSettings | None = None
    matter: Line | None = None
    retention: Retention | None = None


class RoleTold(Told):
    """A role with its fields."""

    key: str
    signature_level: SignatureLevel | str
    order: int
    role: Role | str
    signing: Signing | str
    fields: list[PlacedField]


class Template(Resource):
    """A template as the server keeps it."""

    document_id: str
    client_reference: Reference | None
    name: str
    roles: list[RoleTold]
