"""Templates of a service: a document, the roles of those who sign it, and where.

One is kept here so that a request can be prepared of it without a network.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from paraph.domain.placing.signature_field import Box
from paraph.domain.service.prepared import (
    COPY,
    FieldToPlace,
    Prepared,
    PreparedPerson,
)
from paraph.domain.service.signature_request import PlacedField


class TemplateRole(NamedTuple):
    """A part that somebody plays, such as "tenant"; `key` names it when the template is filled."""

    key: str
    level: str = "advanced"
    order: int = 1
    role: str = "signer"
    signing: str = "remote"
    fields: tuple[PlacedField, ...] = ()


class RemoteTemplate(NamedTuple):
    """A template as the service tells it."""

    id: str
    version: int
    name: str
    document_id: str
    roles: tuple[TemplateRole, ...]


class KeptTemplate(NamedTuple):
    """A template as this desk has it.

    `document_sha256` names the spool's file of its document; empty while that is not here, and
    `pages` is 0 while nobody knows.
    """

    account: str
    told: RemoteTemplate
    document_name: str = ""
    document_sha256: str = ""
    pages: int = 0


class TemplatesStanding(NamedTuple):
    """How the templates of an account stand here.

    `as_of` is when they were read last, `tried` when that was tried last, `trouble` the code of
    what stood in the way then; `is_wanted` says that a person waits for them.
    """

    as_of: datetime | None = None
    tried: datetime | None = None
    trouble: str = ""
    is_wanted: bool = False


class RolesWrong(NamedTuple):
    """How players do not fit a template's roles: its keys that are wrong, in their order."""

    unknown: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def are_any(self) -> bool:
        """Tell whether something is wrong."""
        return bool(self.unknown or self.twice or self.empty)


def check_roles(template: RemoteTemplate, keys: Sequence[str]) -> RolesWrong:
    """Hold players against the roles: every role has one player, and every player a role."""
    known = [role.key for role in template.roles]
    return RolesWrong(
        tuple(dict.fromkeys(key for key in keys if key not in known)),
        tuple(dict.fromkeys(key for key in keys if key in known and keys.count(key) > 1)),
        tuple(key for key in known if key not in keys),
    )


def of_template(prepared: Prepared, kept: KeptTemplate) -> Prepared:
    """Give a draft the template's roles and fields, as they are now.

    Whoever played a role before plays it still, and all the rest is the template's. Those who were
    there without a role take the free ones in their order, when the draft becomes a template's.
    """
    before = {each.plays: each for each in prepared.people if each.plays}
    free = [each for each in prepared.people if not each.plays and (each.email or each.name)]
    people: list[PreparedPerson] = []
    fields: list[FieldToPlace] = []
    for number, role in enumerate(kept.told.roles, 1):
        player = before.get(role.key) or (free.pop(0) if free else PreparedPerson(number))
        people.append(_player(player, number, role))
        first = len(kept.told.roles) + len(fields) + 1
        fields += _places(role.fields, number, first)
    return prepared._replace(
        account=kept.account,
        name=prepared.name or kept.told.name,
        document_name="",
        document_sha256="",
        template_id=kept.told.id,
        template_name=kept.told.name,
        template_is_gone=False,
        people=tuple(people),
        fields=tuple(fields),
    )


def without_template(prepared: Prepared) -> Prepared:
    """Give a draft that is of a template no more: its people stay, its places go with it."""
    if not prepared.template_id:
        return prepared
    return prepared._replace(
        template_id="",
        template_name="",
        template_is_gone=False,
        people=tuple(each._replace(plays="") for each in prepared.people),
        fields=(),
    )


def find_templates(known: Iterable[KeptTemplate], name: str) -> tuple[KeptTemplate, ...]:
    """Find templates by the service's id, or else by their name; capital letters do not count."""
    every = tuple(known)
    of_id = tuple(each for each in every if each.told.id == name)
    return of_id or tuple(e for e in every if e.told.name.casefold() == name.strip().casefold())


def _player(person: PreparedPerson, key: int, role: TemplateRole) -> PreparedPerson:
    return person._replace(
        key=key,
        level=role.level,
        order=role.order,
        role=role.role,
        with_card=role.signing == "local" and role.role != COPY,
        plays=role.key,
    )


def _places(fields: Sequence[PlacedField], person: int, first: int) -> list[FieldToPlace]:
    """Give the fields whose place is known; the others are where the service finds their text."""
    return [
        FieldToPlace(
            first + n,
            person,
            each.kind,
            each.page - 1,
            Box(each.x, each.y, each.x + each.width, each.y + each.height),
        )
        for n, each in enumerate(fields)
        if each.page is not None and each.page >= 1 and each.x is not None and each.y is not None
    ]
