"""`paraph request create --template`: a template that is kept here, and who plays its roles."""

from collections.abc import Sequence

from paraph.domain.errors import InvalidArgument
from paraph.domain.errors.service import TemplateUnknown
from paraph.domain.service.request_draft import DraftSignatory
from paraph.domain.service.template import (
    RemoteTemplate,
    TemplateRole,
    check_roles,
    find_templates,
)
from paraph.usecases.request_desk import RequestDesk

_MOST_TOLD = 20


def template_named(name: str, desk: RequestDesk, account: str) -> RemoteTemplate:
    """Give a template of an account by its id or its name, without a network.

    Raises TemplateUnknown, InvalidArgument where several have the name.
    """
    every = desk.templates.of_account(account)
    found = find_templates(every, name)
    if not found:
        known = [each.told.name for each in every][:_MOST_TOLD]
        raise TemplateUnknown(name=name, known=known)
    if len(found) > 1:
        ids = ", ".join(each.told.id for each in found)
        why = f"Several templates have this name. Name one by its id: {ids}."
        raise InvalidArgument(argument="--template", value=name, why=why)
    return found[0].told


def players_of(
    template: RemoteTemplate, people: Sequence[tuple[str, DraftSignatory]]
) -> tuple[tuple[str, DraftSignatory], ...]:
    """Give who plays which role, in the template's order, asked as the template asks.

    Raises InvalidArgument.
    """
    if not all(key for key, _ in people):
        roles = ", ".join(role.key for role in template.roles)
        why = f"Of a template each signatory has a role: ;role=KEY. Its roles: {roles}."
        raise InvalidArgument(argument="--signatory", why=why)
    wrong = check_roles(template, [key for key, _ in people])
    if wrong.are_any:
        told = (
            ("The template has no role {}.", wrong.unknown),
            ("Only one can play {}.", wrong.twice),
            ("Nobody plays {}.", wrong.empty),
        )
        why = " ".join(words.format(", ".join(keys)) for words, keys in told if keys)
        raise InvalidArgument(argument="--signatory", why=why)
    by_role = dict(people)
    return tuple((role.key, _as_asked(by_role[role.key], role)) for role in template.roles)


def _as_asked(person: DraftSignatory, role: TemplateRole) -> DraftSignatory:
    return person._replace(
        level=role.level,
        order=role.order,
        role=role.role,
        signing=role.signing,
        fields=role.fields,
    )
