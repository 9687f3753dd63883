"""A certificate in the commands' JSON and lines."""

from typing import Any

from paraph.domain.keys.certificate import SigningBar
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.messages.acts import WARNINGS
from paraph.domain.signature_act import SignatureAct, act_of, statement_of
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


def warning_lines(one: Candidate) -> list[str]:
    """Give what a person should know before signing, a line each."""
    found = [(str(each.warning), each.until) for each in one.cautions]
    if one.token.key_kind is KeyKind.KEY_FILE:
        found.append(("key_without_device", None))
    return [_line(code, until.isoformat() if until else "") for code, until in found]


def certificate_lines(told: dict[str, Any]) -> list[str]:
    """Give what `certificate_json` told as lines for people."""
    kind = " · seal" if told["act"] == SignatureAct.ADVANCED_SEAL else ""
    word = "can sign" if told["can_sign"] else f"cannot sign: {_WHY_NOT[told['why_not']]}"
    days = f"{told['valid_from'][:10]} to {told['valid_to'][:10]}"
    states = _STATES[told["qualified"]]
    return [
        f"{told['holder']}{kind} · made for: {told['purpose']} · {days} · {word}",
        f"  issued by {told['issuer']}{states}",
        *(f"  {_line(each['code'], each['until'] or '')}" for each in told["warnings"]),
        f"  {told['sha256']}",
    ]


_STATES = {
    None: "",
    "qualified": ", as qualified",
    "qualified_on_device": ", as qualified, its key in a signature device",
}
_WHY_NOT = {
    SigningBar.EXPIRED: "it has ended",
    SigningBar.NOT_YET_VALID: "it is not valid yet",
    SigningBar.CA_CERTIFICATE: "it belongs to the issuer, not to a person",
    SigningBar.KEY_USAGE: "its issuer made it for something else",
    SigningBar.NO_KEY: "its key is not with it",
    SigningBar.WEAK_KEY: "its key is too weak today",
    SigningBar.UNKNOWN_KEY: "its kind of key is not among the accepted ones",
    SigningBar.UNREADABLE: "it cannot be read",
}


def _line(code: str, day: str) -> str:
    words = WARNINGS[code]
    return f"{words.what.format(day=day)} {words.safe} {words.act}"
