"""What `paraph sign` says before the PIN: what bars a document, and what to know of the others."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from paraph.domain.errors import NotAttempted, ParaphError
from paraph.domain.findings import Finding, Weight, content_finding, pages_in_words
from paraph.domain.messages.content import CONTENT_WORDS
from paraph.ports.documents import ContentReader
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.rehearse import rehearse
from paraph.usecases.sign_document import Signing, SignRequest, record_refusal

Placed = SignRequest | ParaphError


def rehearsed(
    placed: Sequence[Placed], chosen: Candidate, ports: Signing, *, keep_going: bool
) -> list[Placed]:
    """Put the error in the place of each document that could not be signed; the key is not asked.

    Without `keep_going` those after the first are left.
    """
    checked: list[Placed] = []
    is_left = False
    for each in placed:
        found = NotAttempted() if is_left else _rehearsed(each, chosen, ports)
        is_left = is_left or (isinstance(found, ParaphError) and not keep_going)
        checked.append(found)
    return checked


def _rehearsed(each: Placed, chosen: Candidate, ports: Signing) -> Placed:
    if isinstance(each, ParaphError):
        return each
    try:
        rehearse(each, chosen.facts, chosen.certificate.way, ports)
    except ParaphError as error:
        record_refusal(ports.audit, [each.source], error)
        return error
    return each


def warnings_of(request: SignRequest, content: ContentReader) -> list[Finding]:
    """Give what is to be known of what a document holds; a broken one is told elsewhere."""
    found: list[Finding] = []
    with suppress(ParaphError):
        found = [content_finding(each) for each in content(request.source, request.password)]
    return [each for each in found if each.weight is Weight.KNOW]


def tell_warnings(request: SignRequest, found: Sequence[Finding]) -> None:
    """Say them on standard error."""
    for each in found:
        words = CONTENT_WORDS[each.code]
        where = f" Page {pages_in_words(each.pages)}." if each.pages else ""
        names = f" {each.detail}." if each.detail else ""
        click.echo(
            f"{request.source}: {words.what}{where}{names} {words.safe} {words.act} [{each.code}]",
            err=True,
        )


def warnings_json(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """Give them for programs; pages count from 1."""
    return [
        {
            "code": each.code,
            "pages": [page + 1 for page in each.pages],
            "times": each.times,
            "detail": each.detail,
        }
        for each in found
    ]
