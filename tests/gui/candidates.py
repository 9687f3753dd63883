"""Certificates as the window sees them."""

from datetime import UTC, datetime

from paraph.domain.keys.certificate import CertificateFacts, SigningBar
from paraph.ports.signing_token import PinState, TokenCertificate, TokenSnapshot
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.signing_desk import Cards


def candidate(
    holder: str = "Camille Roux", bar: SigningBar | None = None, sha256: str = "aa"
) -> Candidate:
    own = TokenCertificate(holder.encode(), holder, b"\1", has_key=True)
    token = TokenSnapshot("/module", 0, "Carte avocat", "1", "Maker", PinState.NORMAL, (own,))
    facts = CertificateFacts(
        sha256=sha256,
        subject=f"CN={holder}",
        holder=holder,
        issuer="CN=Bar Council CA, C=FR",
        serial="1",
        not_before=datetime(2026, 1, 1, tzinfo=UTC),
        not_after=datetime(2028, 3, 14, tzinfo=UTC),
        key_usage=frozenset({"non_repudiation"}),
        purposes=None,
        is_ca=False,
        key_kind="rsa",
        key_bits=3072,
    )
    return Candidate(token, own, facts, bar)


def cards(*found: Candidate) -> Cards:
    return Cards(tuple(each.token for each in found), found, ())
