"""What the pre-flight says of initials and certification, beside what the rehearsal refuses."""

from collections.abc import Iterator
from pathlib import Path

from paraph.domain.errors import ParaphError
from paraph.domain.findings import Finding, Weight
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_extras import Extras
from paraph.usecases.plan_extras import OwnSignature, plan_file
from paraph.usecases.sign_document import Signing


def extras_findings(
    extras: Extras | None, own: OwnSignature, file: tuple[Path, Secret | None], ports: Signing
) -> Iterator[Finding]:
    """Say how often the key is asked, on which pages initials go, and what stands in the way."""
    if extras is None:
        return
    try:
        plan = plan_file(extras, own, file, ports.signer, ports.documents)
    except ParaphError as error:
        yield Finding(Weight.SETTLE, error.code)
        return
    if plan.signatures > 1:
        yield Finding(Weight.KNOW, "extras_key_often", str(plan.signatures))
    if plan.without_field:
        yield Finding(Weight.KNOW, "extras_without_field", pages=plan.without_field)
    if plan.drawn:
        pages = tuple(each.page_index for each in plan.drawn)
        yield Finding(Weight.FINE, "extras_initials", plan.words, pages)
    if extras.certification is not None:
        yield Finding(Weight.KNOW, "extras_certified", str(extras.certification))
