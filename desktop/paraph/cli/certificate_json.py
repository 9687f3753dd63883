"""A certificate in the commands' JSON and lines."""

from typing import Any

from paraph.domain.certificate import Caution
from paraph.domain.messages import WARNINGS
from paraph.domain.signature_act import act_of, statement_of
from paraph.usecases.choose_certificate import Candidate


def certificate_json(one: Candidate) -> dict[str, Any]:
    """Give what can be told of a certificate; `qualified` is what its issuer states."""
    facts = one.facts
    return {
        "label": one.certificate.label,
        "id": one.certificate.key_id.hex(),
        "holder": facts.holder,
        "organisation": facts.organisation or None,
        "subject": facts.subject,
        "issuer": facts.issuer,
        "sha256": facts.sha256,
        "valid_from": facts.not_before.isoformat(),
        "valid_to": facts.not_after.isoformat(),
        "key": {"kind": facts.key_kind, "bits": facts.key_bits, "curve": facts.curve or None},
        "purpose": str(one.purpose),
        "act": str(act_of(facts)),
        "qualified": statement_of(facts),
        "can_sign": one.bar is None,
        "why_not": str(one.bar) if one.bar else None,
        "warnings": [
            {"code": str(each.warning), "until": each.until.isoformat() if each.until else None}
            for each in one.cautions
        ],
    }


def warning_line(caution: Caution) -> str:
    """Give a warning as one line for people."""
    words = WARNINGS[caution.warning]
    day = caution.until.isoformat() if caution.until else ""
    return f"{words.what.format(day=day)} {words.safe} {words.act}"
