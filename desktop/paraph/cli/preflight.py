"""What `paraph sign` says before the PIN: what bars a document, and what to know of the others."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from paraph.domain.errors import NotAttempted, ParaphError
from paraph.domain.findings import (
    Finding,
    Weight,
    content_finding,
    finding_of_archive,
    pages_in_words,
)
from paraph.domain.messages.content import CONTENT_WORDS
from paraph.domain.stamp.archive_format import ArchiveFinding
from paraph.ports.documents import ArchiveReader, ContentReader
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.rehearse import rehearse
from paraph.usecases.sign_document import Signing, SignRequest, record_refusal

Placed = SignRequest | ParaphError
_ARCHIVE_WORDS = {
    ArchiveFinding.KEPT: "It stays so with the signature.",
    ArchiveFinding.PLAIN_LOOK: "It stays so with the signature; pictures stand on white there.",
    ArchiveFinding.TAGS_LACKING: "The box of the signature has no tags, which level A asks for: a"
    " checker may say that the copy is no {name} any more. --invisible keeps it.",
    ArchiveFinding.PART_UNKNOWN: "This kind is not known to Paraph: a checker may say that the copy"
    " is none any more.",
}


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


def archive_of(request: SignRequest, claim: ArchiveReader) -> list[Finding]:
    """Give what the signature does to what a document claims of PDF/A."""
    found: Finding | None = None
    with suppress(ParaphError):
        said = claim(request.source, request.password)
        is_visible = request.place is not None or request.field is not None
        found = finding_of_archive(said, request.look, is_visible=is_visible)
    return [] if found is None else [found]


def tell_archive(request: SignRequest, found: Sequence[Finding]) -> None:
    """Say on standard error what becomes of PDF/A; that it stays so too."""
    for each in found:
        words = _ARCHIVE_WORDS[ArchiveFinding(each.code)].format(name=each.detail)
        click.echo(f"{request.source}: {each.detail}. {words} [{each.code}]", err=True)


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
    """Give them for programs, but for what is in order; pages count from 1."""
    return [
        {
            "code": each.code,
            "pages": [page + 1 for page in each.pages],
            "times": each.times,
            "detail": each.detail,
        }
        for each in found
        if each.weight is Weight.KNOW
    ]
